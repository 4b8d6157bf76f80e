#include "cli/file_mode.hpp"

#include <sandan/core/error.hpp>

#include "cli/told_reading.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

namespace sandan::cli {

namespace {

bool can_measure(const geom::CrsInfo& crs) {
    return crs.projected && !crs.web_mercator;
}

void scale(std::vector<geom::Point>& points, double factor) {
    for (auto& p : points) {
        p = {p.x * factor, p.y * factor};
    }
}

void to_metres(model::Layer& layer, double metres_per_unit) {
    if (metres_per_unit == 1) {
        return;
    }
    for (auto& feature : layer.features) {
        for (auto& polygon : feature.shape.polygons) {
            scale(polygon.outer, metres_per_unit);
            for (auto& hole : polygon.holes) {
                scale(hole, metres_per_unit);
            }
        }
        for (auto& line : feature.shape.lines) {
            scale(line, metres_per_unit);
        }
        scale(feature.shape.points, metres_per_unit);
    }
    for (auto& repair : layer.repairs) {
        repair.at = {repair.at.x * metres_per_unit, repair.at.y * metres_per_unit};
    }
}

geom::CrsInfo require_measurable(const std::string& area_crs) {
    geom::CrsInfo info;
    try {
        info = geom::describe_crs(area_crs);
    } catch (const Error& e) {
        throw Error{ErrorKind::usage, e.message()}.within("--area-crs " + area_crs);
    }
    if (!can_measure(info)) {
        throw Error{
            ErrorKind::usage,
            Text{format_ko("--area-crs {}: {}(으)로는 면적을 잴 수 없습니다; EPSG:5186 같은 투영 "
                           "좌표계를 고르십시오",
                           area_crs, info.name),
                 fmt::format("--area-crs {}: areas cannot be measured in {}; choose a projected "
                             "system such as EPSG:5186",
                             area_crs, info.name)}};
    }
    return info;
}

/// Why nothing of a layer can be measured, and what to do.
Text nothing_in(const model::Layer& layer, bool areas) {
    const auto& path = layer.provenance.path;
    const auto& ledger = layer.ledger;
    if (ledger.declared == 0) {
        return {fmt::format("{}: SRC-EMPTY: 레코드가 없어 잴 것이 없습니다; 맞는 파일인지 보십시오",
                            path),
                fmt::format("{}: SRC-EMPTY: nothing to measure: holds no record; see that it is "
                            "the right file",
                            path)};
    }
    const Text kept{fmt::format("{}: 잴 것이 없습니다: 레코드 {}개 가운데 {} 없습니다", path,
                                ledger.declared, areas ? "면이 하나도" : "도형이 있는 것이"),
                    fmt::format("{}: nothing to measure: none of its {} records {}", path,
                                ledger.declared, areas ? "is a polygon" : "has a shape")};
    const auto& findings = layer.provenance.findings;
    const auto first = std::find_if(findings.begin(), findings.end(),
                                    [](const auto& finding) { return finding.fid >= 0; });
    if (ledger.rejected == 0 || first == findings.end()) {
        return kept;
    }
    return {
        format_ko("{0} ({1}개는 받아들여지지 않음; 첫째는 레코드 {2}, {3}: {4}); `sandan inspect "
                  "{5}`을(를) 보십시오",
                  kept.ko, ledger.rejected, first->fid, first->code, first->expected.ko, path),
        fmt::format("{0} ({1} rejected; the first is record {2}, {3}: {4}); see `sandan inspect "
                    "{5}`",
                    kept.en, ledger.rejected, first->fid, first->code, first->expected.en, path)};
}

} // namespace

void require_content(model::Layer& layer, Measured what) {
    const bool areas = what == Measured::areas;
    const bool any =
        std::any_of(layer.features.begin(), layer.features.end(), [&](const auto& feature) {
            return areas ? !feature.shape.polygons.empty() : !feature.shape.empty();
        });
    if (!any) {
        throw Error{ErrorKind::input, nothing_in(layer, areas)};
    }
    if (areas) {
        io::tell_unmeasured(layer);
    }
}

void add_file_options(Arguments& app, FileOptions& options) {
    app.option("--crs", options.crs,
               {"좌표계가 적혀 있지 않은 입력의 좌표계",
                "Coordinate system of an input that declares none"})
        .type_name("EPSG:n");
    app.option("--area-crs", options.area_crs,
               {"면적을 잴 투영좌표계 (경위도와 웹 메르카토르에는 반드시 지정)",
                "Measure areas in this projected system (needed for degrees and Web Mercator)"})
        .type_name("EPSG:n");
    app.option("--fail-on", options.fail_on,
               {"never: 레코드를 수리하거나 거부했어도 종료 코드 0",
                "never: exit 0 even when records were repaired or rejected"})
        .one_of({"error", "warning", "never"});
}

io::ReadOptions reading(const std::string& layer, const std::string& id) {
    io::ReadOptions read;
    read.layer = layer;
    read.need_attributes = !id.empty();
    if (!id.empty()) {
        read.fields["id"] = id;
    }
    return read;
}

io::ReadOptions reading(const std::string& layer, const std::string& id,
                        const FileOptions& options) {
    auto read = reading(layer, id);
    read.crs = options.crs;
    read.repair = options.repair;
    return read;
}

const std::string& called(const geom::CrsInfo& crs) {
    return crs.epsg.empty() ? crs.name : crs.epsg;
}

MeasuredLayer read_measured(const std::string& path, io::ReadOptions read,
                            const FileOptions& options, std::vector<io::InputFile>& files,
                            Measured what) {
    read.crs = options.crs;
    read.repair = options.repair;
    read.target_crs = options.area_crs;
    MeasuredLayer measured;
    auto info = options.area_crs.empty() ? geom::CrsInfo{} : require_measurable(options.area_crs);
    measured.layer = io::read_layer(path, read, &files);
    const auto& provenance = measured.layer.provenance;
    measured.definition = options.area_crs;
    if (options.area_crs.empty()) {
        info = provenance.crs;
        measured.definition = provenance.crs_definition;
    }
    if (read.range.whole()) { // a part of a layer may hold nothing but nulls
        require_content(measured.layer, what);
    }
    if (!can_measure(info)) {
        throw Error{
            ErrorKind::usage,
            Text{format_ko("{}: {}(으)로는 면적을 잴 수 없습니다; --area-crs EPSG:n으로 투영 "
                           "좌표계를 주십시오 (한국: EPSG:5186)",
                           path, info.name),
                 fmt::format("{}: areas cannot be measured in {}; add --area-crs EPSG:n of a "
                             "projected system (Korea: EPSG:5186)",
                             path, info.name)}};
    }
    measured.crs = called(info);
    measured.metres_per_unit = info.metres_per_unit;
    to_metres(measured.layer, info.metres_per_unit);
    return measured;
}

model::Layer read_in(const std::string& system, const std::string& path, io::ReadOptions read,
                     std::vector<io::InputFile>& files, Measured what) {
    read.target_crs = system;
    auto layer = io::read_layer(path, read, &files);
    require_content(layer, what);
    return layer;
}

model::Layer read_beside(const MeasuredLayer& first, const std::string& path, io::ReadOptions read,
                         std::vector<io::InputFile>& files, Measured what, bool is_part) {
    auto layer = read_in(first.definition, path, std::move(read), files, what);
    if (first.metres_per_unit == 1 && !is_part) {
        io::check_position(layer, first.layer, first.definition);
    }
    to_metres(layer, first.metres_per_unit);
    return layer;
}

Exit exit_for_ledgers(const std::vector<const model::Layer*>& layers, const FileOptions& options) {
    const bool touched = std::any_of(layers.begin(), layers.end(), [](const auto* layer) {
        return layer->ledger.rejected + layer->ledger.repaired != 0;
    });
    return touched && options.fail_on != "never" ? Exit::findings : Exit::clean;
}

Exit work_on(const std::string& path, const std::function<Exit()>& work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        throw Error{ErrorKind::budget, Text{"메모리가 모자랍니다", "out of memory"}}.within(path);
    } catch (const Error& e) {
        const bool of_work = e.kind() == ErrorKind::budget || e.kind() == ErrorKind::geometry;
        if (!of_work || e.message().en.find(path) != std::string::npos) {
            throw;
        }
        throw e.within(path);
    }
}

void note_reading(const Common& common, const model::Layer& layer) {
    note_reading(common, told_of(layer));
}

std::string plain(double number) {
    return fmt::format("{}", number);
}

geom::PolygonSet polygon_set_of(const model::Layer& layer) {
    geom::PolygonSet shapes;
    for (const auto& feature : layer.features) {
        shapes.add(feature.shape.polygons);
    }
    return shapes;
}

std::vector<geom::MultiPolygon> polygons_of(const model::Layer& layer) {
    std::vector<geom::MultiPolygon> shapes;
    shapes.reserve(layer.features.size());
    for (const auto& feature : layer.features) {
        shapes.push_back(feature.shape.polygons);
    }
    return shapes;
}

} // namespace sandan::cli
