#pragma once

#include <sandan/core/text.hpp>
#include <sandan/model/project.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sandan::report {

/// A rule pack as a report names it.
struct PackNote {
    std::string id;
    std::string version;
    std::string sha256;
    bool own = false;          ///< It lies beside the plan, not among those that ship.
    std::size_t overrides = 0; ///< Values it puts in the place of a more general pack's.
};

[[nodiscard]] std::vector<PackNote> pack_notes(const model::Project& project);

/// `kr 2026.11 (1a2b3c4d), city 3 (5e6f7a8b, the plan's own), overrides 2 values`
[[nodiscard]] std::string packs_line(const model::Project& project, Language language);

} // namespace sandan::report
