#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "io/database.hpp"
#include "io/drawing.hpp"
#include "io/layer_reading.hpp"
#include "io/schema.hpp"
#include "io/table_source.hpp"

namespace sandan::io {

namespace {

/// A table as a layer without geometry.
model::Layer layer_of_table(const Source& source, const ReadOptions& options,
                            std::vector<InputFile>& files) {
    if (!options.where.empty()) {
        throw Error{ErrorKind::usage, source.path + ": a table takes no filter; leave `where` out"};
    }
    auto table = read_table(source);
    const auto columns = make_columns(table.columns, options, source.path);
    model::Layer layer;
    for (const auto& column : columns) {
        layer.fields.push_back(column.name);
    }
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        model::Feature feature{.fid = static_cast<std::int64_t>(i), .shape = {}, .values = {}};
        for (const auto& column : columns) {
            auto& cell = table.rows[i][column.source];
            feature.values.push_back(cell.empty() ? model::Value{} : model::Value{cell});
        }
        layer.features.push_back(std::move(feature));
    }
    layer.ledger.declared = layer.ledger.delivered = layer.features.size();
    layer.provenance.path = source.path;
    layer.provenance.driver = source.driver;
    layer.provenance.geometry_type = "None";
    layer.provenance.findings = std::move(table.findings);
    files.insert(files.end(), table.files.begin(), table.files.end());
    return layer;
}

model::Layer read(const Source& source, const ReadOptions& options, std::vector<InputFile>& files) {
    if (source.table && source.driver != "ESRI Shapefile") {
        return layer_of_table(source, options, files);
    }
    if (options.drawing) {
        return read_drawing(source, options, files);
    }
    return read_source(source, options, files);
}

} // namespace

model::Layer read_layer(const std::string& path, const ReadOptions& options,
                        std::vector<InputFile>* files) {
    std::vector<InputFile> unused;
    auto& made_of = files == nullptr ? unused : *files;
    if (options.allow_database && names_database(path)) {
        return read_source(database_source(path, options.layer), options, made_of);
    }
    return read(find_source(path, options.layer), options, made_of);
}

std::vector<model::Layer> read_layers(const std::string& path, ReadOptions options,
                                      std::vector<InputFile>* files) {
    const auto sources =
        options.layer.empty() ? find_sources(path) : std::vector{find_source(path, options.layer)};
    std::vector<model::Layer> layers;
    for (const auto& source : sources) {
        for (const auto& name : layer_names(source)) {
            std::vector<InputFile> made_of;
            options.layer = name;
            layers.push_back(read(source, options, made_of));
            if (files != nullptr) {
                *files = std::move(made_of);
            }
        }
    }
    return layers;
}

} // namespace sandan::io
