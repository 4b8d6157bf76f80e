#include <sandan/io/read.hpp>

#include "core/korean.hpp"
#include "io/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sandan::io {

namespace {

std::string catalogue(const std::string& data_directory, std::string_view table) {
    return fmt::format("{}/catalogue/{}.csv", data_directory, table);
}

Text name_of(const Rows& rows) {
    return {.ko = rows.need("name_ko"), .en = rows.need("name_en")};
}

/// The key of a row; a table says each thing once.
const std::string& unique(const Rows& rows, std::string_view column, std::set<std::string>& seen) {
    const auto& key = rows.need(column);
    if (!seen.insert(key).second) {
        rows.fail(column, {format_ko("{} '{}'이(가) 두 번 나옵니다", column, key),
                           fmt::format("{} '{}' stands a second time", column, key)});
    }
    return key;
}

double share_in_percent(const Rows& rows, std::string_view column) {
    const auto value = rows.amount(column);
    if (!value || *value <= 0 || *value > 100) {
        rows.fail(column, {fmt::format("{} 값이 '{}'입니다; 0보다 크고 100 이하(%)여야 합니다",
                                       column, rows.text(column)),
                           fmt::format("{} is '{}', expected more than 0 and at most 100 (%)",
                                       column, rows.text(column))});
    }
    return *value;
}

std::vector<model::LandUse> read_land_uses(const std::string& path) {
    Rows rows{path,
              {"code", "name_ko", "name_en", "group", "paid", "green", "road", "firms",
               "management", "colour", "hatch"}};
    std::vector<model::LandUse> uses;
    std::set<std::string> seen;
    while (rows.next()) {
        uses.push_back({.code = unique(rows, "code", seen),
                        .name = name_of(rows),
                        .group = rows.need("group"),
                        .paid = rows.flag("paid"),
                        .counts_green = rows.flag("green"),
                        .counts_road = rows.flag("road"),
                        .for_sale_to_firms = rows.flag("firms"),
                        .management = rows.list("management"),
                        .colour = rows.need("colour"),
                        .hatch = rows.text("hatch")});
    }
    return uses;
}

std::vector<model::ManagementZone> read_management_zones(const std::string& path) {
    Rows rows{path, {"code", "name_ko", "name_en", "colour"}};
    std::vector<model::ManagementZone> zones;
    std::set<std::string> seen;
    while (rows.next()) {
        zones.push_back({.code = unique(rows, "code", seen),
                         .name = name_of(rows),
                         .colour = rows.need("colour")});
    }
    return zones;
}

std::vector<model::ZoningCode> read_zoning_codes(const std::string& path) {
    Rows rows{
        path, {"code", "name_ko", "name_en", "family", "umbrella", "colour"}, {"source", "date"}};
    std::vector<model::ZoningCode> codes;
    std::set<std::string> seen;
    while (rows.next()) {
        codes.push_back({.code = unique(rows, "code", seen),
                         .name = name_of(rows),
                         .family = rows.need("family"),
                         .umbrella = rows.flag("umbrella"),
                         .colour = rows.need("colour")});
    }
    return codes;
}

std::vector<model::LayerRole> read_roles(const std::string& path) {
    Rows rows{path,
              {"role", "geometry", "unique_ids", "required", "optional", "name_ko", "name_en"}};
    std::vector<model::LayerRole> roles;
    std::set<std::string> seen;
    while (rows.next()) {
        roles.push_back({.role = unique(rows, "role", seen),
                         .geometry = rows.need("geometry"),
                         .unique_ids = rows.flag("unique_ids"),
                         .required = rows.list("required"),
                         .optional = rows.list("optional"),
                         .name = name_of(rows)});
    }
    return roles;
}

std::vector<model::FactoryRate> read_factory_rates(const std::string& path) {
    Rows rows{path, {"ksic11_prefix", "rate_percent"}};
    std::vector<model::FactoryRate> rates;
    std::set<std::string> seen;
    while (rows.next()) {
        rates.push_back({.prefix = unique(rows, "ksic11_prefix", seen),
                         .percent = share_in_percent(rows, "rate_percent")});
    }
    return rates;
}

std::vector<model::Jimok> read_jimok(const std::string& path) {
    Rows rows{path, {"order", "name", "mark"}};
    std::vector<model::Jimok> marks;
    std::set<std::string> seen;
    while (rows.next()) {
        marks.push_back({.order = rows.whole("order", 1, 28).value_or(0),
                         .name = rows.need("name"),
                         .mark = unique(rows, "mark", seen)});
    }
    return marks;
}

Severity severity(const Rows& rows) {
    for (const auto severity : {Severity::error, Severity::warning, Severity::information}) {
        if (rows.text("severity") == to_string(severity)) {
            return severity;
        }
    }
    rows.fail(
        "severity",
        {fmt::format("severity 값이 '{}'입니다; error, warning, information 가운데 하나여야 합니다",
                     rows.text("severity")),
         fmt::format("severity is '{}', expected error, warning or information",
                     rows.text("severity"))});
}

Text both(const Rows& rows, const std::string& column) {
    return {.ko = rows.need(column + "_ko"), .en = rows.need(column + "_en")};
}

std::vector<model::ReadCode> read_reading_codes(const std::string& path) {
    Rows rows{path,
              {"code", "severity", "title_ko", "title_en", "meaning_ko", "meaning_en", "advice_ko",
               "advice_en"}};
    std::vector<model::ReadCode> codes;
    std::set<std::string> seen;
    while (rows.next()) {
        codes.push_back({.code = unique(rows, "code", seen),
                         .severity = severity(rows),
                         .title = both(rows, "title"),
                         .meaning = both(rows, "meaning"),
                         .advice = both(rows, "advice")});
    }
    return codes;
}

/// "canonical=SOURCE" of a list.
std::map<std::string, std::string> field_map(const Rows& rows, std::string_view column) {
    std::map<std::string, std::string> fields;
    for (const auto& pair : rows.list(column)) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size()) {
            rows.fail(column,
                      {format_ko("'{}'은(는) 짝이 아닙니다; canonical=SOURCE여야 합니다", pair),
                       fmt::format("'{}' is no pair, expected canonical=SOURCE", pair)});
        }
        fields[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return fields;
}

std::vector<model::Product> read_products(const std::string& path) {
    Rows rows{path,
              {"product", "role", "files", "signs", "by_fields", "value", "fields", "name_ko",
               "name_en", "source", "date", "verified"}};
    std::vector<model::Product> products;
    while (rows.next()) {
        const auto& value = rows.text("value");
        const auto colon = std::min(value.find(':'), value.size());
        products.push_back({.name = rows.need("product"),
                            .role = rows.text("role"),
                            .files = rows.list("files"),
                            .signs = rows.list("signs"),
                            .signs_suffice = rows.flag("by_fields"),
                            .value_field = value.substr(0, colon),
                            .value_kind = value.substr(std::min(colon + 1, value.size())),
                            .fields = field_map(rows, "fields"),
                            .title = name_of(rows),
                            .verified = rows.flag("verified")});
    }
    return products;
}

std::vector<model::RegionChange> read_region_changes(const std::string& path) {
    Rows rows{path, {"before", "after", "on", "name_ko", "name_en", "source"}};
    std::vector<model::RegionChange> changes;
    while (rows.next()) {
        const auto on = parse_date(rows.need("on"));
        if (!on || (!changes.empty() && changes.back().on > *on)) {
            rows.fail(
                "on",
                {format_ko("'{}'은(는) 날짜가 아니거나 윗행의 날짜보다 앞섭니다", rows.text("on")),
                 fmt::format("'{}' is no day, or before that of the row above", rows.text("on"))});
        }
        changes.push_back({rows.need("before"), rows.need("after"), *on});
    }
    return changes;
}

} // namespace

model::Codes read_codes(const std::string& data_directory) {
    const auto at = [&](std::string_view table) {
        return catalogue(data_directory, table);
    };
    return {.land_uses = read_land_uses(at("land_uses")),
            .management_zones = read_management_zones(at("management_zones")),
            .zoning = read_zoning_codes(at("uq")),
            .roles = read_roles(at("layer_roles")),
            .factory_rates = read_factory_rates(at("factory_area_rate")),
            .jimok = read_jimok(at("jimok")),
            .reading = read_reading_codes(at("reading")),
            .products = read_products(at("products")),
            .region_changes = read_region_changes(at("region_changes"))};
}

} // namespace sandan::io
