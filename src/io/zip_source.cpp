#include "io/zip_source.hpp"

#include <sandan/core/visible.hpp>

#include "core/scratch.hpp"
#include "io/archive.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string extension_of(const Member& member) {
    return lower(fs::path{member.name}.extension().string());
}

/// "folder/lots" of "folder/lots.SHP".
std::string without_extension(const std::string& name) {
    return name.substr(0, name.size() - fs::path{name}.extension().string().size());
}

/// What macOS adds for itself carries the names of the real files.
bool is_metadata(const std::string& name) {
    return name.starts_with("__MACOSX/") || fs::path{name}.filename().string().starts_with("._");
}

const Member& choose_shapefile(const Archive& archive, const std::string& path,
                               const std::string& layer) {
    std::vector<std::string> names;
    std::vector<const Member*> fitting;
    for (const auto& member : archive.members()) {
        if (extension_of(member) != ".shp" || is_metadata(member.name)) {
            continue;
        }
        names.push_back(visible_line(member.name));
        if (layer.empty() || fs::path{member.name}.stem().string() == layer) {
            fitting.push_back(&member);
        }
    }
    if (fitting.size() != 1) {
        throw Error{ErrorKind::input,
                    fmt::format("{}: expected one shapefile in the archive, found {}{}; name it "
                                "with layer, or unpack the archive",
                                path, fitting.size(),
                                names.empty() ? "" : fmt::format(" ({})", fmt::join(names, ", ")))};
    }
    return *fitting.front();
}

} // namespace

Source find_in_zip(const std::string& path, const std::string& layer) {
    const Archive archive{path};
    const auto& shapes = choose_shapefile(archive, path, layer);
    const auto stem = without_extension(shapes.name);
    Source source{.path = path,
                  .opened = {},
                  .driver = "ESRI Shapefile",
                  .table = false,
                  .name = fs::path{shapes.name}.stem().string(),
                  .states = {},
                  .findings = {},
                  .files = {},
                  .copy = {},
                  .unpacked =
                      std::make_shared<ScratchFolder>(fs::temp_directory_path().string(), path)};
    constexpr std::array<std::string_view, 5> parts{".shp", ".shx", ".dbf", ".prj", ".cpg"};
    for (const auto& member : archive.members()) {
        const auto extension = extension_of(member);
        if (without_extension(member.name) == stem &&
            std::find(parts.begin(), parts.end(), extension) != parts.end()) {
            const auto target = source.unpacked->file("layer" + extension);
            archive.unpack(member, target);
            refuse_disguise(target, path + "/" + member.name);
        }
    }
    source.opened = source.unpacked->file("layer.shp");
    return source;
}

void require_sound_zip(const std::string& path) {
    const Archive archive{path};
    constexpr std::size_t prolog = 64 << 10;
    for (const auto& member : archive.members()) {
        const auto extension = extension_of(member);
        if ((extension == ".xml" || extension == ".rels") &&
            archive.head(member, prolog).find("<!DOCTYPE") != std::string::npos) {
            refuse(path, "ZIP-ENTRY",
                   fmt::format("entry '{}' declares a document type, which no spreadsheet needs; "
                               "the archive is not read",
                               visible_line(member.name)));
        }
    }
}

} // namespace sandan::io
