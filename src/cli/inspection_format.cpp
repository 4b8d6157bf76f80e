#include "cli/inspection.hpp"
#include "cli/reading_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <filesystem>

namespace sandan::cli {

namespace {

using Json = nlohmann::ordered_json;

/// 5186 of "EPSG:5186".
Json epsg_number(const std::string& epsg) {
    const std::string_view digits = std::string_view{epsg}.substr(epsg.find(':') + 1);
    int number = 0;
    const auto [stop, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return failed == std::errc{} && stop == digits.data() + digits.size() ? Json(number)
                                                                          : Json(nullptr);
}

/// "option" for the user's word, else how the definition in the file was understood.
const std::string& how_known(const model::Provenance& from) {
    return from.crs_how == "option" ? from.crs_how : from.crs.how;
}

Json crs_json(const InspectedLayer& inspected) {
    const auto& from = inspected.layer.provenance;
    if (from.crs_definition.empty()) {
        return nullptr;
    }
    const bool known = !inspected.no_way && inspected.operation.accuracy_m >= 0;
    Json json;
    json["name"] = from.crs.name;
    json["epsg"] = epsg_number(from.crs.epsg);
    json["how"] = how_known(from);
    json["accuracy_m"] = known ? Json(inspected.operation.accuracy_m) : Json(nullptr);
    json["operation"] = inspected.no_way ? Json(nullptr) : Json(inspected.operation.name);
    json["to"] = inspected.working_crs;
    return json;
}

Json invalid_json(const model::Layer& layer) {
    Json list = Json::array();
    for (const auto& repair : layer.repairs) {
        if (!repair.undelivered) {
            list.push_back({{"fid", repair.fid},
                            {"reason", repair.reason.en},
                            {"area_before_m2", repair.area_before},
                            {"area_after_m2", repair.area_after},
                            {"method", repair.rejected ? Json(nullptr) : Json("linework")},
                            {"rejected", repair.rejected}});
        }
    }
    return list;
}

/// Findings of warning or worse as lines.
std::vector<std::string> warning_lines(const InspectedLayer& inspected, const model::Codes& codes) {
    const auto& from = inspected.layer.provenance;
    std::vector<std::string> lines;
    for (const auto& finding : from.findings) {
        if (severity_of(finding, codes) != Severity::information) {
            lines.push_back(finding_line(finding, from, codes, Language::en));
        }
    }
    if (inspected.no_way) {
        lines.push_back(inspected.no_way->en);
    }
    return lines;
}

Json findings_json(const model::Provenance& from, const model::Codes& codes) {
    Json list = Json::array();
    for (const auto& finding : from.findings) {
        list.push_back(finding_json(finding, from, codes));
    }
    return list;
}

Json layer_json(const InspectedLayer& inspected, const model::Codes& codes) {
    const auto& layer = inspected.layer;
    const auto& box = inspected.box;
    Json json;
    json["name"] = layer.provenance.source_layer;
    json["features"] = layer.ledger.declared;
    json["geometry_types"] = layer.provenance.geometry_types;
    json["crs"] = crs_json(inspected);
    json["encoding"] = {{"name", layer.provenance.encoding},
                        {"how", layer.provenance.encoding_how}};
    json["fields"] = layer.fields;
    json["invalid"] = invalid_json(layer);
    json["bbox"] = box.empty() ? Json(nullptr) : Json{box.min.x, box.min.y, box.max.x, box.max.y};
    json["area_m2"] = inspected.area_m2 ? Json(*inspected.area_m2) : Json(nullptr);
    json["ledger"] = ledger_json(layer.ledger);
    json["role_guess"] = inspected.guess.role.empty() ? Json(nullptr) : Json(inspected.guess.role);
    json["product"] =
        inspected.guess.product.empty() ? Json(nullptr) : Json(inspected.guess.product);
    json["findings"] = findings_json(layer.provenance, codes);
    json["warnings"] = warning_lines(inspected, codes);
    return json;
}

Json file_json(const InspectedFile& file, const model::Codes& codes) {
    Json json;
    json["path"] = file.path;
    json["driver"] = file.layers.front().layer.provenance.driver;
    json["inputs"] = Json::array();
    for (const auto& [part, bytes, sha256] : file.files) {
        const auto name = std::filesystem::path{part}.filename().string();
        json["inputs"].push_back({{"name", name}, {"bytes", bytes}, {"sha256", sha256}});
    }
    json["layers"] = Json::array();
    for (const auto& layer : file.layers) {
        json["layers"].push_back(layer_json(layer, codes));
    }
    return json;
}

std::string line(Language language, const Text& label, const std::string& value) {
    return fmt::format("  {}: {}\n", label.in(language), value);
}

std::string types_text(const model::Provenance& from) {
    std::string text;
    for (const auto& [kind, count] : from.geometry_types) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", kind, count);
    }
    return text.empty() ? "–" : text;
}

std::string crs_text(const InspectedLayer& inspected, Language language) {
    const auto& from = inspected.layer.provenance;
    if (from.crs_definition.empty()) {
        return "–";
    }
    const auto own = fmt::format("{} ({}; {})", from.crs.epsg.empty() ? "?" : from.crs.epsg,
                                 from.crs.name, how_known(from));
    if (inspected.no_way) {
        return fmt::format("{} → {}: ✗ {}", own, inspected.working_crs,
                           inspected.no_way->in(language));
    }
    return fmt::format("{} → {}: {}, ±{} m", own, inspected.working_crs, inspected.operation.name,
                       inspected.operation.accuracy_m);
}

/// "parcels (AL_D194)"; a dash for a product that is no layer of a plan.
std::string guess_text(const RoleGuess& guess) {
    const auto role = guess.role.empty() ? std::string{"–"} : guess.role;
    return guess.product.empty() ? role : fmt::format("{} ({})", role, guess.product);
}

std::string layer_text(const InspectedLayer& inspected, const model::Codes& codes,
                       Language language) {
    const auto& layer = inspected.layer;
    const auto& from = layer.provenance;
    const auto& l = layer.ledger;
    const auto& box = inspected.box;
    std::string text = fmt::format("{}\n", from.source_layer);
    text += line(language, {"도형", "geometry"}, types_text(from));
    text += line(language, {"좌표계", "crs"}, crs_text(inspected, language));
    text += line(language, {"문자", "encoding"},
                 fmt::format("{} ({})", from.encoding, from.encoding_how));
    text += line(language, {"필드", "fields"}, fmt::format("{}", fmt::join(layer.fields, ", ")));
    text += line(language, {"대장(ledger)", "ledger"},
                 fmt::format("declared {} = delivered {} (repaired {}) + null {} + rejected {}",
                             l.declared, l.delivered, l.repaired, l.null, l.rejected));
    if (!box.empty()) {
        text += line(language, {"범위", "bbox"},
                     fmt::format("{} {} {} {}", box.min.x, box.min.y, box.max.x, box.max.y));
    }
    if (inspected.area_m2) {
        text += line(language, {"면적", "area"}, fmt::format("{:.4f} m²", *inspected.area_m2));
    }
    if (!inspected.guess.role.empty() || !inspected.guess.product.empty()) {
        text += line(language, {"추정 역할", "role guess"}, guess_text(inspected.guess));
    }
    for (const auto& finding : from.findings) {
        text += line(language, {"읽기", "reading"}, finding_line(finding, from, codes, language));
    }
    return text;
}

} // namespace

std::string inspection_json(const std::vector<InspectedFile>& files, const model::Codes& codes) {
    Json json;
    json["schema"] = "sandan.inspect/1";
    if (files.size() == 1) {
        json.update(file_json(files.front(), codes));
    } else {
        json["files"] = Json::array();
        for (const auto& file : files) {
            json["files"].push_back(file_json(file, codes));
        }
    }
    return json.dump(2) + "\n";
}

std::string inspection_text(const std::vector<InspectedFile>& files, const model::Codes& codes,
                            Language language) {
    std::string text;
    for (const auto& file : files) {
        text += fmt::format("{} ({})\n", file.path, file.layers.front().layer.provenance.driver);
        for (const auto& layer : file.layers) {
            text += layer_text(layer, codes, language);
        }
    }
    return text;
}

} // namespace sandan::cli
