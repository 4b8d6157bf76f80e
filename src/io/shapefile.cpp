#include "io/shapefile.hpp"

#include "io/dbf_cells.hpp"
#include "io/dbf_table.hpp"
#include "io/shp_index.hpp"
#include "io/shp_shape.hpp"
#include "io/snapshot.hpp"
#include "io/source.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandan::io {

namespace {

ShapefileParts parts_of(const std::string& path) {
    ShapefileParts parts{.shx = sidecar(path, "shx"),
                         .dbf = sidecar(path, "dbf"),
                         .prj = sidecar(path, "prj"),
                         .cpg = sidecar(path, "cpg")};
    if (parts.shx.empty()) {
        refuse(path, "SHP-NO-SHX",
               Text{".shx가 없습니다; .shp 옆에 복사하거나 다시 만들게 하십시오(ogrinfo --config "
                    "SHAPE_RESTORE_SHX YES)",
                    "the .shx is missing; copy it beside the .shp, or have it rebuilt (ogrinfo "
                    "--config SHAPE_RESTORE_SHX YES)"});
    }
    return parts;
}

std::string read_part(const std::string& path, Shapefile& file) {
    return path.empty() ? std::string{} : read_bytes(path, file.files);
}

void describe_table(const DbfTable& table, Shapefile& file) {
    file.ldid = table.ldid;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        file.records.fields.push_back(table.columns[i].name);
        if (table.columns[i].numeric()) {
            file.records.numeric.push_back(i);
        }
    }
    file.findings.insert(file.findings.end(), table.findings.begin(), table.findings.end());
}

/// One reading of one shapefile; `read_shapefile` below is the story.
class ShapefileReading {
public:
    ShapefileReading(const std::string& path, bool need_attributes, const RecordRange& range)
        : m_path{path}, m_need_attributes{need_attributes}, m_range{range} {
        m_file.parts = parts_of(path);
    }

    Shapefile run() {
        const auto shp = read_bytes(m_path, m_file.files);
        const auto dbf = read_part(m_file.parts.dbf, m_file);
        m_file.cpg_text = read_part(m_file.parts.cpg, m_file);
        {
            const auto shx = read_bytes(m_file.parts.shx, m_file.files);
            m_index = index_shapes(m_path, shp, shx);
        }
        m_file.findings = std::move(m_index.findings);
        m_file.geometry_type = shape_type_name(m_index.type);
        open_table(dbf);
        count_records();
        const auto count = m_range.of(0, m_index.slots.size());
        m_file.records.all.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            take(m_range.first + i, shp);
        }
        check_box();
        if (m_table) {
            tell_of_odd_cells(*m_table, m_rows, m_file.findings);
        }
        return std::move(m_file);
    }

private:
    void open_table(const std::string& bytes) {
        std::string why;
        if (!m_file.parts.dbf.empty()) {
            m_table = open_dbf(bytes, why);
        }
        if (m_table) {
            describe_table(*m_table, m_file);
            return;
        }
        const bool missing = m_file.parts.dbf.empty();
        if (m_need_attributes && missing) {
            refuse(
                m_path, "SHP-NO-DBF",
                Text{".dbf가 없어 속성이 없습니다; .shp 옆에 복사하십시오",
                     "the .dbf is missing, so there are no attributes; copy it beside the .shp"});
        }
        if (m_need_attributes) {
            refuse(m_path, "SHP-DBF-FORMAT",
                   Text{fmt::format("옆의 .dbf가 DBF 파일이 아닙니다: {} (Git-LFS 포인터나 덜 받은 "
                                    "파일?); 실제 파일을 받으십시오",
                                    why),
                        fmt::format("the .dbf beside it is no DBF file: {} (a Git-LFS pointer or a "
                                    "half download?); fetch the real one",
                                    why)});
        }
        tell(m_file.findings, missing ? "SHP-NO-DBF" : "SHP-DBF-FORMAT",
             {"속성표(.dbf)", missing ? "a .dbf; it is missing" : "a .dbf that is one; " + why},
             {"속성 없이 레코드 번호를 식별자로 씀", "no attributes, record numbers serve as ids"});
    }

    /// How many records there should be, and which rows have no partner.
    void count_records() {
        const auto shapes = m_index.declared;
        const auto declared = m_table ? std::max(shapes, m_table->declared) : shapes;
        m_file.declared = m_range.of(0, declared);
        m_file.lost_behind = m_range.of(m_index.slots.size(), declared);
        if (!m_table) {
            return;
        }
        m_rows = std::min(m_table->declared, m_table->held);
        if (shapes == m_table->declared && m_rows == shapes) {
            tell_trailing_bytes(*m_table, m_file.findings);
        } else {
            const auto from = std::min(m_rows, shapes);
            tell(m_file.findings, "SHP-DBF-COUNT",
                 {fmt::format("도형 수와 같은 {}행, dbf 머리글 {}행·실제 {}행", shapes,
                              m_table->declared, m_table->held),
                  fmt::format("{} rows as there are shapes; the .dbf declares {} and holds {}",
                              shapes, m_table->declared, m_table->held)},
                 {"짝 없는 레코드를 거부함", "records without a partner are rejected"},
                 static_cast<std::int64_t>(from), declared - from);
        }
    }

    /// True if the table has a live row for record `i`.
    bool has_row(std::size_t i) {
        return !m_table || (i < m_rows && is_live_row(*m_table, i, m_file.findings));
    }

    void take(std::size_t i, std::string_view shp) {
        const auto fid = static_cast<std::int64_t>(i);
        const auto& slot = m_index.slots[i];
        if (!has_row(i) || slot.bytes == 0) {
            m_file.lost.push_back(fid);
            return;
        }
        auto decoded = decode_shape(shp.substr(slot.offset, slot.bytes), m_index.type);
        for (auto& note : decoded.notes) {
            tell(m_file.findings, note.code, std::move(note.expected), std::move(note.done), fid);
        }
        if (decoded.damage) {
            tell(m_file.findings, decoded.damage->code, std::move(decoded.damage->expected),
                 std::move(decoded.damage->done), fid);
            m_file.lost.push_back(fid);
            return;
        }
        auto& records = m_file.records;
        ++records.types[decoded.kind];
        records.notes.with_z_or_m += decoded.with_z_or_m ? 1U : 0U;
        if (!decoded.null) {
            m_box.extend(decoded.box.min);
            m_box.extend(decoded.box.max);
        }
        Record record;
        record.fid = fid;
        record.null = decoded.null;
        record.shape = std::move(decoded.shape);
        if (m_table) {
            record.values = read_row(*m_table, i, m_file.findings);
        }
        records.all.push_back(std::move(record));
    }

    /// The box in the header; of a file with lost records it says nothing.
    void check_box() {
        const bool whole =
            m_range.whole() && m_file.lost.empty() && m_file.lost_behind == 0 && !m_box.empty();
        if (whole && !(m_box == m_index.box)) {
            tell(m_file.findings, "SHP-BOX",
                 {"머리글의 범위 = 도형들의 범위", "the box of its shapes in the header"},
                 {"도형을 따름", "the shapes are used"});
        }
    }

    const std::string& m_path;
    bool m_need_attributes;
    RecordRange m_range;
    Shapefile m_file;
    ShpIndex m_index;
    std::optional<DbfTable> m_table;
    std::size_t m_rows = 0; ///< Rows that are declared and there.
    geom::Box m_box;
};

} // namespace

Shapefile read_shapefile(const std::string& path, bool need_attributes, const RecordRange& range) {
    return ShapefileReading{path, need_attributes, range}.run();
}

Shapefile read_dbf(const std::string& path) {
    Shapefile file;
    const auto bytes = read_bytes(path, file.files);
    std::string why;
    const auto table = open_dbf(bytes, why);
    if (!table) {
        refuse(
            path, "SHP-DBF-FORMAT",
            Text{fmt::format("DBF 파일이 아닙니다: {} (Git-LFS 포인터나 덜 받은 파일?); 실제 "
                             "파일을 받으십시오",
                             why),
                 fmt::format(
                     "no DBF file: {} (a Git-LFS pointer or a half download?); fetch the real one",
                     why)});
    }
    file.parts.cpg = sidecar(path, "cpg");
    file.cpg_text = read_part(file.parts.cpg, file);
    file.geometry_type = "None";
    file.declared = table->declared;
    describe_table(*table, file);
    const auto rows = std::min(table->declared, table->held);
    file.lost_behind = table->declared - rows;
    if (file.lost_behind != 0) {
        tell(file.findings, "SRC-COUNT",
             {fmt::format("머리글의 {}행, {}행이 있음", table->declared, table->held),
              fmt::format("{} rows as its header says, it holds {}", table->declared, table->held)},
             {"있는 행을 읽고 없는 것은 거부함", "those there are read, those missing rejected"},
             static_cast<std::int64_t>(rows), file.lost_behind);
    } else {
        tell_trailing_bytes(*table, file.findings);
    }
    for (std::size_t i = 0; i < rows; ++i) {
        Record record;
        record.fid = static_cast<std::int64_t>(i);
        record.null = true;
        if (!is_live_row(*table, i, file.findings)) {
            file.lost.push_back(record.fid);
            continue;
        }
        record.values = read_row(*table, i, file.findings);
        file.records.all.push_back(std::move(record));
    }
    tell_of_odd_cells(*table, rows, file.findings);
    return file;
}

} // namespace sandan::io
