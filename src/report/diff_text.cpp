// `diff` for a reader: on the screen, and as a comment on a pull request.
#include "core/number.hpp"
#include "report/markdown_text.hpp"
#include "report/plan_diff.hpp"
#include "report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sandan::report {

namespace {

/// Rows of one part of the comparison; the writer below decides on their form.
struct Part {
    Text title;
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
};

std::string ids(const std::vector<std::string>& list) {
    constexpr std::size_t most = 4;
    std::vector<std::string> shown(
        list.begin(), list.begin() + static_cast<std::ptrdiff_t>(std::min(most, list.size())));
    if (list.size() > most) {
        shown.push_back(fmt::format("… +{}", list.size() - most));
    }
    return shown.empty() ? "–" : fmt::format("{}", fmt::join(shown, ", "));
}

std::string percent(double part, double whole) {
    return whole > 0 ? fmt::format("{:.2f}", 100 * part / whole) : "–";
}

std::string change(double before, double after) {
    return fmt::format("{}{}", after >= before ? "+" : "", grouped(after - before, 0));
}

Part areas_part(const DiffReport& report) {
    const auto& areas = report.diff.areas;
    const auto ko = report.language == Language::ko;
    Part part{{"면적", "land"}, {ko ? "구분" : "class", "m²", "%"}, {}};
    const std::array<std::pair<Text, double>, 5> rows{
        {{{"그대로", "unchanged"}, areas.unchanged_m2},
         {{"같은 용도, 다른 획지", "another lot of the same use"}, areas.relotted_m2},
         {{"용도 변경", "another use"}, areas.use_changed_m2},
         {{"새로 포함", "added"}, areas.added_m2},
         {{"제외", "removed"}, areas.removed_m2}}};
    for (const auto& [name, area] : rows) {
        part.rows.push_back(
            {name.in(report.language), grouped(area, 2), percent(area, areas.union_m2)});
    }
    part.rows.push_back(
        {ko ? "합계" : "sum", grouped(areas.sum(), 2), percent(areas.sum(), areas.union_m2)});
    return part;
}

Part weights_part(const DiffReport& report) {
    const bool ko = report.language == Language::ko;
    Part part{{"법적 의미", "legal weight"},
              {ko ? "규칙" : "rule", ko ? "단지" : "complex", ko ? "판단" : "weight",
               ko ? "내용" : "reasons"},
              {}};
    for (const auto& weight : report.diff.weights) {
        const auto word = weight.kind == rules::Outcome::Kind::breach ? Text{"중요", "important"}
                          : weight.kind == rules::Outcome::Kind::pass ? Text{"경미", "minor"}
                                                                      : Text{"모름", "unknown"};
        part.rows.push_back({weight.rule, weight.complex, word.in(report.language),
                             weight.message.in(report.language)});
    }
    return part;
}

Part uses_part(const DiffReport& report) {
    const bool ko = report.language == Language::ko;
    Part part{{"용도별 면적", "land uses"},
              {ko ? "단지" : "complex", ko ? "용도" : "use", ko ? "전 m²" : "before m²",
               ko ? "후 m²" : "after m²", ko ? "증감 m²" : "change m²"},
              {}};
    for (const auto& row : report.diff.uses) {
        part.rows.push_back({row.complex, row.use, grouped(row.before_m2, 0),
                             grouped(row.after_m2, 0), change(row.before_m2, row.after_m2)});
    }
    return part;
}

Part lots_part(const DiffReport& report) {
    const bool ko = report.language == Language::ko;
    Part part{{"획지", "lots"},
              {ko ? "변경" : "change", ko ? "전" : "before", ko ? "후" : "after",
               ko ? "용도" : "use", ko ? "대상 m²" : "land m²"},
              {}};
    for (const auto& lot : report.diff.lots) {
        const auto use = lot.use_before == lot.use_after
                             ? lot.use_after
                             : fmt::format("{} → {}", lot.use_before.empty() ? "–" : lot.use_before,
                                           lot.use_after.empty() ? "–" : lot.use_after);
        part.rows.push_back({event_name(lot.event).in(report.language), ids(lot.before),
                             ids(lot.after), use, grouped(lot.land_m2(), 2)});
    }
    return part;
}

Part firms_part(const DiffReport& report) {
    const bool ko = report.language == Language::ko;
    Part part{{"배정", "assignments"},
              {ko ? "기업" : "firm", ko ? "전" : "before", ko ? "후" : "after"},
              {}};
    for (const auto& firm : report.diff.firms) {
        part.rows.push_back({firm.firm, ids(firm.before), ids(firm.after)});
    }
    return part;
}

Part findings_part(const DiffReport& report, bool appeared) {
    const bool ko = report.language == Language::ko;
    Part part{appeared ? Text{"새로 생긴 문제", "findings that appeared"}
                       : Text{"사라진 문제", "findings that vanished"},
              {ko ? "규칙" : "rule", ko ? "결과" : "result", ko ? "대상" : "subject",
               ko ? "내용" : "message"},
              {}};
    for (const auto& finding : appeared ? report.diff.appeared : report.diff.vanished) {
        part.rows.push_back({finding.rule, std::string{sandan::to_string(finding.result)},
                             finding.subject.id, finding.message.in(report.language)});
    }
    return part;
}

std::vector<Part> parts(const DiffReport& report) {
    return {weights_part(report),        areas_part(report), uses_part(report),
            lots_part(report),           firms_part(report), findings_part(report, true),
            findings_part(report, false)};
}

std::string headline(const DiffReport& report) {
    const bool ko = report.language == Language::ko;
    const auto& diff = report.diff;
    return ko ? fmt::format("획지 {}곳, 배정 {}건 변경; 새 문제 {}, 사라진 문제 {}{}",
                            diff.lots.size(), diff.firms.size(), diff.appeared.size(),
                            diff.vanished.size(), diff.important() ? "; 중요변경" : "")
              : fmt::format("{} lots and {} assignments changed; {} findings appeared, {} "
                            "vanished{}",
                            diff.lots.size(), diff.firms.size(), diff.appeared.size(),
                            diff.vanished.size(), diff.important() ? "; an important change" : "");
}

std::string row_of(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const auto& value : cells) {
        text += " " + cell(value) + " |";
    }
    return text + "\n";
}

} // namespace

Text event_name(LotEvent event) {
    switch (event) {
    case LotEvent::added:
        return {"신설", "added"};
    case LotEvent::removed:
        return {"삭제", "removed"};
    case LotEvent::renamed:
        return {"이름 변경", "renamed"};
    case LotEvent::split:
        return {"분할", "split"};
    case LotEvent::merged:
        return {"합병", "merged"};
    case LotEvent::moved:
        return {"경계 변경", "boundary moved"};
    case LotEvent::use_changed:
        return {"용도 변경", "use changed"};
    }
    return {};
}

std::string diff_as_text(const DiffReport& report) {
    auto text = fmt::format("{} → {} ({})\n{}\n", report.before.project.plan.name,
                            report.now.project.plan.name, sandan::to_string(report.now.date),
                            headline(report));
    for (const auto& part : parts(report)) {
        if (part.rows.empty()) {
            continue;
        }
        text += fmt::format("\n{}\n", part.title.in(report.language));
        TextTable table{std::vector<Align>(part.head.size(), Align::left)};
        table.add(part.head);
        for (const auto& row : part.rows) {
            table.add(row);
        }
        text += table.text(2);
    }
    return text;
}

std::string diff_as_markdown(const DiffReport& report) {
    auto text = fmt::format("## {} → {}\n\n{}\n", plain(report.before.project.plan.name),
                            plain(report.now.project.plan.name), headline(report));
    for (const auto& part : parts(report)) {
        if (part.rows.empty()) {
            continue;
        }
        text += fmt::format("\n<details><summary>{} ({})</summary>\n\n",
                            part.title.in(report.language), part.rows.size());
        text += row_of(part.head) + row_of(std::vector<std::string>(part.head.size(), "---"));
        for (const auto& row : part.rows) {
            text += row_of(row);
        }
        text += "\n</details>\n";
    }
    return text;
}

} // namespace sandan::report
