#include "cli/inputs_digest.hpp"

#include <sandan/io/session.hpp>

#include <algorithm>
#include <filesystem>

namespace sandan::cli {

std::string inputs_digest(const model::Project& project) {
    std::vector<std::string> lines;
    for (const auto& file : project.input_files()) {
        lines.push_back(file.sha256 + "  " + std::filesystem::path{file.path}.filename().string() +
                        "\n");
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const auto& line : lines) {
        text += line;
    }
    return io::sha256_of_text(text);
}

} // namespace sandan::cli
