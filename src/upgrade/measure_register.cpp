#include <sandan/model/area.hpp>
#include <sandan/model/ksic.hpp>

#include "rules/standing.hpp"
#include "rules/support.hpp"
#include "upgrade/measure.hpp"

#include <fmt/format.h>

#include <map>

namespace sandan::upgrade {

namespace {

using model::Feature;
using model::Layer;

struct Entry {
    std::string id;
    std::optional<double> jobs;
    std::optional<double> floor_m2;
    std::string ksic;              ///< Normalised; empty if none or no code.
    std::optional<bool> operating; ///< Nothing: no status, or a word that no list has.
    std::optional<bool> leased;

    [[nodiscard]] bool shut() const { return operating == false; }
};

/// A word that says neither: told, as it is counted as missing.
void tell_word(const Layer& layer, const Feature& row, const char* field, const std::string& word,
               std::vector<Remark>& remarks) {
    remarks.push_back({"REG-WORD",
                       {"register", layer.id(row), row.fid},
                       {fmt::format("{} '{}': 알 수 없는 값", field, word),
                        fmt::format("{} '{}': a word of no known meaning", field, word)}});
}

Entry read_entry(const rules::Context& context, const Layer& layer, const Feature& row,
                 std::vector<Remark>& remarks) {
    Entry entry;
    entry.id = layer.id(row);
    entry.jobs = layer.number(row, "jobs");
    if (entry.jobs && *entry.jobs < 0) {
        entry.jobs.reset();
    }
    entry.floor_m2 = layer.number(row, "floor_area_m2");
    if (entry.floor_m2 && !(*entry.floor_m2 > 0)) {
        entry.floor_m2.reset();
    }
    entry.ksic = model::normalise_ksic(layer.text(row, "ksic").value_or("")).value_or("");
    const auto status = layer.text(row, "status").value_or("");
    entry.operating = rules::operates(context, status);
    if (!status.empty() && !entry.operating) {
        tell_word(layer, row, "status", status, remarks);
    }
    const auto leased = layer.text(row, "leased").value_or("");
    if (leased == "0" || leased == "1") {
        entry.leased = leased == "1";
    } else if (!leased.empty()) {
        tell_word(layer, row, "leased", leased, remarks);
    }
    return entry;
}

/// Register rows by site.
std::vector<std::vector<Entry>> entries_by_site(const Work& work) {
    auto& survey = work.survey;
    std::map<std::string, std::size_t> site_of;
    for (const auto& row : survey.parcels) {
        if (row.site) {
            site_of.emplace(row.id, *row.site);
        }
    }
    std::vector<std::vector<Entry>> entries(survey.sites.size());
    for (const auto* const layer : work.context.project.layers_of("register")) {
        for (const auto& row : layer->features) {
            ++survey.join.register_rows;
            const auto number = layer->text(row, "pnu").value_or("");
            const auto found = site_of.find(number);
            if (found == site_of.end()) {
                ++survey.join.register_nowhere;
                survey.remarks.push_back(
                    {"REG-NUMBER",
                     {"register", layer->id(row), row.fid},
                     {fmt::format("지번 '{}'인 대지가 없음", number),
                      fmt::format("no site has a parcel of the number '{}'", number)}});
                continue;
            }
            entries[found->second].push_back(read_entry(work.context, *layer, row, survey.remarks));
        }
    }
    return entries;
}

/// Floor area for which `counts` is true, of that for which it answers.
template <typename Counts>
Measured share_of_floor(const std::vector<Entry>& entries, const Counts& counts) {
    Measured result;
    for (const auto& entry : entries) {
        const std::optional<bool> answer = counts(entry);
        if (!entry.floor_m2 || !answer) {
            ++result.missing;
            continue;
        }
        result.known = true;
        result.whole += *entry.floor_m2;
        result.part += *answer ? *entry.floor_m2 : 0;
    }
    return result;
}

/// 공장입지 기준고시: the harmonic mean of the rates, by floor area.
Measured factory_area(const rules::Context& context, const std::vector<Entry>& entries,
                      double site_m2) {
    Measured result;
    std::vector<model::RateShare> shares;
    for (const auto& entry : entries) {
        if (entry.shut()) {
            continue;
        }
        const auto rate =
            entry.ksic.empty() ? std::nullopt : rules::factory_rate(context, entry.ksic);
        if (!entry.floor_m2 || !rate) {
            ++result.missing;
            continue;
        }
        result.part += *entry.floor_m2;
        shares.push_back({*entry.floor_m2, *rate / 100});
    }
    if (shares.empty() || result.missing > 0) {
        return result;
    }
    for (auto& share : shares) {
        share.share /= result.part;
    }
    result.whole = model::required_factory_area(site_m2, shares);
    result.known = true;
    return result;
}

/// The rule of the complex that names no block; by industry alone, whatever a firm emits.
const model::AdmissionRule* admission_of(const model::Plan& plan, const std::string& complex) {
    for (const auto& admission : plan.admissions) {
        if (admission.complex == complex && admission.block.empty()) {
            return &admission.rule;
        }
    }
    return nullptr;
}

Measured admitted(const model::Plan& plan, const SiteRow& site, const std::vector<Entry>& entries) {
    const auto* const rule = admission_of(plan, site.complex);
    return share_of_floor(entries, [&](const Entry& entry) -> std::optional<bool> {
        if (rule == nullptr || entry.ksic.empty()) {
            return std::nullopt;
        }
        const auto answer = rule->evaluate(entry.ksic, {}, true);
        return answer == model::Admit::unknown ? std::nullopt
                                               : std::optional{answer == model::Admit::allow};
    });
}

} // namespace

void measure_register(const Work& work) {
    auto& survey = work.survey;
    if (work.context.project.layer("register") == nullptr) {
        survey.missing.emplace_back("layer register");
        return;
    }
    constexpr double hectare = 10'000;
    const auto entries = entries_by_site(work);
    for (std::size_t i = 0; i < survey.sites.size(); ++i) {
        auto& site = survey.sites[i];
        const auto& own = entries[i];
        for (const auto& entry : own) {
            if (!entry.shut()) {
                site.occupants.push_back({entry.id, entry.operating.has_value(), entry.jobs});
            }
        }
        site.firms = site.occupants.size();
        site.register_rows = own.size();
        auto& values = site.values;
        at(values, Key::firms) = {.part = static_cast<double>(site.firms),
                                  .whole = site.area_m2 / hectare,
                                  .known = true};
        at(values, Key::closed) = share_of_floor(own, [](const Entry& entry) {
            return entry.operating ? std::optional{!*entry.operating} : std::nullopt;
        });
        at(values, Key::leased) =
            share_of_floor(own, [](const Entry& entry) { return entry.leased; });
        at(values, Key::fit) = admitted(work.context.project.plan, site, own);
        if (site.industrial.value_or(true)) {
            at(values, Key::factory_area) = factory_area(work.context, own, site.area_m2);
        }
    }
}

} // namespace sandan::upgrade
