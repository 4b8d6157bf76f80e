#include "report/packs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sandan::report {

namespace {

/// The rule of every value that another pack before it has for the same rule, name, key and band.
std::vector<std::string> overridden(const model::RuleBook& book, std::size_t pack) {
    std::vector<std::string> rules;
    const auto is_before = [&](const std::string& id) {
        return std::any_of(book.packs.begin(),
                           book.packs.begin() + static_cast<std::ptrdiff_t>(pack),
                           [&](const model::RulePack& other) { return other.id == id; });
    };
    for (const auto& rule : book.rules) {
        for (const auto& row : rule.parameters) {
            const bool own = row.jurisdiction == book.packs[pack].id;
            if (own && std::any_of(rule.parameters.begin(), rule.parameters.end(),
                                   [&](const model::Parameter& other) {
                                       return is_before(other.jurisdiction) &&
                                              other.name == row.name && other.key == row.key &&
                                              other.from == row.from;
                                   })) {
                rules.push_back(rule.id);
            }
        }
    }
    return rules;
}

} // namespace

std::vector<PackNote> pack_notes(const model::Project& project) {
    const auto& book = project.rules;
    std::vector<PackNote> notes;
    for (std::size_t i = 0; i < book.packs.size(); ++i) {
        const auto& pack = book.packs[i];
        notes.push_back({pack.id, pack.version, pack.sha256, pack.own, pack.replaces_shipped,
                         overridden(book, i)});
    }
    return notes;
}

std::string pack_versions(const model::Project& project) {
    std::string text;
    for (const auto& note : pack_notes(project)) {
        text += fmt::format("{}{} {} sha256:{}", text.empty() ? "" : "; ", note.id, note.version,
                            note.sha256);
    }
    return text;
}

std::string packs_line(const model::Project& project, Language language) {
    const bool korean = language == Language::ko;
    constexpr std::size_t hash_shown = 8;
    std::string text;
    for (const auto& note : pack_notes(project)) {
        text += fmt::format("{}{} {} ({}{})", text.empty() ? "" : ", ", note.id, note.version,
                            note.sha256.substr(0, hash_shown),
                            !note.own ? ""
                            : korean  ? ", 계획 폴더의 팩"
                                      : ", the plan's own");
        if (note.replaces_shipped) {
            text += korean ? ", 함께 배포된 같은 이름의 팩을 통째로 대체"
                           : ", in place of the whole shipped pack of this name";
        }
        if (const auto values = note.overridden.size(); values > 0) {
            const std::set<std::string> rules{note.overridden.begin(), note.overridden.end()};
            text += korean
                        ? fmt::format(", {}개 값을 대체 ({})", values, fmt::join(rules, ", "))
                        : fmt::format(", overrides {} values ({})", values, fmt::join(rules, ", "));
        }
    }
    return fmt::format("{}: {}\n", korean ? "규칙 팩" : "rule packs", text);
}

} // namespace sandan::report
