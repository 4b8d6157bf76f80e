#include "cli/baseline.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace sandan::cli {

std::set<std::string> read_baseline(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        throw Error{ErrorKind::usage, fmt::format("--baseline {}: no such file", path)};
    }
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    const auto json = nlohmann::json::parse(bytes, nullptr, false);
    const bool fits = json.is_object() && json.value("schema", "") == "sandan.baseline/1" &&
                      json.contains("fingerprints") && json["fingerprints"].is_array();
    if (!fits) {
        throw Error{ErrorKind::input,
                    fmt::format("{}: not a baseline, write one with --write-baseline", path)};
    }
    std::set<std::string> fingerprints;
    for (const auto& entry : json["fingerprints"]) {
        if (entry.is_string()) {
            fingerprints.insert(entry.get<std::string>());
        }
    }
    return fingerprints;
}

std::string baseline_text(const std::vector<Finding>& findings) {
    std::set<std::string> fingerprints;
    for (const auto& finding : findings) {
        if (finding.result == Result::fail || finding.result == Result::warn) {
            fingerprints.insert(finding.fingerprint);
        }
    }
    nlohmann::ordered_json json;
    json["schema"] = "sandan.baseline/1";
    json["fingerprints"] = fingerprints;
    return json.dump(1) + "\n";
}

} // namespace sandan::cli
