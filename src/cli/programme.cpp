#include "cli/programme.hpp"

#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include <algorithm>
#include <filesystem>

namespace sandan::cli {

std::optional<Programme> place_firms(const rules::Context& context, unsigned threads) {
    const auto& project = context.project;
    if (project.firms.empty() || project.layer("lots") == nullptr) {
        return std::nullopt;
    }
    const auto& plan = project.plan.allocation;
    const auto options = allocation::options_of(plan);
    const auto most = std::max(plan.max_parcels, // what `site` would show
                               allocation::most_lots(project.firms, options));
    Programme programme;
    programme.matrix = siting::feasibility(context, most, threads);
    programme.allocation = allocation::allocate(context, programme.matrix, options);
    return programme;
}

report::MapData map_data(const rules::Context& context, const rules::Evaluation& evaluation,
                         const std::optional<Programme>& programme) {
    return {context, programme ? &programme->matrix : nullptr,
            programme ? &programme->allocation : nullptr, &evaluation.findings};
}

std::vector<std::pair<std::string, std::string>> hashed_inputs(const model::Project& project) {
    const auto folder =
        std::filesystem::absolute(project.plan.path).parent_path().lexically_normal();
    std::vector<std::pair<std::string, std::string>> inputs;
    for (const auto& path : io::input_files(project)) {
        const bool is_pack = path.starts_with(io::data_directory() + "/rules");
        if (!is_pack) { // told as packs, wherever this program is installed
            inputs.emplace_back(std::filesystem::absolute(path)
                                    .lexically_normal()
                                    .lexically_relative(folder)
                                    .generic_string(),
                                io::sha256_of_file(path));
        }
    }
    return inputs;
}

} // namespace sandan::cli
