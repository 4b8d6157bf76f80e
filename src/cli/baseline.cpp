#include "cli/baseline.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <utility>

namespace sandan::cli {

namespace {

bool is_breach(const Finding& finding) {
    return finding.result == Result::fail || finding.result == Result::warn;
}

bool is_baseline(const nlohmann::json& json) {
    // compared as JSON: a schema that is no text is no schema, not an error of the reader's
    return json.is_object() && json.contains("schema") && json["schema"] == "sandan.baseline/1" &&
           json.contains("findings") && json["findings"].is_array();
}

std::size_t& counter(Known& known, const nlohmann::json& entry) {
    const auto result = entry.value("result", nlohmann::json{});
    if (result == "FAIL") {
        return known.fail;
    }
    return result == "WARN" ? known.warn : known.either;
}

/// Takes one from the first counter that has any.
bool take(std::initializer_list<std::size_t*> counters) {
    const auto* const left = std::find_if(counters.begin(), counters.end(),
                                          [](const std::size_t* count) { return *count > 0; });
    if (left == counters.end()) {
        return false;
    }
    --**left;
    return true;
}

bool take(Known& known, Result result) {
    return result == Result::fail ? take({&known.fail, &known.either})
                                  : take({&known.warn, &known.either, &known.fail});
}

} // namespace

Baseline read_baseline(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        throw Error{ErrorKind::usage, Text{fmt::format("--baseline {}: 그런 파일이 없습니다", path),
                                           fmt::format("--baseline {}: no such file", path)}};
    }
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    const auto json = nlohmann::json::parse(bytes, nullptr, false);
    if (!is_baseline(json)) {
        throw Error{
            ErrorKind::input,
            Text{fmt::format("{}: 기준선 파일이 아닙니다; --write-baseline으로 만드십시오", path),
                 fmt::format("{}: not a baseline, write one with --write-baseline", path)}};
    }
    Baseline baseline;
    for (const auto& entry : json["findings"]) {
        if (!entry.is_object() || !entry.contains("fingerprint") ||
            !entry["fingerprint"].is_string()) {
            throw Error{
                ErrorKind::input,
                Text{fmt::format("{}: 지문(fingerprint)이 없는 항목이 있습니다; "
                                 "--write-baseline으로 다시 만드십시오",
                                 path),
                     fmt::format("{}: an entry has no fingerprint, write the baseline anew with "
                                 "--write-baseline",
                                 path)}};
        }
        const auto count = entry.value("count", nlohmann::json(1));
        counter(baseline[entry["fingerprint"].get<std::string>()], entry) +=
            count.is_number_unsigned() ? count.get<std::size_t>() : 1;
    }
    return baseline;
}

std::string baseline_text(const std::vector<Finding>& findings) {
    // what was a failure then is told from what was a warning
    std::map<std::pair<std::string, Result>, std::pair<const Finding*, std::size_t>> found;
    for (const auto& finding : findings) {
        if (is_breach(finding)) {
            ++found.try_emplace({finding.fingerprint, finding.result}, &finding, 0)
                  .first->second.second;
        }
    }
    nlohmann::ordered_json json;
    json["schema"] = "sandan.baseline/1";
    json["findings"] = nlohmann::ordered_json::array();
    for (const auto& [key, entry] : found) {
        json["findings"].push_back({{"fingerprint", key.first},
                                    {"rule", entry.first->rule},
                                    {"subject", entry.first->subject.id},
                                    {"result", key.second == Result::fail ? "FAIL" : "WARN"},
                                    {"count", entry.second}});
    }
    return json.dump(1) + "\n";
}

Compared drop_known(Baseline baseline, std::vector<Finding>& findings) {
    Compared compared;
    std::erase_if(findings, [&](const Finding& finding) {
        const auto entry = is_breach(finding) ? baseline.find(finding.fingerprint) : baseline.end();
        const bool known = entry != baseline.end() && take(entry->second, finding.result);
        if (known) {
            compared.known.push_back(finding);
        }
        return known;
    });
    for (const auto& [fingerprint, known] : baseline) {
        compared.stale += known.fail + known.warn + known.either;
    }
    return compared;
}

} // namespace sandan::cli
