#include "cli/programme.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/read_appraisal.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sandan::cli {

void require_firms_and_lots(const model::Project& project) {
    if (project.layer("lots") == nullptr) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("{}: 입지 검토에는 역할이 'lots'인 레이어가 필요합니다; "
                                     "[layers.lots]를 더하십시오",
                                     project.plan.path),
                         fmt::format("{}: siting needs a layer of role 'lots', add "
                                     "[layers.lots]",
                                     project.plan.path)}};
    }
    if (project.firms.empty()) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("{}: 입지 검토에는 기업이 필요합니다; [firms] path = "
                                     "\"firms.csv\"를 더하십시오",
                                     project.plan.path),
                         fmt::format("{}: siting needs firms, add [firms] path = \"firms.csv\"",
                                     project.plan.path)}};
    }
}

int lots_of_a_site(const model::Project& project) {
    const auto& plan = project.plan.allocation;
    return std::max(plan.max_parcels,
                    allocation::most_lots(project.firms, allocation::options_of(plan)));
}

std::optional<Programme> site_firms(const rules::Context& context, unsigned threads) {
    const auto& project = context.project;
    if (project.firms.empty() || project.layer("lots") == nullptr) {
        return std::nullopt;
    }
    return Programme{siting::feasibility(context, lots_of_a_site(project), threads), {}};
}

allocation::Allocation allocate_firms(const rules::Context& context, const siting::Matrix& matrix) {
    return allocation::allocate(context, matrix,
                                allocation::options_of(context.project.plan.allocation));
}

std::optional<Programme> place_firms(const rules::Context& context, unsigned threads) {
    auto programme = site_firms(context, threads);
    if (programme) {
        programme->allocation = allocate_firms(context, programme->matrix);
    }
    return programme;
}

Upgrade study_upgrade(const rules::Context& context, unsigned threads) {
    Upgrade result;
    result.inputs = io::read_appraisal(context.project.plan).upgrade;
    result.survey = upgrade::survey(context, result.inputs, threads);
    result.scheme = upgrade::scheme(context, result.survey, result.inputs);
    return result;
}

std::optional<Upgrade> upgrade_if_any(const rules::Context& context, unsigned threads) {
    return context.project.layer("buildings") == nullptr
               ? std::nullopt
               : std::optional{study_upgrade(context, threads)};
}

std::optional<feasibility::Study> feasibility_if_any(const rules::Context& context) {
    const auto inputs = io::read_appraisal(context.project.plan).feasibility;
    return inputs.empty() ? std::nullopt : std::optional{feasibility::study(context, inputs)};
}

report::MapData map_data(const rules::Context& context, const rules::Evaluation& evaluation,
                         const std::optional<Programme>& programme,
                         const std::optional<Upgrade>& upgrade) {
    return {context,
            programme ? &programme->matrix : nullptr,
            programme ? &programme->allocation : nullptr,
            &evaluation.findings,
            upgrade ? &upgrade->survey : nullptr,
            upgrade ? &upgrade->scheme : nullptr};
}

std::vector<std::pair<std::string, std::string>> hashed_inputs(const model::Project& project) {
    const auto folder =
        std::filesystem::absolute(project.plan.path).parent_path().lexically_normal();
    std::vector<std::pair<std::string, std::string>> inputs;
    for (const auto& file : project.own_files()) { // packs that ship are told as packs
        inputs.emplace_back(std::filesystem::absolute(file.path)
                                .lexically_normal()
                                .lexically_relative(folder)
                                .generic_string(),
                            file.sha256);
    }
    return inputs;
}

} // namespace sandan::cli
