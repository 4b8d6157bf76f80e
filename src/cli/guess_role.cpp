#include "cli/guess_role.hpp"

#include <sandan/model/pnu.hpp>

#include "core/field_name.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

namespace sandan::cli {

namespace {

std::optional<std::string> field_of(const model::Layer& layer, std::string_view name) {
    for (const auto& field : layer.fields) {
        if (is_field_name(field, name)) {
            return field;
        }
    }
    return std::nullopt;
}

/// "AL_D010*" against the name of the file or of the layer in it.
bool is_named(const model::Layer& layer, std::string pattern) {
    pattern.pop_back(); // all patterns end in a star
    const auto wanted = lower_case(pattern);
    const auto file = std::filesystem::path{layer.provenance.path}.stem().string();
    return lower_case(file).starts_with(wanted) ||
           lower_case(layer.provenance.source_layer).starts_with(wanted);
}

bool has_signs(const model::Layer& layer, const model::Product& product) {
    return std::all_of(product.signs.begin(), product.signs.end(), [&](const auto& sign) {
        const bool absent = sign.starts_with('!');
        return field_of(layer, absent ? sign.substr(1) : sign).has_value() != absent;
    });
}

bool holds(const std::string& text, std::string_view kind) {
    if (kind == "pnu") {
        return model::Pnu::parse(text).has_value();
    }
    return kind == "zone" ? model::is_zone_code(text) : !model::zone_code_in(text).empty();
}

/// The first value of the field that the product is told by.
bool has_value(const model::Layer& layer, const model::Product& product) {
    if (product.value_field.empty()) {
        return true;
    }
    const auto field = field_of(layer, product.value_field);
    for (const auto& feature : layer.features) {
        if (const auto text = field ? layer.text(feature, *field) : std::nullopt; text) {
            return holds(*text, product.value_kind);
        }
    }
    return false;
}

const model::Product* find_product(const model::Layer& layer, const model::Codes& codes) {
    const model::Product* by_fields = nullptr;
    for (const auto& product : codes.products) {
        const bool named =
            std::any_of(product.files.begin(), product.files.end(),
                        [&](const auto& pattern) { return is_named(layer, pattern); });
        const bool fits = (named || !product.signs.empty()) && has_signs(layer, product) &&
                          has_value(layer, product);
        if (fits && named) {
            return &product;
        }
        // By fields alone only what no other product can be: not one of many zone layers.
        const bool telling = product.files.empty() || product.signs_suffice;
        if (fits && telling && by_fields == nullptr) {
            by_fields = &product;
        }
    }
    return by_fields;
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
    const auto* const product = find_product(layer, codes);
    if (product == nullptr) {
        return by_catalogue(layer, codes);
    }
    RoleGuess guess{.role = product->role, .product = product->name, .fields = {}};
    for (const auto& [canonical, source] : product->fields) {
        if (const auto field = field_of(layer, source); field) {
            guess.fields[canonical] = *field;
        }
    }
    return guess;
}

} // namespace sandan::cli
