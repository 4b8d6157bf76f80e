#include "io/shapefile.hpp"

#include "io/source.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace sandan::io {

namespace {

constexpr std::size_t header_bytes = 100;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) << 24U | byte_at(bytes, at + 1) << 16U |
           byte_at(bytes, at + 2) << 8U | byte_at(bytes, at + 3);
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at + 3) << 24U | byte_at(bytes, at + 2) << 16U |
           byte_at(bytes, at + 1) << 8U | byte_at(bytes, at);
}

/// Follows the index into the shapes: every entry must point at a record, in order or at the
/// record that carries its number.
void read_index(const std::string& path, std::string_view shp, std::string_view shx,
                ShapefileParts& parts) {
    const auto count = (shx.size() - header_bytes) / 8;
    bool ascending = true;
    std::size_t misnumbered = 0;
    std::size_t beyond = 0;
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto offset = std::uint64_t{big_endian(shx, header_bytes + 8 * i)} * 2;
        if (offset < header_bytes || offset + 12 > shp.size()) {
            ++beyond;
            parts.types.push_back(-1);
            continue;
        }
        ascending = ascending && offset > before;
        before = offset;
        misnumbered += big_endian(shp, offset) == i + 1 ? 0U : 1U;
        parts.types.push_back(static_cast<std::int32_t>(little_endian(shp, offset + 8)));
    }
    if (misnumbered != 0 && !ascending) {
        refuse(path, "SHP-SHX-PAIR",
               "the .shx points at records of other numbers, so shapes and attributes would "
               "be paired wrongly; have it exported again");
    }
    if (misnumbered != 0) {
        tell(parts.findings, "SHP-RECORD-NUMBER",
             {fmt::format("번호가 자리와 같아야 함: {}개가 다름", misnumbered),
              fmt::format("their place as number; {} records carry another", misnumbered)},
             {"자리를 따름", "the place is used"});
    }
    if (beyond != 0) {
        tell(parts.findings, "SHP-SHX-RANGE",
             {fmt::format(".shp 안을 가리켜야 함: {}개가 밖", beyond),
              fmt::format("places in the .shp; {} records lie beyond its end", beyond)},
             {"해당 레코드를 거부함", "those records are rejected"});
    }
}

/// Records the .shp holds, walked from one to the next.
std::size_t count_records(std::string_view shp) {
    std::size_t count = 0;
    for (std::uint64_t at = header_bytes; at + 12 <= shp.size(); ++count) {
        at += 8 + std::uint64_t{big_endian(shp, at + 4)} * 2;
    }
    return count;
}

std::string require_index(const std::string& path) {
    auto file = sidecar(path, "shx");
    if (file.empty()) {
        refuse(path, "SHP-NO-SHX",
               "the .shx is missing; copy it beside the .shp, or have it rebuilt "
               "(ogrinfo --config SHAPE_RESTORE_SHX YES)");
    }
    return file;
}

void read_dbf(const std::string& path, ShapefileParts& parts) {
    const auto records = parts.types.size();
    if (parts.dbf.empty()) {
        parts.declared = records;
        return;
    }
    const auto header = dbf_header(parts.dbf);
    if (!header) {
        refuse(path, "SHP-DBF-FORMAT",
               "the .dbf beside it is no DBF file (a Git-LFS pointer or a half download?); "
               "fetch the real one, or take it away to go on without attributes");
    }
    parts.ldid = header->ldid;
    parts.declared = std::max(records, header->records);
    if (records != header->records) {
        tell(parts.findings, "SHP-DBF-COUNT",
             {fmt::format("레코드 {}개(.shx), .dbf는 {}개", records, header->records),
              fmt::format("{} records as the .shx says; the .dbf {}", records, header->records)},
             {"짝 없는 레코드를 거부함", "records without a partner are rejected"});
    }
}

} // namespace

std::optional<DbfHeader> dbf_header(const std::string& path) {
    const auto bytes = read_bytes(path);
    if (bytes.size() < 33) {
        return std::nullopt;
    }
    const auto version = byte_at(bytes, 0) & 0x07U;
    const auto header_length = byte_at(bytes, 8) | byte_at(bytes, 9) << 8U;
    if ((version != 3 && version != 2 && version != 4 && version != 5 && version != 0) ||
        header_length < 33 || header_length > bytes.size() + 1) {
        return std::nullopt;
    }
    return DbfHeader{.records = little_endian(bytes, 4),
                     .ldid = static_cast<unsigned char>(bytes[29])};
}

ShapefileParts inspect_shapefile(const std::string& path) {
    ShapefileParts parts{.dbf = sidecar(path, "dbf"),
                         .prj = sidecar(path, "prj"),
                         .cpg = sidecar(path, "cpg"),
                         .types = {},
                         .findings = {}};
    const auto shp = read_bytes(path);
    const auto shx = read_bytes(require_index(path));
    if (shp.size() < header_bytes || shx.size() < header_bytes || big_endian(shp, 0) != 9994) {
        refuse(path, "SHP-HEADER", "no shapefile (its header is not one)");
    }
    read_index(path, shp, shx, parts);
    read_dbf(path, parts);
    const auto held = count_records(shp);
    if (held > parts.declared) {
        tell(parts.findings, "SHP-SHX-COUNT",
             {fmt::format("레코드 {}개(.shp), 색인은 {}개", held, parts.types.size()),
              fmt::format("{} records as the .shp holds; the index {}", held, parts.types.size())},
             {"색인에 없는 레코드를 거부함", "records the index does not name are rejected"});
        parts.declared = held;
    }
    return parts;
}

} // namespace sandan::io
