#include <sandan/geom/box_index.hpp>

#include "geom/boost_box.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sandan::geom {

namespace bgi = boost::geometry::index;

namespace {

using Entry = std::pair<Box, std::size_t>;

std::vector<Entry> real_boxes(std::span<const Box> boxes) {
    std::vector<Entry> entries;
    entries.reserve(boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (!boxes[i].empty()) {
            entries.emplace_back(boxes[i], i);
        }
    }
    return entries;
}

} // namespace

struct BoxIndex::Tree {
    explicit Tree(std::span<const Box> boxes) : entries{real_boxes(boxes)} {}

    bgi::rtree<Entry, bgi::rstar<16>> entries;
};

BoxIndex::BoxIndex(std::span<const Box> boxes) : m_tree{std::make_unique<Tree>(boxes)} {}

BoxIndex::~BoxIndex() = default;
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;

std::vector<std::size_t> BoxIndex::query(const Box& box) const {
    std::vector<std::size_t> found;
    if (box.empty()) {
        return found;
    }
    for (auto hit = m_tree->entries.qbegin(bgi::intersects(box)); hit != m_tree->entries.qend();
         ++hit) {
        found.push_back(hit->second);
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace sandan::geom
