#include "io/zip_source.hpp"

#include <sandan/core/visible.hpp>

#include "core/korean.hpp"
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

std::string stem_of(const Member& member) {
    return fs::path{member.name}.stem().string();
}

std::vector<const Member*> shapefiles_in(const Archive& archive) {
    std::vector<const Member*> found;
    for (const auto& member : archive.members()) {
        if (extension_of(member) == ".shp" && !is_metadata(member.name)) {
            found.push_back(&member);
        }
    }
    return found;
}

/// Says what else of use there is, and what to do with it.
[[noreturn]] void refuse_without_shapefile(const Archive& archive, const std::string& path) {
    constexpr std::array<std::string_view, 8> files{".gpkg",     ".geojson", ".json", ".fgb",
                                                    ".geojsonl", ".dxf",     ".csv",  ".xlsx"};
    Text advice{"압축을 풀고 안의 것을 주십시오", "unpack it, and give what is in it"};
    for (const auto& member : archive.members()) {
        const auto folder = lower(member.name).find(".gdb/");
        if (folder != std::string::npos) {
            const auto name = member.name.substr(0, folder);
            const auto shown = visible_line(name);
            const auto called = visible_line(fs::path{name}.filename().string());
            advice = {fmt::format("지오데이터베이스 {}.gdb가 들어 있습니다: 압축 파일의 이름을 "
                                  "{}.gdb.zip으로 하거나 압축을 푸십시오",
                                  shown, called),
                      fmt::format("it holds the geodatabase {}.gdb: call the archive {}.gdb.zip, "
                                  "or unpack it",
                                  shown, called)};
            break;
        }
        if (std::find(files.begin(), files.end(), extension_of(member)) != files.end() &&
            !is_metadata(member.name)) {
            const auto shown = visible_line(member.name);
            advice = {format_ko("{}이(가) 들어 있습니다: 압축을 풀고 그 파일을 주십시오", shown),
                      fmt::format("it holds {}: unpack it, and give that file", shown)};
            break;
        }
    }
    throw Error{
        ErrorKind::input,
        Text{fmt::format("{}: 압축 파일에 셰이프파일 하나(이름이 NAME.gdb.zip이면 "
                         "지오데이터베이스)가 있어야 하는데 없습니다; {}",
                         path, advice.ko),
             fmt::format("{}: expected one shapefile in the archive (or, called NAME.gdb.zip, a "
                         "geodatabase), found 0; {}",
                         path, advice.en)}};
}

const Member& choose_shapefile(const Archive& archive, const std::string& path,
                               const std::string& layer) {
    std::vector<std::string> names;
    std::vector<const Member*> fitting;
    for (const auto* const member : shapefiles_in(archive)) {
        names.push_back(visible_line(member->name));
        if (layer.empty() || stem_of(*member) == layer ||
            without_extension(member->name) == layer) {
            fitting.push_back(member);
        }
    }
    if (names.empty()) {
        refuse_without_shapefile(archive, path);
    }
    if (fitting.size() != 1) {
        throw Error{
            ErrorKind::input,
            Text{fmt::format("{}: 압축 파일에 셰이프파일이 하나 있어야 하는데 {}개입니다({}); "
                             "layer로 지정하거나 압축을 푸십시오",
                             path, fitting.size(), fmt::join(names, ", ")),
                 fmt::format("{}: expected one shapefile in the archive, found {} ({}); name it "
                             "with layer, or unpack the archive",
                             path, fitting.size(), fmt::join(names, ", "))}};
    }
    return *fitting.front();
}

/// GDAL reads them whole.
void refuse_long_member(const Member& member, const std::string& path) {
    const auto extension = extension_of(member);
    if ((extension == ".prj" || extension == ".cpg") && member.size > longest_sidecar) {
        refuse_long_sidecar(path + "/" + member.name, extension);
    }
}

/// `name` is that of the layer.
Source unpack(const Archive& archive, const std::string& path, const Member& shapes,
              const std::string& name) {
    const auto stem = without_extension(shapes.name);
    Source source{.path = path,
                  .opened = {},
                  .driver = "ESRI Shapefile",
                  .table = false,
                  .name = name,
                  .states = {},
                  .findings = {},
                  .files = {},
                  .copy = {},
                  .unpacked =
                      std::make_shared<ScratchFolder>(fs::temp_directory_path().string(), path)};
    constexpr std::array<std::string_view, 5> parts{".shp", ".shx", ".dbf", ".prj", ".cpg"};
    for (const auto& member : archive.members()) {
        const auto extension = extension_of(member);
        const auto member_stem = without_extension(member.name);
        if (std::find(parts.begin(), parts.end(), extension) == parts.end() ||
            without_case(member_stem) != without_case(stem)) {
            continue;
        }
        refuse_long_member(member, path);
        if (member_stem != stem) {
            tell(source.findings, "ZIP-CASE",
                 {format_ko("이름의 대소문자까지 같은 파일, {}과(와) {}임", shapes.name,
                            member.name),
                  fmt::format("parts of one name; {} and {} differ in case", shapes.name,
                              member.name)},
                 {"한 shapefile로 읽음", "read as one shapefile"});
        }
        const auto target = source.unpacked->file("layer" + extension);
        archive.unpack(member, target);
        refuse_disguise(target, path + "/" + member.name);
    }
    source.opened = source.unpacked->file("layer.shp");
    return source;
}

} // namespace

Source find_in_zip(const std::string& path, const std::string& layer) {
    const Archive archive{path};
    const auto& shapes = choose_shapefile(archive, path, layer);
    return unpack(archive, path, shapes, stem_of(shapes));
}

std::vector<Source> find_all_in_zip(const std::string& path) {
    const Archive archive{path};
    const auto shapefiles = shapefiles_in(archive);
    if (shapefiles.empty()) {
        refuse_without_shapefile(archive, path);
    }
    std::vector<Source> sources;
    for (const auto* const shapes : shapefiles) {
        const auto stem = stem_of(*shapes);
        const bool alone =
            std::count_if(shapefiles.begin(), shapefiles.end(),
                          [&](const auto* other) { return stem_of(*other) == stem; }) == 1;
        sources.push_back(
            unpack(archive, path, *shapes, alone ? stem : without_extension(shapes->name)));
    }
    return sources;
}

void require_sound_zip(const std::string& path) {
    const Archive archive{path};
    constexpr std::size_t prolog = 64 << 10;
    for (const auto& member : archive.members()) {
        const auto extension = extension_of(member);
        if ((extension == ".xml" || extension == ".rels") &&
            archive.head(member, prolog).find("<!DOCTYPE") != std::string::npos) {
            refuse(
                path, "ZIP-ENTRY",
                Text{format_ko("항목 '{}'이(가) 문서 형식을 선언하는데 스프레드시트에는 필요 없는 "
                               "것입니다; 압축 파일을 읽지 않습니다",
                               visible_line(member.name)),
                     fmt::format("entry '{}' declares a document type, which no spreadsheet needs; "
                                 "the archive is not read",
                                 visible_line(member.name))});
        }
    }
}

} // namespace sandan::io
