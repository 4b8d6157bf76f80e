#include "io/layer_reading.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>

#include "io/column_habits.hpp"
#include "io/envelope.hpp"
#include "io/layer_crs.hpp"
#include "io/layer_records.hpp"
#include "io/reading_findings.hpp"
#include "io/records.hpp"
#include "io/repair.hpp"
#include "io/schema.hpp"
#include "io/source.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
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
    LayerRecords m_read;
    std::vector<Column> m_columns;
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

void Reading::make_table() {
    auto& provenance = m_layer.provenance;
    provenance.path = m_source.path;
    provenance.driver = m_source.driver;
    provenance.geometry_types = m_read.records.types;
    m_layer.name = provenance.source_layer;
    for (const auto position : m_read.records.numeric) {
        provenance.numeric_fields.push_back(m_read.records.fields[position]);
    }
    m_columns = make_columns(m_read.records.fields, m_options, m_source.path);
    for (const auto& column : m_columns) {
        m_layer.fields.push_back(column.name);
    }
}

/// What the user's filter leaves out is no loss: it is taken from both sides of the ledger.
void Reading::apply_filter() {
    if (m_options.where.empty()) {
        return;
    }
    const auto selected = select_records(m_read.records, m_options.where, m_source.path);
    const auto before = m_read.records.all.size();
    std::erase_if(m_read.records.all, [&](const Record& record) {
        return !std::binary_search(selected.begin(), selected.end(), record.fid);
    });
    const auto left_out = before - m_read.records.all.size();
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
    if (record.null && m_read.has_geometry) {
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
    for (const auto fid : m_read.lost->fids) {
        reject(fid, {"손상되었거나 지워졌거나 .shp, .shx, .dbf 가운데 하나에 없음",
                     "damaged, deleted, or missing in one of .shp, .shx and .dbf"});
    }
    if (const auto behind = m_read.lost->behind; behind != 0) {
        reject(m_read.lost->first_behind,
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
    const auto& notes = m_read.records.notes;
    tell_count(notes.with_z_or_m, "GEO-HEIGHTS",
               {"높이·측정값 없는 도형", "geometries without heights or measures"},
               {"높이·측정값을 쓰지 않음", "heights and measures dropped"});
    tell_count(notes.curved, "GEO-ARCS", {"곡선 없는 도형", "geometries without arcs"},
               {"짧은 선분으로 바꿈", "made of short lines"});
    tell_count(notes.unclosed, "RING-OPEN", {"닫힌 경계", "closed rings"}, {"닫음", "closed"});
    tell_count(m_read.records.not_finite, "NUM-NOT-FINITE",
               {"유한한 속성 수", "attribute numbers that are finite"},
               {"빈 값으로 읽음", "read as empty"});
    tell_count(m_read.records.inexact, "NUM-INEXACT",
               {"자릿수가 온전한 속성 수", "attribute numbers of at most 15 digits"},
               {"읽힌 대로 씀(끝자리가 다를 수 있음)",
                "used as read; their last digits may be others than written"});
    if (m_messages) {
        tell_messages(*m_messages, m_layer.provenance.findings);
    }
}

void Reading::deliver() {
    std::optional<LayerCrs> crs;
    const auto box = box_of(m_read.records.all);
    if (m_read.has_geometry) {
        crs = resolve_crs(m_read.declared_crs, m_options, m_source.path, m_layer.provenance);
        refuse_false_degrees(m_read.records.all, m_layer.provenance.crs, m_source.path);
    }
    ShapeCheck check{crs && crs->transform ? &*crs->transform : nullptr,
                     crs ? crs->working : geom::CrsInfo{}, m_options.repair};
    m_layer.features.reserve(m_read.records.all.size());
    for (auto& record : m_read.records.all) {
        take(record, check);
    }
    if (m_read.lost) {
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
    m_read = shapefile() ? read_own(m_source, m_options, m_layer)
                         : read_by_gdal(m_source, m_options, *m_messages, m_layer);
    tell_of_odd_parcel_numbers(m_read.records, m_layer.provenance.findings);
    make_table();
    apply_filter();
    deliver();
    tell_notes();
    finish_findings(m_layer.provenance.findings, m_read.records);
    m_source.states.require_unchanged();
    files.insert(files.end(), m_source.files.begin(), m_source.files.end());
    return std::move(m_layer);
}

} // namespace

model::Layer read_source(Source source, const ReadOptions& options, std::vector<InputFile>& files) {
    return Reading{std::move(source), options}.run(files);
}

} // namespace sandan::io
