#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "cli/commands.hpp"
#include "cli/nearest_name.hpp"
#include "cli/rule_reference.hpp"
#include "report/rule_help.hpp"
#include "report/text_table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>

namespace sandan::cli {

namespace {

struct Options {
    std::string rule;
    std::string plan;
    bool json = false;
};

/// Thresholds are those in force on the day; all of them when no day is given.
std::string explanation(const model::RuleInfo& rule, const std::optional<Date>& date,
                        Language language) {
    report::TextTable table{{report::Align::left, report::Align::left}};
    for (const auto& [name, text] : report::rule_help(rule, date, language)) {
        table.add({name, text});
    }
    return fmt::format("{}  {} / {}\n", rule.id, rule.title.ko, rule.title.en) + table.text(2);
}

std::string explanation(const model::ReadCode& code, Language language) {
    const bool korean = language == Language::ko;
    auto text = fmt::format("{}  {} / {}\n", code.code, code.title.ko, code.title.en);
    report::TextTable table{{report::Align::left, report::Align::left}};
    table.add({korean ? "심각도" : "severity", report::word_for(code.severity).in(language)});
    table.add({korean ? "뜻" : "meaning", code.meaning.in(language)});
    table.add({korean ? "할 일" : "advice", code.advice.in(language)});
    return text + table.text(2);
}

Exit run(const Options& options, const Common& common) {
    const auto codes = io::read_codes(io::data_directory());
    auto name = options.rule;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (const auto* const code = codes.read_code(name); code != nullptr) {
        deliver(common, explanation(*code, common.language));
        return Exit::clean;
    }
    const auto book = read_book(options.plan);
    const auto* const rule = book.rule(name);
    if (rule == nullptr) {
        std::vector<std::string> names;
        for (const auto& info : book.rules) {
            names.push_back(info.id);
        }
        for (const auto& code : codes.reading) {
            names.push_back(code.code);
        }
        const auto near = did_you_mean(name, names);
        throw Error{
            ErrorKind::usage,
            Text{fmt::format("{}: 그런 규칙이나 코드가 없습니다{}; 'sandan rules'를 보십시오",
                             options.rule, near.ko),
                 fmt::format("{}: no such rule or code{}; see 'sandan rules'", options.rule,
                             near.en)}};
    }
    if (options.json) {
        deliver(common, rule_as_json(*rule));
        return Exit::clean;
    }
    const auto date = common.as_of.empty() ? std::nullopt : std::optional{common.date_or({})};
    deliver(common, explanation(*rule, date, common.language));
    return Exit::clean;
}

} // namespace

void declare_explain(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("rule", options->rule,
               {"규칙 번호나 읽기 코드, 예: LB-04, SHP-DBF-COUNT",
                "Rule id or code of reading, e.g. LB-04, SHP-DBF-COUNT"})
        .required()
        .type_name("RULE or CODE");
    app.option("--plan", options->plan,
               {"이 계획의 규칙 묶음 (기본: 함께 설치된 전부)",
                "The rule packs of this plan (default: all shipped)"})
        .type_name("PLAN");
    app.flag("--json", options->json,
             {"규칙을 모든 기준값과 함께 JSON으로 출력",
              "Print a rule as JSON, with all its thresholds"});
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
