#pragma once

#include <sandan/model/project.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sandan::cli {

/// What a run was made from and with, for manifest.json. References outlive the call.
struct Manifest {
    const model::Project& project;
    std::string as_of;
    std::string language;
    std::string solver; ///< Name and version; empty when nothing was optimised.
    const std::vector<std::pair<std::string, std::string>>& inputs;  ///< As hashed_inputs() gives.
    const std::vector<std::pair<std::string, std::string>>& outputs; ///< Path under OUT, bytes.
};

/// Schema sandan.manifest/1: inputs with SHA-256, rule packs with hashes, ledgers of the layers,
/// versions, seed, options, outputs with SHA-256. Paths are relative to the plan's folder; no clock
/// and no machine appears in it, so equal runs give equal bytes.
[[nodiscard]] std::string manifest_json(const Manifest& manifest);

} // namespace sandan::cli
