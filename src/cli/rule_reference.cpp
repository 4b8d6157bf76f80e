#include "cli/rule_reference.hpp"

#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "report/markdown_text.hpp"
#include "report/rule_help.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace sandan::cli {

namespace {

/// Most general first: "kr" is a prefix of what specialises it, so name order does it.
std::vector<std::string> shipped_packs(const std::string& data_directory) {
    std::vector<std::string> packs;
    const auto folder = std::filesystem::path{data_directory} / "rules";
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.is_directory() || entry.path().extension() == ".toml") {
            packs.push_back(entry.path().stem().string());
        }
    }
    std::sort(packs.begin(), packs.end());
    return packs;
}

} // namespace

model::RuleBook read_book(const std::string& plan) {
    const auto data = io::data_directory();
    if (plan.empty()) {
        return io::read_rule_book(data, shipped_packs(data), {});
    }
    const auto folder = std::filesystem::path{plan}.parent_path().string();
    return io::read_rule_book(data, io::read_plan(plan).jurisdiction, folder);
}

namespace {

using Json = nlohmann::ordered_json;
using report::cell;
using report::plain;

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

Json rule_json(const model::RuleInfo& rule) {
    Json row;
    row["id"] = rule.id;
    row["title"] = {{"ko", rule.title.ko}, {"en", rule.title.en}};
    row["severity"] = to_string(rule.severity);
    row["status"] = report::status_of(rule);
    row["source"] = rule.source;
    row["formula"] = {{"ko", rule.formula.ko}, {"en", rule.formula.en}};
    row["inputs"] = rule.inputs;
    if (!rule.vector.empty()) {
        row["vector"] = rule.vector;
    }
    if (!rule.reason.en.empty()) {
        row["reason"] = {{"ko", rule.reason.ko}, {"en", rule.reason.en}};
    }
    row["parameters"] = Json::array();
    for (const auto& parameter : rule.parameters) {
        row["parameters"].push_back(parameter_json(parameter));
    }
    return row;
}

std::string section(const model::RuleInfo& rule, Language language) {
    const bool korean = language == Language::ko;
    auto text = fmt::format("\n### {} {} / {}\n{} · {} · {}  \n{}\n", rule.id, plain(rule.title.ko),
                            plain(rule.title.en), to_string(rule.severity), report::status_of(rule),
                            plain(rule.source), report::code(rule.formula.in(language)));
    if (!rule.reason.en.empty()) {
        text += fmt::format("\n{}: {}\n", korean ? "판정하지 않는 이유" : "Not evaluated because",
                            plain(rule.reason.in(language)));
    }
    text += fmt::format("\n{}: {}\n", korean ? "입력" : "Inputs", plain(rule.inputs));
    if (!rule.vector.empty()) {
        text += fmt::format("\n{}: {}\n", korean ? "검산" : "Worked example", plain(rule.vector));
    }
    if (!rule.example.en.empty()) {
        text += fmt::format("\n> {}\n", plain(rule.example.in(language)));
    }
    if (!rule.parameters.empty()) {
        text +=
            korean ? "\n| 기준값 | 근거 |\n|---|---|\n" : "\n| threshold | source |\n|---|---|\n";
        for (const auto& parameter : rule.parameters) {
            text += fmt::format("| {} | {} |\n", cell(report::parameter_text(parameter, language)),
                                cell(parameter.source));
        }
    }
    return text;
}

} // namespace

std::string rules_as_json(const model::RuleBook& book) {
    Json json;
    json["schema"] = "sandan.rules/1";
    json["rules"] = Json::array();
    for (const auto& rule : book.rules) {
        json["rules"].push_back(rule_json(rule));
    }
    return json.dump(1) + "\n";
}

std::string rule_as_json(const model::RuleInfo& rule) {
    Json json;
    json["schema"] = "sandan.explain/1";
    json.update(rule_json(rule));
    if (!rule.example.en.empty()) {
        json["example"] = {{"ko", rule.example.ko}, {"en", rule.example.en}};
    }
    return json.dump(1) + "\n";
}

std::string rules_as_markdown(const model::RuleBook& book, Language language) {
    const bool korean = language == Language::ko;
    std::string packs;
    for (const auto& pack : book.packs) {
        packs += fmt::format("{}{} {} ({})", packs.empty() ? "" : ", ", report::code(pack.id),
                             plain(pack.name), plain(pack.version));
    }
    auto text = fmt::format(
        "# {}\n{}\n\n{}: {}.\n\n| {} | {} | {} | {} |\n|---|---|---|---|\n",
        korean ? "규칙" : "Rules",
        korean
            ? "`sandan rules --markdown`이 만든 문서. 팩의 형식: [FORMAT.md](FORMAT.md)."
            : "Made by `sandan rules --markdown`. How a pack is written: [FORMAT.md](FORMAT.md).",
        korean ? "팩" : "Packs", packs, korean ? "규칙" : "rule", korean ? "제목" : "title",
        korean ? "심각도" : "severity", korean ? "상태" : "status");
    for (const auto& rule : book.rules) {
        text += fmt::format("| {} | {} / {} | {} | {} |\n", rule.id, cell(rule.title.ko),
                            cell(rule.title.en), to_string(rule.severity), report::status_of(rule));
    }
    for (const auto& rule : book.rules) {
        text += section(rule, language);
    }
    return text;
}

} // namespace sandan::cli
