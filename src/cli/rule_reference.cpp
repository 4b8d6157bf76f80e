#include "cli/rule_reference.hpp"

#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/rules/rule.hpp>

#include <fmt/format.h>

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

std::string status_of(const model::RuleInfo& rule) {
    return rules::find_rule(rule.id) != nullptr ? "implemented" : "declared";
}

std::string parameter_text(const model::Parameter& parameter, Language language) {
    const bool korean = language == Language::ko;
    auto text = parameter.name;
    if (!parameter.key.empty()) {
        text += fmt::format(" [{}]", parameter.key);
    }
    if (parameter.from > 0) {
        text += korean ? fmt::format(" ({} 이상)", parameter.from)
                       : fmt::format(" (from {})", parameter.from);
    }
    text += fmt::format(
        ": {} {}, {} –{}, {}", parameter.value, parameter.unit, to_string(parameter.valid_from),
        parameter.valid_to ? " " + to_string(*parameter.valid_to) : "", parameter.jurisdiction);
    if (!parameter.verified) {
        text += korean ? ", 미검증" : ", unverified";
    }
    return text;
}

} // namespace sandan::cli
