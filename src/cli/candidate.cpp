#include "cli/candidate.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace sandan::cli {

namespace {

namespace fs = std::filesystem;

/// A table of the plan, known by the columns it must have.
struct TableKind {
    std::string_view name;
    std::array<std::string_view, 3> columns;
};

constexpr std::array table_kinds{
    TableKind{"firms", {"firm_id", "name", "ksic"}},
    TableKind{"assignments", {"firm_id", "parcels", "parcels"}},
    TableKind{"links", {"from", "to", "to"}},
    TableKind{"utilities", {"complex", "year", "water_m3d"}},
};

/// Names that fields of planning drawings often have, beside the canonical ones.
struct Alias {
    std::string_view canonical;
    std::string_view source;
};

constexpr std::array aliases{Alias{"complex", "CPLX"},   Alias{"complex", "DAN_ID"},
                             Alias{"use", "USE_CD"},     Alias{"code", "UQ_CODE"},
                             Alias{"code", "MNG_CD"},    Alias{"code", "ucode"},
                             Alias{"zoning", "UQ_CODE"}, Alias{"management", "MNG_CD"},
                             Alias{"name", "ALIAS"},     Alias{"notice_date", "NTFDATE"},
                             Alias{"pnu", "PNU"}};

bool is_canonical(const model::LayerRole& role, std::string_view field) {
    return std::find(role.required.begin(), role.required.end(), field) != role.required.end() ||
           std::find(role.optional.begin(), role.optional.end(), field) != role.optional.end();
}

/// Fields by usual names; where an id is needed, the first field that ends in ID.
void add_usual_fields(const model::Layer& layer, const model::LayerRole& role,
                      std::map<std::string, std::string>& fields) {
    for (const auto& [canonical, source] : aliases) {
        if (is_canonical(role, canonical) && layer.column(source)) {
            fields.emplace(canonical, source);
        }
    }
    if (!is_canonical(role, "id") || layer.column("id")) {
        return;
    }
    const auto id = std::find_if(layer.fields.begin(), layer.fields.end(), [](const auto& field) {
        return field.ends_with("ID") || field.ends_with("id");
    });
    if (id != layer.fields.end()) {
        fields.emplace("id", *id);
    }
}

/// The role a file or layer is named after ("lots.shp"); empty if it is none.
std::string role_in_name(const Candidate& candidate, const model::Codes& codes) {
    for (const auto& name : {candidate.layer, fs::path{candidate.path}.stem().string()}) {
        if (codes.role(name) != nullptr) {
            return name;
        }
    }
    return {};
}

RoleGuess guess(const Candidate& candidate, const model::Codes& codes) {
    const auto& layer = candidate.content;
    for (const auto& kind : table_kinds) {
        if (std::all_of(kind.columns.begin(), kind.columns.end(),
                        [&](auto column) { return layer.column(column).has_value(); })) {
            return {.role = std::string{kind.name}, .product = {}, .fields = {}};
        }
    }
    RoleGuess named{.role = role_in_name(candidate, codes), .product = {}, .fields = {}};
    auto guess = named.role.empty() ? guess_role(layer, codes) : std::move(named);
    if (const auto* const role = codes.role(guess.role); role != nullptr) {
        if (layer.column("UQ_CODE")) {
            guess.fields.erase("code"); // ALIAS holds names, UQ_CODE the codes
        }
        add_usual_fields(layer, *role, guess.fields);
    }
    return guess;
}

/// A missing CRS is taken to be the plan's, and said.
void read_content(const std::string& file, const std::string& crs, Candidate& candidate) {
    io::ReadOptions options;
    options.layer = candidate.layer;
    options.target_crs = crs;
    options.need_attributes = false;
    try {
        candidate.content = io::read_layer(file, options);
        return;
    } catch (const Error& error) {
        candidate.failure = error.message();
    }
    options.crs = crs;
    try {
        candidate.content = io::read_layer(file, options);
        candidate.crs_assumed = true;
        candidate.failure = {};
    } catch (const Error&) { // the first failure is the one to tell
        return;
    }
}

bool is_raster(const std::string& file) {
    const auto extension = fs::path{file}.extension();
    return extension == ".tif" || extension == ".tiff" || extension == ".asc";
}

} // namespace

std::vector<Candidate> candidates_in(const std::string& file, const std::string& directory,
                                     const std::string& crs, const model::Codes& codes) {
    if (!fs::exists(file)) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("{}: 그런 파일이 없습니다; --from을 확인하십시오", file),
                         fmt::format("{}: no such file; check --from", file)}};
    }
    const auto folder = fs::absolute(directory).lexically_normal();
    Candidate one;
    one.path = fs::absolute(file).lexically_normal().lexically_proximate(folder).generic_string();
    if (is_raster(file)) {
        one.guess.role = "dem";
        return {one};
    }
    std::vector<Candidate> found;
    std::vector<std::string> layers{""};
    try {
        if (fs::path{file}.extension() != ".csv") {
            layers = io::list_layers(file);
        }
    } catch (const Error& error) {
        one.failure = error.message();
        return {one};
    }
    for (const auto& layer : layers) {
        auto candidate = one;
        candidate.layer = layers.size() > 1 ? layer : "";
        read_content(file, crs, candidate);
        if (candidate.failure == Text{}) {
            candidate.guess = guess(candidate, codes);
        }
        found.push_back(std::move(candidate));
    }
    return found;
}

} // namespace sandan::cli
