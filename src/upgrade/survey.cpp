#include <sandan/core/error.hpp>
#include <sandan/upgrade/survey.hpp>

#include "core/number.hpp"
#include "upgrade/join.hpp"
#include "upgrade/joined_layer.hpp"
#include "upgrade/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace sandan::upgrade {

namespace {

/// The layer of a role; those of several files are joined and kept by the survey. Null: none.
const model::Layer* layer_of(const model::Project& project, const char* role, Survey& survey) {
    if (project.layers_of(role).size() < 2) {
        return project.layer(role);
    }
    survey.joined.push_back(std::make_shared<const model::Layer>(joined_layer(project, role)));
    return survey.joined.back().get();
}

const model::Layer* land_of(const model::Project& project, Survey& survey) {
    for (const auto* role : {"parcels", "lots"}) {
        if (const auto* const layer = layer_of(project, role, survey)) {
            return layer;
        }
    }
    throw Error{
        ErrorKind::usage,
        Text{fmt::format("{}: 노후 단지는 필지로 조사합니다; [layers.parcels]를 더하십시오",
                         project.plan.path),
             fmt::format("{}: an aged complex is surveyed by its parcels, add [layers.parcels]",
                         project.plan.path)}};
}

/// Industrial if all its parcels are; unknown if one is unknown and none decides.
std::optional<bool> is_industrial(const Survey& survey, const std::vector<std::size_t>& parcels) {
    std::optional<bool> result = true;
    for (const auto parcel : parcels) {
        const auto& own = survey.parcels[parcel].industrial;
        if (own && !*own) {
            return false;
        }
        result = own ? result : std::nullopt;
    }
    return result;
}

/// The complex of most of the land.
std::string complex_of(const Survey& survey, const std::vector<std::size_t>& parcels) {
    std::map<std::string, double> area;
    for (const auto parcel : parcels) {
        area[survey.parcels[parcel].complex] += survey.parcels[parcel].area_m2;
    }
    return std::max_element(area.begin(), area.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

void name_sites(Survey& survey, const Sites& joined, const std::vector<Building>& buildings) {
    for (std::size_t i = 0; i < joined.parcels.size(); ++i) {
        SiteRow site;
        site.parcels = joined.parcels[i];
        site.id = survey.parcels[site.parcels.front()].id;
        site.complex = complex_of(survey, site.parcels);
        site.industrial = is_industrial(survey, site.parcels);
        for (const auto parcel : site.parcels) {
            survey.parcels[parcel].site = i;
            site.area_m2 += survey.parcels[parcel].area_m2;
        }
        for (const auto building : joined.buildings[i]) {
            site.buildings.push_back(buildings[building].feature);
        }
        survey.join.sites_of_several_parcels += site.parcels.size() > 1 ? 1U : 0U;
        survey.join.sites_of_several_buildings += site.buildings.size() > 1 ? 1U : 0U;
        survey.sites.push_back(std::move(site));
    }
    survey.join.sites = survey.sites.size();
}

/// Sites that no building record belongs to: idle, or the records are missing.
void tell_empty_sites(Survey& survey) {
    if (survey.buildings == nullptr) {
        return;
    }
    for (const auto& site : survey.sites) {
        if (site.buildings.empty()) {
            const auto& first = survey.parcels[site.parcels.front()];
            survey.remarks.push_back(
                {"PCL-EMPTY",
                 {survey.land->role, site.id, survey.land->features[first.feature].fid},
                 {"건축물 자료가 없는 대지: 미이용이거나 자료 누락",
                  "a site without building data: idle, or its records are missing"}});
        }
    }
}

/// Buildings of another place (or none at all) say nothing about this land: it would all look
/// unbuilt.
void drop_strange_buildings(Survey& survey) {
    const auto& join = survey.join;
    if (survey.buildings == nullptr || join.buildings > join.nowhere + join.repeated) {
        return;
    }
    const auto count = grouped(static_cast<double>(join.buildings));
    survey.missing.push_back(fmt::format("layer buildings (none of {} on the land)", count));
    survey.remarks.push_back(
        {"BLD-ELSEWHERE",
         {"buildings", survey.buildings->name, -1},
         {fmt::format("건축물 {}동 가운데 이 땅에 놓인 것이 없음: 범위나 좌표계가 다름", count),
          fmt::format("none of the {} buildings stands on this land: another place or another "
                      "coordinate system",
                      count)}});
    survey.buildings = nullptr;
}

void sort_remarks(std::vector<Remark>& remarks) {
    std::stable_sort(remarks.begin(), remarks.end(), [](const Remark& a, const Remark& b) {
        return std::tie(a.code, a.subject.layer, a.subject.id, a.subject.fid) <
               std::tie(b.code, b.subject.layer, b.subject.id, b.subject.fid);
    });
}

void add_to(GroupRow& group, const Survey& survey, const std::string* complex) {
    for (const auto& row : survey.parcels) {
        if (complex == nullptr || row.complex == *complex) {
            ++group.parcels;
            group.area_m2 += row.area_m2;
        }
    }
    for (const auto& site : survey.sites) {
        if (complex == nullptr || site.complex == *complex) {
            ++group.sites;
            group.buildings += site.buildings.size();
            add(group.values, site.values);
        }
    }
}

void group_sites(Survey& survey, const model::Plan& plan) {
    std::vector<std::string> names;
    for (const auto& complex : plan.complexes) {
        names.push_back(complex.id);
    }
    names.emplace_back();
    for (const auto& name : names) {
        GroupRow group;
        group.id = name;
        add_to(group, survey, &name);
        if (group.parcels > 0) {
            survey.groups.push_back(std::move(group));
        }
    }
    add_to(survey.all, survey, nullptr);
}

} // namespace

Survey survey(const rules::Context& context, const model::UpgradeInputs& inputs, unsigned threads) {
    const auto& project = context.project;
    Survey result;
    result.land = land_of(project, result);
    result.buildings = layer_of(project, "buildings", result);
    auto parcels = read_parcels(context, *result.land, result.remarks);
    result.parcels = std::move(parcels.rows);
    result.join.parcels = result.parcels.size();
    std::vector<Building> buildings;
    if (result.buildings == nullptr) {
        result.missing.emplace_back("layer buildings");
    } else {
        buildings = read_buildings(context, *result.buildings, result.join, result.remarks);
        result.join.buildings = buildings.size();
    }
    const auto* const share = context.parameter("UG-10", "join_share");
    const auto joined =
        join_buildings(*result.land, result.buildings, result.parcels, buildings,
                       share == nullptr ? 0 : share->value, threads, result.join, result.remarks);
    name_sites(result, joined, buildings);
    drop_strange_buildings(result);
    const Work work{context, inputs, result, parcels.facts, buildings, joined, threads};
    measure_limits(work);
    measure_land(work);
    measure_buildings(work);
    measure_register(work);
    result.deficits = deficits(context);
    if (const auto* const patch = context.parameter("LB-06", "min_patch")) {
        result.least_green_m2 = patch->value;
    }
    tell_empty_sites(result);
    sort_remarks(result.remarks);
    group_sites(result, project.plan);
    return result;
}

} // namespace sandan::upgrade
