#include <sandan/io/plan_copy.hpp>

#include "io/local_file.hpp"
#include "io/snapshot.hpp"
#include "io/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;
using Entries = std::vector<TomlEntry>;

fs::path home_of(const model::Plan& plan) {
    return fs::weakly_canonical(fs::absolute(plan.path).parent_path());
}

Entries* table_in(Entries& entries, std::string_view key) {
    for (auto& entry : entries) {
        if (entry.key == key) {
            return std::get_if<Entries>(&entry.node.value);
        }
    }
    return nullptr;
}

void put(Entries& entries, const std::string& key, const std::string& text) {
    if (!text.empty()) {
        entries.push_back({key, {}, {text, {}}});
    }
}

class Copier {
public:
    Copier(const model::Project& project, const PlanCopy& copy)
        : m_project{project},
          m_copy{copy},
          m_from{home_of(project.plan)},
          m_to{fs::weakly_canonical(fs::absolute(copy.folder))} {}

    std::string text() {
        auto document = read_toml(m_project.plan.path, ErrorKind::usage);
        if (document.file.sha256 != m_project.plan.sha256) {
            refuse_changed(m_project.plan.path);
        }
        auto& root = std::get<Entries>(document.root.value);
        rename(root);
        for (const auto* const key : {"firms", "links", "utilities", "assignments", "waivers"}) {
            if (auto* const table = table_in(root, key)) {
                move_path(*table);
            }
        }
        if (auto* const layers = table_in(root, "layers")) {
            exchange(*layers);
        }
        for (const auto& key : m_copy.dropped) {
            drop(root, key);
        }
        return to_toml(document.root);
    }

    [[nodiscard]] std::vector<OutputFile> packs() const {
        std::vector<OutputFile> files;
        for (const auto& file : m_project.own_files()) {
            const auto place = fs::weakly_canonical(file.path).lexically_relative(m_from);
            if (place.empty() || *place.begin() != "rules") {
                continue;
            }
            std::vector<model::InputFile> read;
            auto bytes = read_bytes(file.path, read);
            if (read.front().sha256 != file.sha256) {
                refuse_changed(file.path);
            }
            files.push_back({(fs::path{m_copy.folder} / place).string(), std::move(bytes)});
        }
        return files;
    }

private:
    void rename(Entries& root) const {
        for (auto& entry : *table_in(root, "plan")) {
            if (entry.key == "name") {
                entry.node.value = m_copy.name;
            }
        }
    }

    void move_path(Entries& table) const {
        for (auto& entry : table) {
            const auto* const path = std::get_if<std::string>(&entry.node.value);
            if (entry.key != "path" || path == nullptr || path->starts_with("pg:")) {
                continue;
            }
            const auto place = fs::weakly_canonical(m_from / *path);
            const auto relative = place.lexically_relative(m_to);
            entry.node.value = (relative.empty() ? place : relative).generic_string();
        }
    }

    /// Layers of other roles stay; new ones take the place of the rest.
    void exchange(Entries& layers) const {
        std::set<std::string> roles;
        for (const auto& layer : m_copy.layers) {
            roles.insert(layer.role);
        }
        std::erase_if(layers, [&](const TomlEntry& entry) {
            const auto& refs = m_project.plan.layers;
            return std::any_of(refs.begin(), refs.end(), [&](const model::LayerRef& ref) {
                return ref.name == entry.key && roles.contains(ref.role);
            });
        });
        for (auto& entry : layers) {
            move_path(std::get<Entries>(entry.node.value));
        }
        for (const auto& layer : m_copy.layers) {
            Entries table;
            put(table, "path", layer.path);
            put(table, "layer", layer.layer);
            if (const auto vintage = parse_date(layer.vintage)) {
                table.push_back({"vintage", {}, {*vintage, {}}});
            }
            put(table, "source", layer.source);
            layers.push_back({layer.role, {}, {std::move(table), {}}});
        }
    }

    static void drop(Entries& root, const std::string& key) {
        const auto dot = key.find('.');
        if (auto* const table = table_in(root, key.substr(0, dot))) {
            std::erase_if(*table,
                          [&](const TomlEntry& entry) { return entry.key == key.substr(dot + 1); });
        }
    }

    const model::Project& m_project;
    const PlanCopy& m_copy;
    fs::path m_from;
    fs::path m_to;
};

} // namespace

std::vector<OutputFile> copy_plan(const model::Project& project, const PlanCopy& copy) {
    Copier copier{project, copy};
    auto files = copier.packs();
    files.push_back({(fs::path{copy.folder} / "plan.toml").string(), copier.text()});
    return files;
}

} // namespace sandan::io
