#include "cli/commands.hpp"
#include "cli/rule_reference.hpp"
#include "report/text_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace sandan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
    std::string plan;
    bool json = false;
    bool markdown = false;
};

Json parameter_json(const model::Parameter& parameter) {
    return {{"name", parameter.name},
            {"key", parameter.key},
            {"from", parameter.from},
            {"value", parameter.value},
            {"unit", parameter.unit},
            {"valid_from", to_string(parameter.valid_from)},
            {"valid_to", parameter.valid_to ? Json(to_string(*parameter.valid_to)) : Json(nullptr)},
            {"jurisdiction", parameter.jurisdiction},
            {"verified", parameter.verified},
            {"source", parameter.source}};
}

std::string as_json(const model::RuleBook& book) {
    Json json;
    json["schema"] = "sandan.rules/1";
    json["rules"] = Json::array();
    for (const auto& rule : book.rules) {
        Json row;
        row["id"] = rule.id;
        row["title"] = {{"ko", rule.title.ko}, {"en", rule.title.en}};
        row["severity"] = to_string(rule.severity);
        row["status"] = status_of(rule);
        row["source"] = rule.source;
        row["formula"] = rule.formula;
        row["inputs"] = rule.inputs;
        row["parameters"] = Json::array();
        for (const auto& parameter : rule.parameters) {
            row["parameters"].push_back(parameter_json(parameter));
        }
        json["rules"].push_back(std::move(row));
    }
    return json.dump(1) + "\n";
}

std::string as_markdown(const model::RuleBook& book, Language language) {
    const bool korean = language == Language::ko;
    std::string text = korean ? "| 규칙 | 제목 | 심각도 | 상태 | 판정식 | 근거 |\n"
                              : "| rule | title | severity | status | formula | source |\n";
    text += "|---|---|---|---|---|---|\n";
    for (const auto& rule : book.rules) {
        text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", rule.id, rule.title.in(language),
                            to_string(rule.severity), status_of(rule), rule.formula, rule.source);
    }
    return text;
}

std::string as_text(const model::RuleBook& book, Language language) {
    using report::Align;
    report::TextTable table{{Align::left, Align::left, Align::left, Align::left, Align::left}};
    for (const auto& rule : book.rules) {
        table.add({rule.id, std::string{to_string(rule.severity)}, status_of(rule),
                   rule.title.in(language), rule.source});
    }
    const auto implemented =
        std::count_if(book.rules.begin(), book.rules.end(),
                      [](const auto& rule) { return status_of(rule) == "implemented"; });
    const bool korean = language == Language::ko;
    return table.text() +
           (korean
                ? fmt::format("규칙 {}개, 그중 판정하는 것 {}개\n", book.rules.size(), implemented)
                : fmt::format("{} rules, {} of them evaluated\n", book.rules.size(), implemented));
}

Exit run(const Options& options, const Common& common) {
    const auto book = read_book(options.plan);
    deliver(common, options.json       ? as_json(book)
                    : options.markdown ? as_markdown(book, common.language)
                                       : as_text(book, common.language));
    return Exit::clean;
}

} // namespace

void declare_rules(CLI::App& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.add_option("--plan", options->plan, "The rule packs of this plan (default: all shipped)")
        ->type_name("PLAN");
    auto* const json = app.add_flag("--json", options->json, "Print JSON, thresholds included");
    app.add_flag("--markdown", options->markdown, "Print a Markdown table")->excludes(json);
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
