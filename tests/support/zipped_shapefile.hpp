#pragma once
// The same shapefile once more, in an archive: read as a whole, where by itself it passes by in
// blocks.

#include "temp_dir.hpp"
#include "zip_maker.hpp"

#include <string>
#include <vector>

namespace sandan::test {

/// Of `name`.shp in `dir` and what belongs to it; its path.
[[nodiscard]] inline std::string zipped(const TempDir& dir, const std::string& name) {
    std::vector<ZipEntry> entries;
    for (const auto* const end : {".shp", ".shx", ".dbf", ".prj"}) {
        entries.push_back({.name = name + end, .bytes = read_file(dir / (name + end))});
    }
    return dir.write(name + ".zip", make_zip(entries));
}

/// A text in which the archive is called by the path of the shapefile.
[[nodiscard]] inline std::string unzipped(std::string text, const TempDir& dir,
                                          const std::string& name) {
    const auto zip = dir / (name + ".zip");
    for (auto at = text.find(zip); at != std::string::npos; at = text.find(zip)) {
        text.replace(at, zip.size(), dir / (name + ".shp"));
    }
    return text;
}

} // namespace sandan::test
