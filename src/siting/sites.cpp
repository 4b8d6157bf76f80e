#include <sandan/core/error.hpp>
#include <sandan/siting/feasibility.hpp>

#include "siting/contiguous_sets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace sandan::siting {

namespace {

/// More candidate sites than this cannot be judged firm by firm in useful time.
constexpr std::size_t most_sites = 1'000'000;

/// What the lots of one site must have in common.
using Kind = std::tuple<std::string, std::string, std::string>;

Kind kind_of(const model::Layer& lots, std::size_t lot) {
    const auto& feature = lots.features[lot];
    return {lots.text(feature, "complex").value_or(""),
            lots.text(feature, "management").value_or(""),
            lots.text(feature, "phase").value_or("")};
}

/// The lots on offer to firms, and which of them may be joined. Nodes are positions in `lots`.
struct LotGraph {
    std::vector<std::size_t> lots;
    Graph neighbours;
};

LotGraph lot_graph(const rules::Context& context, const model::Layer& layer) {
    LotGraph graph;
    std::vector<std::size_t> node(layer.features.size(), layer.features.size());
    std::vector<Kind> kinds;
    for (std::size_t lot = 0; lot < layer.features.size(); ++lot) {
        const auto& feature = layer.features[lot];
        if (rules::is_on_offer(context.project, layer, feature) && !feature.shape.empty()) {
            node[lot] = graph.lots.size();
            graph.lots.push_back(lot);
            kinds.push_back(kind_of(layer, lot));
        }
    }
    const auto* const border = context.parameter("PD-10", "min_contact");
    const double least =
        border == nullptr ? std::numeric_limits<double>::infinity() : border->value;
    graph.neighbours.resize(graph.lots.size());
    for (const auto& contact : context.analysis.contacts) {
        const auto a = node[contact.a];
        const auto b = node[contact.b];
        const bool both = a < graph.lots.size() && b < graph.lots.size();
        if (both && contact.length >= least && kinds[a] == kinds[b]) {
            graph.neighbours[a].push_back(b);
            graph.neighbours[b].push_back(a);
        }
    }
    for (auto& list : graph.neighbours) {
        std::sort(list.begin(), list.end());
    }
    return graph;
}

} // namespace

std::vector<rules::Site> candidate_sites(const rules::Context& context, int max_lots) {
    const auto* const layer = context.project.layer("lots");
    if (layer == nullptr || max_lots < 1) {
        return {};
    }
    const auto graph = lot_graph(context, *layer);
    std::vector<rules::Site> sites;
    const bool all =
        contiguous_sets(graph.neighbours, static_cast<std::size_t>(max_lots),
                        [&](std::span<const std::size_t> nodes) {
                            std::vector<std::size_t> lots;
                            lots.reserve(nodes.size());
                            for (const auto node : nodes) {
                                lots.push_back(graph.lots[node]);
                            }
                            sites.push_back(rules::make_site(context.project, context.analysis.lots,
                                                             std::move(lots)));
                            return sites.size() < most_sites;
                        });
    if (!all) {
        throw Error{
            ErrorKind::budget,
            Text{fmt::format(
                     "획지 {1}개까지의 이어진 조합이 {0}개를 넘습니다: max_parcels를 줄이십시오",
                     most_sites, max_lots),
                 fmt::format("more than {0} contiguous sets of up to {1} lots: lower max_parcels",
                             most_sites, max_lots)}};
    }
    std::sort(sites.begin(), sites.end(), [](const rules::Site& a, const rules::Site& b) {
        return std::pair{a.lots.size(), std::string_view{a.id}} <
               std::pair{b.lots.size(), std::string_view{b.id}};
    });
    return sites;
}

} // namespace sandan::siting
