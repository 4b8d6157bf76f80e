#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "io/column_habits.hpp"
#include "io/database.hpp"
#include "io/drawing.hpp"
#include "io/layer_reading.hpp"
#include "io/reading_findings.hpp"
#include "io/schema.hpp"
#include "io/table_source.hpp"

#include <algorithm>

namespace sandan::io {

namespace {

/// Rows of a table as records, numbered as they will be features.
Records records_of(const Table& table) {
    Records records;
    records.fields = table.columns;
    for (const auto& row : table.rows) {
        auto& record = records.all.emplace_back();
        record.fid = static_cast<std::int64_t>(records.all.size()) - 1;
        for (const auto& cell : row) {
            record.values.push_back(cell.empty() ? model::Value{} : model::Value{cell});
        }
    }
    return records;
}

/// Findings of reading count blank rows, which are no features.
void number_as_features(std::vector<model::ReadFinding>& findings, const Table& table) {
    for (auto& finding : findings) {
        if (finding.fid >= 0) {
            const auto found =
                std::lower_bound(table.lines.begin(), table.lines.end(), finding.fid + 2);
            finding.fid = found - table.lines.begin();
        }
    }
}

/// A table as a layer without geometry.
model::Layer layer_of_table(const Source& source, const ReadOptions& options,
                            std::vector<InputFile>& files) {
    if (!options.where.empty()) {
        throw Error{ErrorKind::usage, Text{"표에는 필터를 쓸 수 없습니다; `where`를 빼십시오",
                                           "a table takes no filter; leave `where` out"}}
            .within(source.path);
    }
    auto [table, provenance] = read_source_table(source, options);
    number_as_features(provenance.findings, table);
    const auto records = records_of(table);
    if (table.column("PNU")) {
        tell_of_numeric_parcel_numbers(source, provenance.source_layer, provenance.findings);
        tell_of_odd_parcel_numbers(records, provenance.findings);
    }
    finish_findings(provenance.findings, records);
    const auto columns = make_columns(table.columns, options, source.path);
    model::Layer layer;
    for (const auto& column : columns) {
        layer.fields.push_back(column.name);
    }
    for (const auto& record : records.all) {
        model::Feature feature{.fid = record.fid, .shape = {}, .values = {}};
        for (const auto& column : columns) {
            feature.values.push_back(record.values[column.source]);
        }
        layer.features.push_back(std::move(feature));
    }
    layer.name = provenance.source_layer;
    layer.ledger.declared = layer.ledger.delivered = layer.features.size();
    layer.provenance = std::move(provenance);
    layer.provenance.path = source.path;
    layer.provenance.driver = source.driver;
    layer.provenance.geometry_type = "None";
    files.insert(files.end(), table.files.begin(), table.files.end());
    return layer;
}

model::Layer read(const Source& source, const ReadOptions& options, std::vector<InputFile>& files) {
    if (!options.range.whole() && (source.table || source.driver != "ESRI Shapefile")) {
        throw Error{ErrorKind::usage, Text{"레코드 범위는 셰이프파일에서만 읽을 수 있습니다",
                                           "a range of records can be read of a shapefile only"}}
            .within(source.path);
    }
    if (source.table && source.driver != "ESRI Shapefile") {
        return layer_of_table(source, options, files);
    }
    if (options.drawing) {
        return read_drawing(source, options, files);
    }
    return read_source(source, options, files);
}

/// What was said before a layer was read, of the whole file, where its reading did not say it too.
void add_new(std::vector<model::ReadFinding>& findings, std::vector<model::ReadFinding>& said) {
    for (auto& finding : said) {
        const bool known = std::any_of(findings.begin(), findings.end(), [&](const auto& other) {
            return other.code == finding.code && other.expected == finding.expected;
        });
        if (!known) {
            findings.insert(findings.begin(), std::move(finding));
        }
    }
    said.clear();
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
        std::vector<model::ReadFinding> said;
        for (const auto& name : layer_names(source, said)) {
            std::vector<InputFile> made_of;
            options.layer = name;
            layers.push_back(read(source, options, made_of));
            add_new(layers.back().provenance.findings, said);
            if (files != nullptr) {
                *files = std::move(made_of);
            }
        }
    }
    return layers;
}

} // namespace sandan::io
