// SI-01 … SI-04: whether a complex and its blocks admit the firm's industry.

#include <sandan/model/ksic.hpp>

#include "core/korean.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace sandan::rules {

namespace {

using model::Admission;
using model::Admit;
using model::Firm;

/// A block's own rule, else the complex's.
const Admission* admission_of(const model::Plan& plan, std::string_view complex,
                              std::string_view block) {
    const Admission* general = nullptr;
    for (const auto& admission : plan.admissions) {
        if (admission.complex != complex) {
            continue;
        }
        if (admission.block == block) {
            return &admission;
        }
        if (admission.block.empty()) {
            general = &admission;
        }
    }
    return general;
}

/// The rules that hold on the site: one per block it lies in; null where none holds.
std::vector<const Admission*> admissions(const Context& context, const Site& site) {
    const auto& plan = context.project.plan;
    const auto* const lots = context.project.layer("lots");
    if (!site.block.empty() || lots == nullptr) {
        return {admission_of(plan, site.complex, site.block)};
    }
    std::vector<const Admission*> all;
    for (const auto lot : site.lots) {
        const auto block = lots->text(lots->features[lot], "block").value_or("");
        const auto* const admission = admission_of(plan, site.complex, block);
        if (std::find(all.begin(), all.end(), admission) == all.end()) {
            all.push_back(admission);
        }
    }
    return all;
}

Outcome no_admission(const Site& site) {
    return unknown({fmt::format("admission {}", site.complex)});
}

/// Floor-area share of the industries with this answer.
double share_of(const model::AdmissionRule& rule, const Firm& firm, Admit answer) {
    return std::accumulate(firm.industries.begin(), firm.industries.end(), 0.0,
                           [&](double sum, const model::Industry& industry) {
                               const bool is = rule.evaluate(industry.ksic, firm.emits,
                                                             firm.emits_known) == answer;
                               return sum + (is ? industry.share : 0);
                           });
}

std::string codes_of(const Firm& firm) {
    std::string text;
    for (const auto& industry : firm.industries) {
        text += (text.empty() ? "" : ", ") + industry.ksic;
    }
    return text;
}

Outcome denied(const Firm& firm, const Admission& admission, double share) {
    const auto where =
        admission.block.empty() ? admission.complex : admission.complex + "/" + admission.block;
    Evidence evidence;
    evidence.measured = share * 100;
    evidence.unit = "%";
    evidence.message = {format_ko("업종 {}은(는) {}의 입주대상이 아님: {}", codes_of(firm), where,
                                  admission.rule.text()),
                        fmt::format("industry {} is not admitted to {}: {}", codes_of(firm), where,
                                    admission.rule.text())};
    return breach(std::move(evidence));
}

/// An ancillary industry of at most `max_ancillary_share` of the floor area does not bar a firm
/// whose main industry is admitted.
Outcome admit(const Context& context, const Firm& firm, const Admission& admission) {
    const double share = share_of(admission.rule, firm, Admit::deny);
    const auto* const ancillary = context.parameter("SI-01", "max_ancillary_share");
    if (reaches(share, 1) || (ancillary != nullptr && !within(share * 100, ancillary->value))) {
        return denied(firm, admission, share);
    }
    if (share > 0 && ancillary == nullptr) {
        return unknown({"parameter SI-01 max_ancillary_share"});
    }
    return share_of(admission.rule, firm, Admit::unknown) > 0 ? unknown({"firms.emits"}) : pass();
}

/// What translates the firm's codes into those of the list; empty when both are of one revision, or
/// either is not told (SI-02 asks for it).
std::string crosswalk(const Firm& firm, const Admission& admission) {
    const bool same =
        firm.ksic_rev == 0 || admission.ksic_rev == 0 || admission.ksic_rev == firm.ksic_rev;
    return same ? std::string{}
                : fmt::format("crosswalk KSIC-{} to KSIC-{}", firm.ksic_rev, admission.ksic_rev);
}

/// The same digits are another industry in another revision, so neither ALLOW nor DENY follows.
Outcome admit_in_revision(const Context& context, const Firm& firm, const Admission& admission) {
    auto missing = crosswalk(firm, admission);
    return missing.empty() ? admit(context, firm, admission) : unknown({std::move(missing)});
}

Outcome admitted(const Context& context, const Firm& firm, const Site& site) {
    if (firm.industries.empty()) {
        return unknown({"firms.ksic"});
    }
    auto worst = pass();
    for (const auto* const admission : admissions(context, site)) {
        auto outcome = admission == nullptr ? no_admission(site)
                                            : admit_in_revision(context, firm, *admission);
        if (outcome.kind == Outcome::Kind::breach) {
            return outcome;
        }
        if (outcome.kind == Outcome::Kind::unknown) {
            worst = std::move(outcome);
        }
    }
    return worst;
}

/// A list is read with the codes of its own revision; no crosswalk is shipped. Codes of a revision
/// that is not yet in force on the day cannot be what the list or the firm meant.
Outcome same_revision(const Context& context, const Firm& firm, const Site& site) {
    const auto* const current = context.parameter("SI-02", "ksic_revision");
    const auto not_known = [&](std::string what) {
        auto outcome = unknown({std::move(what)});
        outcome.evidence.parameter = current; // its day and source tell which revision holds
        return outcome;
    };
    const auto is_future = [&](int revision) {
        return current != nullptr && revision > current->value;
    };
    if (firm.ksic_rev == 0) {
        return not_known("firms.ksic_rev");
    }
    for (const auto* const admission : admissions(context, site)) {
        if (admission == nullptr) {
            return no_admission(site);
        }
        if (admission->ksic_rev == 0) {
            return not_known(fmt::format("admission {} ksic_rev", site.complex));
        }
        if (auto missing = crosswalk(firm, *admission); !missing.empty()) {
            return not_known(std::move(missing));
        }
        if (is_future(firm.ksic_rev)) {
            return not_known(
                fmt::format("KSIC-{} in force on {}", firm.ksic_rev, to_string(context.date)));
        }
    }
    return pass();
}

/// Restrictions by effect can only be judged for a firm that says what it emits.
Outcome restrictions_by_effect(const Context& context, const Firm& firm, const Site& site) {
    bool any = false;
    for (const auto* const admission : admissions(context, site)) {
        any = any ||
              (admission != nullptr && admission->rule.text().find("emits(") != std::string::npos);
    }
    if (!any) {
        return not_applicable({});
    }
    return firm.emits_known ? pass() : unknown({"firms.emits"});
}

bool is_set(const model::Layer& layer, const model::Feature& feature, std::string_view flag) {
    return layer.text(feature, flag).value_or("0") == "1";
}

/// The placement plan orders the first sale; a completed complex need not show one.
bool is_completed(const Context& context, const Site& site) {
    const auto* const complex = context.project.plan.complex(site.complex);
    return complex != nullptr && complex->completed && *complex->completed <= context.date;
}

/// 시행령 §43⑤5: the placement plan does not bind in a zone where all but restricted industries may
/// settle.
Outcome placement(const Context& context, const Firm& firm, const Site& site) {
    const auto* const lots = context.project.layer("lots");
    if (lots == nullptr || !lots->column("industry")) {
        return is_completed(context, site) ? not_applicable({}) : unknown({"lots.industry"});
    }
    std::string admits_the_firm; // lots side by side are mostly placed for the same
    for (const auto at : site.lots) {
        const auto& lot = lots->features[at];
        auto group = lots->text(lot, "industry").value_or("");
        if (group.empty() || group == admits_the_firm || is_set(*lots, lot, "negative")) {
            continue;
        }
        auto words = group;
        std::replace(words.begin(), words.end(), ';', ' ');
        const auto rule = model::AdmissionRule::parse("allow " + words);
        if (share_of(rule, firm, Admit::allow) > 0) {
            admits_the_firm = std::move(group);
            continue;
        }
        return breach(told(
            {fmt::format("배치계획 업종 {}: {} 업종 {} 아님", group, lots->id(lot), codes_of(firm)),
             fmt::format("lot {} is placed for {}, not for {}", lots->id(lot), group,
                         codes_of(firm))}));
    }
    return pass();
}

constexpr std::array table{
    Rule{"SI-01", nullptr, admitted},
    Rule{"SI-02", nullptr, same_revision},
    Rule{"SI-03", nullptr, restrictions_by_effect},
    Rule{"SI-04", nullptr, placement},
};

} // namespace

std::span<const Rule> admission_rules() {
    return table;
}

} // namespace sandan::rules
