#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>
#include <sandan/overlay/overlap.hpp>
#include <sandan/overlay/split.hpp>

#include "cli/commands.hpp"
#include "cli/file_mode.hpp"
#include "cli/lock.hpp"
#include "cli/overlay_table.hpp"
#include "report/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace sandan::cli {

namespace {

struct OverlayOptions {
    std::string parcels; ///< Or the plan.
    std::string zones;
    std::string parcel_layer; ///< --parcel-layer: inside a source of several
    std::string zone_layer;
    std::string parcel_id;
    std::string zone_class;
    std::string zone_crs;
    std::string key; ///< --layer: the plan's layer to lay over
    std::string cross_check = "none";
    FileOptions file;

    [[nodiscard]] overlay::CrossCheck check() const {
        if (cross_check == "all") {
            return overlay::CrossCheck::all;
        }
        return cross_check == "sample" ? overlay::CrossCheck::sample : overlay::CrossCheck::none;
    }
};

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
        deliver(common, csv_text(common, overlay_table(*result.parcels, result.table)));
    }
    const auto& table = result.table;
    const auto twice = std::count_if(table.overlap_m2.begin(), table.overlap_m2.end(),
                                     [](double area) { return area > 0.01; });
    const auto format = common.language == Language::ko
                            ? "필지 {}개, {}행, 조각 {}개; {}개 필지가 둘 이상의 구분에 걸치고 "
                              "{}개 필지의 땅이 두 번 이상 덮임"
                            : "{} parcels, {} rows, {} slivers; {} parcels lie in more than one "
                              "class, {} have land covered more than once";
    note(common, fmt::format(fmt::runtime(format), table.parcel_area_m2.size(), table.rows.size(),
                             table.slivers, overlay::split_parcels(table), twice));
}

Exit run_files(const OverlayOptions& options, const Common& common) {
    io::refuse_overwriting(common.output, {options.parcels, options.zones});
    hold_to_lock(common, {options.parcels, options.zones});
    io::ReadOptions read;
    read.layer = options.parcel_layer;
    read.need_attributes = !options.parcel_id.empty();
    if (!options.parcel_id.empty()) {
        read.fields["id"] = options.parcel_id;
    }
    std::vector<io::InputFile> files;
    const auto parcels = read_measured(options.parcels, read, options.file, files);
    io::ReadOptions read_zones;
    read_zones.layer = options.zone_layer;
    read_zones.need_attributes = !options.zone_class.empty();
    if (!options.zone_class.empty()) {
        read_zones.fields["zone_class"] = options.zone_class;
    }
    read_zones.crs = options.zone_crs;
    read_zones.repair = options.file.repair;
    const auto zones = read_beside(parcels, options.zones, read_zones, files);
    hold_read_to_lock(common, files, options.parcels);
    note_reading(common, parcels.layer);
    note_reading(common, zones);

    Result result{.parcels = &parcels.layer, .definition = parcels.definition, .table = {}};
    const overlay::ZoneLayer over{.layer = &zones,
                                  .class_field = options.zone_class.empty() ? "fid" : "zone_class"};
    result.table =
        overlay::overlaps(parcels.layer, {over}, {}, common.thread_count(), options.check());
    publish(common, result);
    return exit_for_ledgers({&parcels.layer, &zones}, options.file);
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
    throw Error{ErrorKind::usage,
                key.empty() ? project.plan.path + ": names no layer of role zoning or management"
                            : fmt::format("{}: --layer {}: the plan has no such layer",
                                          project.plan.path, key)};
}

Exit run_plan(const OverlayOptions& options, const Common& common) {
    const auto project =
        io::read_project(options.parcels, common.thread_count(), common.repair_policy());
    io::refuse_overwriting(common.output, project.input_paths());
    hold_plan_to_lock(common, project);
    const auto* const lots = project.layer("lots");
    const auto* const parcels = lots != nullptr ? lots : project.layer("parcels");
    if (parcels == nullptr) {
        throw Error{ErrorKind::usage,
                    project.plan.path + ": names no layer of role lots or parcels"};
    }
    const auto& zones = choose_zones(project, options.key);
    note_reading(common, *parcels);
    note_reading(common, zones);
    Result result{.parcels = parcels, .definition = project.plan.crs, .table = {}};
    const overlay::ZoneLayer over{.layer = &zones, .class_field = class_field_of(zones)};
    result.table = overlay::overlaps(*parcels, {over}, {}, common.thread_count(), options.check());
    publish(common, result);
    return exit_for_ledgers({parcels, &zones}, options.file);
}

Exit run(const OverlayOptions& options, const Common& common) {
    if (!options.zones.empty()) {
        return run_files(options, common);
    }
    if (std::filesystem::path{options.parcels}.extension() != ".toml") {
        throw Error{ErrorKind::usage, options.parcels +
                                          ": a second layer is missing: overlay PARCELS ZONES, or "
                                          "overlay PLAN.toml"};
    }
    return run_plan(options, common);
}

} // namespace

void declare_overlay(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<OverlayOptions>();
    app.option("PARCELS", options->parcels, "Parcel layer, or a plan").required();
    app.option("ZONES", options->zones, "Zone layer (without a plan)");
    app.option("--parcel-id", options->parcel_id, "Field that names a parcel");
    app.option("--zone-class", options->zone_class, "Field of the zone's class");
    app.option("--parcel-layer", options->parcel_layer, "Layer inside PARCELS");
    app.option("--zone-layer", options->zone_layer, "Layer inside ZONES");
    app.option("--zone-crs", options->zone_crs, "Coordinate system of ZONES without one")
        .type_name("EPSG:n");
    app.option("--layer", options->key, "The plan's layer to lay over (default: zoning)");
    app.flag("--cross-check{sample}", options->cross_check,
             "Compute a sample, or with =all everything, a second time by GEOS")
        .one_of({"none", "sample", "all"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit = run(*options, common);
    });
}

} // namespace sandan::cli
