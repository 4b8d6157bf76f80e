// What a sheet shows is explained beside it: every style of every theme has its row in the legend.

#include <sandan/geom/measure.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/read_appraisal.hpp>
#include <sandan/report/maps.hpp>
#include <sandan/rules/rule.hpp>

#include "geom/boxes.hpp"
#include "places.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace sandan;

namespace {

model::Project read(const std::string& name) {
    return io::read_project(SANDAN_SOURCE_DIR "/gis_data/" + name + "/plan.toml", 2);
}

/// What is seen of a style; the width of a line may stand for a number.
std::string look(const render::Style& style) {
    return style.fill + " " + style.stroke + " " + style.dash + " " + style.hatch + " " +
           (style.hatch.empty() ? "" : style.hatch_colour);
}

void check_explained(const render::MapSpec& spec, const std::string& name) {
    std::set<std::string> looks;
    std::set<std::string> marks;
    for (const auto& entry : spec.legend) {
        if (entry.geometry != 't') {
            looks.insert(look(entry.style));
            marks.insert(entry.mark);
        }
        CHECK_FALSE((entry.label.empty() && entry.geometry != 't'));
    }
    std::set<std::string> unexplained;
    std::size_t features = 0;
    for (const auto& layer : spec.layers) {
        for (const auto& feature : layer.features) {
            if (!geom::touch(geom::envelope(feature.shape), spec.extent)) {
                continue;
            }
            ++features;
            if (!looks.contains(look(feature.style))) {
                unexplained.insert(layer.name + ": " + look(feature.style));
            }
            if (!feature.mark.empty() && !marks.contains(feature.mark)) {
                unexplained.insert(layer.name + ": " + feature.mark);
            }
        }
    }
    CAPTURE(name, features);
    CHECK(unexplained == std::set<std::string>{});
    CHECK(features > 20);
}

/// Every firm on a lot of its own, in three phases.
allocation::Allocation one_lot_each(const model::Project& project) {
    const auto& lots = *project.layer("lots");
    allocation::Allocation result;
    for (std::size_t i = 0; i < project.firms.size(); ++i) {
        allocation::Placement placement;
        placement.firm = project.firms[i].id;
        placement.lots = {lots.id(lots.features.at(i))};
        placement.phase = static_cast<int>(i % 3) + 1;
        placement.placed = true;
        result.placements.push_back(placement);
    }
    return result;
}

std::size_t check_themes(const report::MapData& data) {
    std::size_t themes = 0;
    for (const auto language : {Language::ko, Language::en}) {
        report::MapOptions options;
        options.language = language;
        for (const auto& part : {std::string{}, data.context.project.plan.complexes.back().id}) {
            options.complex = part;
            for (const auto& [name, spec] : report::maps_of(data, options)) {
                check_explained(spec, name + " " + part);
                ++themes;
            }
        }
        if (data.siting != nullptr) {
            options.firm = data.context.project.firms.front().id;
            check_explained(report::map_of_siting(data, options), "siting of one firm");
        }
    }
    return themes;
}

} // namespace

TEST_CASE("every style of a sheet of the new complex is in its legend", "[report][map]") {
    const auto project = read("new_complex");
    const auto before = read("faulty");
    const auto date = project.plan.reference_date;
    const auto old_analysis = rules::analyse(before, date, 2);
    const auto analysis = rules::analyse(project, date, 2);
    const rules::Context old_context{before, old_analysis, date};
    const rules::Context context{project, analysis, date, &old_context};
    const auto matrix = siting::feasibility(context, 1, 2);
    const auto allocation = one_lot_each(project);
    const rules::Context faulty{before, old_analysis, date};
    const auto found = rules::evaluate(context, {}, {}, 2);
    const auto faults = rules::evaluate(faulty, {}, {}, 2);
    const report::MapData data{context, &matrix, &allocation, &found.findings};
    std::set<std::string> looks;
    for (const auto& entry : report::map_of_allocation(data, {}).legend) {
        if (project.firm(entry.key) != nullptr) {
            looks.insert(entry.style.fill + entry.style.hatch);
        }
    }
    REQUIRE(project.firms.size() > 20);
    CHECK(looks.size() == project.firms.size()); // no two firms look the same
    // landuse, zoning, siting, allocation, findings, diff; whole and in part; two languages
    CHECK(check_themes(data) == 6 * 2 * 2);
    CHECK(check_themes({faulty, nullptr, nullptr, &faults.findings}) == 3 * 2 * 2);
}

TEST_CASE("every style of a sheet of the aged complex is in its legend", "[report][map]") {
    const auto project = read("upgrade_district");
    const auto date = project.plan.reference_date;
    const auto analysis = rules::analyse(project, date, 2);
    const rules::Context context{project, analysis, date};
    const auto inputs = io::read_appraisal(project.plan).upgrade;
    const auto survey = upgrade::survey(context, inputs, 2);
    const auto scheme = upgrade::scheme(context, survey, inputs);
    report::MapData data{context};
    data.survey = &survey;
    data.scheme = &scheme;
    CHECK(check_themes(data) == 3 * 2 * 2);
}
