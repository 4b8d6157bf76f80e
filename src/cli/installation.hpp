#pragma once

#include <sandan/core/text.hpp>

#include <string>
#include <vector>

namespace sandan::cli {

/// One thing an installation must get right, and what it did.
struct Probe {
    Text name;
    std::string detail;
    bool sound = false;
};

/// Versions of the libraries, control values of PROJ's database, area kept by an overlay, Korean
/// encodings, a file written and synced, and the shipped data.
[[nodiscard]] std::vector<Probe> probe_installation();

} // namespace sandan::cli
