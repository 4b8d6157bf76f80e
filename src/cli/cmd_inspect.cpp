#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/inspection.hpp"
#include "cli/lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <variant>

namespace sandan::cli {

namespace {

struct InspectOptions {
    std::vector<std::string> files;
    std::string encoding;
    std::string repaired;
    bool json = false;
    bool machine = false;
    FileOptions file;

    [[nodiscard]] Keep keep() const {
        return machine || !repaired.empty() ? Keep::features : Keep::nothing;
    }
};

/// The one kind that all shapes of a layer are, else "Geometry".
std::string_view geometry_of(const model::Layer& layer) {
    std::set<std::string_view> kinds;
    for (const auto& feature : layer.features) {
        const auto& shape = feature.shape;
        if (!shape.polygons.empty()) {
            kinds.insert("MultiPolygon");
        }
        if (!shape.lines.empty()) {
            kinds.insert("MultiLineString");
        }
        if (!shape.points.empty()) {
            kinds.insert(shape.points.size() == 1 ? "Point" : "MultiPoint");
        }
    }
    if (kinds.empty()) {
        return "none";
    }
    return kinds.size() == 1 ? *kinds.begin() : std::string_view{"Geometry"};
}

/// Fields whose every value is a number; one that a double does not hold is text.
std::vector<bool> numeric_fields(const model::Layer& layer) {
    const auto& numbers = layer.provenance.numeric_fields;
    std::vector<bool> numeric;
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        const bool declared =
            std::find(numbers.begin(), numbers.end(), layer.fields[i]) != numbers.end();
        numeric.push_back(declared && std::none_of(layer.features.begin(), layer.features.end(),
                                                   [&](const model::Feature& feature) {
                                                       return std::holds_alternative<std::string>(
                                                           feature.values[i]);
                                                   }));
    }
    return numeric;
}

/// Numbers in fields of text, without loss.
void write_as_text(const model::Layer& layer, io::OutputLayer& output) {
    for (std::size_t i = 0; i < output.fields.size(); ++i) {
        for (auto& feature : output.features) {
            if (!output.numeric[i] && std::holds_alternative<double>(feature.values[i])) {
                feature.values[i] = *layer.text(feature, output.fields[i]);
            }
        }
    }
}

/// What a command would go on with, as a GeoPackage.
void write_repaired(const InspectOptions& options, const std::vector<InspectedFile>& files) {
    if (files.size() != 1) {
        throw Error{ErrorKind::usage, Text{"--repaired는 입력 파일 하나만 받습니다",
                                           "--repaired takes one input file"}};
    }
    std::vector<io::OutputLayer> layers;
    for (const auto& inspected : files.front().layers) {
        const auto& layer = inspected.layer;
        io::OutputLayer output{.name = layer.name,
                               .geometry = std::string{geometry_of(layer)},
                               .fields = layer.fields,
                               .numeric = numeric_fields(layer),
                               .features = layer.features};
        write_as_text(layer, output);
        layers.push_back(std::move(output));
    }
    io::write_geopackage(options.repaired,
                         files.front().layers.front().layer.provenance.crs_definition, layers);
}

std::string machine_line(const std::vector<InspectedFile>& files, const model::Codes& codes) {
    std::size_t read = 0;
    std::size_t issues = 0;
    for (const auto& file : files) {
        issues += count_issues(file, codes);
        for (const auto& inspected : file.layers) {
            read += inspected.layer.ledger.delivered;
        }
    }
    return fmt::format("{{\"read\":{},\"issues\":{},\"digest\":\"{}\"}}\n", read, issues,
                       content_digest(files));
}

Exit run(const InspectOptions& options, const Common& common) {
    io::refuse_overwriting(std::vector{common.output, options.repaired}, options.files);
    hold_to_lock(common, options.files);
    const auto codes = io::read_codes(io::data_directory());
    const bool hashed = options.json || !common.lock.empty(); // who reads text sees no hash
    std::vector<InspectedFile> files;
    std::vector<const model::Layer*> layers;
    for (const auto& path : options.files) {
        files.push_back(inspect_file(path, options.file, options.encoding, codes,
                                     common.thread_count(), options.keep(), hashed));
        hold_read_to_lock(common, files.back().files, options.files.front());
    }
    for (const auto& file : files) {
        for (const auto& inspected : file.layers) {
            layers.push_back(&inspected.layer);
        }
    }
    auto text = options.json ? inspection_json(files, codes)
                             : inspection_text(files, codes, common.language);
    if (options.machine) {
        text += machine_line(files, codes);
    }
    if (!options.repaired.empty()) {
        write_repaired(options, files);
    }
    deliver(common, text);
    const bool empty = std::all_of(layers.begin(), layers.end(),
                                   [](const auto* layer) { return layer->ledger.declared == 0; });
    if (empty) {
        throw Error{ErrorKind::input,
                    Text{"SRC-EMPTY: 레코드가 없어 점검할 것이 없습니다; 맞는 파일인지 보십시오",
                         "SRC-EMPTY: holds no record, so there is nothing to check; see that it is "
                         "the right file"}}
            .within(options.files.front());
    }
    return exit_for_ledgers(layers, options.file);
}

} // namespace

void declare_inspect(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<InspectOptions>();
    app.option("FILE", options->files, {"벡터 파일이나 표", "Vector files or tables"}).required();
    app.option("--encoding", options->encoding,
               {"DBF의 문자 집합: CP949, UTF-8, …", "Text of a DBF: CP949, UTF-8, …"});
    app.option("--repaired", options->repaired,
               {"실제로 쓰일 내용을 담을 GeoPackage", "Write what would be used as a GeoPackage"})
        .type_name("FILE");
    app.flag("--json", options->json, {"글 대신 JSON으로 출력", "JSON instead of text"});
    app.flag("--machine", options->machine,
             {"끝에 JSON 한 줄: read, issues, digest",
              "End with one line of JSON: read, issues, digest"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit = run(*options, common);
    });
}

} // namespace sandan::cli
