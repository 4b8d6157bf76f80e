#include "cli/load.hpp"

#include <sandan/io/read.hpp>
#include <sandan/io/write.hpp>

namespace sandan::cli {

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
