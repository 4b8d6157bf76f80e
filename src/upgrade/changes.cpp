// Before and after. The scenario changes only the land of the chosen candidates: strips become
// road, rebuilt sites give what the plan says to green and car parks and hold what it says they
// will; everything else stays as it is.

#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "upgrade/portfolio.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace sandan::upgrade {

namespace {

using model::UpgradeAction;

/// What the scenario does with one site.
struct Fate {
    const UpgradeAction* action = nullptr; ///< Null: it stays.
    double strip_m2 = 0;                   ///< Given to roads; strips of two actions overlap.
    bool green_counts = true; ///< The candidate gives enough of it in one place (LB-06).
    double taken_m2 = 0;      ///< By the assembly; the rest stands back from roads that stay.

    /// What is rebuilt.
    [[nodiscard]] double land(const SiteRow& site) const {
        return action == nullptr ? std::max(0.0, site.area_m2 - strip_m2) : taken_m2;
    }

    [[nodiscard]] double green(const SiteRow& site) const {
        return action == nullptr ? 0 : land(site) * action->green_percent.value_or(0) / 100;
    }

    [[nodiscard]] double parking(const SiteRow& site) const {
        return action == nullptr ? 0 : land(site) * action->parking_percent.value_or(0) / 100;
    }

    /// What is left to build on.
    [[nodiscard]] double plot(const SiteRow& site) const {
        return land(site) - green(site) - parking(site);
    }
};

std::vector<Fate> fates(const Survey& survey, const model::UpgradeInputs& inputs,
                        const std::vector<Candidate>& candidates,
                        const std::vector<std::size_t>& chosen) {
    std::vector<Fate> result(survey.sites.size());
    std::map<std::size_t, std::vector<geom::MultiPolygon>> strips;
    for (const auto at : chosen) {
        const auto& candidate = candidates[at];
        double rebuilt = 0;
        for (const auto& piece : candidate.pieces) {
            rebuilt += piece.area_m2;
        }
        const double green =
            rebuilt / 100 * inputs.actions[candidate.action].green_percent.value_or(0);
        for (std::size_t i = 0; i < candidate.pieces.size(); ++i) {
            const auto site = candidate.pieces[i].site;
            if (candidate.strips.empty()) {
                result[site].action = &inputs.actions[candidate.action];
                result[site].green_counts = green >= survey.least_green_m2;
                result[site].taken_m2 = candidate.pieces[i].area_m2;
            } else {
                strips[site].push_back(candidate.strips[i]);
            }
        }
    }
    for (const auto& [site, parts] : strips) {
        result[site].strip_m2 = geom::area(geom::dissolve(parts));
    }
    return result;
}

/// The rows of one group of sites and parcels.
class Group {
public:
    Group(const Survey& survey, const std::vector<Fate>& fates, std::string name,
          std::function<bool(const std::string&)> holds)
        : m_survey{survey}, m_fates{fates}, m_name{std::move(name)}, m_holds{std::move(holds)} {}

    std::vector<Change> run() {
        add_uses();
        add_floor_ratio();
        add_infrastructure();
        add_firms_and_jobs();
        return std::move(m_rows);
    }

private:
    template <typename Visit>
    void each_site(const Visit& visit) const {
        for (std::size_t i = 0; i < m_survey.sites.size(); ++i) {
            if (m_holds(m_survey.sites[i].complex)) {
                visit(m_survey.sites[i], m_fates[i]);
            }
        }
    }

    void put(std::string what, std::optional<double> before, std::optional<double> after,
             const char* unit, const std::set<std::string>& missing = {}) {
        m_rows.push_back(
            {m_name, std::move(what), before, after, unit, {missing.begin(), missing.end()}});
    }

    /// Land by use; a strip is taken from the parcels of a site by their shares of it.
    void add_uses() {
        std::map<std::string, double> before;
        std::map<std::string, double> after;
        for (const auto& parcel : m_survey.parcels) {
            if (!m_holds(parcel.complex)) {
                continue;
            }
            before[parcel.use] += parcel.area_m2;
            after[parcel.use] += 0; // what goes altogether is told too
            if (!parcel.site) {
                after[parcel.use] += parcel.area_m2;
                continue;
            }
            const auto& site = m_survey.sites[*parcel.site];
            const auto& fate = m_fates[*parcel.site];
            const double share = site.area_m2 > 0 ? parcel.area_m2 / site.area_m2 : 0;
            const bool mixed = fate.action != nullptr && fate.action->kind == "mixed";
            after[mixed ? "MIX" : parcel.use] += share * fate.plot(site);
            after["GREEN"] += share * fate.green(site);
            after["PARK"] += share * fate.parking(site);
            after["ROAD"] += share * fate.strip_m2;
            after[parcel.use] += share * (site.area_m2 - fate.strip_m2 - fate.land(site));
        }
        for (const auto& [use, area] : after) {
            const auto found = before.find(use);
            const double was = found == before.end() ? 0 : found->second;
            if (was > 0 || area > 0) {
                put("use:" + use, was, area, "m²");
            }
        }
    }

    void add_floor_ratio() {
        Measured before;
        Measured after;
        std::set<std::string> missing;
        std::size_t left_out = 0; // not in what is before
        each_site([&](const SiteRow& site, const Fate& fate) {
            const auto& now = at(site.values, Key::floor_ratio);
            left_out += now.known ? 0U : 1U;
            add(before, now.known, now.part, now.whole);
            if (fate.action == nullptr) {
                add(after, now.known, now.part, now.whole - fate.strip_m2);
            } else if (const auto& planned = fate.action->floor_percent) {
                add(after, true, fate.plot(site) * *planned / 100, fate.plot(site));
            } else {
                missing.insert("upgrade.action.floor_percent");
            }
        });
        const auto& indicator = indicators()[static_cast<std::size_t>(Key::floor_ratio)];
        const auto then = missing.empty() ? after.value(indicator) : std::nullopt;
        if (left_out > 0) {
            missing.insert(fmt::format("sites.floor_ratio ({})", left_out));
        }
        put("floor_ratio", before.value(indicator), then, "%", missing);
    }

    static void add(Measured& sum, bool known, double part, double whole) {
        if (known) {
            sum.known = true;
            sum.part += part;
            sum.whole += whole;
        }
    }

    /// UG-13 before and after; \ref Deficit rows are of completed complexes.
    void add_infrastructure() {
        std::map<std::string, double> gain;
        each_site([&](const SiteRow& site, const Fate& fate) {
            gain["road"] += fate.strip_m2;
            gain["green"] += fate.green_counts ? fate.green(site) : 0;
            gain["parking"] += fate.parking(site);
        });
        for (const auto& row : m_survey.deficits) {
            if (row.complex != m_name) {
                continue;
            }
            auto then = row;
            std::set<std::string> missing;
            if (row.measured_m2) {
                then.measured_m2 = *row.measured_m2 + gain[row.what];
            } else {
                missing.insert(row.what == "parking" ? "layer parking" : "layer lots");
            }
            if (row.minimum == nullptr) {
                missing.insert("parameter of UG-13 " + row.what);
            }
            put(row.what, row.measured_m2, then.measured_m2, "m²", missing);
            put(row.what + "_deficit", row.deficit_m2(), then.deficit_m2(), "m²", missing);
        }
    }

    void add_firms_and_jobs() {
        if (std::find(m_survey.missing.begin(), m_survey.missing.end(), "layer register") !=
            m_survey.missing.end()) {
            put("firms", std::nullopt, std::nullopt, "", {"layer register"});
            put("jobs", std::nullopt, std::nullopt, "", {"layer register"});
            return;
        }
        double firms = 0;
        double jobs = 0;
        double firms_after = 0;
        double jobs_after = 0;
        std::size_t no_jobs = 0;
        std::set<std::string> firms_missing;
        std::set<std::string> jobs_missing;
        each_site([&](const SiteRow& site, const Fate& fate) {
            constexpr double hectare = 10'000;
            const bool stays = fate.action == nullptr;
            for (const auto& firm : site.occupants) {
                firms += 1;
                jobs += firm.jobs.value_or(0);
                no_jobs += firm.jobs ? 0U : 1U;
                firms_after += stays ? 1 : 0;
                jobs_after += stays ? firm.jobs.value_or(0) : 0;
            }
            if (stays) {
                return;
            }
            expect(fate.action->firms_ha, "upgrade.action.firms_ha", fate.plot(site) / hectare,
                   firms_after, firms_missing);
            expect(fate.action->jobs_1000m2, "upgrade.action.jobs_1000m2", fate.plot(site) / 1'000,
                   jobs_after, jobs_missing);
        });
        put("firms", firms, firms_missing.empty() ? std::optional{firms_after} : std::nullopt, "",
            firms_missing);
        const bool told = static_cast<double>(no_jobs) < firms || firms == 0;
        const bool counted = told && jobs_missing.empty();
        if (no_jobs > 0) {
            jobs_missing.insert(fmt::format("register.jobs ({})", no_jobs));
        }
        put("jobs", told ? std::optional{jobs} : std::nullopt,
            counted ? std::optional{jobs_after} : std::nullopt, "", jobs_missing);
    }

    static void expect(const std::optional<double>& density, const char* name, double units,
                       double& sum, std::set<std::string>& missing) {
        if (density) {
            sum += *density * units;
        } else {
            missing.insert(name);
        }
    }

    const Survey& m_survey;
    const std::vector<Fate>& m_fates;
    std::string m_name;
    std::function<bool(const std::string&)> m_holds; ///< Takes the complex of a site or parcel.
    std::vector<Change> m_rows;
};

} // namespace

std::vector<Change> changes(const Survey& survey, const model::UpgradeInputs& inputs,
                            const std::vector<Candidate>& candidates,
                            const std::vector<std::size_t>& chosen) {
    const auto scenario = fates(survey, inputs, candidates, chosen);
    std::vector<Change> rows;
    const auto append = [&](const std::string& name,
                            std::function<bool(const std::string&)> holds) {
        for (auto& row : Group{survey, scenario, name, std::move(holds)}.run()) {
            rows.push_back(std::move(row));
        }
    };
    for (const auto& group : survey.groups) {
        append(group.id.empty() ? "(outside)" : group.id,
               [id = group.id](const std::string& complex) { return complex == id; });
    }
    if (survey.groups.size() > 1) {
        append("(all)", [](const std::string&) { return true; });
    }
    return rows;
}

} // namespace sandan::upgrade
