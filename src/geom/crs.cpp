#include <sandan/geom/reproject.hpp>

#include "core/korean.hpp"
#include "geom/known_systems.hpp"
#include "geom/memo.hpp"
#include "geom/proj.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <regex>
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
    const Object meridian{proj_get_prime_meridian(context, crs)};
    double degrees = 0;
    double to_radians = 0;
    if (meridian && proj_prime_meridian_get_parameters(context, meridian.get(), &degrees,
                                                       &to_radians, nullptr) != 0) {
        result.projection["Prime meridian"] = degrees * to_radians;
    }
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

enum class Datum { korean, tokyo, other };

/// Korean data carries Korean names of a datum, or none that says anything. Tokyo is what the old
/// survey of Korea was computed on, and what GIS programs put on Bessel; with Korean parameters it
/// is Korean. Any other name is believed.
Datum datum_of(PJ_CONTEXT* context, const PJ* crs) {
    const Object datum{proj_crs_get_datum_forced(context, crs)};
    auto name = name_of(datum.get());
    std::erase_if(name, [](unsigned char c) { return std::isalnum(c) == 0; });
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<std::string_view, 10> known{
        "korea",   "kgd",          "itrf2000", "referenceframe2000", "unknown",
        "unnamed", "notspecified", "dgrs",     "bessel1841",         "undefined"};
    const auto has = [&](std::string_view part) {
        return name.find(part) != std::string::npos;
    };
    if (name.empty() || std::any_of(known.begin(), known.end(), has)) {
        return Datum::korean;
    }
    return has("tokyo") ? Datum::tokyo : Datum::other;
}

bool is_korean(std::string_view epsg) {
    return std::any_of(korean_codes.begin(), korean_codes.end(),
                       [&](int code) { return epsg == "EPSG:" + std::to_string(code); });
}

std::string code_of(PJ_CONTEXT* context, const Parameters& wanted) {
    for (const int code : korean_codes) {
        auto name = "EPSG:" + std::to_string(code);
        const Object candidate{proj_create(context, name.c_str())};
        const auto parameters = candidate ? parameters_of(context, candidate.get()) : std::nullopt;
        if (parameters && same(wanted, *parameters)) {
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

/// False if the definition carries a code and is another system: another kind of one, or transverse
/// Mercator with other parameters. Others are believed.
bool is_what_it_claims(PJ_CONTEXT* context, const PJ* crs, const std::string& code) {
    const Object official{proj_create(context, code.c_str())};
    const auto projected = [](const PJ* system) {
        return proj_get_type(system) == PJ_TYPE_PROJECTED_CRS;
    };
    if (!official || projected(crs) != projected(official.get())) {
        return false;
    }
    const auto own = parameters_of(context, crs);
    const auto meant = parameters_of(context, official.get());
    return own && meant ? same(*own, *meant) : own.has_value() == meant.has_value();
}

/// "EPSG:5186" in any case, a URN or PROJJSON.
bool is_code_or_json(const std::string& definition) {
    static const std::regex code{
        "(EPSG|ESRI):[0-9]+|OGC:CRS[0-9]+|urn:ogc:def:crs:[A-Z]+:[0-9.]*:[0-9A-Z]+",
        std::regex::icase};
    constexpr std::size_t longest_code = 64; // the matcher of a long text overflows the stack
    return definition.starts_with('{') ||
           (definition.size() <= longest_code && std::regex_match(definition, code));
}

/// Null for anything else: PROJ would take the system with the most similar name, half a second
/// later.
Object created(PJ_CONTEXT* context, std::string definition) {
    while (!definition.empty() &&
           std::isspace(static_cast<unsigned char>(definition.back())) != 0) {
        definition.pop_back();
    }
    if (definition.empty() || definition.find('\0') != std::string::npos) {
        return Object{};
    }
    if (is_code_or_json(definition)) {
        return Object{proj_create(context, definition.c_str())};
    }
    if (definition.find('[') == std::string::npos) {
        return Object{};
    }
    constexpr std::array<const char*, 2> as_found_in_files{"STRICT=NO", nullptr};
    return Object{proj_create_from_wkt(context, definition.c_str(), as_found_in_files.data(),
                                       nullptr, nullptr)};
}

} // namespace

Object read_crs(PJ_CONTEXT* context, const std::string& definition, bool* own_shift) {
    auto crs = created(context, definition);
    const auto unwrap = [&](PJ_TYPE type, auto&& inner) {
        const bool wrapped = crs && proj_get_type(crs.get()) == type;
        if (wrapped) {
            crs = Object{inner()};
        }
        return wrapped;
    };
    unwrap(PJ_TYPE_COMPOUND_CRS, [&] { return proj_crs_get_sub_crs(context, crs.get(), 0); });
    const bool bound =
        unwrap(PJ_TYPE_BOUND_CRS, [&] { return proj_get_source_crs(context, crs.get()); });
    if (own_shift != nullptr) {
        *own_shift = bound;
    }
    if (!crs || proj_is_crs(crs.get()) == 0) {
        constexpr std::size_t shown = 200;
        throw Error{
            ErrorKind::input,
            Text{
                format_ko(
                    "'{}'은(는) PROJ가 모르는 좌표계입니다: EPSG:nnnn, WKT나 PROJJSON이어야 합니다",
                    definition.substr(0, shown)),
                fmt::format("'{}' is no coordinate system known to PROJ: expected EPSG:nnnn, WKT "
                            "or PROJJSON",
                            definition.substr(0, shown))}};
    }
    return crs;
}

Identity identify(PJ_CONTEXT* context, const PJ* crs) {
    Identity identity;
    if (auto code = own_code(crs); code.starts_with("EPSG:")) {
        if (is_what_it_claims(context, crs, code)) {
            identity = {std::move(code), "authority", {}, {}, false};
            identity.korean = is_korean(identity.epsg);
            return identity;
        }
        identity.claimed = std::move(code);
    }
    const auto parameters = parameters_of(context, crs);
    const auto datum = datum_of(context, crs);
    if (parameters && datum != Datum::other) {
        identity.epsg = code_of(context, *parameters);
    }
    if (!identity.epsg.empty()) {
        identity.how = "parameters";
        identity.korean = true;
        if (datum == Datum::tokyo) {
            const Object named{proj_crs_get_datum_forced(context, crs)};
            identity.foreign_datum = name_of(named.get());
        }
        return identity;
    }
    identity.how = "unknown";
    if (auto code = identified_code(context, crs);
        identity.claimed.empty() && code.starts_with("EPSG:")) {
        identity.epsg = std::move(code);
        identity.how = "identified";
        identity.korean = is_korean(identity.epsg);
    }
    return identity;
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

CrsInfo described(const std::string& definition) {
    auto* const context = proj::shared_context();
    CrsInfo info;
    const auto crs = proj::read_crs(context, definition, &info.own_shift);
    auto identity = proj::identify(context, crs.get());
    info.name = proj::name_of(crs.get());
    info.epsg = std::move(identity.epsg);
    info.how = std::move(identity.how);
    info.claimed = std::move(identity.claimed);
    info.foreign_datum = std::move(identity.foreign_datum);
    info.korean = identity.korean;
    info.projected = proj_get_type(crs.get()) == PJ_TYPE_PROJECTED_CRS;
    info.web_mercator = is_web_mercator(context, crs.get());
    info.metres_per_unit = info.projected ? axis_unit(context, crs.get()) : 1;
    return info;
}

} // namespace

CrsInfo describe_crs(const std::string& definition) {
    if (auto usual = known_system(definition)) {
        return *usual;
    }
    // A plan has dozens of layers in two or three systems; PROJ's database is slow to ask.
    static Memo<std::string, CrsInfo> known;
    return known.get(definition, [&] { return described(definition); });
}

} // namespace sandan::geom
