#pragma once
// A file that `init` is to put into a plan, as far as it can be understood.

#include <sandan/core/text.hpp>
#include <sandan/model/codes.hpp>
#include <sandan/model/layer.hpp>

#include "cli/guess_role.hpp"

#include <string>
#include <vector>

namespace sandan::cli {

struct Candidate {
    std::string path;  ///< Relative to the plan's folder.
    std::string layer; ///< Inside the file, when it holds several.
    model::Layer content;
    RoleGuess guess;          ///< role also "firms", "links", "utilities", "assignments", "dem"
    bool crs_assumed = false; ///< The file declares none.
    Text failure;             ///< Why it could not be read; empty if it could.
};

/// One candidate per layer of `file`, read in `crs`. \throws Error{usage} if there is no such file.
[[nodiscard]] std::vector<Candidate> candidates_in(const std::string& file,
                                                   const std::string& directory,
                                                   const std::string& crs,
                                                   const model::Codes& codes);

} // namespace sandan::cli
