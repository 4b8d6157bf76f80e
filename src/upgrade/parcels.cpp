#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/model/pnu.hpp>

#include "core/korean.hpp"
#include "core/number.hpp"
#include "upgrade/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

namespace sandan::upgrade {

namespace {

using model::Feature;
using model::Layer;

/// Name of the 지목: of its own field, else of the mark that ends the lot number.
std::string category_of(const model::Codes& codes, const Layer& land, const Feature& parcel) {
    auto word = land.text(parcel, "land_category").value_or("");
    if (word.empty()) {
        const auto jibun = model::parse_jibun(land.text(parcel, "jibun").value_or(""));
        word = jibun ? jibun->mark : "";
    }
    const auto* const jimok = codes.jimok_of_mark(word);
    return jimok == nullptr ? word : jimok->name;
}

/// The planned lots by id: what a plan adds to the cadastre.
class Lots {
public:
    explicit Lots(const Layer* layer) : m_layer{layer} {
        for (std::size_t i = 0; layer != nullptr && i < layer->features.size(); ++i) {
            m_by_id.emplace(layer->id(layer->features[i]), i);
        }
    }

    [[nodiscard]] std::string text(const std::string& id, const char* field) const {
        const auto found = m_by_id.find(id);
        return found == m_by_id.end()
                   ? std::string{}
                   : m_layer->text(m_layer->features[found->second], field).value_or("");
    }

private:
    const Layer* m_layer;
    std::unordered_map<std::string, std::size_t> m_by_id;
};

/// The complexes as drawn, for parcels that no lot places: a cadastre alone does not say.
class Boundaries {
public:
    explicit Boundaries(const model::Project& project) {
        for (const auto* const layer : project.layers_of("boundary")) {
            for (const auto& feature : layer->features) {
                auto name = layer->text(feature, "complex").value_or("");
                if (project.plan.complex(name) != nullptr) {
                    m_names.push_back(std::move(name));
                    m_shapes.add(feature.shape.polygons);
                }
            }
        }
        m_common.emplace(m_shapes);
    }

    /// The complex that holds more than half of the parcel; empty without one.
    [[nodiscard]] std::string holds(const geom::PolygonSet& land, std::size_t parcel,
                                    double area_m2) const {
        std::map<std::string, double> inside;
        if (!m_names.empty() && !land.empty(parcel)) {
            for (const auto& part : m_common->of(land, parcel)) {
                inside[m_names[part.other]] += part.area;
            }
        }
        const auto found = std::find_if(inside.begin(), inside.end(), [&](const auto& part) {
            return 2 * part.second > area_m2;
        });
        return found == inside.end() ? std::string{} : found->first;
    }

private:
    std::vector<std::string> m_names;
    geom::PolygonSet m_shapes;
    std::optional<geom::CommonAreas> m_common;
};

bool listed(const rules::Context& context, const char* name, const std::string& category) {
    return !category.empty() && context.parameter("UG-11", name, category) != nullptr;
}

/// By the planned use, else by the land category; nothing without both.
void classify(const rules::Context& context, ParcelRow& row) {
    if (const auto* const use = context.project.codes.land_use(row.use)) {
        row.industrial = use->group == "industrial" || use->group == "mixed";
        row.public_land = !use->paid;
    } else if (!row.category.empty()) {
        row.industrial = listed(context, "industrial", row.category);
        row.public_land = listed(context, "public", row.category);
    }
}

std::optional<double> ledger_area(const rules::Context& context, const Layer& land,
                                  const Feature& parcel, double drawn,
                                  std::vector<Remark>& remarks) {
    const auto area = land.number(parcel, "ledger_area_m2");
    if (!area) {
        return std::nullopt;
    }
    const Subject subject{land.role, land.id(parcel), parcel.fid};
    if (!(*area > 0)) {
        remarks.push_back({"PCL-AREA",
                           subject,
                           {fmt::format("공부면적 {}: 0보다 크지 않음", *area),
                            fmt::format("ledger area {} is not above 0", *area)}});
        return std::nullopt;
    }
    if (is_pyeong(context, *area, drawn)) {
        remarks.push_back({"UNIT-PYEONG",
                           subject,
                           {format_ko("공부면적 {}은(는) 도형 {} m²의 1/3.3058, 평으로 보임",
                                      grouped(*area, 2), grouped(drawn, 2)),
                            fmt::format("ledger area {} is 1/3.3058 of the {} m² drawn: in pyeong",
                                        grouped(*area, 2), grouped(drawn, 2))}});
        return std::nullopt;
    }
    return area;
}

/// 만원 or 천원 among 원: a price a thousand times below or above the median is in another unit.
void refuse_strange_prices(const Layer& land, Parcels& parcels, std::vector<Remark>& remarks) {
    constexpr double other_unit = 1000;
    std::vector<double> prices;
    for (const auto& facts : parcels.facts) {
        if (facts.price_krw_m2) {
            prices.push_back(*facts.price_krw_m2);
        }
    }
    if (prices.empty()) {
        return;
    }
    const auto middle = prices.begin() + static_cast<std::ptrdiff_t>(prices.size() / 2);
    std::nth_element(prices.begin(), middle, prices.end());
    const double median = *middle;
    for (std::size_t i = 0; i < parcels.rows.size(); ++i) {
        auto& price = parcels.facts[i].price_krw_m2;
        if (price && !(*price > median / other_unit && *price < median * other_unit)) {
            const auto& row = parcels.rows[i];
            remarks.push_back({"UNIT-MONEY",
                               {land.role, row.id, land.features[row.feature].fid},
                               {format_ko("지가 {}: 중앙값 {}과(와) 단위가 다름", grouped(*price),
                                          grouped(median)),
                                fmt::format("land price {} is in another unit than the median {}",
                                            grouped(*price), grouped(median))}});
            price.reset();
        }
    }
}

} // namespace

Parcels read_parcels(const rules::Context& context, const Layer& land,
                     std::vector<Remark>& remarks) {
    const auto& project = context.project;
    const Lots lots{project.layer("lots")};
    const Boundaries boundaries{project};
    geom::PolygonSet shapes;
    for (const auto& feature : land.features) {
        shapes.add(feature.shape.polygons);
    }
    Parcels parcels;
    for (std::size_t i = 0; i < land.features.size(); ++i) {
        const auto& feature = land.features[i];
        ParcelRow row;
        row.feature = i;
        row.id = land.id(feature);
        row.complex = lots.text(row.id, "complex");
        row.use = lots.text(row.id, "use");
        row.category = category_of(project.codes, land, feature);
        row.area_m2 = geom::area(feature.shape.polygons);
        if (row.complex.empty()) {
            row.complex = boundaries.holds(shapes, i, row.area_m2);
        }
        row.owners = land.number(feature, "owners");
        if (row.owners && *row.owners < 1) {
            row.owners.reset(); // no land is without an owner: not filled in
        }
        classify(context, row);
        ParcelFacts facts;
        facts.zoning = lots.text(row.id, "zoning");
        if (facts.zoning.empty()) {
            facts.zoning = land.text(feature, "zoning").value_or("");
        }
        facts.price_krw_m2 = land.number(feature, "price_krw_m2");
        row.ledger_m2 = ledger_area(context, land, feature, row.area_m2, remarks);
        parcels.rows.push_back(std::move(row));
        parcels.facts.push_back(std::move(facts));
    }
    refuse_strange_prices(land, parcels, remarks);
    return parcels;
}

} // namespace sandan::upgrade
