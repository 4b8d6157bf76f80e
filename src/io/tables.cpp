#include "io/tables.hpp"

#include <sandan/model/ksic.hpp>

#include "core/korean.hpp"
#include "io/known_ids.hpp"
#include "io/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace sandan::io {

namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2200;

/// One item of the ksic cell: `23995` or `23995:0.6`.
model::Industry read_industry(const Rows& rows, const std::string& item) {
    const auto colon = item.find(':');
    const auto code = model::normalise_ksic(item.substr(0, colon));
    if (!code || code->size() != 5) {
        rows.fail("ksic", {format_ko("ksic '{}'은(는) 산업분류 코드가 아닙니다; 23995처럼 5자리로, "
                                     "또는 23995:0.6;30399:0.4처럼 비율로 쓰십시오",
                                     item),
                           fmt::format("ksic '{}' is no industry code, expected 5 digits as in "
                                       "23995, or shares as in 23995:0.6;30399:0.4",
                                       item)});
    }
    if (colon == std::string::npos) {
        return {.ksic = *code, .share = 1};
    }
    const auto share = parse_number(item.substr(colon + 1));
    if (!share || *share <= 0 || *share > 1) {
        rows.fail(
            "ksic",
            {fmt::format(
                 "ksic '{}'에 연면적 비율이 없습니다; 23995:0.6처럼 0보다 크고 1 이하여야 합니다",
                 item),
             fmt::format("ksic '{}' has no share of floor area, expected more than 0 and at most "
                         "1, as in 23995:0.6",
                         item)});
    }
    return {.ksic = *code, .share = *share};
}

std::vector<model::Industry> read_industries(const Rows& rows) {
    std::vector<model::Industry> industries;
    double sum = 0;
    for (const auto& item : rows.list("ksic")) {
        industries.push_back(read_industry(rows, item));
        sum += industries.back().share;
    }
    if (!industries.empty() && std::abs(sum - 1) > 1e-6) {
        rows.fail("ksic", {fmt::format("ksic '{}'의 비율의 합이 {:.6g}입니다; 1이어야 합니다",
                                       rows.text("ksic"), sum),
                           fmt::format("shares in ksic '{}' sum to {:.6g}, expected 1",
                                       rows.text("ksic"), sum)});
    }
    return industries;
}

int read_revision(const Rows& rows) {
    const auto revision = rows.whole("ksic_rev", 0, 11).value_or(0);
    if (revision != 0 && revision < 9) {
        rows.fail(
            "ksic_rev",
            {fmt::format("ksic_rev 값이 {}입니다; 9, 10, 11이거나 모르면 비워 두어야 합니다",
                         revision),
             fmt::format("ksic_rev is {}, expected 9, 10, 11 or nothing if unknown", revision)});
    }
    return revision;
}

void read_demands(const Rows& rows, model::Firm& firm) {
    firm.area_min_m2 = rows.amount("area_min_m2");
    firm.area_max_m2 = rows.amount("area_max_m2");
    if (firm.area_min_m2 && firm.area_max_m2 && *firm.area_min_m2 > *firm.area_max_m2) {
        rows.fail(
            "area_min_m2",
            {format_ko("area_min_m2 {}이(가) area_max_m2 {}보다 큽니다; 작은 값이 앞이어야 합니다",
                       *firm.area_min_m2, *firm.area_max_m2),
             fmt::format("area_min_m2 {} is more than area_max_m2 {}; expected the smaller first",
                         *firm.area_min_m2, *firm.area_max_m2)});
    }
    firm.floor_area_m2 = rows.amount("floor_area_m2");
    firm.footprint_m2 = rows.amount("footprint_m2");
    firm.building_aspect = rows.amount("building_aspect");
    firm.setback_m = rows.amount("setback_m");
    if (firm.building_aspect && *firm.building_aspect < 1) {
        rows.fail("building_aspect", {format_ko("building_aspect {}이(가) 1보다 작습니다; 긴 변을 "
                                                "짧은 변으로 나눈 값이어야 합니다",
                                                *firm.building_aspect),
                                      fmt::format("building_aspect {} is less than 1; expected the "
                                                  "long side divided by the short one",
                                                  *firm.building_aspect)});
    }
    firm.jobs = rows.amount("jobs");
    firm.investment_100m_krw = rows.amount("investment_100m_krw");
    firm.water_m3d = rows.amount("water_m3d");
    firm.power_kw = rows.amount("power_kw");
    firm.wastewater_m3d = rows.amount("wastewater_m3d");
    firm.year = rows.whole("year", first_year, last_year);
    firm.max_price_krw_m2 = rows.amount("max_price_krw_m2");
    firm.min_frontage_m = rows.amount("min_frontage_m");
    firm.max_lots = rows.whole("max_lots", 1, 1000);
}

/// Tags of a column where an empty cell says nothing and `none` says that there are none.
struct Tags {
    std::vector<std::string> tags;
    bool known = false;
};

Tags read_tags(const Rows& rows, std::string_view column) {
    Tags read{rows.list(column), false};
    read.known = !read.tags.empty();
    if (std::find(read.tags.begin(), read.tags.end(), "none") == read.tags.end()) {
        return read;
    }
    if (read.tags.size() > 1) {
        rows.fail(column,
                  {fmt::format("{} '{}'에 'none'과 다른 것이 함께 있습니다; 하나만 두십시오",
                               column, rows.text(column)),
                   fmt::format("{} '{}' names something beside 'none'; keep one", column,
                               rows.text(column))});
    }
    read.tags.clear();
    return read;
}

model::Firm read_firm(const Rows& rows) {
    model::Firm firm;
    firm.id = rows.need("firm_id");
    firm.name = rows.need("name");
    firm.ksic_rev = read_revision(rows);
    firm.industries = read_industries(rows);
    read_demands(rows, firm);
    auto emits = read_tags(rows, "emits");
    firm.emits = std::move(emits.tags);
    firm.emits_known = emits.known;
    auto hazards = read_tags(rows, "hazards");
    firm.hazards = std::move(hazards.tags);
    firm.hazards_known = hazards.known;
    firm.rosters = rows.list("rosters");
    firm.programme = rows.flag("programme");
    firm.anchor = rows.flag("anchor");
    firm.mandatory = rows.flag("mandatory");
    firm.synthetic = rows.flag("synthetic");
    firm.line = rows.line();
    return firm;
}

/// The cell, which must be the id of one of `firms`.
std::string known_firm(const Rows& rows, std::string_view column, const KnownIds& firms,
                       const std::string& path, std::vector<model::ReadFinding>& findings) {
    const auto& spelling = rows.need(column);
    const auto id = firms.find(spelling, fmt::format("{}:{}", path, rows.line()), findings);
    if (!id) {
        rows.fail(
            column,
            {fmt::format("id가 '{}'인 기업이 없습니다; 계획의 기업 표에 있는 firm_id여야 합니다",
                         spelling),
             fmt::format("no firm has the id '{}'; expected a firm_id of the plan's firms table",
                         spelling)});
    }
    return *id;
}

KnownIds ids_of(const std::vector<model::Firm>& firms) {
    KnownIds ids;
    for (const auto& firm : firms) {
        ids.add(firm.id);
    }
    return ids;
}

} // namespace

std::vector<model::Firm> read_firms(const std::string& path, model::ReadLog& log) {
    Rows rows{path,
              {"firm_id", "name", "ksic"},
              {"ksic_rev",
               "area_min_m2",
               "area_max_m2",
               "floor_area_m2",
               "footprint_m2",
               "building_aspect",
               "setback_m",
               "jobs",
               "investment_100m_krw",
               "water_m3d",
               "power_kw",
               "wastewater_m3d",
               "year",
               "max_price_krw_m2",
               "min_frontage_m",
               "max_lots",
               "emits",
               "hazards",
               "rosters",
               "programme",
               "anchor",
               "mandatory",
               "synthetic"}};
    rows.tell(log);
    std::vector<model::Firm> firms;
    std::set<std::string> seen;
    while (rows.next()) {
        auto firm = read_firm(rows);
        if (!seen.insert(firm.id).second) {
            rows.fail("firm_id",
                      {format_ko("기업 '{}'이(가) 두 번 나옵니다; 기업마다 다른 firm_id를 주십시오",
                                 firm.id),
                       fmt::format("firm '{}' stands a second time; give each firm its own firm_id",
                                   firm.id)});
        }
        firms.push_back(std::move(firm));
    }
    if (firms.empty()) {
        throw Error{
            ErrorKind::input,
            Text{fmt::format("{}: 첫 줄 아래에 기업이 없습니다; 하나는 있어야 합니다", path),
                 fmt::format("{}: no firm below the first line, expected at least one", path)}};
    }
    return firms;
}

std::vector<model::Link> read_links(const std::string& path, const std::vector<model::Firm>& firms,
                                    model::ReadLog& log) {
    Rows rows{path, {"from", "to"}, {"weight", "kind"}};
    rows.tell(log);
    const auto known = ids_of(firms);
    std::vector<model::Link> links;
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    while (rows.next()) {
        model::Link link{.from = known_firm(rows, "from", known, path, log.findings),
                         .to = known_firm(rows, "to", known, path, log.findings),
                         .weight = rows.amount("weight").value_or(1),
                         .kind = rows.text("kind"),
                         .line = rows.line()};
        if (link.from == link.to) {
            rows.fail("to", {format_ko("'{}'이(가) 자기 자신과 거래합니다", link.to),
                             fmt::format("'{}' is linked to itself", link.to)});
        }
        if (!seen.emplace(link.from, link.to, link.kind).second) {
            rows.fail("from",
                      {format_ko("거래 {} → {}이(가) 두 번 나옵니다", link.from, link.to),
                       fmt::format("the link {} → {} stands a second time", link.from, link.to)});
        }
        links.push_back(std::move(link));
    }
    return links;
}

std::vector<model::Capacity> read_capacities(const std::string& path, const model::Plan& plan,
                                             model::ReadLog& log) {
    Rows rows{path, {"complex", "year", "water_m3d", "power_kw", "wastewater_m3d"}, {"source"}};
    rows.tell(log);
    std::vector<model::Capacity> capacities;
    std::set<std::pair<std::string, int>> seen;
    while (rows.next()) {
        model::Capacity capacity;
        capacity.complex = rows.need("complex");
        if (plan.complex(capacity.complex) == nullptr) {
            rows.fail("complex",
                      {fmt::format("계획에 id가 '{}'인 단지가 없습니다", capacity.complex),
                       fmt::format("no complex of the plan has the id '{}'", capacity.complex)});
        }
        (void)rows.need("year");
        capacity.year = rows.whole("year", first_year, last_year).value_or(0);
        if (!seen.emplace(capacity.complex, capacity.year).second) {
            rows.fail("year",
                      {format_ko("{} {}이(가) 두 번 나옵니다", capacity.complex, capacity.year),
                       fmt::format("{} {} stands a second time", capacity.complex, capacity.year)});
        }
        capacity.water_m3d = rows.amount("water_m3d");
        capacity.power_kw = rows.amount("power_kw");
        capacity.wastewater_m3d = rows.amount("wastewater_m3d");
        capacity.source = rows.text("source");
        capacity.line = rows.line();
        capacities.push_back(std::move(capacity));
    }
    return capacities;
}

std::vector<model::Assignment> read_assignments(const std::string& path,
                                                const std::vector<model::Firm>& firms,
                                                model::ReadLog& log) {
    // The columns after `parcels` are those `allocate` writes: its result can be read back.
    Rows rows{path, {"firm_id", "parcels"}, {"area_m2", "score", "phase", "status", "reason"}};
    rows.tell(log);
    const auto known = ids_of(firms);
    std::vector<model::Assignment> assignments;
    std::set<std::string> seen;
    while (rows.next()) {
        model::Assignment assignment{.firm = known_firm(rows, "firm_id", known, path, log.findings),
                                     .lots = rows.list("parcels"),
                                     .line = rows.line()};
        if (!seen.insert(assignment.firm).second) {
            rows.fail(
                "firm_id",
                {format_ko(
                     "기업 '{}'이(가) 두 번 나옵니다; 획지를 모두 한 행에 ';'로 이어 쓰십시오",
                     assignment.firm),
                 fmt::format(
                     "firm '{}' stands a second time; put all its lots in one row, joined by ';'",
                     assignment.firm)});
        }
        if (!assignment.lots.empty()) { // an unplaced firm in a result of `allocate`
            assignments.push_back(std::move(assignment));
        }
    }
    return assignments;
}

} // namespace sandan::io
