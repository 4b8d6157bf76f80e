#include "cli/batch_plan.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/session.hpp>

#include "cli/version.hpp"
#include "io/shp_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

namespace sandan::cli {

namespace {

namespace fs = std::filesystem;

bool is_shapefile(const fs::path& path) {
    return path.extension() == ".shp" || path.extension() == ".SHP";
}

/// Files that the data set at `path` is made of, by name.
std::vector<fs::path> files_of(const fs::path& path) {
    std::vector<fs::path> files;
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::recursive_directory_iterator{path}) {
            if (entry.is_regular_file()) {
                files.push_back(entry.path());
            }
        }
    } else {
        files.push_back(path);
    }
    if (is_shapefile(path)) {
        for (const auto* const part :
             {".shx", ".dbf", ".prj", ".cpg", ".SHX", ".DBF", ".PRJ", ".CPG"}) {
            if (auto file = fs::path{path}.replace_extension(part); fs::exists(file)) {
                files.push_back(std::move(file));
            }
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

BatchSource hashed(const std::string& path, const std::string& folder) {
    std::error_code failed;
    if (!fs::exists(path, failed)) {
        throw Error{ErrorKind::input, Text{"찾을 수 없습니다", "not found"}}.within(path);
    }
    BatchSource source{.path = fs::absolute(path)
                                   .lexically_normal()
                                   .lexically_relative(fs::absolute(folder).lexically_normal())
                                   .generic_string(),
                       .encoding = {},
                       .files = {},
                       .whole = {}};
    for (const auto& file : files_of(path)) {
        source.files.push_back({file.filename().string(), io::sha256_of_file(file.string())});
    }
    return source;
}

/// Holds a whole source against the zones, as its parts alone are not, and gives what reading it
/// for the task tells: neither places nor values are judged part by part.
ToldReading judge(const BatchPlan& plan, const std::string& path, const model::Layer& layer) {
    auto inputs = plan.task;
    inputs.parcels = path;
    inputs.zones = plan.open_path(plan.zones.path);
    const auto& crs = layer.provenance.crs;
    if (!inputs.file.area_crs.empty() || !crs.projected || crs.metres_per_unit != 1) {
        return told_of(read_overlay_layers(inputs).parcels.layer);
    }
    std::vector<io::InputFile> unused;
    const auto& system = layer.provenance.crs_definition;
    io::check_position(read_zones(inputs, system, unused), layer, system);
    return told_of(layer);
}

/// Reads a source once and divides its records as evenly as they go into parts of at most
/// `part_records`.
void divide(BatchPlan& plan, const std::string& path, std::size_t part_records) {
    auto read = reading(plan.task.parcel_layer, plan.task.parcel_id);
    read.crs = plan.task.file.crs;
    read.repair = plan.task.file.repair;
    const auto layer = io::read_layer(path, read);
    if (layer.provenance.encoding != "ASCII") { // a part alone may look like another
        plan.sources.back().encoding = layer.provenance.encoding;
    }
    plan.sources.back().whole = judge(plan, path, layer);
    const auto records = layer.ledger.declared;
    const auto parts = (records + part_records - 1) / part_records;
    bool measured = false;
    auto feature = layer.features.begin();
    for (std::size_t k = 0; k < parts; ++k) {
        const auto first = records * k / parts;
        const auto end = records * (k + 1) / parts;
        BatchPart part{.source = plan.sources.size() - 1,
                       .range = {.first = first, .count = end - first},
                       .records = end - first,
                       .box = {}};
        for (; feature != layer.features.end() && static_cast<std::size_t>(feature->fid) < end;
             ++feature) {
            if (const auto box = geom::envelope(feature->shape); !box.empty()) {
                part.box.extend(box.min);
                part.box.extend(box.max);
            }
            measured = measured || !feature->shape.polygons.empty();
        }
        plan.parts.push_back(part);
    }
    if (!measured) { // as the overlay of the whole would say
        throw Error{
            ErrorKind::input,
            Text{fmt::format("{}: 잴 것이 없습니다: 레코드 {}개 가운데 면이 하나도 없습니다", path,
                             records),
                 fmt::format("{}: nothing to measure: none of its {} records is a polygon", path,
                             records)}};
    }
}

} // namespace

std::string BatchPlan::open_path(const std::string& path) const {
    return (fs::path{folder} / path).lexically_normal().string();
}

std::string BatchPlan::key_of(const BatchPart& part) const {
    std::string text =
        fmt::format("{}\n{}\nid {}\nclass {}\nparcel layer {}\nzone layer {}\ncrs {}\nzone "
                    "crs {}\narea crs {}\nrepair {}\ncross-check {}\nencoding {}\n",
                    kind->name, measuring_versions(), task.parcel_id, task.zone_class,
                    task.parcel_layer, task.zone_layer, task.file.crs, task.zone_crs,
                    task.file.area_crs, repair, cross_check, sources[part.source].encoding);
    for (const auto* const input : {&sources[part.source], &zones}) {
        for (const auto& file : input->files) {
            text += fmt::format("{}  {}\n", file.sha256, file.name);
        }
        text += "\n";
    }
    text += fmt::format("{} {}\n", part.range.first, part.range.count);
    return io::sha256_of_text(text);
}

std::vector<std::size_t> BatchPlan::largest_first() const {
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return parts[a].records > parts[b].records;
    });
    return order;
}

Text numbers_begin_anew() {
    return {
        "--parcel-id가 없어 행의 이름은 원본마다 다시 시작하는 레코드 번호입니다",
        "without --parcel-id rows are named by record numbers, which begin anew in each source"};
}

void make_parts(BatchPlan& plan, const std::vector<std::string>& sources, const std::string& zones,
                std::size_t part_records) {
    if (plan.kind->zoned) {
        plan.zones = hashed(zones, plan.folder);
    }
    for (const auto& path : sources) {
        plan.sources.push_back(hashed(path, plan.folder));
        const auto head =
            is_shapefile(path) ? io::read_shp_head(path) : io::ShpHead{.records = 0, .box = {}};
        if (plan.kind->divides && head.records > part_records) {
            divide(plan, path, part_records);
        } else {
            plan.parts.push_back({.source = plan.sources.size() - 1,
                                  .range = {},
                                  .records = head.records,
                                  .box = head.box});
        }
    }
}

} // namespace sandan::cli
