#pragma once
// What the workbench tells its page, and what the page may say (schema sandan.workbench/1,
// gis_data/schema/workbench.json).

#include <sandan/workbench/session.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::workbench {

/// What is not the session's own: the work in progress and where it is saved.
struct Around {
    bool busy = false;     ///< The optimiser is at work; words are refused meanwhile.
    std::string save_path; ///< Where assignments go.
    Text note{};           ///< What came of the last long work; may be empty.
};

/// The session as JSON: of the firms only `firms` (all of them on a first look), everything else
/// whole.
[[nodiscard]] std::string state_json(const Session& session, const Around& around,
                                     std::span<const std::size_t> firms);

/// {"error": {"ko", "en"}}
[[nodiscard]] std::string error_json(const Text& text);

/// What the page asks for: exactly the keys of one kind of word.
struct Word {
    std::string firm;
    std::vector<std::string> lots;
    bool locked = false;
};

/// {"firm": id, "lots": [id …]}. \throws Refusal for anything else.
[[nodiscard]] Word read_assign(std::string_view json);
/// {"firm": id, "locked": true or false}. \throws Refusal for anything else.
[[nodiscard]] Word read_lock(std::string_view json);
/// {}. \throws Refusal for anything else.
void read_nothing(std::string_view json);

} // namespace sandan::workbench
