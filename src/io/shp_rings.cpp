#include "io/shp_rings.hpp"

#include <sandan/geom/box_index.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace sandan::io {

namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

struct RingFacts {
    geom::Box box;
    double signed_area = 0; ///< Positive when clockwise.
    std::size_t depth = 0;
    std::size_t parent = nobody; ///< The smallest ring around it.
};

double clockwise_area(const geom::Ring& ring) {
    double sum = 0;
    const auto& o = ring.front(); // near the ring, so that large coordinates cost no digits
    for (std::size_t i = 1; i < ring.size(); ++i) {
        sum +=
            (ring[i - 1].x - o.x) * (ring[i].y - o.y) - (ring[i].x - o.x) * (ring[i - 1].y - o.y);
    }
    return -sum / 2;
}

bool contains(const geom::Box& outer, const geom::Box& inner) {
    return outer.min.x <= inner.min.x && outer.min.y <= inner.min.y && outer.max.x >= inner.max.x &&
           outer.max.y >= inner.max.y;
}

/// Whether `p` is inside the ring; nothing when it lies on it.
std::optional<bool> inside(const geom::Point& p, const geom::Ring& ring) {
    bool in = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const auto& a = ring[i - 1];
        const auto& b = ring[i];
        const double side = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
        const bool between = p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) &&
                             p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y);
        if (side == 0 && between) {
            return std::nullopt;
        }
        if ((a.y > p.y) != (b.y > p.y) && (side > 0) == (b.y > a.y)) {
            in = !in;
        }
    }
    return in;
}

/// Whether `inner` lies in `outer`, by its first vertex that is not on it; a ring all of whose
/// vertices are on the other is judged by the middle of its edges.
bool lies_in(const geom::Ring& inner, const geom::Ring& outer) {
    for (const auto& p : inner) {
        if (const auto in = inside(p, outer); in) {
            return *in;
        }
    }
    for (std::size_t i = 1; i < inner.size(); ++i) {
        const geom::Point middle{(inner[i - 1].x + inner[i].x) / 2,
                                 (inner[i - 1].y + inner[i].y) / 2};
        if (const auto in = inside(middle, outer); in) {
            return *in;
        }
    }
    return false;
}

std::vector<RingFacts> measure(const std::vector<geom::Ring>& rings) {
    std::vector<RingFacts> facts(rings.size());
    double sum = 0;
    for (std::size_t i = 0; i < rings.size(); ++i) {
        for (const auto& p : rings[i]) {
            facts[i].box.extend(p);
        }
        facts[i].signed_area = clockwise_area(rings[i]);
        sum += facts[i].signed_area;
    }
    if (sum < 0) { // wrong way round as a whole
        for (auto& fact : facts) {
            fact.signed_area = -fact.signed_area;
        }
    }
    return facts;
}

/// Which rings lie in which. Nothing is known when more than `most` corners would be looked at.
class Nesting {
public:
    Nesting(const std::vector<geom::Ring>& rings, std::vector<RingFacts>& facts, std::size_t most)
        : m_rings{rings}, m_facts{facts}, m_left{most} {}

    [[nodiscard]] bool find() {
        constexpr std::size_t few = 64; // no index is worth its making
        const auto count = m_rings.size();
        bool known = true;
        if (count <= few) {
            for (std::size_t i = 0; i < count && known; ++i) {
                for (std::size_t k = 0; k < count && known; ++k) {
                    known = compare(i, k);
                }
            }
        } else {
            known = find_by_index();
        }
        if (!known) {
            for (auto& fact : m_facts) {
                fact.depth = 0;
                fact.parent = nobody;
            }
        }
        return known;
    }

private:
    [[nodiscard]] bool find_by_index() {
        std::vector<geom::Box> boxes(m_facts.size());
        std::transform(m_facts.begin(), m_facts.end(), boxes.begin(),
                       [](const RingFacts& fact) { return fact.box; });
        const geom::BoxIndex index{boxes};
        for (std::size_t i = 0; i < m_rings.size(); ++i) {
            for (const auto k : index.query({m_rings[i].front(), m_rings[i].front()})) {
                if (!compare(i, k)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// False when no more corners may be looked at.
    [[nodiscard]] bool compare(std::size_t i, std::size_t k) {
        auto& fact = m_facts[i];
        const auto& other = m_facts[k];
        const bool larger = std::abs(other.signed_area) > std::abs(fact.signed_area);
        if (k == i || !larger || !contains(other.box, fact.box)) {
            return true;
        }
        if (m_left < m_rings[k].size()) {
            return false;
        }
        m_left -= m_rings[k].size();
        if (lies_in(m_rings[i], m_rings[k])) {
            ++fact.depth;
            const bool nearer =
                fact.parent == nobody ||
                std::abs(other.signed_area) < std::abs(m_facts[fact.parent].signed_area);
            fact.parent = nearer ? k : fact.parent;
        }
        return true;
    }

    const std::vector<geom::Ring>& m_rings;
    std::vector<RingFacts>& m_facts;
    std::size_t m_left; ///< Corners.
};

bool is_hole(const RingFacts& fact, bool by_nesting) {
    return by_nesting ? fact.depth % 2 == 1 : fact.signed_area < 0 && fact.parent != nobody;
}

double area_of(const std::vector<RingFacts>& facts, bool by_nesting) {
    double sum = 0;
    for (const auto& fact : facts) {
        const double area = std::abs(fact.signed_area);
        sum += is_hole(fact, by_nesting) ? -area : area;
    }
    return sum;
}

geom::MultiPolygon assemble(std::vector<geom::Ring>& rings, const std::vector<RingFacts>& facts,
                            bool by_nesting) {
    geom::MultiPolygon polygons;
    std::vector<std::size_t> place(rings.size(), nobody);
    for (std::size_t i = 0; i < rings.size(); ++i) {
        if (!is_hole(facts[i], by_nesting)) {
            place[i] = polygons.size();
            polygons.push_back({.outer = std::move(rings[i]), .holes = {}});
        }
    }
    for (std::size_t i = 0; i < rings.size(); ++i) {
        if (place[i] != nobody) {
            continue;
        }
        auto shell = facts[i].parent; // a hole in a hole belongs to the shell around both
        while (place[shell] == nobody && facts[shell].parent != nobody) {
            shell = facts[shell].parent;
        }
        if (place[shell] != nobody) {
            polygons[place[shell]].holes.push_back(std::move(rings[i]));
        } else {
            polygons.push_back({.outer = std::move(rings[i]), .holes = {}});
        }
    }
    return polygons;
}

} // namespace

RingReading read_rings(std::vector<geom::Ring> rings, std::size_t most_corners) {
    RingReading reading;
    auto facts = measure(rings);
    if (rings.size() == 1) {
        reading.by_orientation = reading.by_nesting = std::abs(facts.front().signed_area);
        reading.polygons = {{.outer = std::move(rings.front()), .holes = {}}};
        return reading;
    }
    reading.unchecked = !Nesting{rings, facts, most_corners}.find();
    reading.by_orientation = area_of(facts, false);
    reading.by_nesting = area_of(facts, true);
    const double scale = std::max(reading.by_orientation, reading.by_nesting);
    reading.ambiguous = std::abs(reading.by_orientation - reading.by_nesting) > 1e-9 * scale;
    reading.polygons = assemble(rings, facts, !reading.ambiguous && !reading.unchecked);
    return reading;
}

} // namespace sandan::io
