#include <sandan/geom/box_index.hpp>

#include "geom/hilbert_tree.hpp"

#include <algorithm>

namespace sandan::geom {

struct BoxIndex::Tree {
    HilbertTree boxes;
};

BoxIndex::BoxIndex(std::span<const Box> boxes)
    : m_tree{std::make_unique<Tree>(Tree{HilbertTree{boxes}})} {}

BoxIndex::~BoxIndex() = default;
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;

std::vector<std::size_t> BoxIndex::query(const Box& box) const {
    std::vector<std::size_t> found;
    m_tree->boxes.query(box, [&](std::size_t position) { found.push_back(position); });
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace sandan::geom
