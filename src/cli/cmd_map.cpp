#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>
#include <sandan/report/maps.hpp>
#include <sandan/report/web_map.hpp>
#include <sandan/rules/rule.hpp>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/nearest_name.hpp"
#include "cli/programme.hpp"
#include "core/korean.hpp"
#include "desktop/drawing.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    std::string before; ///< --old: the plan before the change
    std::string theme;
    report::MapOptions map;
};

struct Extension {
    std::string_view name;
    render::Format format;
};

constexpr std::array extensions{Extension{".png", render::Format::png},
                                Extension{".pdf", render::Format::pdf},
                                Extension{".svg", render::Format::svg}};

render::Format format_of(const std::string& output) {
    for (const auto& [name, format] : extensions) {
        if (output.ends_with(name)) {
            return format;
        }
    }
    const Text unnamed{
        "map: -o FILE로 파일을 지정하십시오 (.png, .pdf, .svg, .dxf, .html)",
        "map: name the file with -o FILE, ending in .png, .pdf, .svg, .dxf or .html"};
    const Text unfit{
        fmt::format("map -o '{}': 확장자가 .png, .pdf, .svg, .dxf, .html인 파일이어야 합니다",
                    output),
        fmt::format("map -o '{}': expected a file ending in .png, .pdf, .svg, .dxf or .html",
                    output)};
    throw Error{ErrorKind::usage, output.empty() ? unnamed : unfit};
}

std::vector<std::string> theme_names() {
    std::vector<std::string> names;
    for (const auto& theme : report::map_themes()) {
        names.emplace_back(theme.name);
    }
    return names;
}

const report::Theme& theme_of(const std::string& name) {
    if (const auto* const theme = report::find_map_theme(name)) {
        return *theme;
    }
    const auto names = theme_names();
    const auto near = did_you_mean(name, names);
    throw Error{ErrorKind::usage,
                Text{fmt::format("--theme '{}': 그런 주제가 없습니다; 쓸 수 있는 것: {}{}", name,
                                 fmt::join(names, ", "), near.ko),
                     fmt::format("--theme '{}': no such theme, take one of {}{}", name,
                                 fmt::join(names, ", "), near.en)}};
}

/// \throws Error{usage} for a theme about firms and a plan without them.
void require_firms(const model::Project& project, const report::Theme& theme) {
    const bool about_firms = theme.needs_siting || theme.needs_allocation;
    if (about_firms && (project.firms.empty() || project.layer("lots") == nullptr)) {
        throw Error{ErrorKind::usage,
                    Text{format_ko("{}: --theme {}에는 기업과 역할이 'lots'인 레이어가 필요합니다; "
                                   "[firms]와 [layers.lots]를 더하십시오",
                                   project.plan.path, theme.name),
                         fmt::format("{}: --theme {} needs firms and a layer of role 'lots'; add "
                                     "[firms] and [layers.lots]",
                                     project.plan.path, theme.name)}};
    }
}

/// A wrong id is told before the work.
void require_known_ids(const model::Project& project, const report::MapOptions& options) {
    std::vector<std::string> complexes;
    for (const auto& complex : project.plan.complexes) {
        complexes.push_back(complex.id);
    }
    if (!options.complex.empty()) {
        require_known("--complex", options.complex, complexes);
    }
    std::vector<std::string> firms;
    for (const auto& firm : project.firms) {
        firms.push_back(firm.id);
    }
    if (!options.firm.empty()) {
        require_known("--firm", options.firm, firms);
    }
}

/// Only the analysis that the output shows is made.
class Analysed {
public:
    Analysed(const rules::Context& context, const report::Theme& theme, bool findings,
             unsigned threads)
        : m_context{context} {
        if (theme.needs_allocation) {
            m_programme = place_firms(context, threads);
        } else if (theme.needs_siting) {
            m_matrix = siting::feasibility(context, lots_of_a_site(context.project), threads);
        }
        if (theme.needs_survey) {
            m_upgrade = study_upgrade(context, threads);
        }
        if (findings) {
            m_evaluation = rules::evaluate(context, {}, {}, threads);
        }
    }

    [[nodiscard]] report::MapData data() const {
        const auto* const matrix = m_programme ? &m_programme->matrix
                                   : m_matrix  ? &*m_matrix
                                               : nullptr;
        return {m_context,
                matrix,
                m_programme ? &m_programme->allocation : nullptr,
                m_evaluation ? &m_evaluation->findings : nullptr,
                m_upgrade ? &m_upgrade->survey : nullptr,
                m_upgrade ? &m_upgrade->scheme : nullptr};
    }

private:
    const rules::Context& m_context;
    std::optional<Programme> m_programme;
    std::optional<siting::Matrix> m_matrix;
    std::optional<rules::Evaluation> m_evaluation;
    std::optional<Upgrade> m_upgrade;
};

/// A page for a browser tells the findings of each lot whatever its first theme is.
void write_page(const Options& options, const report::Theme& theme, const rules::Context& context,
                const Common& common) {
    const Analysed analysed{context, theme, true, common.thread_count()};
    const auto page = report::web_map(analysed.data(), options.map, theme.name);
    io::write_file(common.output, page);
    note(common, fmt::format("{}: {} kB", common.output, page.size() / 1000));
}

/// A drawing does not hold every text as it was.
void note_changed_texts(const io::Drawing& drawing, const Common& common) {
    const std::array losses{
        std::pair{drawing.coded,
                  Text{"코드로 적은 글자가 있는 글 {}개 (DXF가 담지 못하는 글자)",
                       "texts with characters as their codes, which DXF cannot hold: {}"}},
        std::pair{drawing.signs, Text{"%%를 전각으로 적은 글 {}개 (CAD가 기호로 읽음)",
                                      "texts with %% in full width, which CAD reads as signs: {}"}},
        std::pair{drawing.shortened,
                  Text{"길어서 줄인 글 {}개", "texts cut short, being too long: {}"}}};
    for (const auto& [count, words] : losses) {
        if (count > 0) {
            note(common, fmt::format("{}: {}", common.output,
                                     fmt::format(fmt::runtime(words.in(common.language)), count)));
        }
    }
}

/// For CAD: the plan without its sheet.
void write_drawing(const Options& options, const report::Theme& theme,
                   const rules::Context& context, const Common& common) {
    const Analysed analysed{context, theme, theme.needs_findings, common.thread_count()};
    const auto spec = report::make_map(theme, analysed.data(), options.map);
    const auto drawing = desktop::drawing(spec, theme.name);
    io::write_file(common.output, drawing.bytes);
    note_changed_texts(drawing, common);
}

void write_sheet(const Options& options, const report::Theme& theme, const rules::Context& context,
                 const Common& common) {
    const auto format = format_of(common.output);
    const Analysed analysed{context, theme, theme.needs_findings, common.thread_count()};
    const auto drawing =
        render::draw(report::make_map(theme, analysed.data(), options.map), format);
    io::write_file(common.output, drawing.bytes);
    note(common, fmt::format("{}: 1:{:.0f} ({}), labels {} of {}", common.output, drawing.scale,
                             options.map.paper, drawing.labels_placed, drawing.labels_wanted));
}

Exit run(const Options& options, const Common& common) {
    const bool page = common.output.ends_with(".html");
    const bool cad = common.output.ends_with(".dxf");
    if (!page && !cad) {
        (void)format_of(common.output); // a wrong name is told before the work
    }
    const auto& theme = theme_of(options.theme);
    if (!options.map.firm.empty() && !theme.needs_siting) {
        throw Error{ErrorKind::usage, Text{"--firm은 --theme siting과 함께 씁니다",
                                           "--firm belongs to --theme siting"}};
    }
    if (theme.needs_previous == options.before.empty()) {
        throw Error{
            ErrorKind::usage,
            theme.needs_previous
                ? Text{"--theme diff: 이전 계획을 --old OLD로 주십시오",
                       "--theme diff: expected the plan before with --old OLD"}
                : Text{"--old는 --theme diff와 함께 씁니다", "--old belongs to --theme diff"}};
    }
    const auto loaded = load_and_analyse(options.plan, common);
    require_firms(loaded.project, theme);
    require_known_ids(loaded.project, options.map);
    std::optional<Loaded> before;
    auto context = loaded.context();
    std::optional<rules::Context> old_context;
    if (theme.needs_previous) {
        before = load_and_analyse(options.before, common);
        old_context.emplace(before->context());
        context.previous = &*old_context;
    }
    progress(common, {"도면 만드는 중", "making the map"});
    auto chosen = options;
    chosen.map.language = common.language;
    (page ? write_page : cad ? write_drawing : write_sheet)(chosen, theme, context, common);
    return Exit::clean;
}

} // namespace

void declare_map(Arguments& app, Common& common, Exit& exit) {
    const auto options = std::make_shared<Options>();
    app.option("plan", options->plan, {"계획 파일 (TOML)", "Plan file (TOML)"})
        .required()
        .type_name("PLAN");
    app.option("--theme", options->theme, {"도면의 주제", "What the sheet shows"})
        .required()
        .type_name(fmt::format("{}", fmt::join(theme_names(), "|")));
    app.option("--old", options->before, {"diff: 변경 전 계획", "diff: the plan before the change"})
        .type_name("OLD");
    app.option("--firm", options->map.firm,
               {"siting: 이 기업의 판정만", "siting: verdicts for this firm only"})
        .type_name("ID");
    app.option("--complex", options->map.complex, {"이 단지만", "Only this complex"})
        .type_name("ID");
    app.option("--paper", options->map.paper,
               {"용지 A3나 A4; 방향은 계획의 모양을 따름",
                "A3 or A4; the orientation follows the plan"})
        .one_of({"A3", "A4"});
    app.option("--dpi", options->map.dpi, {"PNG의 해상도", "Resolution of a PNG"})
        .between(50.0, 600.0)
        .type_name("N");
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
