// Candidates, the portfolio, before and after, and money that should add up.

#include <sandan/core/missing.hpp>
#include <sandan/core/money.hpp>

#include "core/number.hpp"
#include "report/text_table.hpp"
#include "report/upgrade_report.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

namespace sandan::report {

namespace {

using rules::Outcome;
using upgrade::Candidate;

constexpr std::array<std::string_view, 5> constraint_ids{"occupied", "owners", "heritage",
                                                         "disposal", "zoning"};

Text constraint_name(std::string_view id) {
    static const std::map<std::string_view, Text> names{
        {"occupied", {"존치 기업", "firms that stay"}},
        {"owners", {"소유자 수", "owners"}},
        {"heritage", {"문화유산", "heritage"}},
        {"disposal", {"처분제한", "bound to keep"}},
        {"zoning", {"용도지역", "zoning"}}};
    return names.at(id);
}

/// "blocks: why", "unknown: what is missing", "ok", or nothing where it is not asked.
std::string constraint_cell(const UpgradeReport& report, const Candidate& candidate,
                            std::string_view id) {
    const bool ko = report.language == Language::ko;
    for (const auto& constraint : candidate.constraints) {
        if (constraint.id != id) {
            continue;
        }
        auto message = constraint.message.in(report.language);
        const auto tail = message.empty() ? std::string{} : ": " + message;
        switch (constraint.kind) {
        case Outcome::Kind::breach:
            return (ko ? "제약" : "blocks") + tail;
        case Outcome::Kind::unknown:
            return fmt::format("{}: {}", ko ? "알 수 없음" : "unknown",
                               joined(missing_in(constraint.missing, report.language)));
        case Outcome::Kind::pass:
            return (ko ? "없음" : "ok") + tail;
        case Outcome::Kind::not_applicable:
            return message;
        }
    }
    return {};
}

std::string sites_of(const UpgradeReport& report, const Candidate& candidate) {
    std::vector<std::string> ids;
    for (const auto& piece : candidate.pieces) {
        ids.push_back(report.survey.sites[piece.site].id);
    }
    return joined(ids);
}

void add_candidate_columns(NamedTable& table) {
    for (const auto* name : {"candidate", "kind", "complex", "sites"}) {
        table.column(name);
    }
    for (const auto* name : {"area_m2", "score", "worth_m2", "cost_krw"}) {
        table.column(name, true);
    }
    table.column("unknown_indicators");
    table.column("blocked");
    for (const auto id : constraint_ids) {
        table.column(std::string{id});
    }
    table.column("known_percent", true);
}

std::vector<std::string> candidate_cells(const UpgradeReport& report, const Candidate& candidate) {
    std::vector<std::string> cells{candidate.id,
                                   report.inputs.actions[candidate.action].kind,
                                   candidate.complex,
                                   sites_of(report, candidate),
                                   cell(candidate.area_m2),
                                   cell(candidate.score),
                                   candidate.score ? std::to_string(candidate.worth_m2) : "",
                                   std::to_string(candidate.cost_krw),
                                   joined(candidate.unknown),
                                   candidate.open() ? "0" : "1"};
    for (const auto id : constraint_ids) {
        cells.push_back(constraint_cell(report, candidate, id));
    }
    cells.push_back(cell(100 * candidate.known));
    return cells;
}

NamedTable candidates_table(const UpgradeReport& report, const char* name, bool only_chosen) {
    NamedTable table{name};
    add_candidate_columns(table);
    const auto& scheme = report.scheme;
    if (!only_chosen) {
        for (const auto& candidate : scheme.candidates) {
            table.rows.push_back(candidate_cells(report, candidate));
        }
    } else if (scheme.portfolio) {
        for (const auto at : scheme.portfolio->chosen) {
            table.rows.push_back(candidate_cells(report, scheme.candidates[at]));
        }
    }
    return table;
}

std::optional<double> difference(const upgrade::Change& change) {
    return change.before && change.after ? std::optional{*change.after - *change.before}
                                         : std::nullopt;
}

NamedTable changes_table(const UpgradeReport& report) {
    NamedTable table{"changes"};
    for (const auto* name : {"complex", "what", "name"}) {
        table.column(name);
    }
    for (const auto* name : {"before", "after", "change"}) {
        table.column(name, true);
    }
    table.column("unit");
    table.column("missing");
    for (const auto& change : report.scheme.changes) {
        table.rows.push_back({change.complex, change.what,
                              change_name(report.project.codes, change.what).in(report.language),
                              cell(change.before), cell(change.after), cell(difference(change)),
                              change.unit, joined(change.missing)});
    }
    return table;
}

NamedTable funding_table(const UpgradeReport& report) {
    NamedTable table{"funding"};
    table.column("fact");
    for (const auto* name : {"total", "parts", "difference"}) {
        table.column(name, true);
    }
    table.column("unit");
    table.column("source");
    for (const auto& row : report.scheme.funding) {
        table.rows.push_back({row.id, cell(row.total), cell(row.parts), cell(row.parts - row.total),
                              row.unit, row.source});
    }
    return table;
}

std::string say(const UpgradeReport& report, const char* ko, const char* en) {
    return report.language == Language::ko ? ko : en;
}

std::string funding_text(const UpgradeReport& report) {
    std::string text;
    for (const auto& row : report.scheme.funding) {
        text += fmt::format(
            fmt::runtime(row.parts == row.total
                             ? say(report, "{}: 총액 {} = 내역 합계 {} {} ({})\n",
                                   "{}: total {} = sum of parts {} {} ({})\n")
                             : say(report,
                                   "{}: 총액 {} ≠ 내역 합계 {} {} – 공표 자료가 서로 다름 ({})\n",
                                   "{}: total {} ≠ sum of parts {} {}: the published figures "
                                   "contradict each other ({})\n")),
            row.id, grouped(row.total, 1), grouped(row.parts, 1), row.unit, row.source);
    }
    return text.empty() ? text
                        : "\n" + say(report, "공표된 사업비", "published funding") + "\n" + text;
}

/// The candidates of one kind of action.
struct KindCounts {
    std::size_t found = 0;
    std::size_t open = 0;
    std::size_t some_unknown = 0;
    std::map<std::string, std::size_t> blocked; ///< By the constraint.
};

KindCounts counts_of(const upgrade::Scheme& scheme, std::size_t action) {
    KindCounts counts;
    for (const auto& candidate : scheme.candidates) {
        if (candidate.action != action) {
            continue;
        }
        ++counts.found;
        counts.open += candidate.open() ? 1U : 0U;
        counts.some_unknown += candidate.open() && candidate.has_unknown() ? 1U : 0U;
        for (const auto& constraint : candidate.constraints) {
            counts.blocked[constraint.id] += constraint.kind == Outcome::Kind::breach ? 1U : 0U;
        }
    }
    return counts;
}

/// What was found of each kind, and how many of them which constraint blocks.
std::string kinds_text(const UpgradeReport& report) {
    const auto& scheme = report.scheme;
    std::vector<std::string> heads{say(report, "종류", "kind"), say(report, "후보", "candidates"),
                                   say(report, "가능", "open"),
                                   say(report, "일부 알 수 없음", "some unknown")};
    for (const auto id : constraint_ids) {
        heads.push_back(constraint_name(id).in(report.language));
    }
    TextTable table{std::vector<Align>(heads.size(), Align::right)};
    table.add(heads);
    table.rule();
    for (std::size_t action = 0; action < report.inputs.actions.size(); ++action) {
        auto counts = counts_of(scheme, action);
        std::vector<std::string> row{
            action_name(report.inputs.actions[action].kind).in(report.language)};
        for (const auto count : {counts.found, counts.open, counts.some_unknown}) {
            row.push_back(grouped(static_cast<double>(count)));
        }
        for (const auto id : constraint_ids) {
            row.push_back(grouped(static_cast<double>(counts.blocked[std::string{id}])));
        }
        table.add(row);
    }
    return "\n" +
           say(report, "정비 후보(제약별 막힌 수)", "candidates (and how many each blocks)") +
           "\n" + table.text(2);
}

std::string portfolio_text(const UpgradeReport& report) {
    const auto& portfolio = *report.scheme.portfolio;
    const auto amount = [&](std::int64_t krw) {
        return grouped(static_cast<double>(krw) / krw_per_100m, 1);
    };
    auto text = fmt::format(
        fmt::runtime(
            say(report,
                "\n선정 {}건: 사업비 {} / 예산 {} 억원 ({}), 평가 {} m², 상한 {} m², 격차 "
                "{:.4f} %{} – 후보 {}건 중, {}\n",
                "\n{} chosen: cost {} of a budget of {} (100m KRW, {}), worth {} m², bound "
                "{} m², gap {:.4f} %{} – of {} candidates, {}\n")),
        portfolio.chosen.size(), amount(portfolio.cost_krw), amount(portfolio.budget_krw),
        report.inputs.budget_source, grouped(static_cast<double>(portfolio.worth_m2)),
        grouped(portfolio.bound_m2), 100 * portfolio.gap(),
        portfolio.stopped ? say(report, ", 시간 제한", ", stopped by the clock") : std::string{},
        portfolio.considered, portfolio.solver);
    if (portfolio.unscored > 0) {
        text += fmt::format(
            fmt::runtime(say(report,
                             "지표를 하나도 몰라 평가하지 못한 가능 후보 {}건은 고르지 않음\n",
                             "{} open candidates of which no indicator is known are not chosen "
                             "from\n")),
            grouped(static_cast<double>(portfolio.unscored)));
    }
    TextTable table{{Align::left, Align::left, Align::right, Align::right, Align::right,
                     Align::right, Align::left}};
    table.add({say(report, "종류", "kind"), say(report, "대지·도로", "sites or road"),
               say(report, "면적(m²)", "area (m²)"), say(report, "점수", "score"),
               say(report, "점수의 근거(%)", "score rests on (%)"),
               say(report, "사업비(억원)", "cost (100m KRW)"),
               say(report, "알 수 없음", "unknown")});
    table.rule();
    for (const auto at : portfolio.chosen) {
        const auto& candidate = report.scheme.candidates[at];
        std::vector<std::string> unknown = candidate.unknown;
        for (const auto& constraint : candidate.constraints) {
            if (constraint.kind == Outcome::Kind::unknown) {
                unknown.push_back(constraint_name(constraint.id).in(report.language));
            }
        }
        table.add({action_name(report.inputs.actions[candidate.action].kind).in(report.language),
                   candidate.id.substr(candidate.id.find(':') + 1), grouped(candidate.area_m2),
                   grouped(*candidate.score, 1), grouped(100 * candidate.known),
                   amount(candidate.cost_krw), joined(unknown)});
    }
    return text + table.text(2);
}

std::string changes_text(const UpgradeReport& report) {
    auto text = "\n" + say(report, "현황과 정비 후", "before and after") + "\n";
    const auto number = [&](const upgrade::Change& change, const std::optional<double>& value) {
        return value ? grouped(*value, change.unit == "%" ? 1 : 0)
                     : say(report, "알 수 없음", "unknown");
    };
    TextTable table{{Align::left, Align::left, Align::right, Align::right, Align::right,
                     Align::left, Align::left}};
    table.add({say(report, "단지", "complex"), "", say(report, "현황", "before"),
               say(report, "정비 후", "after"), say(report, "변화", "change"), "",
               say(report, "없는 자료", "missing")});
    table.rule();
    for (const auto& change : report.scheme.changes) {
        table.add({change.complex,
                   change_name(report.project.codes, change.what).in(report.language),
                   number(change, change.before), number(change, change.after),
                   number(change, difference(change)), unit_in(change.unit, report.language),
                   joined(missing_in(change.missing, report.language))});
    }
    return text + table.text(2);
}

} // namespace

Text action_name(const std::string& kind) {
    static const std::map<std::string, Text> names{{"redevelop", {"재개발", "redevelopment"}},
                                                   {"mixed", {"복합 전환", "mixed use"}},
                                                   {"merge", {"합필", "merged lots"}},
                                                   {"widen", {"도로 확폭", "road widening"}}};
    const auto found = names.find(kind);
    return found == names.end() ? Text{kind, kind} : found->second;
}

Text change_name(const model::Codes& codes, const std::string& change) {
    static const std::map<std::string, Text> names{
        {"floor_ratio", {"용적률", "floor area ratio"}},
        {"green", {"공공녹지", "public green"}},
        {"green_deficit", {"공공녹지 부족(UG-13)", "deficit of green (UG-13)"}},
        {"road", {"도로", "roads"}},
        {"road_deficit", {"도로 부족(UG-13)", "deficit of roads (UG-13)"}},
        {"parking", {"주차장", "car parks"}},
        {"parking_deficit", {"주차장 부족(UG-13)", "deficit of car parks (UG-13)"}},
        {"firms", {"가동 기업", "firms in operation"}},
        {"jobs", {"고용(명)", "jobs"}}};
    constexpr std::string_view use = "use:";
    if (change.starts_with(use)) {
        const auto code = change.substr(use.size());
        const auto* const row = codes.land_use(code);
        if (row == nullptr) {
            return code.empty() ? Text{"용지 미지정", "no land use"} : Text{code, code};
        }
        return {"용지: " + row->name.ko, "land use: " + row->name.en};
    }
    const auto found = names.find(change);
    return found == names.end() ? Text{change, change} : found->second;
}

std::vector<NamedTable> scheme_tables(const UpgradeReport& report) {
    return {candidates_table(report, "candidates", false),
            candidates_table(report, "portfolio", true), changes_table(report),
            funding_table(report)};
}

std::string scheme_as_text(const UpgradeReport& report) {
    const auto& scheme = report.scheme;
    auto text = funding_text(report);
    if (!report.inputs.actions.empty()) {
        text += kinds_text(report);
    }
    if (scheme.portfolio) {
        text += portfolio_text(report) + changes_text(report);
    }
    if (!scheme.missing.empty()) {
        text += fmt::format(
            "\n{}: {}\n",
            say(report, "정비 후보·시나리오에 없는 입력", "candidates and scenario lack"),
            fmt::format("{}", fmt::join(missing_in(scheme.missing, report.language), ", ")));
    }
    return text;
}

} // namespace sandan::report
