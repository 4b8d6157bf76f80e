#include <sandan/rules/rule.hpp>
#include <sandan/upgrade/programmes.hpp>

#include <array>
#include <utility>

namespace sandan::upgrade {

namespace {

struct Clause {
    std::string_view programme;
    std::string_view rule;
};

constexpr std::string_view competitiveness = "경쟁력강화사업지구";
constexpr std::string_view renewal = "재생사업지구";
constexpr std::string_view activation = "활성화구역";
constexpr std::string_view restructuring = "구조고도화사업";

/// Clocks: UG-01 from 착공, UG-04 from 준공; the activation area lies inside a renewal district and
/// has none, restructuring asks for a completed complex only.
constexpr std::array clauses{
    Clause{competitiveness, "UG-01"}, Clause{competitiveness, "UG-02"},
    Clause{competitiveness, "UG-03"}, Clause{competitiveness, "UG-15"},
    Clause{renewal, "UG-04"},         Clause{renewal, "UG-05"},
    Clause{renewal, "UG-08"},         Clause{activation, "UG-06"},
    Clause{activation, "UG-14"},      Clause{restructuring, "UG-07"},
    Clause{restructuring, "UG-16"},   Clause{restructuring, "UG-15"},
};

/// UG-15 speaks of two laws: a gain in land price (지가차액) is given by 노후거점산단법 §17, the
/// profit of a project reinvested by 산업집적법.
bool concerns(const Clause& clause, const Subject& subject) {
    return clause.rule != "UG-15" || subject.id == "facts" ||
           subject.id.starts_with("지가차액") == (clause.programme == competitiveness);
}

class Keeper : public rules::Sink {
public:
    Keeper(const rules::Context& context, const model::RuleInfo& info, const Clause& clause,
           std::vector<ProgrammeRow>& rows)
        : m_context{context}, m_info{info}, m_clause{clause}, m_rows{rows} {}

    void add(Subject subject, rules::Outcome outcome) override {
        if (concerns(m_clause, subject)) {
            m_rows.push_back(
                {m_clause.programme,
                 rules::to_finding(m_context, m_info, std::move(subject), std::move(outcome))});
        }
    }

private:
    const rules::Context& m_context;
    const model::RuleInfo& m_info;
    const Clause& m_clause;
    std::vector<ProgrammeRow>& m_rows;
};

} // namespace

std::vector<ProgrammeRow> programmes(const rules::Context& context) {
    std::vector<ProgrammeRow> rows;
    for (const auto& clause : clauses) {
        const auto* const info = context.project.rules.rule(clause.rule);
        const auto* const rule = rules::find_rule(clause.rule);
        if (info != nullptr && rule != nullptr) {
            Keeper keeper{context, *info, clause, rows};
            const auto before = rows.size();
            rule->plan(context, keeper);
            if (rows.size() == before) { // the facts of the plan are all of the other programme
                keeper.add(
                    {"facts", "facts", -1},
                    rules::not_applicable({"개발이익이 계획에 없음", "the plan states no gain"}));
            }
        }
    }
    return rows;
}

} // namespace sandan::upgrade
