#include "cli/batch_part.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "cli/read_locks.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace sandan::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* schema = "sandan.batch-part/2";

/// Enough of the key to tell the parts of a country apart.
std::string file_of(const BatchPlan& plan, const std::string& key, const char* extension) {
    constexpr std::size_t digits = 16;
    return (fs::path{plan.folder} / fmt::format("part-{}.{}", key.substr(0, digits), extension))
        .string();
}

/// What was read must be what was planned with: else parts of two states would be merged.
void hold_to_plan(const BatchPlan& plan, const BatchPart& part,
                  const std::vector<io::InputFile>& read) {
    const auto planned = [&](const io::InputFile& file) {
        const auto name = fs::path{file.path}.filename().string();
        const auto is_it = [&](const BatchSource::File& known) {
            return known.name == name && known.sha256 == file.sha256;
        };
        const auto& own = plan.sources[part.source].files;
        return std::any_of(own.begin(), own.end(), is_it) ||
               std::any_of(plan.zones.files.begin(), plan.zones.files.end(), is_it);
    };
    for (const auto& file : read) {
        if (!planned(file)) {
            throw Error{ErrorKind::input, Text{"SRC-CHANGED: 계획할 때의 파일과 다릅니다; sandan "
                                               "batch plan을 다시 실행하십시오",
                                               "SRC-CHANGED: is not the file that was planned "
                                               "with; run sandan batch plan again"}}
                .within(file.path);
        }
    }
}

Json json_of(const std::vector<ToldReading>& layers) {
    Json list = Json::array();
    for (const auto& layer : layers) {
        list.push_back(told_json(layer));
    }
    return list;
}

/// Of one that cannot be read nothing is known.
bool has_other_bytes(const std::string& path, const std::string& sha256) {
    try {
        return io::sha256_of_file(path) != sha256;
    } catch (const Error&) {
        return false;
    }
}

} // namespace

void tell_changed_sources(const BatchPlan& plan, const Common& common) {
    if (common.quiet) {
        return;
    }
    std::error_code failed;
    const auto planned = fs::last_write_time(plan.open_path("plan.json"), failed);
    const auto tell = [&](const BatchSource& source) {
        const auto folder = fs::path{plan.open_path(source.path)}.parent_path();
        for (const auto& file : source.files) {
            const auto path = (folder / file.name).string();
            std::error_code gone;
            const auto written = fs::last_write_time(path, gone);
            if (!gone && (failed || written >= planned) && has_other_bytes(path, file.sha256)) {
                note(common,
                     common.language == Language::ko
                         ? fmt::format("{}: SRC-CHANGED: 계획한 뒤 바뀜; 이미 계산된 부분은 계획할 "
                                       "때의 파일에서 나온 것임, 새 파일로 하려면 sandan batch "
                                       "plan을 다시 실행하십시오",
                                       path)
                         : fmt::format("{}: SRC-CHANGED: changed since it was planned with; parts "
                                       "that are done are of the file as it was, run sandan batch "
                                       "plan again for the new one",
                                       path));
            }
        }
    };
    std::for_each(plan.sources.begin(), plan.sources.end(), tell);
    tell(plan.zones);
}

std::optional<DonePart> find_done(const BatchPlan& plan, std::size_t part) {
    const auto key = plan.key_of(plan.parts[part]);
    const auto path = file_of(plan, key, "json");
    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) {
        return std::nullopt;
    }
    DonePart done{.rows = file_of(plan, key, "csv"), .counts = {}, .layers = {}};
    try {
        const auto json =
            Json::parse(read_text(path, {"부분의 목록 파일", "the manifest of a part"}));
        if (json.at("schema") != schema || json.at("key") != key ||
            !fs::is_regular_file(done.rows, failed) ||
            io::sha256_of_file(done.rows) != json.at("sha256").get<std::string>()) {
            return std::nullopt;
        }
        const auto number = [&](const char* name) {
            return json.at(name).get<std::size_t>();
        };
        done.counts = {.parcels = number("parcels"),
                       .rows = number("rows"),
                       .slivers = number("slivers"),
                       .split = number("split"),
                       .twice = number("twice")};
        for (const auto& layer : json.at("layers")) {
            done.layers.push_back(told_from(layer));
        }
    } catch (const Json::exception&) { // damaged: as good as none
        return std::nullopt;
    }
    return done.layers.empty() ? std::nullopt : std::optional{std::move(done)};
}

DonePart compute_part(const BatchPlan& plan, std::size_t part, const Common& common) {
    const auto& wanted = plan.parts[part];
    const auto key = plan.key_of(wanted);
    auto own = common;
    own.output = file_of(plan, key, "csv");
    own.lock.clear();
    TableTold told;
    plan.kind->make(plan, wanted, own, told);
    // The rows are in their place, but no part is done without its manifest.
    try {
        hold_to_plan(plan, wanted, told.files);
    } catch (const Error&) {
        std::error_code left;
        fs::remove(own.output, left);
        throw;
    }
    if (!wanted.range.whole()) { // the plan tells of the whole
        told.layers.front().findings.clear();
        told.layers.front().count = 0;
    }
    const Json manifest{{"schema", schema},
                        {"key", key},
                        {"source", plan.sources[wanted.source].path},
                        {"first", wanted.range.first},
                        {"layers", json_of(told.layers)},
                        {"parcels", told.counts.parcels},
                        {"rows", told.counts.rows},
                        {"slivers", told.counts.slivers},
                        {"split", told.counts.split},
                        {"twice", told.counts.twice},
                        {"sha256", io::sha256_of_file(own.output)}};
    io::write_file(file_of(plan, key, "json"), manifest.dump(1) + "\n");
    return {.rows = own.output, .counts = told.counts, .layers = std::move(told.layers)};
}

} // namespace sandan::cli
