#include <sandan/io/read.hpp>
#include <sandan/model/ksic.hpp>
#include <sandan/model/objective.hpp>

#include "core/korean.hpp"
#include "io/appraisal_section.hpp"
#include "io/toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace sandan::io {

namespace {

const std::vector<std::string> complex_kinds{"국가산업단지", "일반산업단지", "도시첨단산업단지",
                                             "농공단지", "준산업단지"};

bool is_epsg(const std::string& crs) {
    return crs.starts_with("EPSG:") && crs.size() > 5 &&
           crs.find_first_not_of("0123456789", 5) == std::string::npos;
}

/// A path as written in the plan, made absolute from the plan's folder; empty stays empty.
std::string resolve(const model::Plan& plan, const std::string& path) {
    if (path.empty() || path.starts_with("pg:")) {
        return path;
    }
    const auto folder = std::filesystem::absolute(plan.path).parent_path();
    return (folder / path).lexically_normal().string();
}

std::string epsg(TomlTable& table, const std::string& fallback) {
    auto crs = table.find<std::string>("crs").value_or(fallback);
    if (!crs.empty() && !is_epsg(crs)) {
        table.fail(
            "crs",
            {format_ko(
                 "crs '{}'은(는) EPSG 코드가 아닙니다; \"EPSG:5186\"처럼 \"EPSG:n\"으로 쓰십시오",
                 crs),
             fmt::format("crs '{}' is no EPSG code, expected \"EPSG:n\", as in "
                         "\"EPSG:5186\"",
                         crs)});
    }
    return crs;
}

int ksic_revision(TomlTable& table) {
    const auto revision = table.get<std::int64_t>("ksic_rev");
    if (revision < 9 || revision > 11) {
        table.fail("ksic_rev", {format_ko("ksic_rev {}은(는) 알려진 산업분류 차수가 아닙니다; 9, "
                                          "10, 11 가운데 하나여야 합니다",
                                          revision),
                                fmt::format("ksic_rev {} is no revision of KSIC we know, expected "
                                            "9, 10 or 11",
                                            revision)});
    }
    return static_cast<int>(revision);
}

double positive(TomlTable& table, std::string_view key) {
    const auto value = table.get<double>(key);
    if (value <= 0) {
        table.fail(key, {fmt::format("{} 값이 {}입니다; 0보다 커야 합니다", key, value),
                         fmt::format("{} is {}, expected more than 0", key, value)});
    }
    return value;
}

void read_head(TomlTable table, model::Plan& plan) {
    plan.name = table.get<std::string>("name");
    plan.reference_date = table.get<Date>("reference_date");
    plan.crs = epsg(table, plan.crs);
    plan.jurisdiction = table.get<std::vector<std::string>>("jurisdiction");
    plan.synthetic = table.find<bool>("synthetic").value_or(false);
    plan.required_layers =
        table.find<std::vector<std::string>>("required_layers").value_or(plan.required_layers);
    table.done();
}

model::Complex read_complex(TomlTable table) {
    model::Complex complex;
    complex.id = table.get<std::string>("id");
    complex.name = table.get<std::string>("name");
    complex.kind = table.get<std::string>("kind");
    (void)table.one_of("kind", complex_kinds);
    complex.designated_area_m2 = positive(table, "designated_area_m2");
    complex.designated = table.find<Date>("designated");
    complex.started = table.find<Date>("started");
    complex.completed = table.find<Date>("completed");
    complex.developer = table.one_of("developer", {"public", "private"});
    complex.infrastructure = table.find<bool>("infrastructure");
    complex.recognition = table.find<std::string>("recognition").value_or("");
    table.done();
    return complex;
}

void read_complexes(TomlTable& root, model::Plan& plan) {
    for (auto& table : root.tables("complex")) {
        auto complex = read_complex(table);
        if (plan.complex(complex.id) != nullptr) {
            table.fail(
                "id",
                {format_ko("단지 '{}'이(가) 여기에 또 나옵니다; 지정된 단지마다 다른 id를 주십시오",
                           complex.id),
                 fmt::format("complex '{}' stands here a second time; give each "
                             "designated complex its own id",
                             complex.id)});
        }
        plan.complexes.push_back(std::move(complex));
    }
}

std::map<std::string, std::string> read_fields(TomlTable& layer) {
    std::map<std::string, std::string> fields;
    if (auto table = layer.table("fields")) {
        for (const auto& canonical : table->keys()) {
            fields[canonical] = table->get<std::string>(canonical);
        }
    }
    return fields;
}

/// [layers.KEY.drawing]: how a DXF becomes polygons.
std::optional<model::Drawing> read_drawing(TomlTable& layer) {
    auto table = layer.table("drawing");
    if (!table) {
        return std::nullopt;
    }
    model::Drawing drawing;
    auto uses = table->required_table("uses");
    for (const auto& cad_layer : uses.keys()) {
        drawing.uses[cad_layer] = uses.get<std::string>(cad_layer);
    }
    uses.done();
    if (drawing.uses.empty()) {
        table->fail("uses", {R"(uses가 비어 있습니다; uses = { "CAD layer" = "IND" }처럼 쓰십시오)",
                             R"(uses is empty, expected uses = { "CAD layer" = "IND" })"});
    }
    drawing.labels = table->find<std::string>("labels").value_or("");
    drawing.complex = table->find<std::string>("complex").value_or("");
    drawing.tolerance_m = table->find<double>("tolerance_m").value_or(drawing.tolerance_m);
    if (drawing.tolerance_m < 0 || drawing.tolerance_m > 10) {
        table->fail("tolerance_m",
                    {fmt::format("tolerance_m 값이 {}입니다; 0부터 10까지(m)여야 합니다",
                                 drawing.tolerance_m),
                     fmt::format("tolerance_m is {}, expected 0 to 10 (m)", drawing.tolerance_m)});
    }
    if (const auto unit = table->one_of("unit", {"m", "mm"}); !unit.empty()) {
        drawing.metres_per_unit = unit == "mm" ? 0.001 : 1;
    }
    table->done();
    return drawing;
}

model::LayerRef read_layer_ref(TomlTable table, const std::string& name, const model::Plan& plan) {
    model::LayerRef ref;
    ref.name = name;
    ref.role = table.find<std::string>("role").value_or(name);
    ref.path = resolve(plan, table.get<std::string>("path"));
    ref.layer = table.find<std::string>("layer").value_or("");
    ref.where = table.find<std::string>("where").value_or("");
    ref.encoding = table.find<std::string>("encoding").value_or("");
    ref.crs = epsg(table, "");
    if (const auto vintage = table.find<Date>("vintage")) {
        ref.vintage = to_string(*vintage);
    }
    ref.source = table.find<std::string>("source").value_or("");
    ref.fields = read_fields(table);
    ref.drawing = read_drawing(table);
    ref.renumber = table.find<bool>("renumber").value_or(false);
    table.done();
    return ref;
}

void read_layers(TomlTable& root, model::Plan& plan) {
    auto layers = root.table("layers");
    if (!layers) {
        return;
    }
    for (const auto& name : layers->keys()) {
        auto ref = read_layer_ref(layers->required_table(name), name, plan);
        if (ref.role == "dem") {
            plan.dem = ref.path;
        } else {
            plan.layers.push_back(std::move(ref));
        }
    }
}

/// The path in `[key]`; empty if the plan has no such table.
std::string read_path(TomlTable& root, std::string_view key, const model::Plan& plan) {
    auto table = root.table(key);
    if (!table) {
        return {};
    }
    auto path = resolve(plan, table->get<std::string>("path"));
    table->done();
    return path;
}

model::Admission read_admission(TomlTable table, const model::Plan& plan) {
    model::Admission admission;
    admission.complex = table.get<std::string>("complex");
    if (plan.complex(admission.complex) == nullptr) {
        table.fail("complex", {fmt::format("id가 '{}'인 [[complex]]가 없습니다", admission.complex),
                               fmt::format("no [[complex]] has the id '{}'", admission.complex)});
    }
    admission.block = table.find<std::string>("block").value_or("");
    admission.ksic_rev = ksic_revision(table);
    const auto rule = table.get<std::string>("rule");
    try {
        admission.rule = model::AdmissionRule::parse(rule);
    } catch (const Error& error) {
        table.fail("rule", error.message());
    }
    admission.source = table.find<std::string>("source").value_or("");
    table.done();
    return admission;
}

model::Fact read_fact(TomlTable table) {
    model::Fact fact;
    fact.id = table.get<std::string>("id");
    fact.rule = table.get<std::string>("rule");
    fact.unit = table.get<std::string>("unit");
    fact.total = table.get<double>("total");
    fact.parts = table.find<std::vector<double>>("parts").value_or(fact.parts);
    fact.source = table.get<std::string>("source");
    table.done();
    return fact;
}

std::set<std::string> ids_of(const std::vector<model::Complex>& complexes) {
    std::set<std::string> ids;
    for (const auto& complex : complexes) {
        ids.insert(complex.id);
    }
    return ids;
}

void check_objective(TomlTable& table, const std::vector<std::string>& words) {
    try {
        (void)model::parse_objective(words);
    } catch (const Error& e) {
        table.fail("objective", e.message());
    }
}

double not_negative(TomlTable& table, std::string_view key, double fallback) {
    const auto value = table.find<double>(key).value_or(fallback);
    if (value < 0) {
        table.fail(key, {fmt::format("{} 값이 {}입니다; 0 이상이어야 합니다", key, value),
                         fmt::format("{} is {}, expected 0 or more", key, value)});
    }
    return value;
}

void read_allocation(TomlTable& root, model::AllocationOptions& options) {
    auto table = root.table("allocation");
    if (!table) {
        return;
    }
    options.objective =
        table->find<std::vector<std::string>>("objective").value_or(options.objective);
    check_objective(*table, options.objective);
    const auto lots = table->find<std::int64_t>("max_parcels").value_or(options.max_parcels);
    if (lots < 1 || lots > 1000) {
        table->fail("max_parcels",
                    {fmt::format("max_parcels 값이 {}입니다; 1부터 1000까지여야 합니다", lots),
                     fmt::format("max_parcels is {}, expected 1 to 1000", lots)});
    }
    options.max_parcels = static_cast<int>(lots);
    options.gap = not_negative(*table, "gap", options.gap);
    options.time_limit_s = not_negative(*table, "time_limit_s", options.time_limit_s);
    options.seed = static_cast<unsigned>(not_negative(*table, "seed", options.seed));
    table->done();
}

} // namespace

model::Plan read_plan(const std::string& path) {
    const auto document = read_toml(path, ErrorKind::usage);
    TomlTable root{document};
    model::Plan plan;
    plan.path = path;
    plan.sha256 = document.file.sha256;
    plan.places = places_of(document);
    read_head(root.required_table("plan"), plan);
    read_complexes(root, plan);
    read_layers(root, plan);
    plan.firms = read_path(root, "firms", plan);
    plan.links = read_path(root, "links", plan);
    plan.utilities = read_path(root, "utilities", plan);
    plan.assignments = read_path(root, "assignments", plan);
    plan.waivers_path = read_path(root, "waivers", plan);
    for (auto& table : root.tables("admission")) {
        plan.admissions.push_back(read_admission(table, plan));
    }
    for (auto& table : root.tables("fact")) {
        plan.facts.push_back(read_fact(table));
    }
    read_allocation(root, plan.allocation);
    (void)appraisal_in(root, ids_of(plan.complexes)); // io::read_appraisal reads it when wanted
    root.done();
    return plan;
}

} // namespace sandan::io
