#include "report/lot_changes.hpp"

#include <sandan/core/parallel.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace sandan::report {

namespace {

using model::Layer;

/// A lot of one side with what it needs to be matched.
struct Lot {
    std::string id;
    std::string use;
    const geom::MultiPolygon* shape = nullptr;
    double area_m2 = 0;
};

/// Land that an old and a new lot share.
struct Shared {
    std::size_t before = 0;
    std::size_t now = 0;
    double area_m2 = 0;
};

std::vector<Lot> lots_of(const Layer* layer) {
    std::vector<Lot> lots;
    if (layer != nullptr) {
        for (const auto& feature : layer->features) {
            lots.push_back({layer->id(feature), layer->text(feature, "use").value_or(""),
                            &feature.shape.polygons, geom::area(feature.shape.polygons)});
        }
    }
    return lots;
}

geom::BoxIndex index_of(const std::vector<Lot>& lots) {
    std::vector<geom::Box> boxes;
    boxes.reserve(lots.size());
    for (const auto& lot : lots) {
        boxes.push_back(geom::envelope(*lot.shape));
    }
    return geom::BoxIndex{boxes};
}

std::vector<geom::MultiPolygon> shapes_at(const std::vector<Lot>& lots,
                                          const std::vector<std::size_t>& at) {
    std::vector<geom::MultiPolygon> shapes;
    shapes.reserve(at.size());
    for (const auto i : at) {
        shapes.push_back(*lots[i].shape);
    }
    return shapes;
}

/// Area of each lot that no lot of the other side covers.
std::vector<double> alone(const std::vector<Lot>& lots, const std::vector<Lot>& others,
                          unsigned threads) {
    const auto index = index_of(others);
    std::vector<double> areas(lots.size());
    parallel_for(lots.size(), threads, [&](std::size_t i) {
        const auto near = index.query(geom::envelope(*lots[i].shape));
        areas[i] = near.empty() ? lots[i].area_m2
                                : geom::area(geom::difference(
                                      *lots[i].shape, geom::dissolve(shapes_at(others, near))));
    });
    return areas;
}

std::vector<Shared> shared_land(const std::vector<Lot>& before, const std::vector<Lot>& now,
                                unsigned threads) {
    const auto index = index_of(now);
    std::vector<std::vector<Shared>> by_lot(before.size());
    parallel_for(before.size(), threads, [&](std::size_t i) {
        for (const auto j : index.query(geom::envelope(*before[i].shape))) {
            const double area = geom::common_area(*before[i].shape, *now[j].shape);
            if (area > 0) {
                by_lot[i].push_back({i, j, area});
            }
        }
    });
    std::vector<Shared> all;
    for (auto& list : by_lot) {
        all.insert(all.end(), list.begin(), list.end());
    }
    return all;
}

/// One side's lots without what an earlier lot of that side has, too, so that land under two lots
/// is counted once. Empty when no lot lies on another.
std::vector<geom::MultiPolygon> counted_once(const std::vector<Lot>& lots, unsigned threads) {
    constexpr double dust_m2 = 1e-6; // what rounding leaves along a shared edge
    const auto index = index_of(lots);
    std::vector<geom::MultiPolygon> shapes(lots.size());
    std::vector<unsigned char> cut(lots.size(), 0);
    parallel_for(lots.size(), threads, [&](std::size_t i) {
        std::vector<std::size_t> earlier;
        for (const auto j : index.query(geom::envelope(*lots[i].shape))) {
            if (j < i && geom::common_area(*lots[i].shape, *lots[j].shape) > dust_m2) {
                earlier.push_back(j);
            }
        }
        cut[i] = earlier.empty() ? 0 : 1;
        shapes[i] = earlier.empty() ? *lots[i].shape
                                    : geom::difference(*lots[i].shape,
                                                       geom::dissolve(shapes_at(lots, earlier)));
    });
    const bool any = std::any_of(cut.begin(), cut.end(), [](auto one) { return one != 0; });
    return any ? shapes : std::vector<geom::MultiPolygon>{};
}

/// The lots with other shapes, as many.
std::vector<Lot> with_shapes(std::vector<Lot> lots, const std::vector<geom::MultiPolygon>& shapes) {
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        lots[i].shape = &shapes[i];
        lots[i].area_m2 = geom::area(shapes[i]);
    }
    return lots;
}

double total(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double union_area(const std::vector<Lot>& before, const std::vector<Lot>& now) {
    std::vector<geom::MultiPolygon> shapes;
    for (const auto* const side : {&before, &now}) {
        for (const auto& lot : *side) {
            shapes.push_back(*lot.shape);
        }
    }
    return shapes.empty() ? 0 : geom::area(geom::dissolve(shapes));
}

/// Turns shared land into what happened to lots.
class Matcher {
public:
    Matcher(const std::vector<Lot>& before, const std::vector<Lot>& now,
            const std::vector<Shared>& shared, double noise_m2)
        : m_before{before},
          m_now{now},
          m_children(before.size()),
          m_parents(now.size()),
          m_noise{noise_m2},
          m_done_before(before.size(), false),
          m_done_now(now.size(), false) {
        for (const auto& land : shared) {
            if (land.area_m2 > noise_m2) {
                m_children[land.before].push_back({land.now, land.area_m2});
                m_parents[land.now].push_back({land.before, land.area_m2});
            }
        }
    }

    std::vector<LotChange> changes() {
        splits();
        merges();
        same_ids();
        same_land();
        rest();
        std::sort(m_changes.begin(), m_changes.end(), [](const LotChange& a, const LotChange& b) {
            return std::tie(a.event, a.before, a.after) < std::tie(b.event, b.before, b.after);
        });
        return std::move(m_changes);
    }

private:
    using Links = std::vector<std::pair<std::size_t, double>>;

    /// Those of `links` that lie for more than half of their own area in it.
    static std::vector<std::size_t> mostly(const Links& links, const std::vector<Lot>& lots) {
        std::vector<std::size_t> found;
        for (const auto& [at, area] : links) {
            if (area > lots[at].area_m2 / 2) {
                found.push_back(at);
            }
        }
        return found;
    }

    void splits() {
        for (std::size_t i = 0; i < m_before.size(); ++i) {
            const auto parts = mostly(m_children[i], m_now);
            if (parts.size() > 1) {
                add(LotEvent::split, {i}, parts);
            }
        }
    }

    void merges() {
        for (std::size_t j = 0; j < m_now.size(); ++j) {
            const auto parts = mostly(m_parents[j], m_before);
            const bool free = std::none_of(parts.begin(), parts.end(),
                                           [&](std::size_t i) { return m_done_before[i]; });
            if (parts.size() > 1 && !m_done_now[j] && free) {
                add(LotEvent::merged, parts, {j});
            }
        }
    }

    void same_ids() {
        std::map<std::string, std::size_t> by_id;
        for (std::size_t j = 0; j < m_now.size(); ++j) {
            if (!m_done_now[j]) {
                by_id.emplace(m_now[j].id, j);
            }
        }
        for (std::size_t i = 0; i < m_before.size(); ++i) {
            const auto found = by_id.find(m_before[i].id);
            if (m_done_before[i] || found == by_id.end() || m_done_now[found->second]) {
                continue;
            }
            const auto j = found->second;
            const double moved = changed(i, j);
            if (moved > m_noise) {
                add(LotEvent::moved, {i}, {j});
            } else if (m_before[i].use != m_now[j].use) {
                add(LotEvent::use_changed, {i}, {j});
            }
            m_done_before[i] = m_done_now[j] = true;
        }
    }

    /// Another id on (mostly) the same land.
    void same_land() {
        for (std::size_t i = 0; i < m_before.size(); ++i) {
            for (const auto& [j, area] : m_children[i]) {
                const double both = m_before[i].area_m2 + m_now[j].area_m2 - area;
                if (!m_done_before[i] && !m_done_now[j] && area > both / 2) {
                    add(LotEvent::renamed, {i}, {j});
                }
            }
        }
    }

    void rest() {
        for (std::size_t i = 0; i < m_before.size(); ++i) {
            if (!m_done_before[i]) {
                add(LotEvent::removed, {i}, {});
            }
        }
        for (std::size_t j = 0; j < m_now.size(); ++j) {
            if (!m_done_now[j]) {
                add(LotEvent::added, {}, {j});
            }
        }
    }

    /// Land that is in one of the two only; noise below what shared_land() found counts, too.
    [[nodiscard]] double changed(std::size_t i, std::size_t j) const {
        double common = 0;
        for (const auto& [at, area] : m_children[i]) {
            common += at == j ? area : 0;
        }
        return m_before[i].area_m2 + m_now[j].area_m2 - 2 * common;
    }

    static std::string use_of(const std::vector<Lot>& lots, const std::vector<std::size_t>& at) {
        std::set<std::string> uses;
        for (const auto i : at) {
            uses.insert(lots[i].use);
        }
        std::string text;
        for (const auto& use : uses) {
            text += (text.empty() ? "" : ";") + use;
        }
        return text;
    }

    static void describe(const std::vector<Lot>& lots, const std::vector<std::size_t>& at,
                         std::vector<std::string>& ids, double& area, geom::Box& box) {
        for (const auto i : at) {
            ids.push_back(lots[i].id);
            area += lots[i].area_m2;
            const auto own = geom::envelope(*lots[i].shape);
            if (!own.empty()) {
                box.extend(own.min);
                box.extend(own.max);
            }
        }
        std::sort(ids.begin(), ids.end());
    }

    void add(LotEvent event, const std::vector<std::size_t>& before,
             const std::vector<std::size_t>& now) {
        LotChange change;
        change.event = event;
        geom::Box box;
        describe(m_before, before, change.before, change.area_before_m2, box);
        describe(m_now, now, change.after, change.area_after_m2, box);
        change.use_before = use_of(m_before, before);
        change.use_after = use_of(m_now, now);
        double common = 0;
        for (const auto i : before) {
            m_done_before[i] = true;
            for (const auto& [at, area] : m_children[i]) {
                common += std::find(now.begin(), now.end(), at) != now.end() ? area : 0;
            }
        }
        for (const auto j : now) {
            m_done_now[j] = true;
        }
        change.changed_m2 =
            std::max(0.0, change.area_before_m2 + change.area_after_m2 - 2 * common);
        if (!box.empty()) {
            change.location = {std::midpoint(box.min.x, box.max.x),
                               std::midpoint(box.min.y, box.max.y),
                               {box.min.x, box.min.y, box.max.x, box.max.y}};
        }
        m_changes.push_back(std::move(change));
    }

    const std::vector<Lot>& m_before;
    const std::vector<Lot>& m_now;
    std::vector<Links> m_children; ///< Of each old lot: new lots on its land.
    std::vector<Links> m_parents;
    double m_noise;
    std::vector<bool> m_done_before;
    std::vector<bool> m_done_now;
    std::vector<LotChange> m_changes;
};

} // namespace

LandDiff compare_lots(const Layer* before_layer, const Layer* now_layer, double noise_m2,
                      unsigned threads) {
    const auto before = lots_of(before_layer);
    const auto now = lots_of(now_layer);
    const auto shared = shared_land(before, now, threads);
    const auto before_shapes = counted_once(before, threads);
    const auto now_shapes = counted_once(now, threads);
    const auto land_before = with_shapes(before, before_shapes);
    const auto land_now = with_shapes(now, now_shapes);
    const bool overlap = !before_shapes.empty() || !now_shapes.empty();
    LandDiff diff;
    auto& areas = diff.areas;
    for (const auto& land : overlap ? shared_land(land_before, land_now, threads) : shared) {
        const auto& a = before[land.before];
        const auto& b = now[land.now];
        auto& sum = a.use != b.use ? areas.use_changed_m2
                    : a.id != b.id ? areas.relotted_m2
                                   : areas.unchanged_m2;
        sum += land.area_m2;
    }
    areas.removed_m2 = total(alone(land_before, land_now, threads));
    areas.added_m2 = total(alone(land_now, land_before, threads));
    areas.union_m2 = union_area(before, now);
    diff.lots = Matcher{before, now, shared, noise_m2}.changes();
    return diff;
}

} // namespace sandan::report
