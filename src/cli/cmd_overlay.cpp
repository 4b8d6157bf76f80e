#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>
#include <sandan/overlay/overlap.hpp>

#include "cli/commands.hpp"
#include "cli/cross_check.hpp"
#include "cli/file_tables.hpp"
#include "cli/lock.hpp"
#include "cli/overlay_stream.hpp"
#include "cli/overlay_table.hpp"
#include "report/workbook.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace sandan::cli {

namespace {

struct OverlayOptions {
    OverlayInputs in; ///< `parcels` may be the plan.
    std::string key;  ///< --layer: the plan's layer to lay over
    std::string cross_check = "none";
};

/// Rows as CSV.
bool streams(const Common& common) {
    return !common.output.ends_with(".gpkg") && !common.output.ends_with(".xlsx");
}

/// What is written: parcels in their own coordinates, and the table.
struct Result {
    const model::Layer* parcels = nullptr;
    std::string definition;
    overlay::OverlapTable table;
};

void write_table(const std::string& path, const Result& result) {
    io::OutputLayer layer{.name = "overlay",
                          .geometry = "none",
                          .fields = overlay_columns(),
                          .numeric = {false, true, false, true, true, true, true},
                          .features = {}};
    for (std::size_t i = 0; i < result.table.rows.size(); ++i) {
        model::Feature feature;
        feature.values = overlay_cells(*result.parcels, result.table, i);
        layer.features.push_back(std::move(feature));
    }
    io::write_geopackage(path, result.definition, {layer});
}

void publish(const Common& common, const Result& result) {
    if (common.output.ends_with(".gpkg")) {
        write_table(common.output, result);
    } else if (common.output.ends_with(".xlsx")) {
        io::write_file(
            common.output,
            report::workbook({{"overlay", overlay_table(*result.parcels, result.table), {}}}));
    } else {
        deliver(common, csv_start(common) + overlay_csv(*result.parcels, result.table));
    }
}

/// The layer to lay over: by key or role; without a word, the zoning, then the management zones.
const model::Layer& choose_zones(const model::Project& project, const std::string& key) {
    for (const auto& layer : project.layers) {
        if (!key.empty() && (layer.name == key || layer.role == key)) {
            return layer;
        }
    }
    for (const auto* const role : {"zoning", "management"}) {
        if (const auto* const layer = project.layer(role); key.empty() && layer != nullptr) {
            return *layer;
        }
    }
    const Text none{"역할이 zoning이나 management인 레이어가 없습니다",
                    "names no layer of role zoning or management"};
    const Text other{fmt::format("--layer {}: 계획에 그런 레이어가 없습니다", key),
                     fmt::format("--layer {}: the plan has no such layer", key)};
    throw Error{ErrorKind::usage, key.empty() ? none : other}.within(project.plan.path);
}

Exit run_plan(const OverlayOptions& options, const Common& common) {
    const auto project =
        io::read_project(options.in.parcels, common.thread_count(), common.repair_policy());
    io::refuse_overwriting(common.output, project.input_paths());
    hold_plan_to_lock(common, project);
    const auto* const lots = project.layer("lots");
    const auto* const parcels = lots != nullptr ? lots : project.layer("parcels");
    if (parcels == nullptr) {
        throw Error{ErrorKind::usage, Text{"역할이 lots나 parcels인 레이어가 없습니다",
                                           "names no layer of role lots or parcels"}}
            .within(project.plan.path);
    }
    const auto& zones = choose_zones(project, options.key);
    note_reading(common, *parcels);
    note_reading(common, zones);
    Result result{.parcels = parcels, .definition = project.plan.crs, .table = {}};
    const overlay::ZoneLayer over{.layer = &zones, .class_field = class_field_of(zones)};
    const auto check = cross_check_of(options.cross_check);
    result.table = overlay::overlaps(*parcels, {over}, {}, common.thread_count(), check);
    publish(common, result);
    tell_end(common, nullptr, {parcels, &zones}, count(result.table, check));
    return exit_for_ledgers({parcels, &zones}, options.in.file);
}

Exit run(const OverlayOptions& options, const Common& common) {
    if (!options.in.zones.empty()) {
        return make_overlay(options.in, options.cross_check, common);
    }
    if (std::filesystem::path{options.in.parcels}.extension() != ".toml") {
        throw Error{
            ErrorKind::usage,
            Text{"두 번째 레이어가 없습니다: overlay PARCELS ZONES나 overlay PLAN.toml로 쓰십시오",
                 "a second layer is missing: overlay PARCELS ZONES, or overlay PLAN.toml"}}
            .within(options.in.parcels);
    }
    return run_plan(options, common);
}

} // namespace

void tell(TableTold& told, const std::vector<const model::Layer*>& layers,
          const OverlapCounts& counts) {
    told.layers.clear();
    for (const auto* const layer : layers) {
        told.layers.push_back(told_of(*layer));
    }
    told.counts = counts;
}

void tell_end(const Common& common, TableTold* told, const std::vector<const model::Layer*>& layers,
              const OverlapCounts& counts) {
    note_checked(common, counts.checked, counts.parcels);
    if (told == nullptr) {
        note(common, summary(counts).in(common.language));
        if (counts.parcels > 0 && counts.met == 0) {
            note(
                common,
                common.language == Language::ko
                    ? "어느 필지도 용도지역과 겹치지 않음: 두 레이어의 좌표계와 자리를 확인하십시오"
                    : "no parcel meets any zone: see that both layers are in the systems "
                      "they declare, and of the same place");
        }
    } else {
        tell(*told, layers, counts);
    }
}

Exit make_overlay(const OverlayInputs& inputs, const std::string& cross_check, const Common& common,
                  TableTold* told) {
    io::refuse_overwriting(common.output, {inputs.parcels, inputs.zones});
    hold_to_lock(common, {inputs.parcels, inputs.zones});
    progress(common, {"읽는 중", "reading"});
    const auto check = cross_check_of(cross_check);
    if (streams(common)) {
        if (const auto exit = stream_overlay(inputs, check, common, told)) {
            return *exit;
        }
    }
    auto layers = read_overlay_layers(inputs);
    progress(common, {"중첩 면적 계산 중", "measuring overlaps"});
    hold_read_to_lock(common, layers.files, inputs.parcels);
    if (inputs.range.whole()) {
        note_reading(common, layers.parcels.layer);
    } else { // what its values are like is judged with those of the other parts
        note_ledger(common, told_of(layers.parcels.layer));
    }
    note_reading(common, layers.zones);

    const auto& parcels = layers.parcels.layer;
    Result result{.parcels = &parcels, .definition = layers.parcels.definition, .table = {}};
    result.table =
        overlay::overlaps(parcels, {layers.over(inputs)}, {}, common.thread_count(), check);
    publish(common, result);
    tell_end(common, told, {&parcels, &layers.zones}, count(result.table, check));
    if (told != nullptr) {
        told->files = std::move(layers.files);
    }
    return exit_for_ledgers({&parcels, &layers.zones}, inputs.file);
}

void declare_overlay(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<OverlayOptions>();
    app.option("PARCELS", options->in.parcels,
               {"필지 레이어 또는 계획 파일", "Parcel layer, or a plan"})
        .required();
    app.option("ZONES", options->in.zones,
               {"용도지역 레이어 (계획 파일이 아닐 때)", "Zone layer (without a plan)"});
    app.option("--parcel-id", options->in.parcel_id,
               {"필지의 이름이 되는 필드", "Field that names a parcel"});
    app.option("--zone-class", options->in.zone_class,
               {"용도지역 구분 필드", "Field of the zone's class"});
    app.option("--parcel-layer", options->in.parcel_layer,
               {"PARCELS 안의 레이어", "Layer inside PARCELS"});
    app.option("--zone-layer", options->in.zone_layer, {"ZONES 안의 레이어", "Layer inside ZONES"});
    app.option("--zone-crs", options->in.zone_crs,
               {"좌표계가 없는 ZONES의 좌표계", "Coordinate system of ZONES without one"})
        .type_name("EPSG:n");
    app.option(
        "--layer", options->key,
        {"중첩할 계획의 레이어 (기본: zoning)", "The plan's layer to lay over (default: zoning)"});
    add_cross_check(app, options->cross_check,
                    {"표본(=all이면 전부)을 GEOS로 한 번 더 계산",
                     "Compute a sample, or with =all everything, a second time by GEOS"});
    add_file_options(app, options->in.file);
    app.callback([options, &common, &exit] {
        options->in.file.repair = common.repair_policy();
        exit = work_on(options->in.zones.empty() ? options->in.parcels
                                                 : options->in.parcels + ", " + options->in.zones,
                       [&] { return run(*options, common); });
    });
}

} // namespace sandan::cli
