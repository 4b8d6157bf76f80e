#pragma once
// Which findings a map shows, by which number, and where.

#include <sandan/core/finding.hpp>
#include <sandan/geom/types.hpp>
#include <sandan/model/project.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandan::report {

/// FAIL before WARN, then by rule and subject: number i + 1 on every map.
[[nodiscard]] std::vector<const Finding*> numbered(const std::vector<Finding>& findings);

/// Role of the layer that holds the subject's features: lots for firms on sites.
[[nodiscard]] std::string layer_of(const Subject& subject);

/// Ids of the subject's features: both of a pair, all lots of a site, without its firm.
[[nodiscard]] std::vector<std::string> ids_of(const Subject& subject);

/// The features of a plan by layer role and id; refers to the project.
class Places {
public:
    explicit Places(const model::Project& project);

    /// Where a finding's subject is: its feature, each of a pair's, or the stated point.
    [[nodiscard]] std::optional<geom::Shape> of(const Finding& finding) const;

    /// What a map draws of it: of a pair only the common part or the point where the rule saw it.
    /// Nothing for what is said of the plan or of a complex as a whole: it has no place.
    [[nodiscard]] std::optional<geom::Shape> marked(const Finding& finding) const;

private:
    [[nodiscard]] std::vector<const geom::Shape*> parts_of(const Subject& subject) const;
    [[nodiscard]] bool whole(const Location& location) const;

    std::vector<geom::Box> m_wholes; ///< Of the plan and of its complexes.
    std::map<std::pair<std::string, std::string>, const geom::Shape*> m_shapes;
};

} // namespace sandan::report
