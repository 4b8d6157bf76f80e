#include <sandan/geom/reproject.hpp>

#include "geom/proj.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>

namespace sandan::geom {

namespace proj {

namespace {

/// The Korean systems in use. Korean software writes them under names of its own
/// (KGD2002_Central_Belt_2010, PCS_Korean1985_TM, PCS_ITRF2000_TM), which PROJ does not identify
/// and then transforms without the datum shift, hundreds of metres off.
constexpr std::array korean_codes{5186, 5185, 5187, 5188, 5181, 5180, 5182, 5183, 5184, 5179, 5174,
                                  5173, 5175, 5176, 5177, 2097, 2096, 2098, 5168, 5167, 5178};

/// What a transverse Mercator system on an ellipsoid consists of.
struct Parameters {
    double semi_major = 0;
    double inverse_flattening = 0;
    std::map<std::string, double> projection; ///< In radians, metres, unity.
};

std::string name_of(const PJ* object) {
    const char* const name = object == nullptr ? nullptr : proj_get_name(object);
    return name == nullptr ? "" : name;
}

std::optional<Parameters> parameters_of(PJ_CONTEXT* context, const PJ* crs) {
    const Object conversion{proj_crs_get_coordoperation(context, crs)};
    const Object ellipsoid{proj_get_ellipsoid(context, crs)};
    const char* method = nullptr;
    if (!conversion || !ellipsoid ||
        proj_coordoperation_get_method_info(context, conversion.get(), &method, nullptr, nullptr) ==
            0 ||
        std::string_view{method} != "Transverse Mercator") {
        return std::nullopt;
    }
    Parameters result;
    proj_ellipsoid_get_parameters(context, ellipsoid.get(), &result.semi_major, nullptr, nullptr,
                                  &result.inverse_flattening);
    const int count = proj_coordoperation_get_param_count(context, conversion.get());
    for (int i = 0; i < count; ++i) {
        const char* name = nullptr;
        double value = 0;
        double unit = 1;
        proj_coordoperation_get_param(context, conversion.get(), i, &name, nullptr, nullptr, &value,
                                      nullptr, &unit, nullptr, nullptr, nullptr, nullptr);
        result.projection[name] = value * unit;
    }
    return result;
}

/// Equal to 2 mm on the ground; angles to 5 cm, as 10.405″ is often written with few digits.
bool same(const Parameters& a, const Parameters& b) {
    constexpr double length = 0.002;
    constexpr double angle = 8e-9;
    const auto close = [](const auto& x, const auto& y) {
        const bool metres = x.first.starts_with("False");
        return x.first == y.first && std::abs(x.second - y.second) < (metres ? length : angle);
    };
    return std::abs(a.semi_major - b.semi_major) < length &&
           std::abs(a.inverse_flattening - b.inverse_flattening) < 1e-7 &&
           std::equal(a.projection.begin(), a.projection.end(), b.projection.begin(),
                      b.projection.end(), close);
}

/// True for datum names that Korean data carries, and for "unknown". Another named datum on the
/// same ellipsoid (Tokyo on Bessel) must not pass.
bool may_be_korean(PJ_CONTEXT* context, const PJ* crs) {
    const Object datum{proj_crs_get_datum_forced(context, crs)};
    auto name = name_of(datum.get());
    std::erase_if(name, [](unsigned char c) { return std::isalnum(c) == 0; });
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<std::string_view, 10> known{
        "korea",   "kgd",          "itrf2000", "referenceframe2000", "unknown",
        "unnamed", "notspecified", "dgrs",     "dbessel1841",        "undefined"};
    return name.empty() || std::any_of(known.begin(), known.end(), [&](std::string_view part) {
               return name.find(part) != std::string::npos;
           });
}

std::string korean_code(PJ_CONTEXT* context, const PJ* crs) {
    const auto wanted = parameters_of(context, crs);
    if (!wanted || !may_be_korean(context, crs)) {
        return {};
    }
    for (const int code : korean_codes) {
        auto name = "EPSG:" + std::to_string(code);
        const Object candidate{proj_create(context, name.c_str())};
        const auto parameters = candidate ? parameters_of(context, candidate.get()) : std::nullopt;
        if (parameters && same(*wanted, *parameters)) {
            return name;
        }
    }
    return {};
}

std::string own_code(const PJ* crs) {
    const char* const authority = proj_get_id_auth_name(crs, 0);
    const char* const code = proj_get_id_code(crs, 0);
    if (authority == nullptr || code == nullptr) {
        return {};
    }
    const auto name = std::string{authority} + ":" + code;
    return name == "OGC:CRS84" ? "EPSG:4326" : name; // the same but for the order of axes
}

/// What PROJ itself identifies: equal but for names and the order of axes.
std::string identified_code(PJ_CONTEXT* context, const PJ* crs) {
    int* confidence = nullptr;
    const List list{proj_identify(context, crs, "EPSG", nullptr, &confidence)};
    const bool sure = list && proj_list_get_count(list.get()) > 0 && confidence[0] >= 70;
    proj_int_list_destroy(confidence);
    if (!sure) {
        return {};
    }
    const Object match{proj_list_get(context, list.get(), 0)};
    return own_code(match.get());
}

} // namespace

Object read_crs(PJ_CONTEXT* context, const std::string& definition) {
    Object crs{proj_create(context, definition.c_str())};
    const auto unwrap = [&](PJ_TYPE type, auto&& inner) {
        if (crs && proj_get_type(crs.get()) == type) {
            crs = Object{inner()};
        }
    };
    unwrap(PJ_TYPE_COMPOUND_CRS, [&] { return proj_crs_get_sub_crs(context, crs.get(), 0); });
    unwrap(PJ_TYPE_BOUND_CRS, [&] { return proj_get_source_crs(context, crs.get()); });
    if (!crs || proj_is_crs(crs.get()) == 0) {
        throw Error{ErrorKind::input, "'" + definition +
                                          "' is no coordinate system known to PROJ: expected "
                                          "EPSG:nnnn, WKT or PROJJSON"};
    }
    return crs;
}

Identity identify(PJ_CONTEXT* context, const PJ* crs) {
    if (auto code = own_code(crs); code.starts_with("EPSG:")) {
        return {std::move(code), "authority"};
    }
    if (auto code = korean_code(context, crs); !code.empty()) {
        return {std::move(code), "parameters"};
    }
    if (auto code = identified_code(context, crs); code.starts_with("EPSG:")) {
        return {std::move(code), "identified"};
    }
    return {{}, "unknown"};
}

} // namespace proj

namespace {

bool is_web_mercator(PJ_CONTEXT* context, const PJ* crs) {
    const proj::Object conversion{proj_crs_get_coordoperation(context, crs)};
    const char* method = nullptr;
    return conversion &&
           proj_coordoperation_get_method_info(context, conversion.get(), &method, nullptr,
                                               nullptr) != 0 &&
           std::string_view{method}.find("Pseudo Mercator") != std::string_view::npos;
}

double axis_unit(PJ_CONTEXT* context, const PJ* crs) {
    const proj::Object system{proj_crs_get_coordinate_system(context, crs)};
    double unit = 1;
    if (system) {
        proj_cs_get_axis_info(context, system.get(), 0, nullptr, nullptr, nullptr, &unit, nullptr,
                              nullptr, nullptr);
    }
    return unit;
}

} // namespace

CrsInfo describe_crs(const std::string& definition) {
    const auto context = proj::new_context();
    const auto crs = proj::read_crs(context.get(), definition);
    auto identity = proj::identify(context.get(), crs.get());
    CrsInfo info;
    info.name = proj::name_of(crs.get());
    info.epsg = std::move(identity.epsg);
    info.how = std::move(identity.how);
    info.projected = proj_get_type(crs.get()) == PJ_TYPE_PROJECTED_CRS;
    info.web_mercator = is_web_mercator(context.get(), crs.get());
    info.metres_per_unit = info.projected ? axis_unit(context.get(), crs.get()) : 1;
    return info;
}

} // namespace sandan::geom
