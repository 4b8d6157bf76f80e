#include "geom/contact_survey.hpp"

#include "geom/arrangement.hpp"
#include "geom/boxes.hpp"
#include "geom/contacts_among.hpp"
#include "geom/narrow_places.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace sandan::geom {

namespace {

/// The pairs of one shape under way; a road has more of them than can be looked through each time.
class PairsOfOne {
public:
    /// Adds to the pair (a, b), which is among the pairs from `first` on, if it is there.
    void add(std::vector<Pair>& pairs, std::size_t first, std::uint32_t a, std::uint32_t b,
             double length) {
        const bool same = m_last >= first && m_last < pairs.size() && pairs[m_last].a == a;
        if (!same) { // no more along the same neighbour
            m_last = find(pairs, first, a);
            if (m_last == pairs.size()) {
                pairs.push_back({a, b, 0});
            }
        }
        pairs[m_last].length += length;
    }

    void clear() { m_at.clear(); }

private:
    /// Where the pair with `a` is; else the end.
    std::size_t find(const std::vector<Pair>& pairs, std::size_t first, std::uint32_t a) {
        constexpr std::size_t few = 32;
        if (pairs.size() - first <= few) {
            auto at = first;
            while (at < pairs.size() && pairs[at].a != a) {
                ++at;
            }
            return at;
        }
        for (auto i = first + m_at.size(); i < pairs.size(); ++i) {
            m_at.emplace(pairs[i].a, i);
        }
        const auto known = m_at.find(a);
        return known == m_at.end() ? pairs.size() : known->second;
    }

    std::unordered_map<std::uint32_t, std::size_t> m_at; ///< By a.
    std::size_t m_last = 0;                              ///< The pair added to before.
};

double length(const Point& a, const Point& b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    return std::sqrt(dx * dx + dy * dy);
}

} // namespace

void ContactSurvey::see(const PolygonSet& set, std::size_t first, std::size_t last,
                        Part& part) const {
    thread_local BlockEdges edges;
    part.pairs.clear();
    part.open.clear();
    part.narrow.clear();
    part.boxes.assign(set.boxes().begin() + static_cast<std::ptrdiff_t>(first),
                      set.boxes().begin() + static_cast<std::ptrdiff_t>(last));
    PairsOfOne of_one;
    std::uint32_t shape = 0;
    std::size_t of_shape = 0;
    const auto met = [&](const Point& from, const Point& to, std::uint32_t of,
                         std::uint32_t other) {
        if (of != shape) {
            shape = of;
            of_shape = part.pairs.size();
            of_one.clear();
        }
        if (other != shape) {
            of_one.add(part.pairs, of_shape, other, shape, length(from, to));
        }
    };
    edges.match(set, first, last, met, part.open);
    for (auto i = first; i < last; ++i) {
        add_narrow_places(set, i, m_tolerance, part.narrow);
    }
}

void ContactSurvey::add(const Part& part) {
    const auto first = m_boxes.size();
    m_boxes.add(part.boxes);
    m_places.insert(m_places.end(), part.narrow.begin(), part.narrow.end());
    m_pairs.make_room(m_boxes.size());
    for (const auto& [a, b, length] : part.pairs) {
        m_pairs.add(
            {static_cast<std::uint32_t>(first + a), static_cast<std::uint32_t>(first + b), length});
    }
    PairsOfOne of_one;
    const auto met = [&](const EdgeByItself& edge, const EdgeByItself& other) {
        if (!m_met.empty() && m_met.back().b != edge.shape) {
            std::for_each(m_met.begin(), m_met.end(), [&](const Pair& pair) { m_pairs.add(pair); });
            m_met.clear();
            of_one.clear();
        }
        if (other.shape != edge.shape) {
            of_one.add(m_met, 0, other.shape, edge.shape, length(edge.a, edge.b));
        }
    };
    m_front.add(part.open, first, met);
    std::for_each(m_met.begin(), m_met.end(), [&](const Pair& pair) { m_pairs.add(pair); });
    m_met.clear();
}

void ContactSurvey::conclude_front() {
    const auto loose = m_front.open();
    m_front = {};
    add_narrow_gaps(loose, m_tolerance, m_places);
    const Arrangement land{loose, {}};
    for (const auto& face : land.faces()) {
        if (face.cover.shapes < 0 || face.cover.shapes > 1) {
            m_places.push_back(grown(face.box, m_tolerance));
        }
    }
}

std::vector<std::size_t> ContactSurvey::doubtful() {
    conclude_front();
    m_tree = HilbertTree{m_places};
    m_places = std::vector<Box>{};
    return m_boxes.near(m_tree, m_tolerance);
}

void ContactSurvey::measure(const PolygonSet& shapes, std::span<const std::size_t> numbers,
                            unsigned threads) {
    std::vector<char> chosen(shapes.size());
    m_doubtful.assign(m_boxes.size(), false);
    for (std::size_t k = 0; k < shapes.size(); ++k) {
        const bool is_chosen = is_doubtful(shapes.box(k));
        chosen[k] = is_chosen ? 1 : 0;
        m_doubtful[numbers[k]] = is_chosen;
    }
    m_tree = {};
    m_measured = contacts_among(shapes, chosen, m_tolerance, threads, m_boxes.size());
    std::erase_if(m_measured, [&](const Contact& c) { return c.length <= m_min_length; });
    for (auto& contact : m_measured) {
        contact.a = numbers[contact.a];
        contact.b = numbers[contact.b];
    }
}

std::vector<Contact> ContactSurvey::contacts(std::size_t group) const {
    constexpr auto together = PairStore::together;
    const auto first = group * together;
    const auto matters = [&](const Pair& pair) {
        return !(m_doubtful[pair.a] && m_doubtful[pair.b]) && pair.length > m_min_length;
    };
    const auto pairs = m_pairs.pairs(group);
    std::array<std::size_t, together + 1> at{};
    for (const auto& pair : pairs) {
        at[pair.a - first + 1] += matters(pair) ? 1U : 0U;
    }
    std::partial_sum(at.begin(), at.end(), at.begin());
    std::vector<Contact> matched(at.back());
    for (const auto& pair : pairs) {
        if (matters(pair)) {
            matched[at[pair.a - first]++] = {pair.a, pair.b, pair.length};
        }
    }
    const auto before = [](const Contact& contact, std::size_t a) {
        return contact.a < a;
    };
    const auto from = std::lower_bound(m_measured.begin(), m_measured.end(), first, before);
    const auto to = std::lower_bound(from, m_measured.end(), first + together, before);
    if (from == to) {
        return matched;
    }
    std::vector<Contact> all;
    all.reserve(matched.size() + static_cast<std::size_t>(to - from));
    std::merge(
        matched.begin(), matched.end(), from, to, std::back_inserter(all),
        [](const Contact& x, const Contact& y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
    return all;
}

} // namespace sandan::geom
