#include <sandan/core/error.hpp>

#include "cli/batch_plan.hpp"
#include "cli/read_locks.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace sandan::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* schema = "sandan.batch-plan/2";

Json json_of(const BatchSource& source) {
    Json files = Json::array();
    for (const auto& file : source.files) {
        files.push_back({{"name", file.name}, {"sha256", file.sha256}});
    }
    return {{"path", source.path},
            {"encoding", source.encoding},
            {"files", files},
            {"whole", source.whole ? told_json(*source.whole) : Json(nullptr)}};
}

Json json_of(const BatchPart& part, std::size_t number) {
    Json json{{"part", number}, {"source", part.source}};
    json["first"] = part.range.first;
    json["count"] = nullptr; // the whole
    if (!part.range.whole()) {
        json["count"] = part.range.count;
    }
    json["records"] = part.records;
    json["bbox"] = nullptr; // nothing measurable
    if (!part.box.empty()) {
        const auto& [min, max] = part.box;
        json["bbox"] = {min.x, min.y, max.x, max.y};
    }
    return json;
}

io::Repair repair_of(const std::string& word) {
    if (word == "none") {
        return io::Repair::none;
    }
    return word == "force" ? io::Repair::force : io::Repair::automatic;
}

BatchSource source_of(const Json& json) {
    BatchSource source{.path = json.at("path").get<std::string>(),
                       .encoding = json.at("encoding").get<std::string>(),
                       .files = {},
                       .whole = {}};
    if (const auto& whole = json.at("whole"); !whole.is_null()) {
        source.whole = told_from(whole);
    }
    for (const auto& file : json.at("files")) {
        source.files.push_back(
            {file.at("name").get<std::string>(), file.at("sha256").get<std::string>()});
    }
    return source;
}

BatchPart part_of(const Json& json, std::size_t sources) {
    BatchPart part;
    part.source = json.at("source").get<std::size_t>();
    if (part.source >= sources) {
        throw Error{ErrorKind::usage, Text{"목록에 없는 원본의 부분이 있습니다",
                                           "a part of a source that it does not list"}};
    }
    part.range.first = json.at("first").get<std::size_t>();
    if (!json.at("count").is_null()) {
        part.range.count = json.at("count").get<std::size_t>();
    }
    part.records = json.at("records").get<std::size_t>();
    if (const auto& box = json.at("bbox"); !box.is_null()) {
        part.box = {{box.at(0).get<double>(), box.at(1).get<double>()},
                    {box.at(2).get<double>(), box.at(3).get<double>()}};
    }
    return part;
}

BatchPlan plan_of(const Json& json) {
    BatchPlan plan;
    if (json.at("schema") != schema) {
        throw Error{ErrorKind::usage, Text{format_ko("스키마가 {}이(가) 아닙니다", schema),
                                           fmt::format("its schema is not {}", schema)}};
    }
    const auto task = json.at("task").get<std::string>();
    plan.kind = find_batch_task(task);
    if (plan.kind == nullptr) {
        throw Error{ErrorKind::usage, Text{format_ko("{}은(는) 아는 작업이 아닙니다", task),
                                           fmt::format("{} is no task that is known", task)}};
    }
    const auto& options = json.at("options");
    const auto text = [&](const char* key) {
        return options.at(key).get<std::string>();
    };
    plan.task.parcel_id = text("parcel_id");
    plan.task.zone_class = text("zone_class");
    plan.task.parcel_layer = text("parcel_layer");
    plan.task.zone_layer = text("zone_layer");
    plan.task.zone_crs = text("zone_crs");
    plan.task.file.crs = text("crs");
    plan.task.file.area_crs = text("area_crs");
    plan.repair = text("repair");
    plan.task.file.repair = repair_of(plan.repair);
    plan.cross_check = text("cross_check");
    plan.zones = source_of(json.at("zones"));
    for (const auto& source : json.at("sources")) {
        plan.sources.push_back(source_of(source));
    }
    for (const auto& part : json.at("parts")) {
        plan.parts.push_back(part_of(part, plan.sources.size()));
    }
    return plan;
}

} // namespace

std::string batch_plan_json(const BatchPlan& plan) {
    Json sources = Json::array();
    for (const auto& source : plan.sources) {
        sources.push_back(json_of(source));
    }
    Json parts = Json::array();
    for (std::size_t k = 0; k < plan.parts.size(); ++k) {
        parts.push_back(json_of(plan.parts[k], k + 1));
    }
    const auto& task = plan.task;
    const Json document{{"schema", schema},
                        {"task", plan.kind->name},
                        {"options",
                         {{"parcel_id", task.parcel_id},
                          {"zone_class", task.zone_class},
                          {"parcel_layer", task.parcel_layer},
                          {"zone_layer", task.zone_layer},
                          {"crs", task.file.crs},
                          {"zone_crs", task.zone_crs},
                          {"area_crs", task.file.area_crs},
                          {"repair", plan.repair},
                          {"cross_check", plan.cross_check}}},
                        {"zones", json_of(plan.zones)},
                        {"sources", sources},
                        {"parts", parts}};
    return document.dump(1) + "\n";
}

BatchPlan read_batch_plan(const std::string& folder) {
    const auto path = (std::filesystem::path{folder} / "plan.json").string();
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed)) {
        throw Error{ErrorKind::usage, Text{"찾을 수 없습니다; sandan batch plan으로 만드십시오",
                                           "not found; make it with sandan batch plan"}}
            .within(path);
    }
    try {
        auto plan = plan_of(Json::parse(
            read_text(path, {"sandan batch plan이 쓴 파일", "what sandan batch plan wrote"})));
        plan.folder = folder;
        return plan;
    } catch (const Json::exception& e) {
        throw Error{
            ErrorKind::usage,
            Text{fmt::format("{}: sandan batch plan이 쓴 파일이 아닙니다 ({})", path, e.what()),
                 fmt::format("{}: not what sandan batch plan writes ({})", path, e.what())}};
    } catch (const Error& e) {
        throw e.within(path);
    }
}

} // namespace sandan::cli
