#include "geom/enclosed.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace sandan::geom {

namespace {

using Numbers = std::vector<std::size_t>;

constexpr auto none = static_cast<std::size_t>(-1);

/// Pieces of land, covered or not, with those they have a border with. Two of a kind have none.
class Pieces {
public:
    explicit Pieces(const Arrangement& land)
        : m_land{land}, m_piece(land.faces().size() + 1), m_around(m_piece.size()) {
        std::iota(m_piece.begin(), m_piece.end(), std::size_t{0});
        land.for_each_edge([&](std::size_t left, std::size_t right) {
            if (covered(left) == covered(right)) {
                const auto a = piece_of(left);
                const auto b = piece_of(right);
                m_piece[std::max(a, b)] = std::min(a, b);
            }
        });
        land.for_each_edge([&](std::size_t left, std::size_t right) {
            const auto a = piece_of(left);
            const auto b = piece_of(right);
            if (a != b) {
                m_around[a].push_back(b);
                m_around[b].push_back(a);
            }
        });
        for (auto& others : m_around) {
            std::sort(others.begin(), others.end());
            others.erase(std::unique(others.begin(), others.end()), others.end());
        }
    }

    [[nodiscard]] bool covered(std::size_t face) const {
        return face < m_land.faces().size() && m_land.faces()[face].cover.shapes > 0;
    }

    /// A face stands for the piece.
    [[nodiscard]] std::size_t piece_of(std::size_t face) {
        while (m_piece[face] != face) {
            m_piece[face] = m_piece[m_piece[face]];
            face = m_piece[face];
        }
        return face;
    }

    [[nodiscard]] const Numbers& around(std::size_t piece) const { return m_around[piece]; }

private:
    const Arrangement& m_land;
    Numbers m_piece;
    std::vector<Numbers> m_around;
};

/// Depth first from the land around: a piece of covered land cuts off what was found through it,
/// unless some way leads from there past it (Hopcroft and Tarjan 1973).
class Search {
public:
    Search(const Pieces& pieces, std::size_t count, std::size_t root)
        : m_pieces{pieces}, m_found(count, none), m_low(count, none), m_parent(count, none) {
        std::vector<std::pair<std::size_t, std::size_t>> way; // piece, next of those around it
        const auto enter = [&](std::size_t piece) {
            m_found[piece] = m_low[piece] = m_order.size();
            m_order.push_back(piece);
            way.emplace_back(piece, 0);
        };
        enter(root);
        while (!way.empty()) {
            auto& [here, next] = way.back();
            const auto& around = m_pieces.around(here);
            if (next == around.size()) {
                const auto done = here;
                way.pop_back();
                if (!way.empty()) {
                    auto& low = m_low[way.back().first];
                    low = std::min(low, m_low[done]);
                }
                continue;
            }
            const auto there = around[next++];
            if (m_found[there] == none) {
                m_parent[there] = here;
                enter(there);
            } else {
                m_low[here] = std::min(m_low[here], m_found[there]);
            }
        }
    }

    /// By piece: the one found first of those that the same piece of covered land cuts off with it;
    /// `none` where nothing is cut off.
    [[nodiscard]] Numbers holes() const {
        Numbers hole(m_found.size(), none);
        for (const auto piece : m_order) {
            const auto parent = m_parent[piece];
            if (parent != none) {
                const bool cut_off = m_pieces.covered(parent) && m_low[piece] >= m_found[parent];
                hole[piece] = cut_off ? piece : hole[parent];
            }
        }
        return hole;
    }

private:
    const Pieces& m_pieces;
    Numbers m_found; ///< When each piece was found.
    Numbers m_low;   ///< The earliest piece reached from it or from what was found through it.
    Numbers m_parent;
    Numbers m_order;
};

} // namespace

std::vector<Numbers> holes_of(const Arrangement& land) {
    Pieces pieces{land};
    const auto count = land.faces().size();
    const auto hole = Search{pieces, count + 1, pieces.piece_of(count)}.holes();
    std::map<std::size_t, Numbers> faces;
    for (std::size_t face = 0; face < count; ++face) {
        const auto key = hole[pieces.piece_of(face)];
        if (!pieces.covered(face) && key != none) {
            faces[key].push_back(face);
        }
    }
    std::vector<Numbers> holes;
    holes.reserve(faces.size());
    for (auto& [key, list] : faces) {
        holes.push_back(std::move(list));
    }
    return holes;
}

} // namespace sandan::geom
