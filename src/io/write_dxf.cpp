#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "core/korean.hpp"
#include "io/drivers.hpp"
#include "io/dxf_text.hpp"
#include "io/gdal.hpp"
#include "io/geometry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <string_view>

namespace sandan::io {

namespace {

[[noreturn]] void fail(const Text& why) {
    throw Error{ErrorKind::output, why}.within(Text{"DXF: 쓸 수 없습니다", "DXF: cannot write"});
}

/// A file in memory, gone with the object.
class MemoryFile {
public:
    explicit MemoryFile(const std::string& name) {
        static std::atomic<unsigned> count{0};
        m_path = fmt::format("/vsimem/sandan-{}-{}", count++, name);
    }

    ~MemoryFile() { VSIUnlink(m_path.c_str()); }

    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }

    void fill(const std::string& text) const {
        auto* const file = VSIFOpenL(m_path.c_str(), "wb");
        if (file == nullptr || VSIFWriteL(text.data(), 1, text.size(), file) != text.size() ||
            VSIFCloseL(file) != 0) {
            fail({"메모리가 모자랍니다", "no memory"});
        }
    }

    [[nodiscard]] std::string bytes() const {
        vsi_l_offset size = 0;
        const auto* const data = VSIGetMemFileBuffer(m_path.c_str(), &size, FALSE);
        return data == nullptr ? std::string{}
                               : std::string(data, data + static_cast<std::size_t>(size));
    }

private:
    std::string m_path;
};

std::string text_of_file(const std::string& path) {
    GByte* data = nullptr;
    vsi_l_offset size = 0;
    if (VSIIngestFile(nullptr, path.c_str(), &data, &size, -1) == FALSE) {
        fail(
            {format_ko("{}을(를) 읽을 수 없습니다", path), fmt::format("{} cannot be read", path)});
    }
    std::string text(data, data + static_cast<std::size_t>(size));
    VSIFree(data);
    return text;
}

/// GDAL's own header says inches: a drawing in metres would come out 39 times too small.
std::string header_in_metres() {
    const char* const found = CPLFindFile("gdal", "header.dxf");
    if (found == nullptr) {
        fail({"GDAL의 header.dxf가 설치되어 있지 않습니다", "GDAL's header.dxf is not installed"});
    }
    auto text = text_of_file(found);
    const auto name = text.find("$INSUNITS");
    const auto code = name == std::string::npos ? name : text.find("70", name);
    const auto begin =
        code == std::string::npos ? code : text.find_first_of("0123456789", code + 2);
    if (begin == std::string::npos) {
        fail({"GDAL의 header.dxf에 단위가 없습니다", "GDAL's header.dxf does not name its unit"});
    }
    constexpr const char* metres = "6";
    const auto end = text.find_first_not_of("0123456789", begin);
    return text.replace(begin, end - begin, metres);
}

bool is_plain(const std::string& layer) {
    return !layer.empty() && std::all_of(layer.begin(), layer.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

/// A word in quotes of OGR's style language.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    }
    return result + "\"";
}

class Writer {
public:
    explicit Writer(OGRLayer& layer) : m_layer{&layer} {}

    [[nodiscard]] const DrawingTexts& texts() const { return m_texts; }

    void add(const DrawingEntity& entity) {
        const auto& [polygons, lines, points] = entity.shape;
        const auto pen = fmt::format("PEN(c:{})", entity.colour);
        for (const auto& polygon : polygons) {
            add(entity, closed(polygon.outer), pen);
            for (const auto& hole : polygon.holes) {
                add(entity, closed(hole), pen);
            }
        }
        for (const auto& line : lines) {
            add(entity, open(line), pen);
        }
        if (entity.text.empty()) {
            for (const auto& point : points) {
                OGRPoint at{point.x, point.y};
                add(entity, at, pen);
            }
        } else if (!points.empty()) {
            OGRPoint at{points.front().x, points.front().y};
            add(entity, at,
                fmt::format("LABEL(f:\"Arial\",t:{},s:{:.3f}g,p:5,c:{})",
                            quoted(m_texts.written(entity.text)), entity.height_m, entity.colour));
        }
    }

private:
    static OGRLineString open(const geom::Line& line) {
        OGRLineString result;
        for (const auto& point : line) {
            result.addPoint(point.x, point.y);
        }
        return result;
    }

    /// Its last point is its first.
    static OGRLineString closed(const geom::Line& ring) {
        auto line = open(ring);
        line.closeRings();
        return line;
    }

    void add(const DrawingEntity& entity, const OGRGeometry& shape,
             const std::string& style) const {
        OGRFeature feature{m_layer->GetLayerDefn()};
        feature.SetField("Layer", entity.layer.c_str());
        feature.SetGeometry(&shape);
        feature.SetStyleString(style.c_str());
        if (m_layer->CreateFeature(&feature) != OGRERR_NONE) {
            fail({fmt::format("레이어 {}의 객체", entity.layer),
                  fmt::format("an entity of layer {}", entity.layer)});
        }
    }

    OGRLayer* m_layer;
    DrawingTexts m_texts;
};

} // namespace

Drawing dxf(const std::vector<DrawingEntity>& entities) {
    for (const auto& entity : entities) {
        if (!is_plain(entity.layer)) {
            fail({fmt::format("레이어 '{}': ASCII의 글자, 숫자, '_', '-'만 쓸 수 있습니다",
                              entity.layer),
                  fmt::format("layer '{}': only letters, digits, '_' and '-' of ASCII",
                              entity.layer)});
        }
    }
    need_driver("DXF");
    const GdalMessages messages;
    const MemoryFile header{"header.dxf"};
    header.fill(header_in_metres());
    const MemoryFile drawing{"drawing.dxf"};
    CPLStringList options;
    options.SetNameValue("HEADER", header.path().c_str());
    auto* const driver = GetGDALDriverManager()->GetDriverByName("DXF");
    GDALDatasetUniquePtr dataset{
        driver->Create(drawing.path().c_str(), 0, 0, 0, GDT_Unknown, options.List())};
    auto* const layer =
        dataset ? dataset->CreateLayer("entities", nullptr, wkbUnknown, nullptr) : nullptr;
    if (layer == nullptr) {
        fail({messages.last_failure(), messages.last_failure()});
    }
    Writer writer{*layer};
    for (const auto& entity : entities) {
        writer.add(entity);
    }
    dataset.reset(); // here the drawing is put together
    if (messages.failures() != 0) {
        fail({messages.last_failure(), messages.last_failure()});
    }
    auto result = writer.texts().losses();
    result.bytes = with_braces(drawing.bytes());
    return result;
}

} // namespace sandan::io
