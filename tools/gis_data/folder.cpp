#include "folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <fstream>
#include <iconv.h>
#include <stdexcept>

namespace gis_data {

namespace {

constexpr std::string_view prj_5186 =
    R"(PROJCS["Korea_2000_Korea_Central_Belt_2010",GEOGCS["GCS_Korea_2000",DATUM["D_Korea_2000",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200000.0],PARAMETER["False_Northing",600000.0],PARAMETER["Central_Meridian",127.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",38.0],UNIT["Meter",1.0]])";
constexpr std::string_view prj_5174 =
    R"(PROJCS["Korean_1985_Modified_Korea_Central_Belt",GEOGCS["GCS_Korean_Datum_1985",DATUM["D_Korean_Datum_1985",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200000.0],PARAMETER["False_Northing",500000.0],PARAMETER["Central_Meridian",127.002890277778],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",38.0],UNIT["Meter",1.0]])";

/// Bytes of a file under construction; integers in either byte order.
class Bytes {
public:
    void little(std::uint64_t value, int size) {
        for (int i = 0; i < size; ++i) {
            m_data.push_back(static_cast<char>((value >> (8 * i)) & 0xffU));
        }
    }

    void big32(std::uint64_t value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            m_data.push_back(static_cast<char>((value >> shift) & 0xffU));
        }
    }

    void real(double value) { little(std::bit_cast<std::uint64_t>(value), 8); }

    void text(std::string_view text, std::size_t width, char pad) {
        m_data.append(text).append(width - text.size(), pad);
    }

    void append(const Bytes& other) { m_data += other.m_data; }

    [[nodiscard]] const std::string& data() const { return m_data; }

    [[nodiscard]] std::size_t size() const { return m_data.size(); }

private:
    std::string m_data;
};

std::string to_cp949(std::string text) {
    iconv_t converter = iconv_open("CP949", "UTF-8");
    std::string result(text.size() * 2, '\0');
    char* in = text.data();
    char* out = result.data();
    std::size_t in_left = text.size();
    std::size_t out_left = result.size();
    const std::size_t status = iconv(converter, &in, &in_left, &out, &out_left);
    iconv_close(converter);
    if (status == static_cast<std::size_t>(-1)) {
        throw std::runtime_error("not in CP949: " + text);
    }
    result.resize(result.size() - out_left);
    return result;
}

struct Box {
    std::int64_t x0 = INT64_MAX;
    std::int64_t y0 = INT64_MAX;
    std::int64_t x1 = INT64_MIN;
    std::int64_t y1 = INT64_MIN;

    void add(const Record& record) {
        for (const Ring& ring : record.rings) {
            for (const Point& p : ring) {
                x0 = std::min(x0, p.x);
                y0 = std::min(y0, p.y);
                x1 = std::max(x1, p.x);
                y1 = std::max(y1, p.y);
            }
        }
    }

    void write(Bytes& bytes) const {
        for (const std::int64_t v : {x0, y0, x1, y1}) {
            bytes.real(static_cast<double>(v) / 1e3);
        }
    }
};

/// Content of a .shp record. Shapefile rings are closed and run clockwise, holes the other way.
Bytes shape(Kind kind, const Record& record) {
    Bytes bytes;
    if (record.rings.empty()) {
        bytes.little(0, 4);
        return bytes;
    }
    bytes.little(static_cast<std::uint64_t>(kind), 4);
    const auto point = [&](const Point& p) {
        bytes.real(static_cast<double>(p.x) / 1e3);
        bytes.real(static_cast<double>(p.y) / 1e3);
    };
    if (kind == Kind::point) {
        point(record.rings.front().front());
        return bytes;
    }
    Box box;
    box.add(record);
    box.write(bytes);
    const bool closed = kind == Kind::polygon;
    bytes.little(record.rings.size(), 4);
    std::size_t total = 0;
    for (const Ring& ring : record.rings) {
        total += ring.size() + (closed ? 1 : 0);
    }
    bytes.little(total, 4);
    std::size_t start = 0;
    for (const Ring& ring : record.rings) {
        bytes.little(start, 4);
        start += ring.size() + (closed ? 1 : 0);
    }
    for (const Ring& ring : record.rings) {
        if (!closed) {
            std::for_each(ring.begin(), ring.end(), point);
            continue;
        }
        point(ring.front());
        std::for_each(ring.rbegin(), ring.rend(), point);
    }
    return bytes;
}

Bytes shape_header(Kind kind, const Box& box, std::size_t bytes_in_all) {
    Bytes header;
    header.big32(9994);
    header.text("", 20, '\0');
    header.big32(bytes_in_all / 2);
    header.little(1000, 4);
    header.little(static_cast<std::uint64_t>(kind), 4);
    box.write(header);
    header.text("", 32, '\0');
    return header;
}

void save(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream file{path, std::ios::binary};
    file << bytes;
    if (!file) {
        throw std::runtime_error("cannot write " + path.string());
    }
}

void write_shapes(const Layer& layer, const std::filesystem::path& stem) {
    Bytes records;
    Bytes index;
    Box box;
    std::uint64_t number = 0;
    for (const Record& record : layer.records) {
        box.add(record);
        const Bytes content = shape(layer.kind, record);
        index.big32((100 + records.size()) / 2);
        index.big32(content.size() / 2);
        records.big32(++number);
        records.big32(content.size() / 2);
        records.append(content);
    }
    Bytes shp = shape_header(layer.kind, box, 100 + records.size());
    shp.append(records);
    Bytes shx = shape_header(layer.kind, box, 100 + index.size());
    shx.append(index);
    save(stem.string() + ".shp", shp.data());
    save(stem.string() + ".shx", shx.data());
    save(stem.string() + ".prj", layer.epsg == 5174 ? prj_5174 : prj_5186);
}

/// dBASE III, dated 2024-06-26, language byte 0.
void write_table(const Layer& layer, const std::filesystem::path& stem) {
    std::size_t width = 1;
    for (const Field& field : layer.fields) {
        width += static_cast<std::size_t>(field.width);
    }
    Bytes dbf;
    dbf.little(3, 1);
    dbf.little(124, 1);
    dbf.little(6, 1);
    dbf.little(26, 1);
    dbf.little(layer.records.size(), 4);
    dbf.little(33 + 32 * layer.fields.size(), 2);
    dbf.little(width, 2);
    dbf.text("", 20, '\0');
    for (const Field& field : layer.fields) {
        dbf.text(field.name, 11, '\0');
        dbf.text(std::string(1, field.type), 5, '\0');
        dbf.little(static_cast<std::uint64_t>(field.width), 1);
        dbf.little(static_cast<std::uint64_t>(field.decimals), 1);
        dbf.text("", 14, '\0');
    }
    dbf.little(13, 1);
    for (const Record& record : layer.records) {
        dbf.text(" ", 1, ' ');
        for (std::size_t i = 0; i < layer.fields.size(); ++i) {
            const auto size = static_cast<std::size_t>(layer.fields[i].width);
            const std::string text = layer.cp949 ? to_cp949(record.values[i]) : record.values[i];
            if (text.size() > size) {
                throw std::runtime_error(
                    fmt::format("{}: '{}' does not fit", layer.fields[i].name, text));
            }
            const bool number = layer.fields[i].type == 'N';
            dbf.text("", number ? size - text.size() : 0, ' ');
            dbf.text(text, number ? text.size() : size, ' ');
        }
    }
    dbf.little(26, 1);
    save(stem.string() + ".dbf", dbf.data());
    if (!layer.cp949) {
        save(stem.string() + ".cpg", "UTF-8");
    }
}

} // namespace

std::size_t Layer::column(std::string_view field) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == field; });
    if (found == fields.end()) {
        throw std::out_of_range(fmt::format("no field {}", field));
    }
    return static_cast<std::size_t>(found - fields.begin());
}

std::string& Layer::value(std::size_t record, std::string_view field) {
    return records.at(record).values.at(column(field));
}

const std::string& Layer::value(std::size_t record, std::string_view field) const {
    return records.at(record).values.at(column(field));
}

std::size_t Layer::find(std::string_view field, std::string_view text) const {
    const std::size_t at = column(field);
    const auto found = std::find_if(records.begin(), records.end(),
                                    [&](const Record& r) { return r.values[at] == text; });
    if (found == records.end()) {
        throw std::out_of_range(fmt::format("no record with {} = {}", field, text));
    }
    return static_cast<std::size_t>(found - records.begin());
}

void Layer::add(std::vector<Ring> rings, std::vector<std::string> values) {
    values.emplace_back("SYNTHETIC");
    if (values.size() != fields.size()) {
        throw std::logic_error("a record does not have one value per field");
    }
    records.push_back({std::move(rings), std::move(values)});
}

Layer make_layer(Kind kind, std::vector<Field> fields) {
    Layer layer;
    layer.kind = kind;
    layer.fields = std::move(fields);
    layer.fields.push_back({"SYN", 'C', 9, 0});
    return layer;
}

void write(const Folder& folder, const std::filesystem::path& directory) {
    std::filesystem::create_directories(directory);
    for (const auto& [name, layer] : folder.layers) {
        write_shapes(layer, directory / name);
        write_table(layer, directory / name);
    }
    for (const auto& [name, bytes] : folder.files) {
        save(directory / name, bytes);
    }
}

std::string fixed(double value, int decimals) {
    return fmt::format("{:.{}f}", value, decimals);
}

std::string metres(std::int64_t millimetres) {
    return fmt::format("{}{}.{:03}", millimetres < 0 ? "-" : "", std::abs(millimetres) / 1000,
                       std::abs(millimetres) % 1000);
}

} // namespace gis_data
