#include "cli/guess_role.hpp"

#include <sandan/model/pnu.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

namespace sandan::cli {

namespace {

std::string folded(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::optional<std::string> field_of(const model::Layer& layer, const std::string& name) {
    for (const auto& field : layer.fields) {
        if (folded(field) == folded(name)) {
            return field;
        }
    }
    return std::nullopt;
}

using Names = std::map<std::string, std::string>;

/// A public product: known by `signs`, read through `fields`; `pnu`, when named, must hold one.
struct Product {
    const char* name;
    const char* role;
    std::vector<std::string> signs;
    const char* pnu;
    Names fields;
};

const std::vector<Product>& products() {
    static const std::vector<Product> all{
        {"AL_D010",
         "buildings",
         {"A0", "A2", "A12", "A13", "A14"},
         "A2",
         {{"id", "A1"},
          {"pnu", "A2"},
          {"use_name", "A9"},
          {"building_area_m2", "A12"},
          {"approval_date", "A13"},
          {"floor_area_m2", "A14"},
          {"site_area_m2", "A15"},
          {"height_m", "A16"},
          {"bcr_percent", "A17"},
          {"far_percent", "A18"},
          {"floors", "A26"}}},
        {"AL_D194",
         "parcels",
         {"A0", "A1", "A11", "A12", "A14"},
         "A1",
         {{"id", "A1"}, {"ledger_area_m2", "A12"}, {"land_category", "A11"}}},
        {"LSMD_CONT_LDREG",
         "parcels",
         {"PNU", "JIBUN"},
         "PNU",
         {{"id", "PNU"}, {"jibun", "JIBUN"}}},
        {"LSMD_CONT_UQ",
         "zoning",
         {"MNUM", "ALIAS", "NTFDATE"},
         "",
         {{"code", "ALIAS"}, {"name", "ALIAS"}, {"notice_date", "NTFDATE"}}},
        {"DAM_DAN",
         "boundary",
         {"DAN_ID", "DAN_NAME"},
         "",
         {{"complex", "DAN_ID"}, {"name", "DAN_NAME"}}},
        {"DAM_YOJ", "lots", {"YOJ_ID", "DAN_ID"}, "", {{"id", "YOJ_ID"}, {"complex", "DAN_ID"}}},
        {"DAM_YUCH",
         "restriction",
         {"UPJ_ID", "DAN_ID"},
         "",
         {{"id", "UPJ_ID"}, {"kind", "UPJ6"}}}};
    return all;
}

bool holds_pnu(const model::Layer& layer, const std::string& field) {
    for (const auto& feature : layer.features) {
        if (const auto text = layer.text(feature, field); text) {
            return model::Pnu::parse(*text).has_value();
        }
    }
    return false;
}

bool looks_like(const model::Layer& layer, const Product& product) {
    const bool signs = std::all_of(product.signs.begin(), product.signs.end(),
                                   [&](const auto& s) { return field_of(layer, s).has_value(); });
    if (!signs || *product.pnu == '\0') {
        return signs;
    }
    const auto field = field_of(layer, product.pnu);
    return field && holds_pnu(layer, *field);
}

/// The catalogue's role with most required fields, all of which the layer has.
RoleGuess by_catalogue(const model::Layer& layer, const model::Codes& codes) {
    RoleGuess best;
    std::size_t most = 1; // an "id" alone says nothing
    for (const auto& role : codes.roles) {
        RoleGuess guess{.role = role.role, .product = {}, .fields = {}};
        for (const auto& name : role.required) {
            if (const auto field = field_of(layer, name); field) {
                guess.fields[name] = *field;
            }
        }
        if (guess.fields.size() == role.required.size() && role.required.size() > most) {
            most = role.required.size();
            best = guess;
        }
    }
    return best;
}

} // namespace

RoleGuess guess_role(const model::Layer& layer, const model::Codes& codes) {
    for (const auto& product : products()) {
        if (!looks_like(layer, product)) {
            continue;
        }
        RoleGuess guess{.role = product.role, .product = product.name, .fields = {}};
        for (const auto& [canonical, source] : product.fields) {
            if (const auto field = field_of(layer, source); field) {
                guess.fields[canonical] = *field;
            }
        }
        return guess;
    }
    return by_catalogue(layer, codes);
}

} // namespace sandan::cli
