#include "upgrade/join.hpp"

#include <sandan/core/parallel.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace sandan::upgrade {

namespace {

using model::Layer;

constexpr double touch_m = 0.1; ///< Parcels this near each other touch (survey noise).

geom::PolygonSet polygons_of(const Layer& layer) {
    geom::PolygonSet set;
    for (const auto& feature : layer.features) {
        set.add(feature.shape.polygons);
    }
    return set;
}

std::vector<std::vector<Standing>> standings_of(const Layer& land, const Layer& layer,
                                                const std::vector<Building>& buildings,
                                                unsigned threads) {
    const auto parcels = polygons_of(land);
    const auto outlines = polygons_of(layer);
    const geom::CommonAreas common{parcels};
    std::vector<std::vector<Standing>> standings(buildings.size());
    parallel_for(buildings.size(), threads, [&](std::size_t i) {
        if (buildings[i].repeated || outlines.empty(buildings[i].feature)) {
            return;
        }
        for (const auto& part : common.of(outlines, buildings[i].feature)) {
            standings[i].push_back({part.other, part.area});
        }
    });
    return standings;
}

/// Disjoint sets of parcels.
class Groups {
public:
    explicit Groups(std::size_t count) : m_parent(count) {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }

    std::size_t find(std::size_t i) {
        while (m_parent[i] != i) {
            m_parent[i] = m_parent[m_parent[i]];
            i = m_parent[i];
        }
        return i;
    }

    void unite(std::size_t a, std::size_t b) { m_parent[find(a)] = find(b); }

private:
    std::vector<std::size_t> m_parent;
};

class Joiner {
public:
    Joiner(const Layer& land, const Layer* layer, const std::vector<ParcelRow>& parcels,
           double share, Join& join, std::vector<Remark>& remarks)
        : m_land{land},
          m_layer{layer},
          m_parcels{parcels},
          m_share{share},
          m_join{join},
          m_remarks{remarks},
          m_groups{parcels.size()} {
        for (std::size_t i = 0; i < parcels.size(); ++i) {
            auto& same = m_by_id[parcels[i].id];
            if (!same.empty()) {
                m_groups.unite(same.front(), i);
            }
            same.push_back(i);
        }
    }

    /// The parcel whose site the building belongs to; nothing if it stands nowhere.
    std::optional<std::size_t> place(const Building& building,
                                     const std::vector<Standing>& standings) {
        const auto stands_on = substantial(building, standings);
        const auto named = m_by_id.find(building.number);
        const bool has_name = !building.number.empty() && named != m_by_id.end();
        m_join.several_parcels += stands_on.size() > 1 ? 1U : 0U;
        if (!building.number.empty() && !has_name) {
            ++m_join.number_unknown;
            tell(building, "BLD-NUMBER",
                 {fmt::format("지번 {}인 필지가 없음", building.number),
                  fmt::format("no parcel has the number {}", building.number)});
        }
        if (!has_name) {
            return by_place(building, stands_on);
        }
        const auto first = named->second.front();
        if (stands_on.empty()) {
            ++m_join.by_number;
            tell(building, "BLD-NUMBER",
                 {fmt::format("지번은 {}, 도형은 어느 필지 위에도 없음: 지번을 따름",
                              building.number),
                  fmt::format("its number is {}, but it stands on no parcel: the number decides",
                              building.number)});
            return first;
        }
        if (!touches(named->second, stands_on)) {
            ++m_join.by_number;
            tell(building, "BLD-NUMBER",
                 {fmt::format("지번은 {}, 위치는 {}: 지번을 따름", building.number,
                              m_parcels[stands_on.front()].id),
                  fmt::format("its number is {}, but it stands on {}: the number decides",
                              building.number, m_parcels[stands_on.front()].id)});
            return first;
        }
        ++m_join.by_number_and_place;
        for (const auto parcel : stands_on) {
            m_groups.unite(first, parcel);
        }
        return first;
    }

    Groups& groups() { return m_groups; }

private:
    std::optional<std::size_t> by_place(const Building& building,
                                        const std::vector<std::size_t>& stands_on) {
        if (stands_on.empty()) {
            ++m_join.nowhere;
            tell(building, "BLD-NOWHERE", {"어느 필지 위에도 없음", "stands on no parcel"});
            return std::nullopt;
        }
        ++m_join.by_place;
        for (const auto parcel : stands_on) {
            m_groups.unite(stands_on.front(), parcel);
        }
        return stands_on.front();
    }

    [[nodiscard]] std::vector<std::size_t>
    substantial(const Building& building, const std::vector<Standing>& standings) const {
        std::vector<std::size_t> parcels;
        for (const auto& part : standings) {
            const auto least = std::min(building.drawn_m2, m_parcels[part.parcel].area_m2);
            if (part.area_m2 * 100 >= m_share * least) {
                parcels.push_back(part.parcel);
            }
        }
        const auto most = std::max_element(
            standings.begin(), standings.end(),
            [](const Standing& a, const Standing& b) { return a.area_m2 < b.area_m2; });
        if (parcels.empty() && most != standings.end()) {
            parcels.push_back(most->parcel);
        }
        return parcels;
    }

    [[nodiscard]] bool touches(const std::vector<std::size_t>& named,
                               const std::vector<std::size_t>& stands_on) const {
        return std::any_of(named.begin(), named.end(), [&](std::size_t a) {
            return std::any_of(stands_on.begin(), stands_on.end(), [&](std::size_t b) {
                return a == b ||
                       geom::distance(m_land.features[m_parcels[a].feature].shape,
                                      m_land.features[m_parcels[b].feature].shape) <= touch_m;
            });
        });
    }

    void tell(const Building& building, const char* code, Text message) {
        m_remarks.push_back({code,
                             {"buildings", building.id, m_layer->features[building.feature].fid},
                             std::move(message)});
    }

    const Layer& m_land;
    const Layer* m_layer;
    const std::vector<ParcelRow>& m_parcels;
    double m_share;
    Join& m_join;
    std::vector<Remark>& m_remarks;
    Groups m_groups;
    std::map<std::string, std::vector<std::size_t>> m_by_id;
};

void note_off_land(const std::vector<Building>& buildings, const Sites& sites, Join& join) {
    for (std::size_t i = 0; i < buildings.size(); ++i) {
        if (buildings[i].repeated) {
            continue;
        }
        double on_land = 0;
        for (const auto& part : sites.standings[i]) {
            on_land += part.area_m2;
        }
        join.footprint_off_land_m2 += std::max(0.0, buildings[i].drawn_m2 - on_land);
    }
}

/// Groups that are sites, in the order of their first parcel's id.
void collect(Groups& groups, const std::vector<ParcelRow>& parcels,
             const std::vector<std::optional<std::size_t>>& homes, Sites& sites) {
    std::map<std::size_t, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        members[groups.find(i)].push_back(i);
    }
    std::map<std::size_t, std::vector<std::size_t>> built;
    for (std::size_t i = 0; i < homes.size(); ++i) {
        if (homes[i]) {
            built[groups.find(*homes[i])].push_back(i);
        }
    }
    std::vector<std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> found;
    for (auto& [root, own] : members) {
        auto own_buildings = built[root];
        const bool is_public = std::all_of(own.begin(), own.end(), [&](std::size_t parcel) {
            return parcels[parcel].public_land;
        });
        if (own_buildings.empty() && is_public) {
            continue;
        }
        std::stable_sort(own.begin(), own.end(), [&](std::size_t a, std::size_t b) {
            return parcels[a].id < parcels[b].id;
        });
        found.emplace_back(std::move(own), std::move(own_buildings));
    }
    std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
        return parcels[a.first.front()].id < parcels[b.first.front()].id;
    });
    for (auto& [own, own_buildings] : found) {
        sites.parcels.push_back(std::move(own));
        sites.buildings.push_back(std::move(own_buildings));
    }
}

} // namespace

Sites join_buildings(const Layer& land, const Layer* buildings_layer,
                     const std::vector<ParcelRow>& parcels, const std::vector<Building>& buildings,
                     double share, unsigned threads, Join& join, std::vector<Remark>& remarks) {
    Sites sites;
    if (buildings_layer != nullptr) {
        sites.standings = standings_of(land, *buildings_layer, buildings, threads);
    }
    Joiner joiner{land, buildings_layer, parcels, share, join, remarks};
    std::vector<std::optional<std::size_t>> homes(buildings.size());
    for (std::size_t i = 0; i < buildings.size(); ++i) {
        if (!buildings[i].repeated) {
            homes[i] = joiner.place(buildings[i], sites.standings[i]);
        }
    }
    note_off_land(buildings, sites, join);
    collect(joiner.groups(), parcels, homes, sites);
    return sites;
}

} // namespace sandan::upgrade
