#include "io/layer_crs.hpp"

#include <sandan/core/error.hpp>

#include "io/source.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <array>

namespace sandan::io {

namespace {

geom::CrsInfo describe(const std::string& definition, const std::string& path) {
    try {
        return geom::describe_crs(definition);
    } catch (const Error& e) {
        throw e.within(path);
    }
}

/// What PROJ is given: the EPSG code where the parameters are those of one, because only codes
/// carry a datum PROJ knows the shift of.
std::string for_proj(const geom::CrsInfo& info, const std::string& definition) {
    return info.epsg.empty() ? definition : info.epsg;
}

std::string choose(const std::string& declared, const ReadOptions& options, const std::string& path,
                   model::Provenance& provenance) {
    if (declared.empty() && options.crs.empty()) {
        throw Error{ErrorKind::input,
                    path + ": declares no coordinate system; give it with crs (EPSG:5186, "
                           "EPSG:5174, …)"};
    }
    provenance.crs_how = declared.empty() ? "option" : "declared";
    if (declared.empty() || options.crs.empty()) {
        return declared.empty() ? options.crs : declared;
    }
    const auto in_file = describe(declared, path);
    const auto wanted = describe(options.crs, path);
    if (!in_file.epsg.empty() && in_file.epsg != wanted.epsg) {
        throw Error{ErrorKind::input,
                    fmt::format("{}: declares {} ({}), but crs says {}; leave crs out, or correct "
                                "the file",
                                path, in_file.epsg, in_file.name, options.crs)};
    }
    if (in_file.epsg.empty()) {
        provenance.crs_how = "option";
        tell(provenance.findings, "CRS-UNKNOWN",
             {"알려진 좌표계여야 함: " + in_file.name,
              "a known system; it declares " + in_file.name},
             {options.crs + " 사용", options.crs + " is used"});
        return options.crs;
    }
    return declared;
}

} // namespace

std::string declared_crs(OGRLayer& layer, const std::string& prj_file) {
    if (!prj_file.empty()) {
        auto text = read_bytes(prj_file);
        if (text.starts_with("\xEF\xBB\xBF")) {
            text.erase(0, 3);
        }
        return text.find_first_not_of(" \t\r\n") == std::string::npos ? std::string{} : text;
    }
    const auto* const crs = layer.GetSpatialRef();
    if (crs == nullptr || crs->IsEmpty() != FALSE) {
        return {};
    }
    const std::array<const char*, 2> wkt2{"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    crs->exportToWkt(&text, wkt2.data());
    std::string definition = text == nullptr ? "" : text;
    CPLFree(text);
    return definition;
}

LayerCrs resolve_crs(const std::string& declared, const ReadOptions& options,
                     const std::string& path, model::Provenance& provenance) {
    LayerCrs crs;
    const auto definition = choose(declared, options, path, provenance);
    provenance.crs = describe(definition, path);
    crs.definition = for_proj(provenance.crs, definition);
    provenance.crs_definition = crs.definition;
    crs.working = provenance.crs;
    provenance.operation = {.name = "none", .accuracy_m = 0, .ballpark = false, .identity = true};
    if (options.target_crs.empty()) {
        return crs;
    }
    crs.working = describe(options.target_crs, path);
    try {
        crs.transform.emplace(crs.definition, for_proj(crs.working, options.target_crs));
    } catch (const Error& e) {
        throw e.within(path);
    }
    provenance.operation = crs.transform->operation();
    if (provenance.operation.identity) {
        crs.transform.reset();
    }
    return crs;
}

} // namespace sandan::io
