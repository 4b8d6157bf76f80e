#include "cli/batch_part.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "cli/read_locks.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace sandan::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* schema = "sandan.batch-part/1";

/// Enough of the key to tell the parts of a country apart.
std::string file_of(const BatchPlan& plan, const std::string& key, const char* extension) {
    constexpr std::size_t digits = 16;
    return (fs::path{plan.folder} / fmt::format("part-{}.{}", key.substr(0, digits), extension))
        .string();
}

overlay::CrossCheck check_of(const std::string& word) {
    if (word == "all") {
        return overlay::CrossCheck::all;
    }
    return word == "sample" ? overlay::CrossCheck::sample : overlay::CrossCheck::none;
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

std::size_t touched(const model::Layer& layer) {
    return layer.ledger.repaired + layer.ledger.rejected;
}

Json json_of(const model::Ledger& ledger) {
    return {{"declared", ledger.declared},
            {"delivered", ledger.delivered},
            {"repaired", ledger.repaired},
            {"null", ledger.null},
            {"rejected", ledger.rejected}};
}

} // namespace

std::optional<DonePart> find_done(const BatchPlan& plan, std::size_t part) {
    const auto key = plan.key_of(plan.parts[part]);
    const auto path = file_of(plan, key, "json");
    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) {
        return std::nullopt;
    }
    DonePart done{.rows = file_of(plan, key, "csv"), .counts = {}, .touched = 0};
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
        done.touched = number("touched");
    } catch (const Json::exception&) { // damaged: as good as none
        return std::nullopt;
    }
    return done;
}

DonePart compute_part(const BatchPlan& plan, std::size_t part, const Common& common) {
    const auto& wanted = plan.parts[part];
    const auto& source = plan.sources[wanted.source];
    auto inputs = plan.task;
    inputs.parcels = plan.open_path(source.path);
    inputs.zones = plan.open_path(plan.zones.path);
    inputs.encoding = source.encoding;
    inputs.range = wanted.range;
    const auto layers = read_overlay_layers(inputs);
    hold_to_plan(plan, wanted, layers.files);
    const auto& parcels = layers.parcels.layer;
    note_reading(common, parcels);
    note_reading(common, layers.zones);
    const auto table = overlay::overlaps(parcels, {layers.over(inputs)}, {}, common.thread_count(),
                                         check_of(plan.cross_check));
    const auto rows = printable(overlay_csv(parcels, table));
    const auto key = plan.key_of(wanted);
    DonePart done{.rows = file_of(plan, key, "csv"),
                  .counts = count(table),
                  .touched = touched(parcels) + touched(layers.zones)};
    const Json manifest{{"schema", schema},
                        {"key", key},
                        {"source", source.path},
                        {"first", wanted.range.first},
                        {"ledger", json_of(parcels.ledger)},
                        {"zones_ledger", json_of(layers.zones.ledger)},
                        {"parcels", done.counts.parcels},
                        {"rows", done.counts.rows},
                        {"slivers", done.counts.slivers},
                        {"split", done.counts.split},
                        {"twice", done.counts.twice},
                        {"touched", done.touched},
                        {"sha256", io::sha256_of_text(rows)}};
    io::write_files({{done.rows, rows}, {file_of(plan, key, "json"), manifest.dump(1) + "\n"}});
    return done;
}

} // namespace sandan::cli
