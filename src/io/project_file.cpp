#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/geom/reproject.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "core/korean.hpp"
#include "io/database.hpp"
#include "io/known_ids.hpp"
#include "io/local_file.hpp"
#include "io/mixed_money.hpp"
#include "io/normalise.hpp"
#include "io/suggest.hpp"
#include "io/tables.hpp"
#include "io/waivers_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;

/// "plan.toml:12:3" of the first of the dotted keys that the plan has.
std::string place_in(const model::Plan& plan, const std::vector<std::string>& keys) {
    for (const auto& key : keys) {
        if (const auto found = plan.places.find(key); found != plan.places.end()) {
            return fmt::format("{}:{}:{}", plan.path, found->second.line, found->second.column);
        }
    }
    return plan.path;
}

[[noreturn]] void refuse(const model::Plan& plan, const std::vector<std::string>& keys,
                         const Text& message) {
    throw Error{ErrorKind::usage, message}.within(place_in(plan, keys));
}

std::vector<std::string> role_names(const model::Codes& codes) {
    std::vector<std::string> names;
    for (const auto& role : codes.roles) {
        names.push_back(role.role);
    }
    names.emplace_back("dem");
    return names;
}

void check_file(const model::Plan& plan, const std::string& key, const std::string& path) {
    if (!path.empty() && !names_database(path) && !fs::exists(path)) {
        refuse(plan, {key},
               {fmt::format("그런 파일이 없습니다: {}; 경로는 계획 파일을 기준으로 합니다", path),
                fmt::format("no such file: {}; paths are relative to the plan file", path)});
    }
}

void check_files(const model::Plan& plan) {
    for (const auto& ref : plan.layers) {
        check_file(plan, fmt::format("layers.{}.path", ref.name), ref.path);
    }
    check_file(plan, "layers.dem.path", plan.dem);
    check_file(plan, "firms.path", plan.firms);
    check_file(plan, "links.path", plan.links);
    check_file(plan, "utilities.path", plan.utilities);
    check_file(plan, "assignments.path", plan.assignments);
    check_file(plan, "waivers.path", plan.waivers_path);
}

/// Areas and distances are measured in the plan's system, so it must be one that keeps them.
void check_system(const model::Plan& plan) {
    const auto say = [&](const Text& reason) {
        refuse(plan, {"plan.crs"},
               {format_ko("crs '{}'은(는) {}; EPSG:5186처럼 미터 단위의 투영 좌표계여야 합니다",
                          plan.crs, reason.ko),
                fmt::format("crs '{}' {}; expected a projected system in metres, as EPSG:5186",
                            plan.crs, reason.en)});
    };
    geom::CrsInfo system;
    try {
        system = geom::describe_crs(plan.crs);
    } catch (const Error&) {
        say({"PROJ가 모르는 좌표계입니다", "is not known to PROJ"});
    }
    if (!system.projected || system.metres_per_unit != 1) {
        say({"미터 단위가 아닙니다", "is not in metres"});
    }
    if (system.web_mercator) {
        say({"(웹 메르카토르) 면적을 지키지 않습니다", "(Web Mercator) does not keep areas"});
    }
}

/// Canonical names a layer of the role may map.
std::vector<std::string> canonical_fields(const model::LayerRole& role) {
    auto fields = role.required;
    fields.insert(fields.end(), role.optional.begin(), role.optional.end());
    return fields;
}

void check_layer_ref(const model::Plan& plan, const model::LayerRef& ref,
                     const model::Codes& codes) {
    const auto table = fmt::format("layers.{}", ref.name);
    const auto* const role = codes.role(ref.role);
    if (role == nullptr) {
        const auto near = suggestion(ref.role, role_names(codes));
        refuse(plan, {table + ".role", table},
               {format_ko("레이어 '{1}'의 역할 '{0}'을(를) 알 수 없습니다{2}", ref.role, ref.name,
                          near.ko),
                fmt::format("unknown role '{0}' of layer '{1}'{2}", ref.role, ref.name, near.en)});
    }
    const auto known = canonical_fields(*role);
    for (const auto& [canonical, source] : ref.fields) {
        if (std::find(known.begin(), known.end(), canonical) == known.end()) {
            const auto near = suggestion(canonical, known);
            refuse(plan, {fmt::format("{}.fields.{}", table, canonical)},
                   {format_ko("역할 '{}'에는 필드 '{}'이(가) 없습니다{}", ref.role, canonical,
                              near.ko),
                    fmt::format("role '{}' has no field '{}'{}", ref.role, canonical, near.en)});
        }
    }
}

void check_words(const model::Plan& plan, const model::Codes& codes, const model::RuleBook& rules) {
    for (const auto& ref : plan.layers) {
        check_layer_ref(plan, ref, codes);
    }
    for (std::size_t i = 0; i < plan.required_layers.size(); ++i) {
        const auto& role = plan.required_layers[i];
        if (codes.role(role) == nullptr && role != "dem") {
            const auto near = suggestion(role, role_names(codes));
            refuse(plan, {fmt::format("plan.required_layers.{}", i)},
                   {fmt::format("알 수 없는 역할 '{}'{}", role, near.ko),
                    fmt::format("unknown role '{}'{}", role, near.en)});
        }
    }
    for (std::size_t i = 0; i < plan.facts.size(); ++i) {
        if (rules.rule(plan.facts[i].rule) == nullptr) {
            refuse(plan, {fmt::format("fact.{}.rule", i)},
                   {format_ko("계획의 규칙 묶음에 규칙 '{}'이(가) 없습니다", plan.facts[i].rule),
                    fmt::format("no rule pack of the plan has a rule '{}'", plan.facts[i].rule)});
        }
    }
}

/// An Error of `call` that is the plan's fault gets the place in the plan in front.
template <typename Call>
auto told_from(const model::Plan& plan, const std::vector<std::string>& keys, const Call& call) {
    try {
        return call();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::usage) {
            throw error.within(place_in(plan, keys));
        }
        throw;
    }
}

void check_required_fields(const model::Plan& plan, const model::LayerRef& ref,
                           const model::LayerRole& role, const model::Layer& layer) {
    const auto table = fmt::format("layers.{}", ref.name);
    for (const auto& field : role.required) {
        if (!layer.column(field)) {
            refuse(plan, {table + ".fields", table},
                   {format_ko("{0}에 역할이 '{2}'인 레이어에 필요한 필드 '{1}'이(가) 없습니다; "
                              "fields = {{ {1} = \"…\" }}로 이어 주십시오. 파일의 필드: {3}",
                              ref.path, field, ref.role, fmt::join(layer.fields, ", ")),
                    fmt::format("{0} has no field '{1}', which a layer of role '{2}' needs; map it "
                                "with fields = {{ {1} = \"…\" }}, the file has {3}",
                                ref.path, field, ref.role, fmt::join(layer.fields, ", "))});
        }
    }
}

std::string_view kind_of(const geom::Shape& shape) {
    if (!shape.polygons.empty()) {
        return "polygon";
    }
    return shape.lines.empty() ? "point" : "line";
}

Text words_of_kind(std::string_view kind) {
    return kind == "polygon" ? Text{"면", "polygon"}
           : kind == "line"  ? Text{"선", "line"}
                             : Text{"점", "point"};
}

void check_geometry(const model::LayerRole& role, const model::Layer& layer) {
    if (role.geometry == "any" || role.geometry == "none") {
        return;
    }
    for (const auto& feature : layer.features) {
        if (!feature.shape.empty() && kind_of(feature.shape) != role.geometry) {
            const auto is = words_of_kind(kind_of(feature.shape));
            const auto wanted = words_of_kind(role.geometry);
            throw Error{
                ErrorKind::input,
                Text{format_ko(
                         "{}: 레코드 {}은(는) {}인데, 역할이 '{}'인 레이어에는 {}이(가) 있어야 "
                         "합니다; 다른 레이어나 역할을 고르십시오",
                         layer.provenance.path, feature.fid, is.ko, role.role, wanted.ko),
                     fmt::format("{}: record {} is a {}, but a layer of role '{}' holds {}s; "
                                 "choose another layer or role",
                                 layer.provenance.path, feature.fid, is.en, role.role, wanted.en)}};
        }
    }
}

void check_ids(const model::LayerRole& role, const model::Layer& layer) {
    if (!role.unique_ids) {
        return;
    }
    std::unordered_map<std::string, std::int64_t> seen;
    for (const auto& feature : layer.features) {
        const auto [first, added] = seen.emplace(layer.id(feature), feature.fid);
        if (!added) {
            throw Error{ErrorKind::input,
                        Text{format_ko("{}: id '{}'이(가) 레코드 {}과(와) {}에 있습니다; {}마다 "
                                       "다른 id가 있어야 합니다",
                                       layer.provenance.path, first->first, first->second,
                                       feature.fid, role.name.ko),
                             fmt::format("{}: id '{}' stands in records {} and {}; each of the {} "
                                         "needs an id of its own",
                                         layer.provenance.path, first->first, first->second,
                                         feature.fid, role.name.en)}};
        }
    }
}

void check_not_empty(const model::LayerRef& ref, const model::Layer& layer) {
    if (layer.features.empty()) {
        throw Error{
            ErrorKind::input,
            Text{fmt::format("{}: 레이어 '{}'에 쓸 레코드가 없습니다(선언 {}개, 거부 {}개); "
                             "레코드가 있는 레이어를 주거나 계획에서 빼십시오",
                             ref.path, ref.name, layer.ledger.declared, layer.ledger.rejected),
                 fmt::format("{}: layer '{}' has no record to work with ({} declared, {} "
                             "rejected); give a layer with records or take it out of the plan",
                             ref.path, ref.name, layer.ledger.declared, layer.ledger.rejected)}};
    }
}

model::Layer read_layer_of(const model::Plan& plan, const model::LayerRef& ref,
                           const model::Codes& codes, Repair repair,
                           std::vector<InputFile>& files) {
    const auto& role = *codes.role(ref.role);
    ReadOptions options;
    options.repair = repair;
    options.layer = ref.layer;
    options.where = ref.where;
    options.encoding = ref.encoding;
    options.crs = ref.crs;
    options.target_crs = plan.crs;
    options.fields = ref.fields;
    options.drawing = ref.drawing;
    options.allow_database = true;
    options.need_attributes = !role.required.empty() || !ref.fields.empty() || !ref.where.empty();
    options.canonical = canonical_fields(role);
    const auto table = fmt::format("layers.{}", ref.name);
    auto layer = told_from(plan, {table + ".fields", table + ".path"},
                           [&] { return read_layer(ref.path, options, &files); });
    check_not_empty(ref, layer);
    check_required_fields(plan, ref, role, layer);
    check_geometry(role, layer);
    if (role.geometry == "polygon") {
        tell_unmeasured(layer);
    }
    layer.role = ref.role;
    layer.name = ref.name;
    name_codes(layer, codes);
    if (ref.renumber) {
        renumber_parcels(layer, codes, plan.reference_date);
    }
    check_ids(role, layer);
    layer.provenance.vintage = ref.vintage;
    layer.provenance.source = ref.source;
    return layer;
}

/// A lot may be missing because its record was damaged: then that is the place to look.
Text loss_of(const model::Layer& layer) {
    const auto& ledger = layer.ledger;
    return ledger.rejected == 0
               ? Text{}
               : Text{format_ko(
                          "; 레코드 {}개 가운데 {}개를 읽지 못했습니다: `sandan inspect {}`을(를) "
                          "보십시오",
                          ledger.declared, ledger.rejected, layer.provenance.path),
                      fmt::format(", of whose {} records {} could not be read; see `sandan "
                                  "inspect {}`",
                                  ledger.declared, ledger.rejected, layer.provenance.path)};
}

/// Lots are named as the lots layer names them.
void find_assigned_lots(model::Project& project) {
    const auto* const lots = project.layer("lots");
    if (lots == nullptr) {
        return;
    }
    KnownIds known;
    for (const auto& lot : lots->features) {
        known.add(lots->id(lot));
    }
    for (auto& assignment : project.assignments) {
        for (auto& lot : assignment.lots) {
            const auto place = fmt::format("{}:{}", project.plan.assignments, assignment.line);
            const auto id = known.find(lot, place, project.log.findings);
            if (!id) {
                const auto loss = loss_of(*lots);
                throw Error{
                    ErrorKind::input,
                    Text{format_ko("{}:2: 기업 '{}'에 배정된 획지 '{}'이(가) {}에 없습니다{}",
                                   place, assignment.firm, lot, lots->provenance.path, loss.ko),
                         fmt::format("{}:2: firm '{}' is given lot '{}', which is not in {}{}",
                                     place, assignment.firm, lot, lots->provenance.path, loss.en)}};
            }
            lot = *id;
        }
    }
}

void read_tables(model::Project& project) {
    const auto& plan = project.plan;
    if (!plan.firms.empty()) {
        project.firms = read_firms(plan.firms, project.log);
        refuse_mixed_money(plan.firms, project.firms, project.log.findings);
    }
    if (!plan.links.empty()) {
        project.links = read_links(plan.links, project.firms, project.log);
    }
    if (!plan.utilities.empty()) {
        project.capacities = read_capacities(plan.utilities, plan, project.log);
    }
    if (!plan.assignments.empty()) {
        project.assignments = read_assignments(plan.assignments, project.firms, project.log);
    }
}

/// Layers may share a file, which must have been the same each time it was read.
void list_each_once(std::vector<InputFile>& files) {
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    for (std::size_t i = 1; i < files.size(); ++i) {
        if (files[i - 1].path == files[i].path && files[i - 1].sha256 != files[i].sha256) {
            refuse_changed(files[i].path);
        }
    }
    files.erase(std::unique(files.begin(), files.end(),
                            [](const auto& a, const auto& b) { return a.path == b.path; }),
                files.end());
}

} // namespace

model::Project read_project(const std::string& plan_path, unsigned threads, Repair repair) {
    model::Project project;
    project.plan = read_plan(plan_path);
    auto& plan = project.plan;
    project.log.files.push_back(
        {.path = fs::absolute(plan_path).lexically_normal(), .bytes = 0, .sha256 = plan.sha256});
    const auto data = data_directory();
    const auto folder = fs::absolute(plan_path).parent_path().string();
    project.codes = read_codes(data);
    project.rules = told_from(plan, {"plan.jurisdiction"},
                              [&] { return read_rule_book(data, plan.jurisdiction, folder); });
    check_system(plan);
    check_words(plan, project.codes, project.rules);
    check_files(plan);
    read_tables(project);
    if (!plan.waivers_path.empty()) {
        plan.waivers = read_waivers(plan.waivers_path, project.rules, project.log);
    }
    project.layers.resize(plan.layers.size());
    std::vector<std::vector<InputFile>> files(plan.layers.size());
    parallel_for(plan.layers.size(), threads, [&](std::size_t i) {
        project.layers[i] = read_layer_of(plan, plan.layers[i], project.codes, repair, files[i]);
    });
    for (const auto& of_layer : files) {
        project.log.files.insert(project.log.files.end(), of_layer.begin(), of_layer.end());
    }
    check_positions(project);
    find_assigned_lots(project);
    if (!plan.dem.empty()) {
        project.dem = told_from(plan, {"layers.dem.path"}, [&] {
            return read_raster(plan.dem, plan.crs, &project.log.files);
        });
    }
    list_each_once(project.log.files);
    return project;
}

} // namespace sandan::io
