#include "report/packs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sandan::report {

namespace {

/// Values of the pack that another pack before it has for the same rule, name, key and band.
std::size_t overridden(const model::RuleBook& book, std::size_t pack) {
    std::size_t count = 0;
    const auto is_before = [&](const std::string& id) {
        return std::any_of(book.packs.begin(),
                           book.packs.begin() + static_cast<std::ptrdiff_t>(pack),
                           [&](const model::RulePack& other) { return other.id == id; });
    };
    for (const auto& rule : book.rules) {
        for (const auto& row : rule.parameters) {
            const bool own = row.jurisdiction == book.packs[pack].id;
            count += own && std::any_of(rule.parameters.begin(), rule.parameters.end(),
                                        [&](const model::Parameter& other) {
                                            return is_before(other.jurisdiction) &&
                                                   other.name == row.name && other.key == row.key &&
                                                   other.from == row.from;
                                        })
                         ? 1U
                         : 0U;
        }
    }
    return count;
}

} // namespace

std::vector<PackNote> pack_notes(const model::Project& project) {
    const auto& book = project.rules;
    namespace fs = std::filesystem;
    const auto folder = [](const std::string& path) {
        return fs::absolute(path).lexically_normal().parent_path();
    };
    const auto own_packs = folder(project.plan.path) / "rules";
    std::vector<PackNote> notes;
    for (std::size_t i = 0; i < book.packs.size(); ++i) {
        const auto& pack = book.packs[i];
        const bool own = folder(pack.path) == own_packs;
        notes.push_back({pack.id, pack.version, pack.sha256, own, overridden(book, i)});
    }
    return notes;
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
        if (note.overrides > 0) {
            text += korean ? fmt::format(", {}개 값을 대체", note.overrides)
                           : fmt::format(", overrides {} values", note.overrides);
        }
    }
    return fmt::format("{}: {}\n", korean ? "규칙 팩" : "rule packs", text);
}

} // namespace sandan::report
