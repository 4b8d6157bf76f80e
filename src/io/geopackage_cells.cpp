#include "io/geopackage_cells.hpp"

#include <sandan/core/visible.hpp>

#include "io/gdal.hpp"
#include "io/geopackage_database.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace sandan::io {

namespace {

/// What a column takes, as a condition of SQL that is true of a cell that does not belong.
struct Demand {
    std::size_t field = 0; ///< Of the records.
    std::string column;    ///< Its name, quoted.
    std::string odd;
    Text expected;
};

std::string whole_number_between(const std::string& column, std::int64_t lowest,
                                 std::int64_t highest) {
    return fmt::format("typeof({0}) NOT IN ('integer', 'null') OR {0} NOT BETWEEN {1} AND {2}",
                       column, lowest, highest);
}

/// The part up to the seconds is a moment of the calendar, what follows a fraction or a zone.
/// Adding no days makes SQLite turn 31 February into 2 March.
std::string no_moment(const std::string& column) {
    return fmt::format("{0} IS NOT NULL AND (typeof({0}) <> 'text' "
                       "OR strftime('%Y-%m-%dT%H:%M:%S', substr({0}, 1, 19), '+0 days') "
                       "IS NOT replace(substr({0}, 1, 19), ' ', 'T') "
                       "OR rtrim(substr({0}, 20), '0123456789.:+-Z') <> '')",
                       column);
}

std::optional<Demand> demand_of(const OGRFieldDefn& field, std::size_t at) {
    constexpr std::int64_t most_of_16_bits = 32767;
    constexpr std::int64_t most_of_32_bits = 2147483647;
    const auto column = quoted(field.GetNameRef());
    const auto made = [&](std::string odd, Text expected) {
        return Demand{at, column, std::move(odd), std::move(expected)};
    };
    switch (field.GetType()) {
    case OFTInteger: {
        const auto kind = field.GetSubType();
        if (kind == OFSTBoolean) {
            return made(whole_number_between(column, 0, 1), {"0 또는 1", "0 or 1"});
        }
        const auto most = kind == OFSTInt16 ? most_of_16_bits : most_of_32_bits;
        return made(whole_number_between(column, -most - 1, most),
                    {fmt::format("{} 이하의 정수", most),
                     fmt::format("a whole number of at most {}", most)});
    }
    case OFTInteger64:
        return made(fmt::format("typeof({}) NOT IN ('integer', 'null')", column),
                    {"정수", "a whole number"});
    case OFTReal:
        return made(fmt::format("typeof({}) NOT IN ('real', 'integer', 'null')", column),
                    {"수", "a number"});
    case OFTDate:
        return made(fmt::format("{0} IS NOT NULL AND (typeof({0}) <> 'text' OR {0} IS NOT "
                                "date({0}, '+0 days'))",
                                column),
                    {"달력에 있는 날짜 YYYY-MM-DD", "a day of the calendar, YYYY-MM-DD"});
    case OFTDateTime:
        return made(no_moment(column), {"2024-06-26T09:30:00처럼 쓴 날짜와 시각",
                                        "a day and time as in 2024-06-26T09:30:00"});
    case OFTString:
        return made(fmt::format("typeof({}) = 'blob'", column), {"글", "text"});
    default:
        return std::nullopt;
    }
}

/// The columns that hold odd cells: one pass over the table.
std::vector<Demand> broken_demands(const GeopackageDatabase& database, const std::string& table,
                                   OGRFeatureDefn& layer) {
    std::vector<Demand> demands;
    std::vector<std::string> counts;
    for (int i = 0; i < layer.GetFieldCount(); ++i) {
        if (auto demand = demand_of(*layer.GetFieldDefn(i), static_cast<std::size_t>(i))) {
            counts.push_back(fmt::format("count(*) FILTER (WHERE {})", demand->odd));
            demands.push_back(std::move(*demand));
        }
    }
    if (demands.empty()) {
        return demands;
    }
    const auto found =
        database.rows(fmt::format("SELECT {} FROM {}", fmt::join(counts, ", "), table));
    std::vector<Demand> broken;
    for (std::size_t i = 0; i < demands.size(); ++i) {
        if (found[0][i] != "0") {
            broken.push_back(std::move(demands[i]));
        }
    }
    return broken;
}

/// Number (by fid, or by place from 0) and beginning of each odd cell.
std::string odd_cells(const Demand& demand, const std::string& table, const std::string& fid) {
    const auto shown = fmt::format("CASE WHEN typeof({0}) IN ('text', 'blob') "
                                   "THEN quote(substr({0}, 1, 24)) ELSE quote({0}) END",
                                   demand.column);
    const auto from =
        fid.empty()
            ? fmt::format("(SELECT row_number() OVER (ORDER BY rowid) - 1 AS place, * FROM {})",
                          table)
            : table;
    return fmt::format("SELECT {}, {} FROM {} WHERE {}", fid.empty() ? "place" : quoted(fid), shown,
                       from, demand.odd);
}

/// Records by fid: GDAL hands out a GeoPackage in ascending order, but that is not promised.
class Finder {
public:
    explicit Finder(Records& records) {
        for (auto& record : records.all) {
            m_records.push_back(&record);
        }
        std::stable_sort(m_records.begin(), m_records.end(),
                         [](const auto* a, const auto* b) { return a->fid < b->fid; });
    }

    [[nodiscard]] Record* operator()(std::int64_t fid) const {
        const auto found = std::lower_bound(m_records.begin(), m_records.end(), fid,
                                            [](const auto* r, auto f) { return r->fid < f; });
        return found == m_records.end() || (*found)->fid != fid ? nullptr : *found;
    }

private:
    std::vector<Record*> m_records;
};

} // namespace

void empty_odd_cells(const std::string& path, OGRFeatureDefn& layer, const std::string& fid_column,
                     Records& records, std::vector<model::ReadFinding>& findings) {
    const GeopackageDatabase database{path};
    const auto table = quoted(layer.GetName());
    const auto broken = broken_demands(database, table, layer);
    if (broken.empty()) {
        return;
    }
    const Finder find{records};
    const Text done{"빈 값으로 읽음", "read as empty"};
    for (const auto& demand : broken) {
        constexpr std::size_t most = 1000;
        std::size_t count = 0;
        const auto& name = records.fields[demand.field];
        database.each(odd_cells(demand, table, fid_column), [&](const auto& cell) {
            const auto number = std::stoll(cell[0]);
            auto* const record = !fid_column.empty() ? find(number)
                                 : static_cast<std::size_t>(number) < records.all.size()
                                     ? &records.all[static_cast<std::size_t>(number)]
                                     : nullptr;
            if (record == nullptr) {
                return; // not handed out by GDAL: told as missing
            }
            record->values[demand.field] = {};
            if (++count <= most) {
                const auto value = visible_line(cell[1]);
                tell(findings, "GPKG-CELL",
                     {fmt::format("{}: {}. 저장된 값은 {}", name, demand.expected.ko, value),
                      fmt::format("{} in {}; it holds {}", demand.expected.en, name, value)},
                     done, record->fid);
            }
        });
        if (count > most) {
            tell(
                findings, "GPKG-CELL",
                {fmt::format("{}: {}. 그 밖에 {}개도 아님", name, demand.expected.ko, count - most),
                 fmt::format("{} in {}; {} further cells hold none", demand.expected.en, name,
                             count - most)},
                done, -1, count - most);
        }
    }
}

} // namespace sandan::io
