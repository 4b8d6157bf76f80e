#include "cli/site_table.hpp"

#include <sandan/io/write.hpp>
#include <sandan/siting/exclusion.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace sandan::cli {

namespace {

using nlohmann::ordered_json;
using siting::FirmSite;
using siting::Reason;
using siting::Verdict;

std::string join(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ";"));
}

bool is_unknown(const Reason& reason) {
    return reason.outcome.kind == rules::Outcome::Kind::unknown;
}

std::vector<std::string> failed_rules(const FirmSite& cell) {
    std::vector<std::string> ids;
    for (const auto& reason : cell.reasons) {
        if (reason.hard) {
            ids.push_back(reason.rule);
        }
    }
    return ids;
}

std::vector<std::string> conditions(const FirmSite& cell) {
    std::vector<std::string> ids;
    for (const auto& reason : cell.reasons) {
        if (!reason.hard && !is_unknown(reason)) {
            ids.push_back(reason.rule);
        }
    }
    return ids;
}

std::vector<std::string> missing(const FirmSite& cell) {
    std::vector<std::string> items;
    for (const auto& reason : cell.reasons) {
        for (const auto& item : reason.outcome.missing) {
            if (std::find(items.begin(), items.end(), item) == items.end()) {
                items.push_back(item);
            }
        }
    }
    return items;
}

std::vector<std::string> lot_ids(const SiteResult& result, const rules::Site& site) {
    const auto& lots = *result.project.layer("lots");
    std::vector<std::string> ids;
    for (const auto lot : site.lots) {
        ids.push_back(lots.id(lots.features[lot]));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

const rules::Site& site_of(const SiteResult& result, const FirmSite& cell) {
    return result.matrix.sites[cell.site];
}

std::vector<std::string> cells_of(const SiteResult& result, const FirmSite& cell) {
    const auto& site = site_of(result, cell);
    return {result.project.firms[cell.firm].id,
            site.id,
            join(lot_ids(result, site)),
            std::string{to_string(cell.verdict)},
            fmt::format("{:.1f}", cell.score),
            join(failed_rules(cell)),
            join(conditions(cell)),
            join(missing(cell)),
            result.relaxations.cheapest(cell).in(result.language)};
}

const std::vector<std::string> columns{"firm_id",    "site_id", "parcels",
                                       "verdict",    "score",   "failed_rules",
                                       "conditions", "missing", "cheapest_relaxation"};

ordered_json text_json(const Text& text) {
    return {{"ko", text.ko}, {"en", text.en}};
}

ordered_json number_json(const std::optional<double>& number) {
    return number ? ordered_json(*number) : ordered_json(nullptr);
}

ordered_json reason_json(const Reason& reason) {
    const auto& evidence = reason.outcome.evidence;
    const auto* const result = reason.hard ? "FAIL" : (is_unknown(reason) ? "UNKNOWN" : "WARN");
    ordered_json json{{"rule", reason.rule},
                      {"result", result},
                      {"measured", number_json(evidence.measured)},
                      {"threshold", number_json(evidence.threshold)},
                      {"unit", evidence.unit},
                      {"message", text_json(evidence.message)}};
    if (is_unknown(reason)) {
        json["missing"] = reason.outcome.missing;
    }
    return json;
}

ordered_json relaxation_json(const siting::Relaxation& relaxation) {
    ordered_json changes = ordered_json::array();
    for (const auto& change : relaxation.changes) {
        ordered_json json{{"kind", to_string(change.kind)},
                          {"amount", change.amount},
                          {"unit", change.unit},
                          {"text", text_json(change.text)}};
        if (change.krw) {
            json["krw"] = *change.krw;
        }
        changes.push_back(std::move(json));
    }
    return changes;
}

ordered_json cell_json(const SiteResult& result, const FirmSite& cell) {
    ordered_json reasons = ordered_json::array();
    for (const auto& reason : cell.reasons) {
        reasons.push_back(reason_json(reason));
    }
    ordered_json relaxations = ordered_json::array();
    const auto found = result.relaxations.all(cell);
    for (const auto& relaxation : found) {
        relaxations.push_back(relaxation_json(relaxation));
    }
    return {{"firm", result.project.firms[cell.firm].id},
            {"site", site_of(result, cell).id},
            {"verdict", to_string(cell.verdict)},
            {"score", cell.score},
            {"reasons", std::move(reasons)},
            {"cheapest_relaxation",
             found.empty() ? ordered_json(nullptr) : text_json(found.front().text())},
            {"relaxations", std::move(relaxations)}};
}

ordered_json site_json(const SiteResult& result, const rules::Site& site) {
    ordered_json json{{"id", site.id},           {"lots", lot_ids(result, site)},
                      {"complex", site.complex}, {"management", site.management},
                      {"phase", site.phase},     {"area_m2", site.area_m2}};
    json["available_year"] =
        site.available_year ? ordered_json(*site.available_year) : ordered_json(nullptr);
    return json;
}

/// Over all candidate sites, asked for or not.
ordered_json waterfall_json(const SiteResult& result, std::size_t firm) {
    const auto waterfall = siting::exclusions(result.matrix, firm);
    ordered_json steps = ordered_json::array();
    for (const auto& step : waterfall.steps) {
        steps.push_back({{"rule", step.rule},
                         {"alone", step.alone},
                         {"added", step.added},
                         {"only", step.only}});
    }
    return {{"firm", result.project.firms[firm].id},
            {"sites", waterfall.sites},
            {"steps", std::move(steps)},
            {"open", waterfall.open}};
}

/// Positions of the sites that some cell is about, ascending.
std::set<std::size_t> sites_asked_for(const SiteResult& result) {
    std::set<std::size_t> sites;
    for (const auto* const cell : result.cells) {
        sites.insert(cell->site);
    }
    return sites;
}

struct Tally {
    std::map<Verdict, std::size_t> verdicts;
    std::map<std::string, std::size_t> closed_by; ///< Rule id → sites it closes.
};

/// The three rules that close most sites, the most effective first.
std::string main_rules(const Tally& tally) {
    std::vector<std::pair<std::size_t, std::string>> order;
    for (const auto& [rule, count] : tally.closed_by) {
        order.emplace_back(count, rule);
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.first > b.first || (a.first == b.first && a.second < b.second);
    });
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i) {
        text += fmt::format(" {} ({})", order[i].second, order[i].first);
    }
    return text;
}

constexpr std::array verdicts{Verdict::feasible, Verdict::conditional, Verdict::unknown,
                              Verdict::infeasible};

} // namespace

Table site_table(const SiteResult& result) {
    Table table{columns, {}};
    table.rows.reserve(result.cells.size());
    for (const auto* const cell : result.cells) {
        table.rows.push_back(cells_of(result, *cell));
    }
    return table;
}

std::string site_json(const SiteResult& result) {
    ordered_json sites = ordered_json::array();
    for (const auto site : sites_asked_for(result)) {
        sites.push_back(site_json(result, result.matrix.sites[site]));
    }
    ordered_json cells = ordered_json::array();
    for (const auto* const cell : result.cells) {
        cells.push_back(cell_json(result, *cell));
    }
    std::set<std::size_t> firms;
    for (const auto* const cell : result.cells) {
        firms.insert(cell->firm);
    }
    ordered_json waterfalls = ordered_json::array();
    for (const auto firm : firms) {
        waterfalls.push_back(waterfall_json(result, firm));
    }
    const ordered_json json{{"schema", "sandan.site/1"},
                            {"plan", result.project.plan.name},
                            {"synthetic", result.project.plan.synthetic},
                            {"waterfall", std::move(waterfalls)},
                            {"sites", std::move(sites)},
                            {"cells", std::move(cells)}};
    return json.dump(1) + "\n";
}

std::vector<std::string> site_summary(const SiteResult& result) {
    std::map<std::size_t, Tally> tallies;
    for (const auto* const cell : result.cells) {
        auto& tally = tallies[cell->firm];
        ++tally.verdicts[cell->verdict];
        for (const auto& rule : failed_rules(*cell)) {
            ++tally.closed_by[rule];
        }
    }
    const bool ko = result.language == Language::ko;
    std::vector<std::string> lines{
        ko ? "기업: 가능 / 조건부 / 미상 / 불가 (주된 사유)"
           : "firm: feasible / conditional / unknown / infeasible (main reasons)"};
    for (auto& [firm, tally] : tallies) {
        std::vector<std::string> counts;
        counts.reserve(verdicts.size());
        for (const auto verdict : verdicts) {
            counts.push_back(std::to_string(tally.verdicts[verdict]));
        }
        const auto& who = result.project.firms[firm];
        lines.push_back(fmt::format("{} {}: {}{}", who.id, who.name, fmt::join(counts, " / "),
                                    main_rules(tally)));
    }
    return lines;
}

void write_site_geopackage(const std::string& path, const SiteResult& result) {
    io::OutputLayer sites{"sites",
                          "MultiPolygon",
                          {"site_id", "complex", "management", "phase", "area_m2"},
                          {false, false, false, true, true},
                          {}};
    const auto& lots = *result.project.layer("lots");
    for (const auto at : sites_asked_for(result)) {
        const auto& site = result.matrix.sites[at];
        model::Feature feature;
        for (const auto lot : site.lots) {
            const auto& polygons = lots.features[lot].shape.polygons;
            feature.shape.polygons.insert(feature.shape.polygons.end(), polygons.begin(),
                                          polygons.end());
        }
        feature.values = {site.id, site.complex, site.management, static_cast<double>(site.phase),
                          site.area_m2};
        sites.features.push_back(std::move(feature));
    }
    io::OutputLayer cells{"cells", "none", columns, std::vector<bool>(columns.size(), false), {}};
    for (const auto* const cell : result.cells) {
        model::Feature row;
        for (auto& word : cells_of(result, *cell)) {
            row.values.emplace_back(std::move(word));
        }
        cells.features.push_back(std::move(row));
    }
    io::write_geopackage(path, result.project.plan.crs, {sites, cells});
}

} // namespace sandan::cli
