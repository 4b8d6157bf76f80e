#pragma once
// Real data sets, which are no part of the repository.

#include "places.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>

namespace sandan::test {

/// The folder of a real data set; nothing, with a message, where the sets are not at hand. They
/// are looked for under SANDAN_SHARED, or under `shared` beside the checkout.
inline std::optional<std::filesystem::path> shared_data(const std::string& set) {
    const char* const variable = std::getenv("SANDAN_SHARED"); // NOLINT(concurrency-mt-unsafe)
    const auto shared = variable != nullptr
                            ? std::filesystem::path{variable}
                            : std::filesystem::path{SANDAN_SOURCE_DIR}.parent_path() / "shared";
    const auto folder = shared / "data" / set;
    if (std::filesystem::is_directory(folder)) {
        return folder;
    }
    std::cout << "SKIP: no data set " << set << '\n';
    return std::nullopt;
}

/// The independent answers that come with a set.
inline nlohmann::json reference_of(const std::filesystem::path& folder) {
    std::ifstream file{folder / "reference.json"};
    return nlohmann::json::parse(file);
}

} // namespace sandan::test
