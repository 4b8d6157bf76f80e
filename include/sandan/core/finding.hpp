#pragma once

#include <sandan/core/text.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan {

/// What a rule says of one subject. Never collapses to yes/no: missing data is `unknown`.
enum class Result { pass, fail, warn, unknown, not_applicable, waived };

enum class Severity { error, warning, information };

/// PASS, FAIL, WARN, UNKNOWN, NOT_APPLICABLE, WAIVED.
[[nodiscard]] std::string_view to_string(Result result) noexcept;
/// error, warning, information.
[[nodiscard]] std::string_view to_string(Severity severity) noexcept;

/// What a finding is about. A pair's id is `a|b` (smaller first), firm × site is `firm@site`,
/// a complex its id.
struct Subject {
    std::string layer; ///< The layer's role: "lots", "parcels", "complex", "assignments", …
    std::string id;
    std::int64_t fid = -1; ///< Record number in the source; -1 when the subject is no record.
    /// The plan's name of the layer a record is of: several may have the role. Empty: not told.
    std::string file{};

    friend bool operator==(const Subject&, const Subject&) = default;
};

/// Where to look, in the plan's CRS (m).
struct Location {
    double x{};
    double y{};
    std::array<double, 4> bbox{}; ///< min x, min y, max x, max y

    friend bool operator==(const Location&, const Location&) = default;
};

/// One statement of one rule about one subject, with everything that decided it.
struct Finding {
    std::string rule;
    Result result = Result::unknown;
    Severity severity = Severity::error;
    Subject subject;
    std::optional<double> measured;
    std::optional<double> threshold;
    std::string unit; ///< Of `measured` and `threshold`: "m²", "m", "%", …
    Text message;
    std::vector<std::string> missing; ///< For unknown: the layers, fields or values not given.
    std::string source;               ///< Law, notice or convention behind the rule.
    std::string parameter_date;       ///< valid_from of the deciding parameter; empty without one.
    std::optional<Location> location;
    std::string fingerprint; ///< Stable over reordering: hash of rule, subject layer and id.
};

/// Counts by result, as `check` sums up.
struct Summary {
    std::size_t pass = 0;
    std::size_t fail = 0;
    std::size_t warn = 0;
    std::size_t unknown = 0;
    std::size_t not_applicable = 0;
    std::size_t waived = 0;

    void add(Result result) noexcept;
};

/// 16 hexadecimal digits (FNV-1a 64) over rule, layer and id.
[[nodiscard]] std::string fingerprint(std::string_view rule, const Subject& subject);

} // namespace sandan
