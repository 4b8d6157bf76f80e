#include "io/records.hpp"

#include "core/korean.hpp"
#include "io/drivers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sandan::io {

namespace {

constexpr std::int64_t largest_exact = std::int64_t{1} << 53; ///< of a double

bool is_number(const OGRFieldDefn& field) {
    const auto type = field.GetType();
    return type == OFTInteger || type == OFTInteger64 || type == OFTReal;
}

std::string date_text(const OGRFeature& feature, int field) {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int zone = 0;
    float second = 0;
    feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
    auto date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    if (feature.GetFieldDefnRef(field)->GetType() == OFTDate) {
        return date;
    }
    return fmt::format("{}T{:02}:{:02}:{:02}", date, hour, minute, std::lround(second));
}

model::Value integer_value(std::int64_t number, Records& records) {
    using limits = std::numeric_limits<std::int64_t>;
    if (number == limits::max() || number == limits::min()) { // what GDAL makes of any larger one
        ++records.inexact;
    }
    if (number > largest_exact || number < -largest_exact) {
        return std::to_string(number);
    }
    return static_cast<double>(number);
}

model::Value value_of(const OGRFeature& feature, int field, Records& records) {
    if (feature.IsFieldSetAndNotNull(field) == FALSE) {
        return {};
    }
    switch (feature.GetFieldDefnRef(field)->GetType()) {
    case OFTInteger:
    case OFTInteger64:
        return integer_value(feature.GetFieldAsInteger64(field), records);
    case OFTReal: {
        const double number = feature.GetFieldAsDouble(field);
        if (!std::isfinite(number)) {
            ++records.not_finite;
            return {};
        }
        if (std::abs(number) > static_cast<double>(largest_exact)) {
            ++records.inexact;
        }
        return number;
    }
    case OFTDate:
    case OFTDateTime:
        return date_text(feature, field);
    default:
        return std::string{feature.GetFieldAsString(field)};
    }
}

/// "MultiPolygon", without Z and M.
std::string kind_of(const OGRGeometry& geometry) {
    std::string name = OGRGeometryTypeToName(wkbFlatten(geometry.getGeometryType()));
    std::erase(name, ' ');
    return name;
}

Record record_of(OGRFeature& feature, Records& records) {
    Record record;
    record.fid = feature.GetFID();
    const auto fields = feature.GetFieldCount();
    record.values.reserve(static_cast<std::size_t>(fields));
    for (int i = 0; i < fields; ++i) {
        record.values.push_back(value_of(feature, i, records));
    }
    const auto* const geometry = feature.GetGeometryRef();
    ++records.types[geometry == nullptr ? "NULL" : kind_of(*geometry)];
    if (geometry != nullptr) {
        const auto unknown = records.notes.unknown;
        record.shape = to_shape(*geometry, records.notes);
        record.unreadable = records.notes.unknown != unknown;
    }
    record.null = record.shape.empty() && !record.unreadable;
    return record;
}

/// Puts fields and values, without shapes, into a layer of GDAL's own.
void fill(OGRLayer& layer, const Records& records) {
    for (std::size_t i = 0; i < records.fields.size(); ++i) {
        const bool number = std::count(records.numeric.begin(), records.numeric.end(), i) != 0;
        OGRFieldDefn field{records.fields[i].c_str(), number ? OFTReal : OFTString};
        layer.CreateField(&field);
    }
    for (const auto& record : records.all) {
        OGRFeature feature{layer.GetLayerDefn()};
        feature.SetFID(record.fid);
        for (std::size_t i = 0; i < record.values.size(); ++i) {
            const auto field = static_cast<int>(i);
            if (const auto* const text = std::get_if<std::string>(&record.values[i])) {
                feature.SetField(field, text->c_str());
            } else if (const auto* const number = std::get_if<double>(&record.values[i])) {
                feature.SetField(field, *number);
            }
        }
        if (layer.CreateFeature(&feature) != OGRERR_NONE) {
            throw Error{ErrorKind::budget, Text{"레코드를 거르는 동안 메모리가 모자랍니다",
                                                "out of memory while filtering records"}};
        }
    }
}

} // namespace

Records read_records(OGRLayer& layer) {
    Records records;
    const auto& schema = *layer.GetLayerDefn();
    for (int i = 0; i < schema.GetFieldCount(); ++i) {
        const auto& field = *schema.GetFieldDefn(i);
        records.fields.emplace_back(field.GetNameRef());
        if (is_number(field)) {
            records.numeric.push_back(static_cast<std::size_t>(i));
        }
    }
    layer.ResetReading();
    for (OGRFeatureUniquePtr feature{layer.GetNextFeature()}; feature;
         feature.reset(layer.GetNextFeature())) {
        records.all.push_back(record_of(*feature, records));
    }
    return records;
}

std::vector<std::int64_t> select_records(const Records& records, const std::string& where,
                                         const std::string& path) {
    need_driver("Memory");
    auto* const driver = GetGDALDriverManager()->GetDriverByName("Memory");
    const GDALDatasetUniquePtr dataset{driver->Create("", 0, 0, 0, GDT_Unknown, nullptr)};
    auto& layer = *dataset->CreateLayer("records", nullptr, wkbNone, nullptr);
    fill(layer, records);
    if (layer.SetAttributeFilter(where.c_str()) != OGRERR_NONE) {
        throw Error{
            ErrorKind::usage,
            Text{format_ko("{}: 필터 `{}`을(를) 알 수 없습니다; OGR SQL 조건으로 쓰고 한글 필드 "
                           "이름은 큰따옴표로 묶으십시오. 필드: {}",
                           path, where, fmt::join(records.fields, ", ")),
                 fmt::format("{}: the filter `{}` is not understood; write an OGR SQL condition, "
                             "Korean field names in double quotes; its fields: {}",
                             path, where, fmt::join(records.fields, ", "))}};
    }
    std::vector<std::int64_t> selected;
    for (const auto& feature : layer) {
        selected.push_back(feature->GetFID());
    }
    std::sort(selected.begin(), selected.end());
    return selected;
}

} // namespace sandan::io
