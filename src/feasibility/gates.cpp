#include "feasibility/parts.hpp"
#include "rules/support.hpp"

#include <array>

namespace sandan::feasibility {

namespace {

/// 지방재정법 영 §41②: who reviews the investment. The largest tier that the cost reaches; the
/// smallest where it reaches none or is not known.
Gate review_of(const rules::Context& context, const CostSheet& sheet) {
    struct Tier {
        const char* what;
        const char* parameter;
    };

    constexpr std::array tiers{Tier{"review_state", "review_state_from"},
                               Tier{"review_province", "review_province_from"},
                               Tier{"review_self", "review_self_from"}};
    Gate gate;
    for (const auto& tier : tiers) {
        gate = {sheet.complex, "PC-10", tier.what,
                sheet.total,   "억원",  context.parameter("PC-10", tier.parameter)};
        if (gate.due().value_or(false)) {
            break;
        }
    }
    return gate;
}

/// 통합지침 §26의3: labour counts as cost up to a share. Of the whole cost, as every smaller base
/// makes the share larger: what is too much here is too much of any of them.
Gate labour_of(const rules::Context& context, const CostSheet& sheet) {
    const auto labour = sheet.items.find("labour");
    Gate gate{
        sheet.complex, "LB-16", "labour", {}, "%", context.parameter("LB-16", "max_labour_share"),
        true};
    if (labour != sheet.items.end() && sheet.total && *sheet.total > 0) {
        gate.measured = 100 * labour->second / *sheet.total;
    }
    return gate;
}

std::optional<double> area_of(const model::Complex& complex) {
    return complex.designated_area_m2 > 0 ? std::optional{complex.designated_area_m2}
                                          : std::nullopt;
}

/// Who designates (산업입지법 영 §8), the state's aid (운영지침 §15) and the special act
/// (산단절차간소화법), whose limit hangs on the developer.
void add_designation(const rules::Context& context, const model::Complex& complex,
                     std::vector<Gate>& gates) {
    const auto add = [&](const char* what, const char* parameter, const std::string& key,
                         bool beyond) {
        gates.push_back({complex.id, "SI-30", what, area_of(complex), "m²",
                         context.parameter("SI-30", parameter, key), beyond});
    };
    if (context.lookup("SI-30", "province_from", complex.kind).status !=
        model::Lookup::Status::not_listed) {
        add("province_designates", "province_from", complex.kind, false);
    }
    add("state_aid", "aid_from", {}, false);
    add("ordinary_procedure", "max_special_procedure", complex.developer, true);
}

/// Takes what a rule measured of the plan as gates; a statistic of no complex is of all.
class Keeper : public rules::Sink {
public:
    Keeper(const model::Plan& plan, const char* rule, const char* what, bool beyond,
           std::vector<Gate>& gates)
        : m_plan{plan}, m_rule{rule}, m_what{what}, m_beyond{beyond}, m_gates{gates} {}

    void add(Subject subject, rules::Outcome outcome) override {
        if (outcome.kind != rules::Outcome::Kind::not_applicable) {
            const auto* const complex = m_plan.complex(subject.id);
            m_gates.push_back({complex == nullptr ? "" : complex->id, m_rule, m_what,
                               outcome.evidence.measured, outcome.evidence.unit,
                               outcome.evidence.parameter, m_beyond});
        }
    }

private:
    const model::Plan& m_plan;
    const char* m_rule;
    const char* m_what;
    bool m_beyond;
    std::vector<Gate>& m_gates;
};

/// 산업입지법 영 §10의2 and 통합지침 §9의2, by the statistics that the plan states.
void add_statistics(const rules::Context& context, std::vector<Gate>& gates) {
    struct Figure {
        const char* rule;
        const char* what;
        bool beyond;
    };

    for (const auto& figure : {Figure{"LB-18", "unsold", false}, Figure{"LB-19", "supply", true}}) {
        const auto* const rule = rules::find_rule(figure.rule);
        Keeper keeper{context.project.plan, figure.rule, figure.what, figure.beyond, gates};
        rule->plan(context, keeper);
    }
}

} // namespace

std::optional<bool> Gate::due() const {
    if (threshold == nullptr || !measured) {
        return std::nullopt;
    }
    return beyond ? !rules::within(*measured, threshold->value)
                  : rules::reaches(*measured, threshold->value);
}

void list_gates(Parts& parts) {
    const auto& context = parts.context;
    auto& gates = parts.study.gates;
    for (const auto& complex : context.project.plan.complexes) {
        for (const auto* kind : {"environment", "heritage", "disaster", "traffic"}) {
            gates.push_back({complex.id, "SI-30", kind, area_of(complex), "m²",
                             context.parameter("SI-30", "min_area", kind)});
        }
        if (!rules::is_completed(complex, context.date)) {
            add_designation(context, complex, gates);
        }
    }
    add_statistics(context, gates);
    for (const auto& sheet : parts.study.costs) {
        gates.push_back({sheet.complex, "PC-10", "study", sheet.total, "억원",
                         context.parameter("PC-10", "study_from")});
        gates.push_back(review_of(context, sheet));
        gates.push_back(labour_of(context, sheet));
    }
}

} // namespace sandan::feasibility
