#pragma once

#include <sandan/core/text.hpp>
#include <sandan/model/project.hpp>

#include <string>
#include <vector>

namespace sandan::report {

/// A rule pack as a report names it.
struct PackNote {
    std::string id;
    std::string version;
    std::string sha256;
    bool own = false;              ///< It lies beside the plan, not among those that ship.
    bool replaces_shipped = false; ///< Its values stand in for those of a shipped pack of its id.
    /// Rules of which it puts values in the place of a more general pack's, one entry a value.
    std::vector<std::string> overridden;
};

[[nodiscard]] std::vector<PackNote> pack_notes(const model::Project& project);

/// `kr 2026.11 sha256:1a2b…; city 3 sha256:5e6f…`: for machines, the hashes in full.
[[nodiscard]] std::string pack_versions(const model::Project& project);

/// `kr 2026.11 (1a2b3c4d), city 3 (5e6f7a8b, the plan's own), overrides 2 values (LB-06, ZO-02)`
[[nodiscard]] std::string packs_line(const model::Project& project, Language language);

} // namespace sandan::report
