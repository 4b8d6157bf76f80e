#include "io/layer_records.hpp"

#include <sandan/core/error.hpp>

#include "core/korean.hpp"
#include "io/column_habits.hpp"
#include "io/geojson_members.hpp"
#include "io/geopackage.hpp"
#include "io/geopackage_cells.hpp"
#include "io/layer_crs.hpp"
#include "io/layer_text.hpp"
#include "io/shapefile.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sandan::io {

namespace {

Shapefile read_files(const Source& source, const ReadOptions& options, std::string& declared_crs) {
    try {
        auto files = source.table
                         ? read_dbf(source.opened)
                         : read_shapefile(source.opened, options.need_attributes, options.range);
        declared_crs = prj_text(files.parts.prj, files.files);
        return files;
    } catch (const Error& e) { // a member of an archive lies where only this run knows
        if (source.unpacked == nullptr) {
            throw;
        }
        throw named_as_given(e, source.unpacked->file("layer"), source.path + "/" + source.name);
    }
}

OGRLayer* open_layer(GDALDataset& dataset, const Source& source, const ReadOptions& options,
                     model::Provenance& provenance) {
    const auto chosen = choose_layer(dataset, source.path, options.layer);
    auto* const ogr = chosen.layer;
    if (chosen.several) {
        tell(provenance.findings, "SRC-LAYERS",
             {fmt::format("레이어 이름(모두 {}개)", dataset.GetLayerCount()),
              fmt::format("the name of one of its {} layers", dataset.GetLayerCount())},
             {format_ko("첫째 {}을(를) 읽음", ogr->GetName()),
              fmt::format("the first, {}, is read", ogr->GetName())});
    }
    provenance.source_layer = source.name.empty() ? ogr->GetName() : source.name;
    provenance.geometry_type = OGRGeometryTypeToName(ogr->GetGeomType());
    return ogr;
}

/// Members that are no features. GDAL makes nothing of some and empty records of others.
bool tell_strangers(const Source& source, std::size_t held, model::Layer& layer) {
    const auto members = count_members(source.opened);
    if (!members || members->strangers == 0) {
        return false;
    }
    auto& declared = layer.ledger.declared;
    declared = std::max(declared, members->all);
    tell(layer.provenance.findings, "SRC-COUNT",
         {fmt::format("features의 요소 {}개가 모두 Feature; {}개가 아님, 첫째는 {}번째",
                      members->all, members->strangers, members->first_stranger + 1),
          fmt::format("{} members of \"features\" that are features; {} are not, the first is "
                      "member {}",
                      members->all, members->strangers, members->first_stranger + 1)},
         {fmt::format("{}개 거부, 나머지는 도형 없이 읽음", declared - held),
          fmt::format("{} rejected, the others read without geometry", declared - held)});
    return true;
}

/// `stated` by the driver, `counted` by ourselves where we can.
void compare_counts(const Source& source, std::size_t stated, std::size_t counted, std::size_t held,
                    model::Layer& layer) {
    layer.ledger.declared = std::max({stated, counted, held});
    if (source.driver == "GeoJSON" && tell_strangers(source, held, layer)) {
        return;
    }
    if (stated != held || counted != held) {
        const auto other = stated != held ? stated : counted;
        tell(layer.provenance.findings, "SRC-COUNT",
             {fmt::format("선언된 {}개, {}개가 있음", other, held),
              fmt::format("{} records as the source declares, it holds {}", other, held)},
             {"있는 레코드를 읽고 없는 것은 거부함",
              "those there are read, those missing rejected"});
    }
}

} // namespace

LayerRecords read_own(Source& source, const ReadOptions& options, model::Layer& layer) {
    LayerRecords read;
    auto file = read_files(source, options, read.declared_crs);
    read.has_geometry = !source.table;
    read.records = std::move(file.records);
    auto& provenance = layer.provenance;
    provenance.findings.insert(provenance.findings.end(), file.findings.begin(),
                               file.findings.end());
    provenance.source_layer =
        source.name.empty() ? std::filesystem::path{source.opened}.stem().string() : source.name;
    provenance.geometry_type = file.geometry_type;
    layer.ledger.declared = file.declared;
    const auto behind = options.range.first + file.declared - file.lost_behind;
    read.lost = {.fids = std::move(file.lost),
                 .behind = file.lost_behind,
                 .first_behind = static_cast<std::int64_t>(behind)};
    if (source.unpacked == nullptr) { // else the archive is the file
        source.files = file.files;
    }
    decode_records(read.records,
                   {.option = options.encoding, .cpg = file.cpg_text, .ldid = file.ldid},
                   source.path, provenance);
    tell_of_odd_values(read.records, provenance.findings);
    return read;
}

LayerRecords read_by_gdal(const Source& source, const ReadOptions& options,
                          const GdalMessages& messages, model::Layer& layer) {
    auto dataset = open(source, messages);
    auto* const ogr = open_layer(*dataset, source, options, layer.provenance);
    LayerRecords read;
    read.has_geometry = ogr->GetGeomType() != wkbNone;
    auto& records = read.records = read_records(*ogr);
    if (messages.failures() != 0 && !records.all.empty()) { // the fault is in the last one, or next
        messages.require_no_failure(fmt::format("{}: {} records read, the last is fid {}",
                                                source.path, records.all.size(),
                                                records.all.back().fid));
    }
    messages.require_no_failure(source.path);
    const bool package = source.driver == "GPKG";
    if (package) {
        empty_odd_cells(source.opened, *ogr->GetLayerDefn(), ogr->GetFIDColumn(), records,
                        layer.provenance.findings);
    }
    compose_records(records, layer.provenance);
    const auto stated = static_cast<std::size_t>(std::max<GIntBig>(0, ogr->GetFeatureCount()));
    const auto counted = package ? count_rows(source.opened, ogr->GetName()) : stated;
    read.declared_crs =
        package ? believed_crs(stated_crs(source.opened, ogr->GetName()), options, source.path)
                : declared_crs(*ogr);
    dataset.reset(); // some drivers tell of faults only now
    messages.require_no_failure(source.path);
    compare_counts(source, stated, counted, records.all.size(), layer);
    return read;
}

} // namespace sandan::io
