#include "cli/inspection.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/reproject.hpp>
#include <sandan/io/polygon_stream.hpp>
#include <sandan/io/session.hpp>

#include "cli/reading_text.hpp"

#include <algorithm>

namespace sandan::cli {

namespace {

/// The system everything of a Korean plan is brought to unless it says otherwise.
constexpr const char* usual_crs = "EPSG:5186";

double total_area(const model::Layer& layer) {
    double sum = 0;
    for (const auto& feature : layer.features) {
        sum += geom::area(feature.shape.polygons);
    }
    return sum;
}

/// `area`: in square units of the layer's own system.
void measure_in_own_system(InspectedLayer& inspected, double area) {
    const auto& crs = inspected.layer.provenance.crs;
    if (crs.projected && !crs.web_mercator) {
        inspected.area_m2 = area * crs.metres_per_unit * crs.metres_per_unit;
    }
}

void measure(InspectedLayer& inspected, const FileOptions& options) {
    if (options.area_crs.empty()) {
        measure_in_own_system(inspected, total_area(inspected.layer));
        return;
    }
    const geom::Reprojection transform{inspected.layer.provenance.crs_definition, options.area_crs};
    double sum = 0;
    for (const auto& feature : inspected.layer.features) {
        auto shape = feature.shape;
        transform.apply(shape);
        sum += geom::area(shape.polygons);
    }
    inspected.area_m2 = sum;
}

void find_way(InspectedLayer& inspected, const FileOptions& options) {
    inspected.working_crs = options.area_crs.empty() ? usual_crs : options.area_crs;
    try {
        inspected.operation =
            geom::Reprojection{inspected.layer.provenance.crs_definition, inspected.working_crs}
                .operation();
    } catch (const Error& e) {
        inspected.no_way = e.message();
    }
}

InspectedLayer inspect_layer(model::Layer layer, const FileOptions& options,
                             const model::Codes& codes) {
    InspectedLayer inspected;
    inspected.layer = std::move(layer);
    inspected.guess = guess_role(inspected.layer, codes);
    for (const auto& feature : inspected.layer.features) {
        if (const auto box = geom::envelope(feature.shape); !box.empty()) {
            inspected.box.extend(box.min);
            inspected.box.extend(box.max);
        }
    }
    if (!inspected.layer.provenance.crs_definition.empty()) {
        find_way(inspected, options);
        measure(inspected, options);
    }
    return inspected;
}

/// A large shapefile that is plain, without its features. \throws NotPlain; Error as read_layer.
InspectedFile inspect_stream(const std::string& path, const FileOptions& options,
                             const io::ReadOptions& read, const model::Codes& codes,
                             unsigned threads, bool hashed) {
    io::PolygonStream stream{path, read, hashed};
    double area = 0;
    geom::Box box;
    const auto add_up = [&](io::PolygonStream::Blocks blocks) {
        for (const auto* const block : blocks) {
            for (std::size_t i = 0; i < block->shapes.size(); ++i) {
                area += block->areas[i];
                if (const auto& own = block->shapes.box(i); !own.empty()) {
                    box.extend(own.min);
                    box.extend(own.max);
                }
            }
        }
    };
    stream.pass(
        threads, [](const io::PolygonBlock&) {}, add_up);
    auto streamed = stream.finish();
    InspectedLayer inspected;
    inspected.layer = std::move(streamed.layer);
    inspected.layer.features.push_back({.fid = 0, .shape = {}, .values = streamed.first_values});
    inspected.guess = guess_role(inspected.layer, codes);
    inspected.layer.features.clear();
    inspected.box = box;
    find_way(inspected, options);
    measure_in_own_system(inspected, area);
    InspectedFile file{.path = path, .files = std::move(streamed.files), .layers = {}};
    file.layers.push_back(std::move(inspected));
    return file;
}

void add_text(std::string& bytes, const model::Value& value) {
    if (const auto* const text = std::get_if<std::string>(&value)) {
        bytes += 's' + *text;
    } else if (const auto* const number = std::get_if<double>(&value)) {
        bytes += 'n' + plain(*number);
    }
    bytes += '\0';
}

void add_points(std::string& bytes, const std::vector<geom::Point>& points) {
    for (const auto& p : points) {
        bytes += plain(p.x) + ' ' + plain(p.y) + ',';
    }
    bytes += ';';
}

std::string bytes_of(const model::Feature& feature) {
    std::string bytes;
    for (const auto& value : feature.values) {
        add_text(bytes, value);
    }
    for (const auto& polygon : feature.shape.polygons) {
        bytes += 'P';
        add_points(bytes, polygon.outer);
        for (const auto& hole : polygon.holes) {
            add_points(bytes, hole);
        }
    }
    for (const auto& line : feature.shape.lines) {
        bytes += 'L';
        add_points(bytes, line);
    }
    add_points(bytes, feature.shape.points);
    return bytes;
}

} // namespace

InspectedFile inspect_file(const std::string& path, const FileOptions& options,
                           const std::string& encoding, const model::Codes& codes, unsigned threads,
                           Keep keep, bool hashed) {
    InspectedFile file{.path = path, .files = {}, .layers = {}};
    io::ReadOptions read;
    read.need_attributes = false;
    read.crs = options.crs;
    read.encoding = encoding;
    read.repair = options.repair;
    if (keep == Keep::nothing && options.area_crs.empty() && path.ends_with(".shp")) {
        try {
            return inspect_stream(path, options, read, codes, threads, hashed);
        } catch (const io::NotPlain&) { // read as a whole below, as is what is wrong
        } catch (const Error&) {
        }
    }
    for (auto& layer : io::read_layers(path, read, &file.files)) {
        file.layers.push_back(inspect_layer(std::move(layer), options, codes));
    }
    if (file.layers.empty()) {
        throw Error{ErrorKind::input, Text{"레이어가 없습니다", "holds no layer"}}.within(path);
    }
    return file;
}

std::size_t count_issues(const InspectedFile& file, const model::Codes& codes) {
    std::size_t issues = 0;
    for (const auto& inspected : file.layers) {
        for (const auto& finding : inspected.layer.provenance.findings) {
            issues += severity_of(finding, codes) == Severity::information ? 0U : 1U;
        }
    }
    return issues;
}

std::string content_digest(const std::vector<InspectedFile>& files) {
    std::vector<std::string> hashes;
    for (const auto& file : files) {
        for (const auto& inspected : file.layers) {
            std::string names;
            for (const auto& field : inspected.layer.fields) {
                names += field + '\0';
            }
            hashes.push_back(io::sha256_of_text(names));
            for (const auto& feature : inspected.layer.features) {
                hashes.push_back(io::sha256_of_text(bytes_of(feature)));
            }
        }
    }
    std::sort(hashes.begin(), hashes.end());
    std::string all;
    for (const auto& hash : hashes) {
        all += hash;
    }
    return io::sha256_of_text(all);
}

} // namespace sandan::cli
