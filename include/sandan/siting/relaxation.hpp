#pragma once

#include <sandan/siting/feasibility.hpp>

#include <cstddef>
#include <string>
#include <unordered_map>

namespace sandan::siting {

/// The smallest change of wish, lot or time that would let a firm have a site. Never the lifting
/// of a prohibition: a cell with a hard breach of law has none.
class Relaxations {
public:
    /// Keeps references; both must outlive this object.
    Relaxations(const rules::Context& context, const Matrix& matrix);

    /// Empty for a cell that is not infeasible, or that no such change would help.
    [[nodiscard]] Text cheapest(const FirmSite& cell) const;

private:
    [[nodiscard]] Text remedy(const FirmSite& cell, const Reason& reason) const;
    [[nodiscard]] Text for_wish(const FirmSite& cell, const rules::Evidence& evidence) const;
    [[nodiscard]] Text merge(const FirmSite& cell) const;

    const rules::Context& m_context;
    const Matrix& m_matrix;
    std::unordered_map<std::string, std::size_t> m_site_of_id;
    std::vector<std::vector<std::size_t>> m_neighbours; ///< By lot.
};

} // namespace sandan::siting
