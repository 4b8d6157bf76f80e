#include "cli/nearest_search.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sandan::cli {

namespace {

constexpr double farthest_m = 1e9; ///< Coordinates are below 1e8.

std::vector<geom::Neighbour> within(const geom::NearestShapes& others, const Shapes& from,
                                    std::size_t i, double distance) {
    return others.within(*from[i], distance);
}

std::vector<geom::Neighbour> within(const geom::NearestShapes& others, const geom::PolygonSet& from,
                                    std::size_t i, double distance) {
    return others.within(from, i, distance);
}

/// `from`: shapes of whatever kind, or a set of polygons.
template <typename From>
FoundNear find(const geom::NearestShapes& others, const From& from,
               std::optional<double> within_m) {
    FoundNear found;
    if (!within_m) {
        const auto nearest = others.nearest_of_each(from);
        for (std::size_t i = 0; i < nearest.size(); ++i) {
            if (nearest[i]) {
                found.pairs.push_back({i, *nearest[i]});
            }
        }
        found.alone = nearest.size() - found.pairs.size();
        return found;
    }
    constexpr std::size_t most = 10'000; // of each shape, on an average
    const auto limit = most * std::max<std::size_t>(100, from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        const auto all = within(others, from, i, std::min(*within_m, farthest_m));
        if (found.pairs.size() + all.size() > limit) {
            throw Error{
                ErrorKind::budget,
                Text{
                    fmt::format(
                        "도형 {}개의 {} m 안에 모두 {}개가 넘는 도형이 있습니다; --within의 "
                        "거리를 줄이십시오",
                        from.size(), *within_m, limit),
                    fmt::format("more than {} shapes lie within {} m of {} shapes that follow each "
                                "other; give --within a shorter distance",
                                limit, *within_m, from.size())}};
        }
        for (const auto& neighbour : all) {
            found.pairs.push_back({i, neighbour});
        }
        found.alone += all.empty() ? 1U : 0U;
    }
    return found;
}

} // namespace

FoundNear find_near(const geom::NearestShapes& others, const Shapes& from,
                    std::optional<double> within_m) {
    return find(others, from, within_m);
}

FoundNear find_near(const geom::NearestShapes& others, const geom::PolygonSet& from,
                    std::optional<double> within_m) {
    return find(others, from, within_m);
}

std::size_t cross_check(const geom::SecondDistances& second, const FoundNear& found,
                        std::size_t count, std::optional<double> within_m,
                        overlay::CrossCheck check,
                        const std::function<NamedShape(std::size_t)>& record) {
    std::size_t checked = 0;
    auto next = found.pairs.begin();
    std::vector<geom::Neighbour> near;
    for (std::size_t i = 0; i < count; ++i) {
        near.clear();
        for (; next != found.pairs.end() && next->from == i; ++next) {
            near.push_back(next->to);
        }
        if (!overlay::is_checked(check, i)) {
            continue;
        }
        const auto [shape, name] = record(i);
        if (within_m) {
            second.cross_check(shape, std::min(*within_m, farthest_m), near, name);
        } else {
            second.cross_check(shape, near.empty() ? std::nullopt : std::optional{near.front()},
                               name);
        }
        ++checked;
    }
    return checked;
}

} // namespace sandan::cli
