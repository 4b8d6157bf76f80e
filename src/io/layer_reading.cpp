#include "io/layer_reading.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>

#include "core/korean.hpp"
#include "io/column_habits.hpp"
#include "io/envelope.hpp"
#include "io/geojson_members.hpp"
#include "io/geopackage.hpp"
#include "io/geopackage_cells.hpp"
#include "io/layer_crs.hpp"
#include "io/layer_text.hpp"
#include "io/reading_findings.hpp"
#include "io/records.hpp"
#include "io/repair.hpp"
#include "io/schema.hpp"
#include "io/shapefile.hpp"
#include "io/source.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stdexcept>

namespace sandan::io {

namespace {

/// One reading of one layer, step by step; `run` is the story.
class Reading {
public:
    Reading(Source source, const ReadOptions& options)
        : m_options{options}, m_source{std::move(source)} {
        if (!shapefile() || !m_options.where.empty()) {
            m_messages.emplace(m_source.opened, m_source.path);
        }
    }

    model::Layer run(std::vector<InputFile>& files);

private:
    void open_shapes();
    void read_shapes();
    void open_source();
    void read_features();
    bool tell_strangers();
    void make_table();
    void apply_filter();
    void deliver();
    void take(Record& record, ShapeCheck& check);
    bool refuse_kind(const Record& record);
    bool refuse_coordinates(const Record& record);
    void account_for_lost();
    void account_for_missing();
    void check_ledger() const;
    void tell_notes();
    void reject(std::int64_t fid, const Text& reason);
    void tell_count(std::size_t count, std::string_view code, const Text& what, const Text& done);

    [[nodiscard]] bool shapefile() const { return m_source.driver == "ESRI Shapefile"; }

    const ReadOptions& m_options;
    Source m_source;
    std::optional<GdalMessages> m_messages; ///< Where GDAL is asked anything.
    std::optional<Shapefile> m_shapefile;   ///< Or a DBF; read by ourselves, others by GDAL.
    GDALDatasetUniquePtr m_dataset;
    OGRLayer* m_ogr = nullptr;
    std::string m_declared_crs;
    Records m_records;
    std::vector<Column> m_columns;
    bool m_has_geometry = true;
    model::Layer m_layer;
};

void Reading::tell_count(std::size_t count, std::string_view code, const Text& what,
                         const Text& done) {
    if (count != 0) {
        tell(m_layer.provenance.findings, code,
             {fmt::format("{}; {}개가 아님", what.ko, count),
              fmt::format("{}; {}", what.en, count) + (count == 1 ? " is not" : " are not")},
             done);
    }
}

void Reading::reject(std::int64_t fid, const Text& reason) {
    ++m_layer.ledger.rejected;
    model::Repair repair;
    repair.fid = fid;
    repair.reason = reason;
    repair.rejected = repair.undelivered = true;
    m_layer.repairs.push_back(std::move(repair));
}

void Reading::open_shapes() {
    m_shapefile = m_source.table
                      ? read_dbf(m_source.opened)
                      : read_shapefile(m_source.opened, m_options.need_attributes, m_options.range);
    m_declared_crs = prj_text(m_shapefile->parts.prj, m_shapefile->files);
}

void Reading::read_shapes() {
    try {
        open_shapes();
    } catch (const Error& e) { // a member of an archive lies where only this run knows
        if (m_source.unpacked == nullptr) {
            throw;
        }
        throw named_as_given(e, m_source.unpacked->file("layer"),
                             m_source.path + "/" + m_source.name);
    }
    m_has_geometry = !m_source.table;
    m_records = std::move(m_shapefile->records);
    auto& provenance = m_layer.provenance;
    provenance.findings.insert(provenance.findings.end(), m_shapefile->findings.begin(),
                               m_shapefile->findings.end());
    provenance.source_layer = m_source.name.empty()
                                  ? std::filesystem::path{m_source.opened}.stem().string()
                                  : m_source.name;
    provenance.geometry_type = m_shapefile->geometry_type;
    m_layer.ledger.declared = m_shapefile->declared;
    if (m_source.unpacked == nullptr) { // else the archive is the file
        m_source.files = m_shapefile->files;
    }
    decode_records(
        m_records,
        {.option = m_options.encoding, .cpg = m_shapefile->cpg_text, .ldid = m_shapefile->ldid},
        m_source.path, provenance);
    tell_of_odd_values(m_records, provenance.findings);
}

void Reading::open_source() {
    m_dataset = open(m_source, *m_messages);
    const auto chosen = choose_layer(*m_dataset, m_source.path, m_options.layer);
    m_ogr = chosen.layer;
    auto& provenance = m_layer.provenance;
    if (chosen.several) {
        tell(provenance.findings, "SRC-LAYERS",
             {fmt::format("레이어 이름(모두 {}개)", m_dataset->GetLayerCount()),
              fmt::format("the name of one of its {} layers", m_dataset->GetLayerCount())},
             {format_ko("첫째 {}을(를) 읽음", m_ogr->GetName()),
              fmt::format("the first, {}, is read", m_ogr->GetName())});
    }
    m_has_geometry = m_ogr->GetGeomType() != wkbNone;
    provenance.source_layer = m_source.name.empty() ? m_ogr->GetName() : m_source.name;
    provenance.geometry_type = OGRGeometryTypeToName(m_ogr->GetGeomType());
}

void Reading::read_features() {
    open_source();
    m_records = read_records(*m_ogr);
    if (m_messages->failures() != 0 &&
        !m_records.all.empty()) { // the fault is in the last one, or next
        m_messages->require_no_failure(fmt::format("{}: {} records read, the last is fid {}",
                                                   m_source.path, m_records.all.size(),
                                                   m_records.all.back().fid));
    }
    m_messages->require_no_failure(m_source.path);
    if (m_source.driver == "GPKG") {
        empty_odd_cells(m_source.opened, *m_ogr->GetLayerDefn(), m_ogr->GetFIDColumn(), m_records,
                        m_layer.provenance.findings);
    }
    compose_records(m_records, m_layer.provenance);
    const auto stated = static_cast<std::size_t>(std::max<GIntBig>(0, m_ogr->GetFeatureCount()));
    const auto counted =
        m_source.driver == "GPKG" ? count_rows(m_source.opened, m_ogr->GetName()) : stated;
    m_declared_crs =
        m_source.driver == "GPKG"
            ? believed_crs(stated_crs(m_source.opened, m_ogr->GetName()), m_options, m_source.path)
            : declared_crs(*m_ogr);
    m_dataset.reset(); // some drivers tell of faults only now
    m_messages->require_no_failure(m_source.path);
    const auto held = m_records.all.size();
    m_layer.ledger.declared = std::max({stated, counted, held});
    if (m_source.driver == "GeoJSON" && tell_strangers()) {
        return;
    }
    if (stated != held || counted != held) {
        const auto other = stated != held ? stated : counted;
        tell(m_layer.provenance.findings, "SRC-COUNT",
             {fmt::format("선언된 {}개, {}개가 있음", other, held),
              fmt::format("{} records as the source declares, it holds {}", other, held)},
             {"있는 레코드를 읽고 없는 것은 거부함",
              "those there are read, those missing rejected"});
    }
}

/// Members that are no features. GDAL makes nothing of some and empty records of others.
bool Reading::tell_strangers() {
    const auto members = count_members(m_source.opened);
    if (!members || members->strangers == 0) {
        return false;
    }
    auto& declared = m_layer.ledger.declared;
    declared = std::max(declared, members->all);
    const auto missing = declared - m_records.all.size();
    tell(m_layer.provenance.findings, "SRC-COUNT",
         {fmt::format("features의 요소 {}개가 모두 Feature; {}개가 아님, 첫째는 {}번째",
                      members->all, members->strangers, members->first_stranger + 1),
          fmt::format("{} members of \"features\" that are features; {} are not, the first is "
                      "member {}",
                      members->all, members->strangers, members->first_stranger + 1)},
         {fmt::format("{}개 거부, 나머지는 도형 없이 읽음", missing),
          fmt::format("{} rejected, the others read without geometry", missing)});
    return true;
}

void Reading::make_table() {
    auto& provenance = m_layer.provenance;
    provenance.path = m_source.path;
    provenance.driver = m_source.driver;
    provenance.geometry_types = m_records.types;
    m_layer.name = provenance.source_layer;
    for (const auto position : m_records.numeric) {
        provenance.numeric_fields.push_back(m_records.fields[position]);
    }
    m_columns = make_columns(m_records.fields, m_options, m_source.path);
    for (const auto& column : m_columns) {
        m_layer.fields.push_back(column.name);
    }
}

/// What the user's filter leaves out is no loss: it is taken from both sides of the ledger.
void Reading::apply_filter() {
    if (m_options.where.empty()) {
        return;
    }
    const auto selected = select_records(m_records, m_options.where, m_source.path);
    const auto before = m_records.all.size();
    std::erase_if(m_records.all, [&](const Record& record) {
        return !std::binary_search(selected.begin(), selected.end(), record.fid);
    });
    const auto left_out = before - m_records.all.size();
    m_layer.ledger.declared -= left_out;
    tell(m_layer.provenance.findings, "SRC-FILTER", {m_options.where, m_options.where},
         {fmt::format("{}개 가운데 {}개 레코드 제외", before, left_out),
          fmt::format("{} of {} records left out by the filter", left_out, before)});
}

bool Reading::refuse_kind(const Record& record) {
    if (record.unreadable) {
        reject(record.fid, {"평면 도형이 아닌 종류", "its kind of geometry has no plane shape"});
        tell(m_layer.provenance.findings, "GEO-KIND",
             {"평면 도형", "a plane shape; its kind of geometry has none"}, {"거부함", "rejected"},
             record.fid);
    }
    return record.unreadable;
}

bool Reading::refuse_coordinates(const Record& record) {
    const auto fault = find_fault(record.shape);
    if (fault) {
        reject(record.fid, fault->expected);
        m_layer.repairs.back().undelivered = false;
        tell(m_layer.provenance.findings, fault->code, fault->expected, {"거부함", "rejected"},
             record.fid);
    }
    return fault.has_value();
}

void Reading::take(Record& record, ShapeCheck& check) {
    if (refuse_kind(record) || refuse_coordinates(record)) {
        return;
    }
    if (!record.null) {
        if (auto repair = check(record.shape); repair) {
            repair->fid = record.fid;
            m_layer.repairs.push_back(*repair);
            tell_repair(*repair, m_layer.provenance.findings);
            if (repair->rejected) {
                ++m_layer.ledger.rejected;
                return;
            }
            ++m_layer.ledger.repaired;
        }
    }
    if (record.null && m_has_geometry) {
        ++m_layer.ledger.null;
        tell_null(record.fid, m_layer.provenance.findings);
    } else {
        ++m_layer.ledger.delivered;
    }
    model::Feature feature{.fid = record.fid, .shape = std::move(record.shape), .values = {}};
    feature.values.reserve(m_columns.size());
    for (const auto& column : m_columns) {
        feature.values.push_back(record.values[column.source]);
    }
    m_layer.features.push_back(std::move(feature));
}

/// What a shapefile declares and could not hand out. Its findings say why, one by one.
void Reading::account_for_lost() {
    for (const auto fid : m_shapefile->lost) {
        reject(fid, {"손상되었거나 지워졌거나 .shp, .shx, .dbf 가운데 하나에 없음",
                     "damaged, deleted, or missing in one of .shp, .shx and .dbf"});
    }
    if (const auto behind = m_shapefile->lost_behind; behind != 0) {
        reject(static_cast<std::int64_t>(m_options.range.first + m_shapefile->declared - behind),
               {fmt::format(".shx의 마지막 레코드 뒤의 레코드 {}개", behind),
                fmt::format("{} records behind the last one of the .shx", behind)});
        m_layer.ledger.rejected += behind - 1;
    }
}

void Reading::account_for_missing() {
    const auto& ledger = m_layer.ledger;
    const auto seen = ledger.delivered + ledger.null + ledger.rejected;
    if (ledger.declared > seen) {
        m_layer.ledger.rejected += ledger.declared - seen;
    }
}

/// Nothing is dropped without being counted: else it is our bug, and no result is better.
void Reading::check_ledger() const {
    const auto& l = m_layer.ledger;
    if (l.declared != l.delivered + l.null + l.rejected ||
        m_layer.features.size() != l.delivered + l.null) {
        throw std::logic_error{fmt::format("{}: the ledger does not close: declared {}, delivered "
                                           "{}, null {}, rejected {}, handed out {}",
                                           m_source.path, l.declared, l.delivered, l.null,
                                           l.rejected, m_layer.features.size())};
    }
}

void Reading::tell_notes() {
    const auto& notes = m_records.notes;
    tell_count(notes.with_z_or_m, "GEO-HEIGHTS",
               {"높이·측정값 없는 도형", "geometries without heights or measures"},
               {"높이·측정값을 쓰지 않음", "heights and measures dropped"});
    tell_count(notes.curved, "GEO-ARCS", {"곡선 없는 도형", "geometries without arcs"},
               {"짧은 선분으로 바꿈", "made of short lines"});
    tell_count(notes.unclosed, "RING-OPEN", {"닫힌 경계", "closed rings"}, {"닫음", "closed"});
    tell_count(m_records.not_finite, "NUM-NOT-FINITE",
               {"유한한 속성 수", "attribute numbers that are finite"},
               {"빈 값으로 읽음", "read as empty"});
    tell_count(m_records.inexact, "NUM-INEXACT",
               {"자릿수가 온전한 속성 수", "attribute numbers of at most 15 digits"},
               {"읽힌 대로 씀(끝자리가 다를 수 있음)",
                "used as read; their last digits may be others than written"});
    if (m_messages) {
        tell_messages(*m_messages, m_layer.provenance.findings);
    }
}

void Reading::deliver() {
    std::optional<LayerCrs> crs;
    const auto box = box_of(m_records.all);
    if (m_has_geometry) {
        crs = resolve_crs(m_declared_crs, m_options, m_source.path, m_layer.provenance);
        refuse_false_degrees(m_records.all, m_layer.provenance.crs, m_source.path);
    }
    ShapeCheck check{crs && crs->transform ? &*crs->transform : nullptr,
                     crs ? crs->working : geom::CrsInfo{}, m_options.repair};
    m_layer.features.reserve(m_records.all.size());
    for (auto& record : m_records.all) {
        take(record, check);
    }
    if (m_shapefile) {
        account_for_lost();
    } else {
        account_for_missing();
    }
    check_ledger();
    if (crs) {
        const auto& moved = m_options.target_crs;
        const bool a_few_are_far = tell_of_far_records(
            m_layer.features, moved.empty() ? crs->definition : moved, m_layer.provenance.findings);
        if (!a_few_are_far) { // else their coordinates are wrong, not the system
            check_place(box, m_layer.provenance);
        }
    }
    if (m_layer.ledger.declared == 0) {
        tell(m_layer.provenance.findings, "SRC-EMPTY", {"레코드", "records; it holds none"},
             {"읽을 것이 없음", "there is nothing to read"});
    }
    std::stable_sort(m_layer.repairs.begin(), m_layer.repairs.end(),
                     [](const auto& a, const auto& b) { return a.fid < b.fid; });
}

model::Layer Reading::run(std::vector<InputFile>& files) {
    m_layer.provenance.findings = m_source.findings;
    if (shapefile()) {
        read_shapes();
    } else {
        read_features();
    }
    tell_of_odd_parcel_numbers(m_records, m_layer.provenance.findings);
    make_table();
    apply_filter();
    deliver();
    tell_notes();
    finish_findings(m_layer.provenance.findings, m_records);
    m_source.states.require_unchanged();
    files.insert(files.end(), m_source.files.begin(), m_source.files.end());
    return std::move(m_layer);
}

} // namespace

model::Layer read_source(Source source, const ReadOptions& options, std::vector<InputFile>& files) {
    return Reading{std::move(source), options}.run(files);
}

} // namespace sandan::io
