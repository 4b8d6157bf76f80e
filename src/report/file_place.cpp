#include "report/file_place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace sandan::report {

namespace {

namespace fs = std::filesystem;

FilePlace in_plan(const model::Plan& plan, const std::string& key) {
    const auto found = plan.places.find(key);
    return found == plan.places.end() ? FilePlace{plan.path, 1, 1, true}
                                      : FilePlace{plan.path, std::max(1, found->second.line),
                                                  std::max(1, found->second.column), true};
}

template <typename Rows>
std::optional<std::size_t> position_of(const Rows& rows, const std::string& id) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == id; });
    return found == rows.end() ? std::nullopt
                               : std::optional{static_cast<std::size_t>(found - rows.begin())};
}

std::optional<fs::path> below(const fs::path& path, const fs::path& folder) {
    const auto relative = path.lexically_relative(folder);
    const bool inside = !relative.empty() && *relative.begin() != "..";
    return inside ? std::optional{relative} : std::nullopt;
}

/// The nearest folder from `folder` up that git keeps: it has .git, a file in a linked worktree.
std::optional<fs::path> repository_of(fs::path folder) {
    std::error_code none;
    while (!fs::exists(folder / ".git", none)) {
        if (folder == folder.parent_path()) {
            return std::nullopt;
        }
        folder = folder.parent_path();
    }
    return folder;
}

/// PC-11 is of a lot, but what a reviewer sees is the assignment that names it once more.
std::optional<int> line_of_second_assignment(const model::Project& project,
                                             const Finding& finding) {
    if (finding.rule != "PC-11" || project.plan.assignments.empty()) {
        return std::nullopt;
    }
    int named = 0;
    for (const auto& assignment : project.assignments) {
        const bool names = std::find(assignment.lots.begin(), assignment.lots.end(),
                                     finding.subject.id) != assignment.lots.end();
        if (names && ++named == 2) {
            return static_cast<int>(assignment.line);
        }
    }
    return std::nullopt;
}

bool holds(const model::Layer& layer, const Subject& subject) {
    const auto is_it = [&](const model::Feature& feature) {
        return feature.fid == subject.fid && layer.id(feature) == subject.id;
    };
    const auto& all = layer.features;
    const auto at = static_cast<std::size_t>(subject.fid); // mostly where it stands
    return (at < all.size() && is_it(all[at])) || std::any_of(all.begin(), all.end(), is_it);
}

/// The layer of a subject. Several files may have its role: then the one it names, else the one
/// that holds its record, for a pair its first.
const model::Layer* layer_of(const model::Project& project, const Subject& subject) {
    const auto layers = project.layers_of(subject.layer);
    if (layers.size() < 2) {
        return layers.empty() ? nullptr : layers.front();
    }
    const auto named = std::find_if(layers.begin(), layers.end(), [&](const auto* const layer) {
        return layer->name == subject.file;
    });
    if (named != layers.end()) {
        return *named;
    }
    const auto first = subject.id.substr(0, subject.id.find_first_of("|+"));
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const auto* const layer) {
        return subject.fid >= 0 ? holds(*layer, subject)
                                : layer->name == subject.id ||
                                      std::any_of(layer->features.begin(), layer->features.end(),
                                                  [&](const model::Feature& feature) {
                                                      const auto id = layer->id(feature);
                                                      return id == subject.id || id == first;
                                                  });
    });
    return found == layers.end() ? layers.front() : *found;
}

} // namespace

FilePlace file_place(const model::Project& project, const Finding& finding) {
    const auto& plan = project.plan;
    const auto& subject = finding.subject;
    const int line = subject.fid > 0 ? static_cast<int>(subject.fid) : 1;
    if (subject.layer == "assignments" && !plan.assignments.empty()) {
        return {plan.assignments, line, 1, true};
    }
    if (const auto second = line_of_second_assignment(project, finding)) {
        return {plan.assignments, *second, 1, true};
    }
    if (subject.layer == "utilities" && !plan.utilities.empty()) {
        return {plan.utilities, line, 1, true};
    }
    if (subject.layer == "complex") {
        const auto at = position_of(plan.complexes, subject.id);
        return in_plan(plan, fmt::format("complex.{}.id", at.value_or(0)));
    }
    if (subject.layer == "facts") {
        const auto at = position_of(plan.facts, subject.id);
        return in_plan(plan, fmt::format("fact.{}.id", at.value_or(0)));
    }
    const auto* const layer = layer_of(project, subject);
    if (layer == nullptr || layer->provenance.path.empty()) {
        return in_plan(plan, {});
    }
    // Records are counted from 0, lines from 1, and the first one holds the names of the fields.
    const bool text = layer->provenance.path.ends_with(".csv");
    const auto record = static_cast<int>(std::max<std::int64_t>(subject.fid, -1));
    return {layer->provenance.path, text ? record + 2 : 1, 1, text};
}

std::string repository_path(const model::Project& project, const std::string& path) {
    const auto full = fs::absolute(path).lexically_normal();
    if (const auto top = repository_of(full.parent_path())) {
        return full.lexically_relative(*top).generic_string();
    }
    std::error_code none;
    const auto here = fs::current_path(none);
    if (const auto relative = below(full, here)) {
        return relative->generic_string();
    }
    const auto relative =
        below(full, fs::absolute(project.plan.path).lexically_normal().parent_path());
    return relative ? relative->generic_string() : full.filename().generic_string();
}

} // namespace sandan::report
