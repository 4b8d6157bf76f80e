#include "cli/scenario_files.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/plan_copy.hpp>

#include "core/csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <variant>

namespace sandan::cli {

namespace {

namespace fs = std::filesystem;
using model::Layer;

constexpr const char* geopackage = "scenario.gpkg";
constexpr const char* register_table = "register.csv";

/// Numbers where every record has one or none.
bool is_numeric(const Layer& layer, std::size_t column) {
    bool some = false;
    for (const auto& feature : layer.features) {
        const auto& value = feature.values[column];
        if (std::holds_alternative<std::string>(value)) {
            return false;
        }
        some = some || std::holds_alternative<double>(value);
    }
    return some;
}

io::OutputLayer output_layer(const Layer& layer) {
    io::OutputLayer result{.name = layer.role,
                           .geometry =
                               layer.role == "road_lines" ? "MultiLineString" : "MultiPolygon",
                           .fields = layer.fields,
                           .numeric = {},
                           .features = layer.features};
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        result.numeric.push_back(is_numeric(layer, i));
        if (result.numeric.back()) {
            continue;
        }
        for (std::size_t k = 0; k < layer.features.size(); ++k) {
            if (const auto text = layer.text(layer.features[k], layer.fields[i])) {
                result.features[k].values[i] = *text;
            }
        }
    }
    return result;
}

std::string csv_of(const Layer& layer) {
    Table table;
    table.columns = layer.fields;
    for (const auto& feature : layer.features) {
        auto& row = table.rows.emplace_back();
        for (const auto& field : layer.fields) {
            row.push_back(layer.text(feature, field).value_or(""));
        }
    }
    return to_csv(table);
}

/// Vintage and source of the plan's own layer of the role stay; the source says what was done.
model::LayerRef layer_ref(const model::Plan& plan, const std::string& role, const char* path) {
    model::LayerRef ref;
    ref.role = role;
    ref.path = path;
    ref.layer = path == std::string_view{geopackage} ? role : "";
    const auto own = std::find_if(plan.layers.begin(), plan.layers.end(),
                                  [&](const auto& layer) { return layer.role == role; });
    ref.vintage = own->vintage;
    ref.source = own->source + (own->source.empty() ? "" : "; ") + "sandan upgrade --scenario";
    return ref;
}

} // namespace

std::vector<io::OutputFile> scenario_files(const rules::Context& context,
                                           const upgrade::Scenario& scenario,
                                           const std::string& folder, Language language) {
    const auto& project = context.project;
    io::PlanCopy copy;
    copy.folder = folder;
    copy.name = project.plan.name + (language == Language::ko ? " – 정비 후" : " – after upgrade");
    copy.dropped = {"upgrade.budget_100m_krw", "upgrade.budget_source", "upgrade.leaving",
                    "upgrade.action"};
    std::vector<io::OutputLayer> layers{output_layer(scenario.lots)};
    for (const auto* const layer :
         {&scenario.roads, &scenario.road_lines, &scenario.parking, &scenario.buildings}) {
        if (*layer) {
            layers.push_back(output_layer(**layer));
        }
    }
    for (const auto& layer : layers) {
        copy.layers.push_back(layer_ref(project.plan, layer.name, geopackage));
    }
    std::vector<io::OutputFile> files;
    if (scenario.registered) {
        copy.layers.push_back(layer_ref(project.plan, "register", register_table));
        files.push_back(
            {(fs::path{folder} / register_table).string(), csv_of(*scenario.registered)});
    }
    files.push_back(
        {(fs::path{folder} / geopackage).string(), io::geopackage_bytes(project.plan.crs, layers)});
    for (auto& file : io::copy_plan(project, copy)) {
        files.push_back(std::move(file));
    }
    return files;
}

void add_scenario(const rules::Context& context, const upgrade::Scenario& scenario,
                  const std::string& folder, const Common& common,
                  std::vector<io::OutputFile>& files) {
    const auto inputs = context.project.input_paths();
    std::error_code failed;
    for (auto& file : scenario_files(context, scenario, folder, common.language)) {
        io::refuse_overwriting(file.path, inputs);
        fs::create_directories(fs::path{file.path}.parent_path(), failed);
        if (failed) {
            throw Error{
                ErrorKind::output,
                Text{fmt::format("{}: 이 폴더를 만들 수 없습니다 ({})", folder, failed.message()),
                     fmt::format("{}: cannot make this folder ({})", folder, failed.message())}};
        }
        files.push_back(std::move(file));
    }
}

void tell_scenario(const rules::Context& context, const upgrade::Scenario& scenario,
                   const std::string& folder, const Common& common) {
    const bool ko = common.language == Language::ko;
    const auto plan = (fs::path{folder} / "plan.toml").string();
    note(common, fmt::format(fmt::runtime(ko ? "{1}: 정비 후 계획; 비교: sandan diff {0} {1}"
                                             : "{1}: the plan after; compare: sandan diff {0} {1}"),
                             context.project.plan.path, plan));
    if (!scenario.undrawn.empty()) {
        note(common, fmt::format(fmt::runtime(ko ? "획지가 아닌 땅이 있어 다 그리지 못한 후보: {}"
                                                 : "not all drawn, some land is no lot: {}"),
                                 fmt::join(scenario.undrawn, ", ")));
    }
}

} // namespace sandan::cli
