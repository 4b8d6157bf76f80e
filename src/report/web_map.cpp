#include <sandan/geom/measure.hpp>
#include <sandan/report/web_map.hpp>

#include "report/complex_part.hpp"
#include "report/map_sheet.hpp"
#include "report/web_siting.hpp"
#include "report/web_tables.hpp"
#include "report/words.hpp"
#include "web/page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

namespace sandan::report {

namespace {

using LotNumbers = std::map<std::string, std::size_t>; // by id

double to_centimetre(double metres) {
    return std::round(metres * 100) / 100;
}

Json extent_json(const geom::Box& box) {
    return Json::array({to_centimetre(box.min.x), to_centimetre(box.min.y),
                        to_centimetre(box.max.x), to_centimetre(box.max.y)});
}

/// Two lists of texts that say the same in Korean and in English.
Json both(const std::vector<std::string>& ko, const std::vector<std::string>& en) {
    auto texts = Json::array();
    for (std::size_t i = 0; i < ko.size(); ++i) {
        texts.push_back(report::both(ko[i], en.at(i)));
    }
    return texts;
}

Json number_or_null(const std::optional<double>& value) {
    return value ? Json(*value) : Json();
}

/// The sheets of a plan in both languages as layers and legends of the page. The Korean and the
/// English sheet of a theme differ in nothing but words.
class Sheets {
public:
    Json theme(const std::string& name, const render::MapSpec& ko, const render::MapSpec& en) {
        Json json{{"name", name},
                  {"title", report::both(ko.title, en.title)},
                  {"subtitle", report::both(ko.subtitle, en.subtitle)},
                  {"legendTitle", report::both(ko.legend_title, en.legend_title)},
                  {"extent", extent_json(ko.extent)},
                  {"layers", Json::array()},
                  {"legend", Json::array()}};
        for (std::size_t i = 0; i < ko.layers.size(); ++i) {
            if (!ko.layers[i].features.empty()) {
                json["layers"].push_back(layer(ko.layers[i], en.layers.at(i)));
            }
        }
        for (std::size_t i = 0; i < ko.legend.size(); ++i) {
            if (ko.legend[i].sheet_only) {
                continue;
            }
            json["legend"].push_back(entry(ko.legend[i], en.legend.at(i)));
        }
        return json;
    }

    std::size_t shape(const geom::Shape& shape) { return m_shapes.add(shape); }

    void put_into(Json& payload) const {
        payload["xy"] = m_shapes.xy();
        payload["order"] = m_shapes.order();
        payload["parts"] = m_shapes.parts();
        payload["styles"] = m_styles.rows();
    }

private:
    /// Features column by column; a column that says nothing is left out.
    Json layer(const render::MapLayer& ko, const render::MapLayer& en) {
        std::vector<std::size_t> shapes;
        Json json{{"name", ko.name}, {"style", Json::array()}, {"labels", Json::array()}};
        std::vector<Json> keys;
        std::vector<Json> marks;
        std::vector<std::int64_t> overruns;
        std::vector<std::int64_t> priorities;
        for (std::size_t i = 0; i < ko.features.size(); ++i) {
            const auto& feature = ko.features[i];
            shapes.push_back(m_shapes.add(feature.shape));
            json["style"].push_back(m_styles.add(feature.style));
            json["labels"].push_back(both(feature.labels, en.features.at(i).labels));
            keys.emplace_back(feature.key);
            marks.emplace_back(feature.mark);
            overruns.push_back(feature.may_overrun ? 1 : 0);
            priorities.push_back(feature.label_priority);
        }
        const auto& labels = json["labels"];
        if (std::all_of(labels.begin(), labels.end(), [](const auto& it) { return it.empty(); })) {
            json.erase("labels");
        }
        json["shape"] = differences(shapes);
        json["key"] = dictionary(keys);
        json["mark"] = dictionary(marks);
        json["overrun"] = runs(overruns);
        json["priority"] = runs(priorities);
        return json;
    }

    Json entry(const render::LegendEntry& ko, const render::LegendEntry& en) {
        return {{"label", report::both(ko.label, en.label)},
                {"detail", report::both(ko.detail, en.detail)},
                {"style", m_styles.add(ko.style)},
                {"geometry", std::string(1, ko.geometry)},
                {"mark", ko.mark},
                {"key", ko.key}};
    }

    ShapeTable m_shapes;
    StyleTable m_styles;
};

/// An attribute in words where its code has a name.
Json attribute(const model::Codes& codes, const std::string& field, const std::string& value) {
    if (field == "use") {
        const auto* const row = codes.land_use(value);
        return row != nullptr ? report::both(row->name) : Json(value);
    }
    if (field == "zoning") {
        const auto* const row = codes.zoning_code(value);
        return row != nullptr ? report::both(row->name) : Json(value);
    }
    if (field == "management") {
        const auto* const row = codes.management_zone(value);
        return row != nullptr ? report::both(row->name) : Json(value);
    }
    return value;
}

/// Lots column by column; fields that no lot fills are left out.
void put_lots(Json& payload, Sheets& sheets, const model::Project& project) {
    constexpr std::array fields{"use",    "complex",    "block",    "pnu",  "jibun",
                                "zoning", "management", "industry", "phase"};
    const auto& lots = *project.layer("lots");
    Json columns{{"id", Json::array()}, {"area", Json::array()}};
    std::vector<std::size_t> shapes;
    for (const auto& lot : lots.features) {
        columns["id"].push_back(lots.id(lot));
        shapes.push_back(sheets.shape(lot.shape));
        columns["area"].push_back(to_centimetre(geom::area(lot.shape.polygons)));
    }
    columns["shape"] = differences(shapes);
    payload["fields"] = Json::array();
    for (const std::string field : fields) {
        std::vector<Json> column;
        bool any = false;
        for (const auto& lot : lots.features) {
            const auto value = lots.text(lot, field).value_or("");
            any = any || !value.empty();
            column.push_back(attribute(project.codes, field, value));
        }
        if (any) {
            payload["fields"].push_back(field);
            columns[field] = dictionary(column);
        }
    }
    payload["lots"] = std::move(columns);
}

/// A 지번 without what the PNU says of it already: "답" for "산12-3답". One that says something
/// else stands whole, behind a "=".
std::string rest_of_jibun(const std::string& pnu, const std::string& jibun) {
    const auto number = short_name(pnu, Language::ko);
    const bool told = number != pnu && jibun.starts_with(number) &&
                      !std::string_view{jibun}.substr(number.size()).starts_with("=");
    return told ? jibun.substr(number.size()) : "=" + jibun;
}

/// The cadastre under the plan, to be found by PNU and 지번.
void put_parcels(Json& payload, Sheets& sheets, const model::Project& project) {
    const auto* const parcels = project.layer("parcels");
    if (parcels == nullptr) {
        return;
    }
    Json columns{{"id", Json::array()}, {"area", Json::array()}};
    std::vector<Json> jibun;
    std::vector<std::size_t> shapes;
    for (const auto& parcel : parcels->features) {
        const auto& id = parcels->id(parcel);
        columns["id"].push_back(id);
        jibun.emplace_back(rest_of_jibun(id, parcels->text(parcel, "jibun").value_or("")));
        shapes.push_back(sheets.shape(parcel.shape));
        columns["area"].push_back(to_centimetre(geom::area(parcel.shape.polygons)));
    }
    columns["jibun"] = dictionary(jibun);
    columns["shape"] = differences(shapes);
    payload["parcels"] = std::move(columns);
}

LotNumbers numbers_of(const model::Layer& lots) {
    LotNumbers numbers;
    for (std::size_t i = 0; i < lots.features.size(); ++i) {
        numbers.emplace(lots.id(lots.features[i]), i);
    }
    return numbers;
}

Json lots_json(const std::vector<std::string>& ids, const LotNumbers& numbers) {
    auto json = Json::array();
    for (const auto& id : ids) {
        if (const auto found = numbers.find(id); found != numbers.end()) {
            json.push_back(found->second);
        }
    }
    return json;
}

Json firm_json(const model::Firm& firm) {
    std::string industries;
    for (const auto& industry : firm.industries) {
        industries += (industries.empty() ? "" : ", ") + industry.ksic;
    }
    return {{"id", firm.id},
            {"name", firm.name},
            {"ksic", industries},
            {"jobs", number_or_null(firm.jobs)},
            {"investment", number_or_null(firm.investment_100m_krw)},
            {"lots", Json::array()},
            {"area", 0},
            {"phase", 0},
            {"score", Json()},
            {"reason", ""}};
}

/// Firms with the lots of the allocation; without one, with the plan's own assignments.
Json firms_json(const MapData& data, const LotNumbers& numbers) {
    auto json = Json::array();
    std::map<std::string, std::size_t> positions;
    const auto& project = data.context.project;
    for (const auto& firm : project.firms) {
        positions.emplace(firm.id, json.size());
        json.push_back(firm_json(firm));
    }
    if (data.allocation == nullptr) {
        for (const auto& assignment : project.assignments) {
            if (const auto at = positions.find(assignment.firm); at != positions.end()) {
                json[at->second]["lots"] = lots_json(assignment.lots, numbers);
            }
        }
        return json;
    }
    for (const auto& placement : data.allocation->placements) {
        const auto at = positions.find(placement.firm);
        if (at == positions.end()) {
            continue;
        }
        auto& firm = json[at->second];
        firm["reason"] = report::both(placement.reason);
        if (placement.placed) {
            firm["lots"] = lots_json(placement.lots, numbers);
            firm["area"] = to_centimetre(placement.area_m2);
            firm["phase"] = placement.phase;
            firm["score"] = to_centimetre(placement.score);
        }
    }
    return json;
}

/// Of one complex with what is said of the plan as a whole, marked so; each under its number among
/// all. How many are left out stands in `elsewhere`.
Json findings_json(const MapData& data, const std::string& complex, const LotNumbers& numbers,
                   std::size_t& elsewhere) {
    auto json = Json::array();
    if (data.findings == nullptr) {
        return json;
    }
    const Places places{data.context.project};
    const ComplexFindings mine{data.context.project, places, complex};
    std::size_t number = 0;
    for (const auto* const finding : numbered(*data.findings)) {
        ++number;
        const bool plan_wide = !complex.empty() && mine.of_the_plan(*finding);
        if (!plan_wide && !mine.hold(*finding)) {
            ++elsewhere;
            continue;
        }
        const auto& subject = finding->subject;
        auto at = Json();
        if (const auto shape = places.of(*finding)) {
            const auto box = geom::envelope(*shape);
            at = {to_centimetre((box.min.x + box.max.x) / 2),
                  to_centimetre((box.min.y + box.max.y) / 2)};
        }
        json.push_back({{"number", number},
                        {"planWide", plan_wide},
                        {"rule", finding->rule},
                        {"result", to_string(finding->result)},
                        {"subject", subject.id},
                        {"message", report::both(finding->message)},
                        {"measured", number_or_null(finding->measured)},
                        {"threshold", number_or_null(finding->threshold)},
                        {"unit", report::both(unit_in(finding->unit, Language::ko),
                                              unit_in(finding->unit, Language::en))},
                        {"source", finding->source},
                        {"lots", layer_of(subject) == "lots" ? lots_json(ids_of(subject), numbers)
                                                             : Json::array()},
                        {"at", at}});
    }
    return json;
}

/// Titles of the rules that findings name.
Json rules_json(const model::RuleBook& rules, const Json& findings) {
    auto json = Json::object();
    for (const auto& finding : findings) {
        const auto id = finding["rule"].get<std::string>();
        if (const auto* const rule = rules.rule(id)) {
            json[id] = {{"title", report::both(rule->title)}};
        }
    }
    return json;
}

auto sheets_in(Language language, const MapData& data, MapOptions options) {
    options.language = language;
    return maps_of(data, options);
}

} // namespace

std::string web_map_payload(const MapData& data, const MapOptions& options,
                            std::string_view first) {
    auto ko = sheets_in(Language::ko, data, options);
    auto en = sheets_in(Language::en, data, options);
    for (auto* const sheets : {&ko, &en}) {
        std::stable_partition(sheets->begin(), sheets->end(),
                              [&](const auto& sheet) { return sheet.first == first; });
    }
    const auto& project = data.context.project;
    const auto numbers = numbers_of(*project.layer("lots"));
    Json payload{{"schema", "sandan.web_map/2"},
                 {"version", SANDAN_VERSION},
                 {"language", options.language == Language::ko ? "ko" : "en"},
                 {"plan", project.plan.name},
                 {"date", to_string(data.context.date)},
                 {"crs", project.plan.crs},
                 {"synthetic", project.plan.synthetic},
                 {"complex", options.complex},
                 {"notes", both(ko.front().second.notes, en.front().second.notes)}};
    Sheets sheets;
    put_lots(payload, sheets, project);
    put_parcels(payload, sheets, project);
    payload["firms"] = firms_json(data, numbers);
    std::size_t elsewhere = 0;
    payload["findings"] = findings_json(data, options.complex, numbers, elsewhere);
    payload["elsewhere"] = elsewhere;
    payload["rules"] = rules_json(project.rules, payload["findings"]);
    if (data.siting != nullptr) {
        payload["siting"] = siting_json(*data.siting, project);
    }
    payload["themes"] = Json::array();
    for (std::size_t i = 0; i < ko.size(); ++i) {
        payload["themes"].push_back(sheets.theme(ko[i].first, ko[i].second, en.at(i).second));
    }
    sheets.put_into(payload);
    return payload.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string web_map(const MapData& data, const MapOptions& options, std::string_view first) {
    return web::page(web_map_payload(data, options, first));
}

std::string live_web_map(const MapData& data, const MapOptions& options, std::string_view first) {
    return web::live_page(web_map_payload(data, options, first));
}

} // namespace sandan::report
