#include "cli/load.hpp"

#include <sandan/io/read.hpp>
#include <sandan/io/write.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sandan::cli {

namespace {

void note_losses(const Common& common, const model::Project& project) {
    for (const auto& layer : project.layers) {
        const auto& ledger = layer.ledger;
        if (ledger.rejected + ledger.repaired + ledger.null > 0) {
            note(common, fmt::format("{}: declared {} = delivered {} (repaired {}) + null {} + "
                                     "rejected {}; see `sandan inspect`",
                                     layer.provenance.path, ledger.declared, ledger.delivered,
                                     ledger.repaired, ledger.null, ledger.rejected));
        }
    }
}

} // namespace

bool lost_records(const model::Project& project) {
    return std::any_of(project.layers.begin(), project.layers.end(),
                       [](const model::Layer& layer) { return layer.ledger.rejected > 0; });
}

model::Project load(const std::string& plan, const Common& common,
                    const std::vector<std::string>& outputs) {
    auto project = io::read_project(plan, common.thread_count());
    const auto inputs = io::input_files(project);
    if (!common.output.empty()) {
        io::refuse_overwriting(common.output, inputs);
    }
    for (const auto& output : outputs) {
        io::refuse_overwriting(output, inputs);
    }
    note_losses(common, project);
    return project;
}

Loaded load_and_analyse(const std::string& plan, const Common& common,
                        const std::vector<std::string>& outputs) {
    Loaded loaded;
    loaded.project = load(plan, common, outputs);
    loaded.date = common.date_or(loaded.project.plan.reference_date);
    loaded.analysis = rules::analyse(loaded.project, loaded.date, common.thread_count());
    return loaded;
}

} // namespace sandan::cli
