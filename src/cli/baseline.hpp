#pragma once

#include <sandan/core/finding.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace sandan::cli {

/// How often a fingerprint was found when the baseline was written, by what it was then.
struct Known {
    std::size_t fail = 0;
    std::size_t warn = 0;
    std::size_t either = 0; ///< Of a baseline that does not tell.
};

using Baseline = std::map<std::string, Known>;

/// \throws Error{usage} for a missing file, Error{input} for one that is no baseline.
[[nodiscard]] Baseline read_baseline(const std::string& path);

/// The breaches among the findings as a baseline, sorted by fingerprint; rule and subject are there
/// for the reviewer.
[[nodiscard]] std::string baseline_text(const std::vector<Finding>& findings);

/// Takes the findings a baseline knows out of the list, each as often as it was found then. What
/// was a warning and is a failure now is new.
struct Compared {
    std::vector<Finding> known;
    std::size_t stale = 0; ///< In the baseline, but no longer found.
};

[[nodiscard]] Compared drop_known(Baseline baseline, std::vector<Finding>& findings);

} // namespace sandan::cli
