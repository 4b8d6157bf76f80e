#include <sandan/siting/relaxation.hpp>

#include "core/number.hpp"
#include "siting/wishes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace sandan::siting {

namespace {

using Kind = Change::Kind;

bool is_about_lots(const Change& change) {
    return change.kind == Kind::merge || change.kind == Kind::leave_out;
}

std::tuple<bool, std::size_t, double> burden(const Relaxation& relaxation) {
    const auto& changes = relaxation.changes;
    const double shares =
        std::accumulate(changes.begin(), changes.end(), 0.0,
                        [](double sum, const Change& change) { return sum + change.share; });
    return {!std::all_of(changes.begin(), changes.end(), is_about_lots), changes.size(), shares};
}

/// Of lots at their asking prices, KRW; nothing if one has none.
std::optional<double> price_of(const rules::Context& context,
                               const std::vector<std::size_t>& lots) {
    const auto& layer = *context.project.layer("lots");
    double sum = 0;
    for (const auto lot : lots) {
        const auto asked = layer.number(layer.features[lot], "price_krw_m2");
        if (!asked) {
            return std::nullopt;
        }
        sum += *asked * context.analysis.lots[lot].area_m2;
    }
    return sum;
}

Change lots_changed(const rules::Context& context, const std::vector<std::size_t>& lots, bool more,
                    double site_area) {
    const auto& layer = *context.project.layer("lots");
    std::vector<std::string> ids;
    double area = 0;
    for (const auto lot : lots) {
        ids.push_back(layer.id(layer.features[lot]));
        area += context.analysis.lots[lot].area_m2;
    }
    std::sort(ids.begin(), ids.end());
    const auto names = fmt::format("{}", fmt::join(ids, "+"));
    Change change{.kind = more ? Kind::merge : Kind::leave_out,
                  .amount = area,
                  .unit = "m²",
                  .share = site_area > 0 ? area / site_area : 1,
                  .krw = more ? price_of(context, lots) : std::nullopt,
                  .text = {}};
    if (!more) {
        change.text = {fmt::format("획지 {} 제외 (-{} m²)", names, grouped(area)),
                       fmt::format("leave out lot {} (-{} m²)", names, grouped(area))};
        return change;
    }
    const auto cost = change.krw ? grouped(*change.krw) : std::string{};
    change.text = {fmt::format("획지 {} 합필 (+{} m²{})", names, grouped(area),
                               cost.empty() ? "" : ", " + cost + " 원"),
                   fmt::format("merge with lot {} (+{} m²{})", names, grouped(area),
                               cost.empty() ? "" : ", " + cost + " KRW")};
    return change;
}

} // namespace

std::string_view to_string(Change::Kind kind) noexcept {
    switch (kind) {
    case Kind::merge:
        return "merge";
    case Kind::leave_out:
        return "leave_out";
    case Kind::area:
        return "area";
    case Kind::lots:
        return "lots";
    case Kind::frontage:
        return "frontage";
    case Kind::price:
        return "price";
    case Kind::footprint:
        return "footprint";
    case Kind::floor_area:
        return "floor_area";
    case Kind::wait:
        return "wait";
    case Kind::capacity:
        break;
    }
    return "capacity";
}

Text Relaxation::text() const {
    Text all;
    for (const auto& change : changes) {
        all.ko += (all.ko.empty() ? "" : "; ") + change.text.ko;
        all.en += (all.en.empty() ? "" : "; ") + change.text.en;
    }
    return all;
}

bool asks_less(const Relaxation& a, const Relaxation& b) {
    return burden(a) < burden(b);
}

Relaxations::Relaxations(const rules::Context& context, const Matrix& matrix)
    : m_context{context},
      m_matrix{matrix},
      m_rules{context},
      m_sites_of_lot(context.analysis.lots.size()) {
    for (std::size_t s = 0; s < matrix.sites.size(); ++s) {
        for (const auto lot : matrix.sites[s].lots) {
            m_sites_of_lot[lot].push_back(s);
        }
    }
}

/// The least land more, or less, with which the firm could have the site.
std::optional<Change> Relaxations::other_lots(const FirmSite& cell, bool more) const {
    const auto& site = m_matrix.sites[cell.site];
    std::vector<std::size_t> best;
    double least = 0;
    const auto consider = [&](std::size_t other) {
        const auto& lots = m_matrix.sites[other].lots;
        const auto& wide = more ? lots : site.lots;
        const auto& narrow = more ? site.lots : lots;
        if (wide.size() <= narrow.size() ||
            m_matrix.at(cell.firm, other).verdict == Verdict::infeasible ||
            m_matrix.at(cell.firm, other).verdict == Verdict::unknown ||
            !std::includes(wide.begin(), wide.end(), narrow.begin(), narrow.end())) {
            return;
        }
        const double off = std::abs(m_matrix.sites[other].area_m2 - site.area_m2);
        if (best.empty() || off < least) {
            best.clear();
            std::set_difference(wide.begin(), wide.end(), narrow.begin(), narrow.end(),
                                std::back_inserter(best));
            least = off;
        }
    };
    if (more) {
        const auto& around = m_sites_of_lot[site.lots.front()];
        std::for_each(around.begin(), around.end(), consider);
    } else if (site.lots.size() > 1) {
        for (const auto lot : site.lots) {
            const auto& around = m_sites_of_lot[lot];
            std::for_each(around.begin(), around.end(), consider);
        }
    }
    return best.empty() ? std::nullopt
                        : std::optional{lots_changed(m_context, best, more, site.area_m2)};
}

std::vector<Relaxation> Relaxations::other_lots(const FirmSite& cell) const {
    std::vector<Relaxation> found;
    for (const bool more : {true, false}) {
        if (auto change = other_lots(cell, more)) {
            found.push_back({{std::move(*change)}});
        }
    }
    std::stable_sort(found.begin(), found.end(), asks_less);
    return found;
}

std::optional<Relaxation> Relaxations::other_wishes(const FirmSite& cell) const {
    return bent_wishes(m_rules, m_context.project.firms[cell.firm], m_matrix.sites[cell.site],
                       cell);
}

std::vector<Relaxation> Relaxations::all(const FirmSite& cell) const {
    if (cell.verdict != Verdict::infeasible) {
        return {};
    }
    auto found = other_lots(cell);
    if (auto wishes = other_wishes(cell)) {
        found.push_back(std::move(*wishes));
    }
    return found;
}

Text Relaxations::cheapest(const FirmSite& cell) const {
    if (cell.verdict != Verdict::infeasible) {
        return {};
    }
    // Other lots ask less than any other wishes, which every rule must judge again.
    const auto lots = other_lots(cell);
    if (!lots.empty()) {
        return lots.front().text();
    }
    const auto wishes = other_wishes(cell);
    return wishes ? wishes->text() : Text{};
}

} // namespace sandan::siting
