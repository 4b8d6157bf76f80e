#include "cli/baseline.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <utility>

namespace sandan::cli {

namespace {

bool is_breach(const Finding& finding) {
    return finding.result == Result::fail || finding.result == Result::warn;
}

} // namespace

Baseline read_baseline(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        throw Error{ErrorKind::usage, fmt::format("--baseline {}: no such file", path)};
    }
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    const auto json = nlohmann::json::parse(bytes, nullptr, false);
    const bool fits = json.is_object() && json.value("schema", "") == "sandan.baseline/1" &&
                      json.contains("findings") && json["findings"].is_array();
    if (!fits) {
        throw Error{ErrorKind::input,
                    fmt::format("{}: not a baseline, write one with --write-baseline", path)};
    }
    Baseline baseline;
    for (const auto& entry : json["findings"]) {
        if (!entry.is_object() || !entry.contains("fingerprint") ||
            !entry["fingerprint"].is_string()) {
            throw Error{ErrorKind::input,
                        fmt::format("{}: an entry has no fingerprint, write the baseline anew with "
                                    "--write-baseline",
                                    path)};
        }
        const auto count = entry.value("count", nlohmann::json(1));
        baseline[entry["fingerprint"].get<std::string>()] +=
            count.is_number_unsigned() ? count.get<std::size_t>() : 1;
    }
    return baseline;
}

std::string baseline_text(const std::vector<Finding>& findings) {
    std::map<std::string, std::pair<const Finding*, std::size_t>> found;
    for (const auto& finding : findings) {
        if (is_breach(finding)) {
            auto& entry = found.try_emplace(finding.fingerprint, &finding, 0).first->second;
            ++entry.second;
        }
    }
    nlohmann::ordered_json json;
    json["schema"] = "sandan.baseline/1";
    json["findings"] = nlohmann::ordered_json::array();
    for (const auto& [fingerprint, entry] : found) {
        json["findings"].push_back({{"fingerprint", fingerprint},
                                    {"rule", entry.first->rule},
                                    {"subject", entry.first->subject.id},
                                    {"count", entry.second}});
    }
    return json.dump(1) + "\n";
}

Compared drop_known(Baseline baseline, std::vector<Finding>& findings) {
    Compared compared;
    compared.known = std::erase_if(findings, [&](const Finding& finding) {
        const auto entry = is_breach(finding) ? baseline.find(finding.fingerprint) : baseline.end();
        if (entry == baseline.end() || entry->second == 0) {
            return false;
        }
        --entry->second;
        return true;
    });
    for (const auto& [fingerprint, count] : baseline) {
        compared.stale += count;
    }
    return compared;
}

} // namespace sandan::cli
