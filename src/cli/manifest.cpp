#include "cli/manifest.hpp"

#include <sandan/geom/overlay.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "cli/reading_text.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace sandan::cli {

namespace {

using Json = nlohmann::ordered_json;

Json inputs(const Manifest& manifest) {
    Json list = Json::array();
    for (const auto& [path, sha256] : manifest.inputs) {
        list.push_back({{"path", path}, {"sha256", sha256}});
    }
    return list;
}

Json packs(const model::Project& project) {
    Json list = Json::array();
    for (const auto& pack : project.rules.packs) {
        list.push_back({{"id", pack.id}, {"version", pack.version}, {"sha256", pack.sha256}});
    }
    return list;
}

Json layers(const model::Project& project) {
    Json list = Json::array();
    for (const auto& layer : project.layers) {
        const auto& from = layer.provenance;
        list.push_back({{"name", layer.name},
                        {"role", layer.role},
                        {"ledger", ledger_json(layer.ledger)},
                        {"encoding", {{"name", from.encoding}, {"how", from.encoding_how}}},
                        {"crs",
                         {{"epsg", from.crs.epsg},
                          {"how", from.crs_how},
                          {"operation", from.operation.name},
                          {"accuracy_m", from.operation.accuracy_m}}}});
    }
    return list;
}

Json versions(const std::string& solver) {
    const auto libraries = io::library_versions();
    return {{"sandan", SANDAN_VERSION},
            {"gdal", libraries.gdal},
            {"geos", geom::geos_version()},
            {"proj", libraries.proj},
            {"solver", solver}};
}

} // namespace

std::string manifest_json(const Manifest& manifest) {
    const auto& plan = manifest.project.plan;
    Json outputs = Json::array();
    for (const auto& [path, bytes] : manifest.outputs) {
        outputs.push_back({{"path", path}, {"sha256", io::sha256_of_text(bytes)}});
    }
    const Json document{
        {"schema", "sandan.manifest/1"},
        {"plan", plan.name},
        {"synthetic", plan.synthetic},
        {"options",
         {{"as_of", manifest.as_of},
          {"language", manifest.language},
          {"crs", plan.crs},
          {"objective", plan.allocation.objective},
          {"max_parcels", plan.allocation.max_parcels},
          {"gap", plan.allocation.gap},
          {"time_limit_s", plan.allocation.time_limit_s}}},
        {"seed", plan.allocation.seed},
        {"versions", versions(manifest.solver)},
        {"rule_packs", packs(manifest.project)},
        {"inputs", inputs(manifest)},
        {"layers", layers(manifest.project)},
        {"outputs", outputs},
    };
    return document.dump(2) + "\n";
}

} // namespace sandan::cli
