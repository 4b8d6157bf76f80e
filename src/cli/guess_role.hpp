#pragma once

#include <sandan/model/codes.hpp>
#include <sandan/model/layer.hpp>

#include <map>
#include <string>

namespace sandan::cli {

/// What a layer looks like, by the field names of the usual public data sets.
struct RoleGuess {
    std::string role;    ///< Empty when it looks like nothing known.
    std::string product; ///< "LSMD_CONT_LDREG", "AL_D010", …; empty when only the names fit.
    std::map<std::string, std::string> fields; ///< canonical → source
};

/// Field names of the KLIS/V-World products (LSMD_CONT_LDREG, AL_D194, AL_D010, UQ111…, DAM_*)
/// first; then the role of the catalogue whose required fields are all there, the one with most.
[[nodiscard]] RoleGuess guess_role(const model::Layer& layer, const model::Codes& codes);

} // namespace sandan::cli
