#pragma once

#include <sandan/model/codes.hpp>
#include <sandan/model/layer.hpp>

#include <map>
#include <string>

namespace sandan::cli {

/// What a layer looks like, by the names of the usual public data sets.
struct RoleGuess {
    std::string role;    ///< Empty when it is no layer of a plan.
    std::string product; ///< "LSMD_CONT_LDREG", "AL_D010", …; empty when only the names fit.
    std::map<std::string, std::string> fields; ///< canonical → source
};

/// The public product (gis_data/catalogue/products.csv) whose file name and fields these are, then
/// one whose fields these are; field names may be cut to 10 bytes. Else the role of the catalogue
/// whose required fields are all there, the one with most.
[[nodiscard]] RoleGuess guess_role(const model::Layer& layer, const model::Codes& codes);

} // namespace sandan::cli
