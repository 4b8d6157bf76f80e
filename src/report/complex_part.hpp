#pragma once
// What of a plan belongs to one complex: what the sheets of that complex count and list.

#include "report/finding_places.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace sandan::report {

/// True if the feature's field `complex` names the complex; of an empty id, true for all.
[[nodiscard]] bool belongs(const model::Layer& layer, const model::Feature& feature,
                           const std::string& complex);

/// Tells the findings about one complex from the others. Keeps references; the arguments must
/// outlive this object.
class ComplexFindings {
public:
    /// With an empty id it holds all findings.
    ComplexFindings(const model::Project& project, const Places& places,
                    const std::string& complex);

    /// By the complex that is the subject, else by the field `complex` of the subject's features,
    /// else by where the rule saw it. What is said of the plan as a whole belongs to no complex.
    [[nodiscard]] bool hold(const Finding& finding) const;

    /// True for what is said of the plan as a whole: it names no complex and has no place.
    [[nodiscard]] bool of_the_plan(const Finding& finding) const;

private:
    /// By the words of the finding; nothing if only its place can tell.
    [[nodiscard]] std::optional<bool> by_words(const Finding& finding) const;
    [[nodiscard]] bool meets(const geom::Shape& shape) const;

    const Places& m_places;
    const std::string& m_complex;
    std::map<std::pair<std::string, std::string>, std::string> m_complexes; ///< By role and id.
    geom::MultiPolygon m_land;
};

} // namespace sandan::report
