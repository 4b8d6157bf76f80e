#include "cli/commands.hpp"
#include "cli/rule_reference.hpp"
#include "report/rule_help.hpp"
#include "report/text_table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    bool json = false;
    bool markdown = false;
};

std::string as_text(const model::RuleBook& book, Language language) {
    using report::Align;
    report::TextTable table{{Align::left, Align::left, Align::left, Align::left, Align::left}};
    for (const auto& rule : book.rules) {
        table.add({rule.id, report::word_for(rule.severity).in(language),
                   report::word_for_status(report::status_of(rule)).in(language),
                   rule.title.in(language), rule.source});
    }
    const auto implemented =
        std::count_if(book.rules.begin(), book.rules.end(),
                      [](const auto& rule) { return report::status_of(rule) == "implemented"; });
    const bool korean = language == Language::ko;
    return table.text() +
           (korean
                ? fmt::format("규칙 {}개, 그중 판정하는 것 {}개\n", book.rules.size(), implemented)
                : fmt::format("{} rules, {} of them evaluated\n", book.rules.size(), implemented));
}

Exit run(const Options& options, const Common& common) {
    const auto book = read_book(options.plan);
    deliver(common, options.json       ? rules_as_json(book)
                    : options.markdown ? rules_as_markdown(book, common.language)
                                       : as_text(book, common.language));
    return Exit::clean;
}

} // namespace

void declare_rules(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("--plan", options->plan,
               {"이 계획의 규칙 묶음 (기본: 함께 설치된 전부)",
                "The rule packs of this plan (default: all shipped)"})
        .type_name("PLAN");
    const auto json = app.flag("--json", options->json,
                               {"기준값까지 JSON으로 출력", "Print JSON, thresholds included"});
    app.flag("--markdown", options->markdown, {"Markdown 표로 출력", "Print a Markdown table"})
        .excludes(json);
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
