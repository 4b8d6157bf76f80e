#include "cli/overlay_table.hpp"

#include <sandan/overlay/split.hpp>

#include "cli/file_mode.hpp"
#include "core/csv.hpp"

#include <fmt/format.h>

namespace sandan::cli {

namespace {

std::string to_text(const model::Value& value) {
    if (const auto* const number = std::get_if<double>(&value)) {
        return plain(*number);
    }
    const auto* const text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string{} : *text;
}

std::vector<std::string> line_of(const model::Layer& parcels, const overlay::OverlapTable& table,
                                 std::size_t i) {
    std::vector<std::string> line;
    line.reserve(overlay_columns().size());
    for (const auto& value : overlay_cells(parcels, table, i)) {
        line.push_back(to_text(value));
    }
    return line;
}

} // namespace

const std::vector<std::string>& overlay_columns() {
    static const std::vector<std::string> names{"parcel_id", "fid",    "zone_class", "area_m2",
                                                "share",     "sliver", "overlap_m2"};
    return names;
}

std::string class_field_of(const model::Layer& zones) {
    for (const auto* const field : {"code", "kind", "use", "name", "id"}) {
        if (zones.column(field)) {
            return field;
        }
    }
    return "fid";
}

std::vector<model::Value> overlay_cells(const model::Layer& parcels,
                                        const overlay::OverlapTable& table, std::size_t i) {
    const auto& row = table.rows[i];
    const auto& parcel = parcels.features[row.parcel];
    const bool first = i == 0 || table.rows[i - 1].parcel != row.parcel;
    return {parcels.id(parcel),
            static_cast<double>(parcel.fid),
            row.zone_class,
            row.area_m2,
            row.share,
            row.sliver ? 1.0 : 0.0,
            first ? table.overlap_m2[row.parcel] : 0.0};
}

OverlapCounts count(const overlay::OverlapTable& table, overlay::CrossCheck check) {
    std::size_t met = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) { // "(none)" stands first
        const bool last =
            i + 1 == table.rows.size() || table.rows[i + 1].parcel != table.rows[i].parcel;
        met += last && !table.rows[i].zones.empty() ? 1U : 0U;
    }
    std::size_t checked = 0;
    for (std::size_t i = 0; i < table.parcel_area_m2.size(); ++i) {
        checked += overlay::is_checked(check, i) ? 1U : 0U;
    }
    return {.parcels = table.parcel_area_m2.size(),
            .rows = table.rows.size(),
            .slivers = table.slivers,
            .split = overlay::split_parcels(table),
            .twice = overlay::doubly_covered(table),
            .met = met,
            .checked = checked};
}

Text summary(const OverlapCounts& counts) {
    return {fmt::format("필지 {}개, {}행, 조각 {}개; {}개 필지가 둘 이상의 구분에 걸치고 {}개 "
                        "필지의 땅이 두 번 이상 덮임",
                        counts.parcels, counts.rows, counts.slivers, counts.split, counts.twice),
            fmt::format("{} parcels, {} rows, {} slivers; {} parcels lie in more than one class, "
                        "{} have land covered more than once",
                        counts.parcels, counts.rows, counts.slivers, counts.split, counts.twice)};
}

Table overlay_table(const model::Layer& parcels, const overlay::OverlapTable& table) {
    Table result{overlay_columns(), {}};
    result.rows.reserve(table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        result.rows.push_back(line_of(parcels, table, i));
    }
    return result;
}

std::string overlay_csv(const model::Layer& parcels, const overlay::OverlapTable& table) {
    auto text = csv_line(overlay_columns());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        text += csv_line(line_of(parcels, table, i));
    }
    return text;
}

} // namespace sandan::cli
