#pragma once

#include <sandan/model/layer.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace sandan::test {

/// The findings of a code.
[[nodiscard]] inline std::vector<model::ReadFinding> findings_of(const model::Layer& layer,
                                                                 const std::string& code) {
    std::vector<model::ReadFinding> all;
    for (const auto& finding : layer.provenance.findings) {
        if (finding.code == code) {
            all.push_back(finding);
        }
    }
    return all;
}

/// True if a finding of the code says `words` (English).
[[nodiscard]] inline bool tells(const model::Layer& layer, const std::string& code,
                                const std::string& words = {}) {
    const auto all = findings_of(layer, code);
    return std::any_of(all.begin(), all.end(), [&](const model::ReadFinding& finding) {
        return (finding.expected.en + " " + finding.done.en).find(words) != std::string::npos;
    });
}

} // namespace sandan::test
