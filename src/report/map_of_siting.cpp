#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>

#include "report/complex_part.hpp"
#include "report/map_sheet.hpp"
#include "report/palettes.hpp"
#include "report/siting_by_lot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace sandan::report {

namespace {

using siting::Verdict;

/// Numbers of firms from `from` on.
struct Class {
    int from = 0;
    const char* colour = "";
};

constexpr std::array classes{Class{0, count_colours[0]}, Class{1, count_colours[1]},
                             Class{3, count_colours[2]}, Class{6, count_colours[3]},
                             Class{11, count_colours[4]}};

std::size_t class_of(int count) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        found = count >= classes[i].from ? i : found;
    }
    return found;
}

std::string range_of(std::size_t i) {
    if (i + 1 == classes.size()) {
        return fmt::format("≥ {}", classes[i].from);
    }
    const int last = classes[i + 1].from - 1;
    return last == classes[i].from ? fmt::format("{}", last)
                                   : fmt::format("{}–{}", classes[i].from, last);
}

/// Tells of each lot whether the theme draws it: its use is not seen then.
std::vector<bool> draw_counts(render::MapSpec& spec, const MapData& data,
                              const MapOptions& options) {
    const auto& project = data.context.project;
    const auto& lots = *project.layer("lots");
    const auto count = firms_by_lot(*data.siting, project.firms.size(), lots.features.size());
    std::vector<bool> drawn(lots.features.size(), false);
    std::array<double, classes.size()> area{};
    std::array<int, classes.size()> number{};
    render::MapLayer layer{.name = "siting", .features = {}};
    for (std::size_t i = 0; i < count.size(); ++i) {
        if (count[i] < 0 || !belongs(lots, lots.features[i], options.complex)) {
            continue;
        }
        drawn[i] = true;
        const auto at = class_of(count[i]);
        const auto& shape = lots.features[i].shape;
        area[at] += geom::area(shape.polygons);
        ++number[at];
        render::MapFeature feature;
        feature.shape = shape;
        feature.style = area_style(classes[at].colour, "#555555", 0.35);
        feature.key = range_of(at);
        const auto name = short_name(lots.id(lots.features[i]), options.language);
        feature.labels = {fmt::format("{}\n{}", name, count[i]), fmt::format("{}", count[i])};
        feature.label_priority = 1;
        layer.features.push_back(std::move(feature));
    }
    spec.layers.push_back(std::move(layer));
    const bool korean = options.language == Language::ko;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        spec.legend.push_back(legend_area(
            fmt::format(fmt::runtime(korean ? "입주 가능 기업 {}" : "{} firms could settle"),
                        range_of(i)),
            area_style(classes[i].colour, "#555555", 0.35),
            fmt::format(fmt::runtime(korean ? "{}필지, {}" : "{} lots, {}"), number[i],
                        square_metres(area[i], options.language))));
        spec.legend.back().key = range_of(i);
    }
    spec.legend.push_back(
        legend_text(korean ? "숫자 = 입주 가능 기업 수" : "Number = firms that could settle"));
    spec.subtitle += fmt::format(fmt::runtime(korean ? " · 수요기업 {}개사" : " · {} firms"),
                                 project.firms.size());
    return drawn;
}

struct Look {
    Verdict verdict = Verdict::unknown;
    Text name;
    const char* fill = "";
    const char* mark = "";
};

const std::array<Look, 4>& looks() {
    static const std::array<Look, 4> table{
        Look{Verdict::feasible, {"입지 가능", "Feasible"}, verdict_colours[0], "check"},
        Look{Verdict::conditional, {"조건부 가능", "Conditional"}, verdict_colours[1], "triangle"},
        Look{Verdict::unknown,
             {"판단 불가(자료 부족)", "Unknown (data missing)"},
             verdict_colours[2],
             "circle"},
        Look{Verdict::infeasible, {"입지 불가", "Infeasible"}, verdict_colours[3], "cross"}};
    return table;
}

const Look& look_of(Verdict verdict) {
    return *std::find_if(looks().begin(), looks().end(),
                         [&](const auto& look) { return look.verdict == verdict; });
}

/// As draw_counts.
std::vector<bool> draw_verdicts(render::MapSpec& spec, const MapData& data,
                                const MapOptions& options, std::size_t firm) {
    const auto& project = data.context.project;
    const auto& lots = *project.layer("lots");
    const auto best = best_by_lot(*data.siting, firm, lots.features.size());
    std::vector<bool> drawn(lots.features.size(), false);
    std::array<int, 4> number{};
    std::array<double, 4> area{};
    render::MapLayer layer{.name = "siting", .features = {}};
    for (std::size_t i = 0; i < best.size(); ++i) {
        if (best[i] == nullptr || !belongs(lots, lots.features[i], options.complex)) {
            continue;
        }
        drawn[i] = true;
        const auto& look = look_of(best[i]->verdict);
        const auto at = static_cast<std::size_t>(&look - looks().data());
        const auto& shape = lots.features[i].shape;
        ++number[at];
        area[at] += geom::area(shape.polygons);
        render::MapFeature feature;
        feature.shape = shape;
        feature.style = area_style(look.fill, "#555555", 0.35);
        feature.mark = look.mark;
        feature.key = look.mark;
        const auto word = usable(best[i]->verdict) ? fmt::format("{:.0f}", best[i]->score)
                                                   : main_reason(*best[i]);
        const auto name = short_name(lots.id(lots.features[i]), options.language);
        feature.labels = {fmt::format("{}\n{}", name, word), word};
        feature.label_priority = usable(best[i]->verdict) ? 2 : 1;
        layer.features.push_back(std::move(feature));
    }
    spec.layers.push_back(std::move(layer));
    const bool korean = options.language == Language::ko;
    for (std::size_t i = 0; i < looks().size(); ++i) {
        auto entry = legend_area(looks()[i].name.in(options.language),
                                 area_style(looks()[i].fill, "#555555", 0.35),
                                 fmt::format(fmt::runtime(korean ? "{}필지, {}" : "{} lots, {}"),
                                             number[i], square_metres(area[i], options.language)));
        entry.mark = looks()[i].mark;
        entry.key = looks()[i].mark;
        spec.legend.push_back(std::move(entry));
    }
    const auto& wanted = project.firms[firm];
    spec.subtitle += fmt::format(" · {} {}", wanted.id, wanted.name);
    spec.legend.push_back(legend_text(
        korean ? "숫자 = 적합도 점수(0–100), 그 밖 = 먼저 걸리는 규칙. 여러 필지를 합친 부지를 "
                 "포함한 최선의 판정."
               : "Number = score (0–100), otherwise the deciding rule. Best verdict of all "
                 "sites that hold the lot."));
    return drawn;
}

std::size_t position_of(const model::Project& project, const std::string& firm) {
    const auto found = std::find_if(project.firms.begin(), project.firms.end(),
                                    [&](const auto& f) { return f.id == firm; });
    if (found == project.firms.end()) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("--firm {}: 계획에 그런 기업이 없습니다; 기업의 id는 {}의 열 "
                                     "firm_id에 있습니다",
                                     firm, project.plan.firms),
                         fmt::format("--firm {}: the plan has no such firm; its ids "
                                     "stand in column firm_id of {}",
                                     firm, project.plan.firms)}};
    }
    return static_cast<std::size_t>(found - project.firms.begin());
}

} // namespace

render::MapSpec map_of_siting(const MapData& data, const MapOptions& options) {
    const auto& project = data.context.project;
    auto spec = blank_sheet(data, options, {"기업 입지 적합도", "Siting of firms"},
                            {"입지 판정", "Verdicts"});
    const auto drawn = options.firm.empty()
                           ? draw_counts(spec, data, options)
                           : draw_verdicts(spec, data, options, position_of(project, options.firm));
    spec.layers.insert(spec.layers.begin(), {surroundings(project), pale_lots(project, drawn)});
    spec.layers.push_back(boundaries(project));
    add_base_legend(spec, project, options);
    return spec;
}

} // namespace sandan::report
