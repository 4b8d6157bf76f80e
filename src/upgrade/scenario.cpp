#include <sandan/core/error.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/upgrade/scenario.hpp>

#include "upgrade/end_of.hpp"
#include "upgrade/joined_layer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace sandan::upgrade {

namespace {

using geom::MultiPolygon;
using model::Feature;
using model::Layer;
using model::Value;

constexpr double least_lot_m2 = 0.01; ///< Less is the noise of a cut.

void set(const Layer& layer, Feature& feature, std::string_view field, Value value) {
    if (const auto column = layer.column(field)) {
        feature.values[*column] = std::move(value);
    }
}

/// Draws the chosen candidates on the lots.
class Drawing {
public:
    Drawing(const rules::Context& context, const Survey& survey, const model::UpgradeInputs& inputs,
            const Scheme& scheme)
        : m_project{context.project}, m_survey{survey}, m_inputs{inputs}, m_scheme{scheme} {}

    Scenario run() {
        m_lots = joined_layer(m_project, "lots");
        m_lots.fields.emplace_back("candidate");
        for (auto& lot : m_lots.features) {
            lot.values.emplace_back();
        }
        find_sites();
        for (const auto at : m_scheme.portfolio->chosen) {
            note_undrawn(m_scheme.candidates[at]);
        }
        cut_strips();
        for (const auto at : m_scheme.portfolio->chosen) {
            if (m_scheme.candidates[at].strips.empty()) {
                rebuild(m_scheme.candidates[at]);
            }
        }
        std::erase_if(m_lots.features, [](const Feature& lot) { return lot.shape.empty(); });
        std::move(m_added.begin(), m_added.end(), std::back_inserter(m_lots.features));
        Scenario result;
        result.roads = widened_roads("roads");
        result.road_lines = widened_roads("road_lines");
        result.parking = parking();
        result.buildings = buildings_left();
        result.registered = register_left();
        number(m_lots);
        result.lots = std::move(m_lots);
        result.undrawn = std::move(m_undrawn);
        return result;
    }

private:
    static void number(Layer& layer) {
        std::int64_t fid = 0;
        for (auto& feature : layer.features) {
            feature.fid = fid++;
        }
    }

    /// Lots by the site that their parcel belongs to.
    void find_sites() {
        std::map<std::string, std::size_t> site_of;
        for (const auto& parcel : m_survey.parcels) {
            if (parcel.site) {
                site_of.emplace(parcel.id, *parcel.site);
            }
        }
        for (std::size_t i = 0; i < m_lots.features.size(); ++i) {
            const auto found = site_of.find(m_lots.id(m_lots.features[i]));
            if (found != site_of.end()) {
                m_lots_of[found->second].push_back(i);
            }
        }
    }

    void note_undrawn(const Candidate& candidate) {
        const bool drawn =
            std::all_of(candidate.pieces.begin(), candidate.pieces.end(),
                        [&](const Piece& piece) { return m_lots_of.contains(piece.site); });
        if (!drawn) {
            m_undrawn.push_back(candidate.id);
        }
    }

    void cut_strips() {
        for (const auto at : m_scheme.portfolio->chosen) {
            const auto& candidate = m_scheme.candidates[at];
            std::map<std::string, std::vector<MultiPolygon>> road; // by complex
            std::map<std::string, std::size_t> first;
            for (std::size_t k = 0; k < candidate.strips.size(); ++k) {
                for (const auto i : m_lots_of[candidate.pieces[k].site]) {
                    auto& lot = m_lots.features[i];
                    auto cut = geom::intersection(lot.shape.polygons, candidate.strips[k]);
                    if (geom::area(cut) > 0) {
                        lot.shape.polygons = geom::difference(lot.shape.polygons, cut);
                        resized(lot);
                        const auto complex = m_lots.text(lot, "complex").value_or("");
                        road[complex].push_back(std::move(cut));
                        first.emplace(complex, i);
                    }
                }
            }
            for (const auto& [complex, parts] : road) {
                const auto& lot = m_lots.features[first.at(complex)];
                const auto name = candidate.id.substr(candidate.id.find(':') + 1);
                add_public("ROAD",
                           road.size() == 1 ? name + "-W" : fmt::format("{}-W-{}", name, complex),
                           geom::dissolve(parts), lot, candidate.id);
            }
        }
    }

    void rebuild(const Candidate& candidate) {
        const auto& action = m_inputs.actions[candidate.action];
        std::vector<std::size_t> lots;
        for (const auto& piece : candidate.pieces) {
            const auto& own = m_lots_of[piece.site];
            lots.insert(lots.end(), own.begin(), own.end());
        }
        if (lots.empty()) {
            return;
        }
        std::sort(lots.begin(), lots.end(), [&](std::size_t a, std::size_t b) {
            return m_lots.id(m_lots.features[a]) < m_lots.id(m_lots.features[b]);
        });
        for (const auto i : lots) {
            sell(action, candidate.id, m_lots.features[i]);
        }
        if (action.kind == "merge") {
            merge(lots);
        }
        give_to_public(action, candidate, lots);
    }

    /// What nobody says of the rebuilt land (its price, its holder) is not known any more.
    void sell(const model::UpgradeAction& action, const std::string& candidate, Feature& lot) {
        if (action.kind == "mixed") {
            use(lot, "MIX");
        }
        set(m_lots, lot, "tenure", std::string{"sale"});
        set(m_lots, lot, "owned_since", {});
        set(m_lots, lot, "price_krw_m2", {});
        set(m_lots, lot, "candidate", candidate);
    }

    void use(Feature& lot, const std::string& code) {
        set(m_lots, lot, "use", code);
        const auto* const row = m_project.codes.land_use(code);
        if (row != nullptr && !row->management.empty()) {
            set(m_lots, lot, "management", row->management.front());
        }
    }

    /// Into the lot of the lowest number.
    void merge(std::vector<std::size_t>& lots) {
        auto& first = m_lots.features[lots.front()];
        first.shape.polygons = geom::dissolve(shapes(lots));
        resized(first);
        for (std::size_t k = 1; k < lots.size(); ++k) {
            m_lots.features[lots[k]].shape = {};
        }
        lots.resize(1);
    }

    [[nodiscard]] std::vector<MultiPolygon> shapes(const std::vector<std::size_t>& lots) const {
        std::vector<MultiPolygon> result;
        result.reserve(lots.size());
        for (const auto i : lots) {
            result.push_back(m_lots.features[i].shape.polygons);
        }
        return result;
    }

    void give_to_public(const model::UpgradeAction& action, const Candidate& candidate,
                        const std::vector<std::size_t>& lots) {
        auto land = geom::dissolve(shapes(lots));
        if (!candidate.set_back.empty()) {
            land = geom::difference(land, candidate.set_back);
        }
        const double area = geom::area(land);
        const auto source = m_lots.features[lots.front()];
        const auto id = m_lots.id(source);
        const auto give = [&](const std::optional<double>& percent, const char* code,
                              const char* mark) {
            const auto part = end_of(land, area * percent.value_or(0) / 100);
            if (part.empty()) {
                return;
            }
            land = geom::difference(land, part);
            for (const auto i : lots) {
                auto& lot = m_lots.features[i];
                if (geom::common_area(lot.shape.polygons, part) > 0) {
                    lot.shape.polygons = geom::difference(lot.shape.polygons, part);
                    resized(lot);
                }
            }
            add_public(code, id + mark, part, source, candidate.id);
        };
        give(action.green_percent, "GREEN", "-G");
        give(action.parking_percent, "PARK", "-P");
    }

    void add_public(const char* code, const std::string& id, MultiPolygon shape,
                    const Feature& beside, const std::string& candidate) {
        Feature lot;
        lot.shape.polygons = std::move(shape);
        lot.values.resize(m_lots.fields.size());
        for (const auto* const field : {"complex", "block", "phase", "scale"}) {
            if (const auto column = m_lots.column(field)) {
                lot.values[*column] = beside.values[*column];
            }
        }
        set(m_lots, lot, "id", id);
        set(m_lots, lot, "tenure", std::string{"free"});
        set(m_lots, lot, "candidate", candidate);
        use(lot, code);
        resized(lot);
        m_added.push_back(std::move(lot));
    }

    /// The planned area of a lot that was cut or joined is what is drawn.
    void resized(Feature& lot) const {
        const double area = geom::area(lot.shape.polygons);
        if (area < least_lot_m2) {
            lot.shape = {};
        }
        set(m_lots, lot, "area_plan_m2", area);
    }

    /// Roads or their centre lines: a road and its line have one id.
    std::optional<Layer> widened_roads(const std::string& role) const {
        if (m_project.layer(role) == nullptr) {
            return std::nullopt;
        }
        auto roads = joined_layer(m_project, role);
        for (const auto at : m_scheme.portfolio->chosen) {
            const auto& candidate = m_scheme.candidates[at];
            if (candidate.strips.empty()) {
                continue;
            }
            const auto name = candidate.id.substr(candidate.id.find(':') + 1);
            const auto road =
                std::find_if(roads.features.begin(), roads.features.end(),
                             [&](const Feature& feature) { return roads.id(feature) == name; });
            if (road != roads.features.end()) {
                if (!road->shape.polygons.empty()) {
                    auto parts = candidate.strips;
                    parts.push_back(road->shape.polygons);
                    road->shape.polygons = geom::dissolve(parts);
                }
                set(roads, *road, "width_m", *m_inputs.actions[candidate.action].target_width_m);
            }
        }
        number(roads);
        return roads;
    }

    /// How many spaces a new car park will have is not planned.
    [[nodiscard]] std::optional<Layer> parking() const {
        if (m_project.layer("parking") == nullptr) {
            return std::nullopt;
        }
        auto parks = joined_layer(m_project, "parking");
        for (const auto& lot : m_lots.features) {
            const auto complex = m_lots.text(lot, "complex").value_or("");
            const bool added = !m_lots.text(lot, "candidate").value_or("").empty();
            if (added && !complex.empty() && m_lots.text(lot, "use") == "PARK") {
                Feature park{-1, lot.shape, {}};
                park.values.resize(parks.fields.size());
                set(parks, park, "id", m_lots.id(lot));
                set(parks, park, "complex", complex);
                parks.features.push_back(std::move(park));
            }
        }
        number(parks);
        return parks;
    }

    /// Sites that an assembly rebuilds.
    [[nodiscard]] std::set<std::size_t> rebuilt() const {
        std::set<std::size_t> sites;
        for (const auto at : m_scheme.portfolio->chosen) {
            const auto& candidate = m_scheme.candidates[at];
            for (const auto& piece : candidate.pieces) {
                if (candidate.strips.empty()) {
                    sites.insert(piece.site);
                }
            }
        }
        return sites;
    }

    [[nodiscard]] std::optional<Layer> buildings_left() const {
        if (m_project.layer("buildings") == nullptr) {
            return std::nullopt;
        }
        auto layer = joined_layer(m_project, "buildings"); // the first one's records come first
        for (const auto site : rebuilt()) {
            for (const auto building : m_survey.sites[site].buildings) {
                layer.features[building].fid = -1;
            }
        }
        std::erase_if(layer.features, [](const Feature& row) { return row.fid < 0; });
        number(layer);
        return layer;
    }

    [[nodiscard]] std::optional<Layer> register_left() const {
        if (m_project.layer("register") == nullptr) {
            return std::nullopt;
        }
        std::set<std::string> numbers;
        for (const auto site : rebuilt()) {
            for (const auto parcel : m_survey.sites[site].parcels) {
                numbers.insert(m_survey.parcels[parcel].id);
            }
        }
        auto layer = joined_layer(m_project, "register");
        std::erase_if(layer.features, [&](const Feature& row) {
            return numbers.contains(layer.text(row, "pnu").value_or(""));
        });
        number(layer);
        return layer;
    }

    const model::Project& m_project;
    const Survey& m_survey;
    const model::UpgradeInputs& m_inputs;
    const Scheme& m_scheme;
    Layer m_lots;
    std::map<std::size_t, std::vector<std::size_t>> m_lots_of; ///< By site.
    std::vector<Feature> m_added;                              ///< Road, green, car parks.
    std::vector<std::string> m_undrawn;
};

} // namespace

Scenario scenario(const rules::Context& context, const Survey& survey,
                  const model::UpgradeInputs& inputs, const Scheme& scheme) {
    if (context.project.layer("lots") == nullptr) {
        throw Error{
            ErrorKind::usage,
            Text{fmt::format("{}: 시나리오는 획지 위에 그립니다; [layers.lots]를 더하십시오",
                             context.project.plan.path),
                 fmt::format("{}: a scenario is drawn on lots, add [layers.lots]",
                             context.project.plan.path)}};
    }
    if (!scheme.portfolio) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("{}: 사업 묶음이 없으면 시나리오도 없습니다: [upgrade]에 "
                                     "budget_100m_krw와 [[upgrade.action]]이 필요합니다",
                                     context.project.plan.path),
                         fmt::format("{}: no scenario without a portfolio: [upgrade] needs "
                                     "budget_100m_krw and [[upgrade.action]]",
                                     context.project.plan.path)}};
    }
    return Drawing{context, survey, inputs, scheme}.run();
}

} // namespace sandan::upgrade
