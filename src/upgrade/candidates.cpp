#include <sandan/core/error.hpp>
#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/upgrade/candidates.hpp>

#include "siting/contiguous_sets.hpp"
#include "upgrade/obstacles.hpp"
#include "upgrade/site_score.hpp"
#include "upgrade/strips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace sandan::upgrade {

namespace {

using model::UpgradeAction;

/// More candidates than this are no list that anybody reads.
constexpr std::size_t most_candidates = 200'000;

bool is_industrial(const SiteRow& site) {
    return site.industrial.value_or(false);
}

/// Sites that border on each other: pairs, smaller first.
std::set<std::pair<std::size_t, std::size_t>> neighbours(const Survey& survey, double least_m) {
    std::vector<geom::MultiPolygon> shapes;
    for (const auto& row : survey.parcels) {
        shapes.push_back(survey.land->features[row.feature].shape.polygons);
    }
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    for (const auto& contact : geom::contacts(shapes)) {
        const auto& a = survey.parcels[contact.a].site;
        const auto& b = survey.parcels[contact.b].site;
        if (contact.length >= least_m && a && b && *a != *b) {
            pairs.insert(std::minmax(*a, *b));
        }
    }
    return pairs;
}

bool may_be_chosen(const std::vector<Constraint>& constraints) {
    return std::none_of(constraints.begin(), constraints.end(), [](const auto& constraint) {
        return constraint.kind == rules::Outcome::Kind::breach;
    });
}

/// A road that could be widened.
struct Widening {
    RoadStrips row;
    std::vector<Constraint> constraints;
};

class Finder {
public:
    Finder(const rules::Context& context, const Survey& survey, const model::UpgradeInputs& inputs,
           std::vector<std::string>& missing)
        : m_context{context},
          m_survey{survey},
          m_inputs{inputs},
          m_missing{missing},
          m_obstacles{context, survey, inputs.leaving} {}

    std::vector<Candidate> run() {
        find_strips();
        for (m_action = 0; m_action < m_inputs.actions.size(); ++m_action) {
            const auto from = m_found.size();
            score_sites();
            if (action().kind == "widen") {
                widen();
            } else {
                assemble();
            }
            std::stable_sort(m_found.begin() + static_cast<std::ptrdiff_t>(from), m_found.end(),
                             [](const auto& a, const auto& b) { return a.id < b.id; });
        }
        return std::move(m_found);
    }

private:
    [[nodiscard]] const UpgradeAction& action() const { return m_inputs.actions[m_action]; }

    /// Roads that may be widened, before the assemblies, which stand back from their strips.
    void find_strips() {
        std::map<std::size_t, std::vector<geom::MultiPolygon>> all;
        for (const auto& given : m_inputs.actions) {
            auto& found = m_widenings.emplace_back();
            if (given.kind != "widen") {
                continue;
            }
            std::map<std::size_t, geom::MultiPolygon> taken;
            for (auto& row : road_strips(m_context, m_survey, *given.target_width_m, m_missing)) {
                auto constraints = m_obstacles.of_strips(row.pieces, row.cut_m2);
                if (may_be_chosen(constraints)) {
                    part_from(taken, row);
                }
                if (!row.pieces.empty()) {
                    found.push_back({std::move(row), std::move(constraints)});
                }
            }
            for (auto& [site, shape] : taken) {
                all[site].push_back(std::move(shape));
            }
        }
        m_set_back.resize(m_survey.sites.size());
        for (const auto& [site, shapes] : all) {
            m_set_back[site] = shapes.size() == 1 ? shapes.front() : geom::dissolve(shapes);
        }
    }

    /// What an assembly may take of a site.
    [[nodiscard]] double free_m2(std::size_t site) const {
        return m_survey.sites[site].area_m2 - geom::area(m_set_back[site]);
    }

    void score_sites() {
        m_scores.clear();
        for (const auto& site : m_survey.sites) {
            m_scores.push_back(site_score(site, action()));
        }
    }

    void note(std::string what) {
        if (std::find(m_missing.begin(), m_missing.end(), what) == m_missing.end()) {
            m_missing.push_back(std::move(what));
        }
    }

    /// Sites that an assembly of this action may hold, and which of them are neighbours.
    siting::Graph graph(std::vector<std::size_t>& sites, std::optional<double> below_m2) {
        std::vector<std::size_t> node(m_survey.sites.size(), m_survey.sites.size());
        for (std::size_t i = 0; i < m_survey.sites.size(); ++i) {
            const auto& site = m_survey.sites[i];
            if (is_industrial(site) && (!below_m2 || site.area_m2 < *below_m2) && free_m2(i) > 0) {
                node[i] = sites.size();
                sites.push_back(i);
            }
        }
        const auto unclear = std::count_if(m_survey.sites.begin(), m_survey.sites.end(),
                                           [](const auto& site) { return !site.industrial; });
        if (unclear > 0) {
            note(fmt::format("parcels.land_category ({})", unclear));
        }
        siting::Graph result(sites.size());
        if (!m_pairs) {
            const auto* const border = m_context.parameter("PD-10", "min_contact");
            if (border == nullptr) {
                note("parameter PD-10 min_contact");
                m_pairs.emplace();
            } else {
                m_pairs = neighbours(m_survey, border->value);
            }
        }
        for (const auto& [a, b] : *m_pairs) {
            const bool both = node[a] < sites.size() && node[b] < sites.size();
            if (both && m_survey.sites[a].complex == m_survey.sites[b].complex) {
                result[node[a]].push_back(node[b]);
                result[node[b]].push_back(node[a]);
            }
        }
        for (auto& list : result) {
            std::sort(list.begin(), list.end());
        }
        return result;
    }

    void assemble() {
        const bool merge = action().kind == "merge";
        std::optional<double> below;
        if (merge) {
            const auto* const least = m_context.parameter("PD-02", "min_area");
            if (least == nullptr) {
                note("parameter PD-02 min_area");
                return;
            }
            below = least->value;
        }
        m_least_m2 = std::max(below.value_or(0), action().min_area_m2.value_or(0));
        std::vector<std::size_t> sites;
        const auto neighbours = graph(sites, below);
        const bool all =
            siting::contiguous_sets(neighbours, static_cast<std::size_t>(action().max_sites),
                                    [&](std::span<const std::size_t> nodes) {
                                        if (!merge || nodes.size() > 1) {
                                            add_assembly(nodes, sites);
                                        }
                                        return m_found.size() < most_candidates;
                                    });
        if (!all) {
            throw Error{ErrorKind::budget,
                        Text{fmt::format("{1}의 후보가 {0}개를 넘습니다: max_sites를 줄이십시오",
                                         most_candidates, action().kind),
                             fmt::format("more than {0} candidates of {1}: lower max_sites",
                                         most_candidates, action().kind)}};
        }
    }

    void add_assembly(std::span<const std::size_t> nodes, const std::vector<std::size_t>& sites) {
        std::vector<Piece> pieces;
        double area = 0;
        for (const auto node : nodes) {
            pieces.push_back({sites[node], free_m2(sites[node])});
            area += pieces.back().area_m2;
        }
        if (area < m_least_m2) {
            return;
        }
        std::sort(pieces.begin(), pieces.end(),
                  [](const Piece& a, const Piece& b) { return a.site < b.site; });
        std::string id;
        for (const auto& piece : pieces) {
            id += (id.empty() ? "" : "+") + m_survey.sites[piece.site].id;
        }
        auto constraints = m_obstacles.of_assembly(pieces, action());
        std::vector<geom::MultiPolygon> set_back;
        for (const auto& piece : pieces) {
            if (!m_set_back[piece.site].empty()) {
                set_back.push_back(m_set_back[piece.site]);
            }
        }
        auto& added = add(id, std::move(pieces));
        added.constraints = std::move(constraints);
        if (!set_back.empty()) {
            added.set_back = geom::dissolve(set_back);
        }
    }

    void widen() {
        for (auto& [row, constraints] : m_widenings[m_action]) {
            auto& added = add(row.road, std::move(row.pieces));
            added.constraints = std::move(constraints);
            added.strips = std::move(row.strips);
        }
    }

    Candidate& add(const std::string& what, std::vector<Piece> pieces) {
        Candidate result;
        result.id = action().kind + ":" + what;
        result.action = m_action;
        result.complex = m_survey.sites[pieces.front().site].complex;
        std::set<std::string> unknown;
        double points = 0;
        double scored_m2 = 0;
        double known_m2 = 0;
        for (const auto& piece : pieces) {
            const auto& score = m_scores[piece.site];
            result.area_m2 += piece.area_m2;
            if (score.score) {
                scored_m2 += piece.area_m2;
                points += piece.area_m2 * *score.score;
            }
            known_m2 += piece.area_m2 * score.known;
            unknown.insert(score.unknown.begin(), score.unknown.end());
        }
        result.unknown = {unknown.begin(), unknown.end()};
        if (scored_m2 > 0) {
            result.score = points / scored_m2;
            result.known = known_m2 / result.area_m2;
            result.worth_m2 = std::llround(result.area_m2 * *result.score / 100);
        }
        result.cost_krw = std::llround(result.area_m2 * action().cost_krw_m2);
        result.pieces = std::move(pieces);
        m_found.push_back(std::move(result));
        return m_found.back();
    }

    const rules::Context& m_context;
    const Survey& m_survey;
    const model::UpgradeInputs& m_inputs;
    std::vector<std::string>& m_missing;
    Obstacles m_obstacles;
    std::vector<std::vector<Widening>> m_widenings; ///< By action.
    std::vector<geom::MultiPolygon> m_set_back;     ///< By site: what may become road.
    std::size_t m_action = 0;
    double m_least_m2 = 0;           ///< Of an assembly of the current action.
    std::vector<SiteScore> m_scores; ///< Of the current action, by site.
    std::optional<std::set<std::pair<std::size_t, std::size_t>>> m_pairs;
    std::vector<Candidate> m_found;
};

} // namespace

bool Candidate::open() const {
    return may_be_chosen(constraints);
}

bool Candidate::has_unknown() const {
    return std::any_of(constraints.begin(), constraints.end(), [](const auto& constraint) {
        return constraint.kind == rules::Outcome::Kind::unknown;
    });
}

geom::MultiPolygon land_of(const Survey& survey, const Candidate& candidate) {
    auto parts = candidate.strips;
    if (parts.empty()) {
        for (const auto& piece : candidate.pieces) {
            for (const auto parcel : survey.sites[piece.site].parcels) {
                parts.push_back(
                    survey.land->features[survey.parcels[parcel].feature].shape.polygons);
            }
        }
    }
    auto land = geom::dissolve(parts);
    return candidate.set_back.empty() ? land : geom::difference(land, candidate.set_back);
}

std::vector<Candidate> candidates(const rules::Context& context, const Survey& survey,
                                  const model::UpgradeInputs& inputs,
                                  std::vector<std::string>& missing) {
    return Finder{context, survey, inputs, missing}.run();
}

} // namespace sandan::upgrade
