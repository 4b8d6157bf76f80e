#include <sandan/allocation/allocate.hpp>
#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>
#include <sandan/report/maps.hpp>
#include <sandan/rules/rule.hpp>

#include "cli/commands.hpp"
#include "cli/load.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
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
    throw Error{ErrorKind::usage,
                fmt::format("map -o '{}': expected a file ending in .png, .pdf or .svg", output)};
}

const report::Theme& theme_of(const std::string& name) {
    if (const auto* const theme = report::find_map_theme(name)) {
        return *theme;
    }
    std::string names;
    for (const auto& theme : report::map_themes()) {
        names += (names.empty() ? "" : ", ") + std::string{theme.name};
    }
    throw Error{ErrorKind::usage,
                fmt::format("--theme '{}': no such theme, take one of {}", name, names)};
}

allocation::Options allocation_options(const model::AllocationOptions& plan) {
    allocation::Options options;
    options.objective = plan.objective;
    options.plan_max_parcels = plan.max_parcels;
    options.gap = plan.gap;
    options.time_limit_s = plan.time_limit_s;
    options.seed = plan.seed;
    return options;
}

/// Only the analysis that the theme draws is made.
render::MapSpec make(const report::Theme& theme, const rules::Context& context,
                     const Options& options, unsigned threads) {
    const auto& plan = context.project.plan.allocation;
    std::optional<siting::Matrix> matrix;
    std::optional<allocation::Allocation> result;
    std::optional<rules::Evaluation> evaluation;
    report::MapData data{context, nullptr, nullptr, nullptr};
    if (theme.needs_siting || theme.needs_allocation) {
        matrix = siting::feasibility(context, plan.max_parcels, threads);
        data.siting = &*matrix;
    }
    if (theme.needs_allocation) {
        result = allocation::allocate(context, *matrix, allocation_options(plan));
        data.allocation = &*result;
    }
    if (theme.needs_findings) {
        evaluation = rules::evaluate(context, {}, {}, threads);
        data.findings = &evaluation->findings;
    }
    return report::make_map(theme, data, options.map);
}

Exit run(const Options& options, const Common& common) {
    const auto format = format_of(common.output);
    const auto& theme = theme_of(options.theme);
    if (!options.map.firm.empty() && !theme.needs_siting) {
        throw Error{ErrorKind::usage, "--firm belongs to --theme siting"};
    }
    const auto loaded = load_and_analyse(options.plan, common);
    auto chosen = options;
    chosen.map.language = common.language;
    const auto drawing =
        render::draw(make(theme, loaded.context(), chosen, common.thread_count()), format);
    io::write_file(common.output, drawing.bytes);
    note(common, fmt::format("{}: 1:{:.0f} ({}), labels {} of {}", common.output, drawing.scale,
                             options.map.paper, drawing.labels_placed, drawing.labels_wanted));
    return Exit::clean;
}

} // namespace

void declare_map(CLI::App& app, Common& common, Exit& exit) {
    const auto options = std::make_shared<Options>();
    app.add_option("plan", options->plan, "Plan file (TOML)")->required()->type_name("PLAN");
    app.add_option("--theme", options->theme, "landuse, zoning, siting, allocation or findings")
        ->required()
        ->type_name("THEME");
    app.add_option("--firm", options->map.firm, "siting: verdicts for this firm only")
        ->type_name("ID");
    app.add_option("--complex", options->map.complex, "Only this complex")->type_name("ID");
    app.add_option("--paper", options->map.paper, "A3 or A4; the orientation follows the plan")
        ->check(CLI::IsMember({"A3", "A4"}))
        ->type_name("A3|A4");
    app.add_option("--dpi", options->map.dpi, "Resolution of a PNG")
        ->check(CLI::Range(50.0, 600.0))
        ->type_name("N");
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
