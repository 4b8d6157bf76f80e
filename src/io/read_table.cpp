#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "core/korean.hpp"
#include "io/csv.hpp"
#include "io/encoding.hpp"
#include "io/layer_text.hpp"
#include "io/reading_findings.hpp"
#include "io/shapefile.hpp"
#include "io/snapshot.hpp"
#include "io/table_source.hpp"
#include "io/tell.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sandan::io {

namespace {

[[noreturn]] void reject(const std::string& path, int line, int column, const Text& why) {
    throw Error{ErrorKind::input, why}.within(fmt::format("{}:{}:{}", path, line, column));
}

int line_of(std::string_view bytes, std::size_t at) {
    return 1 + static_cast<int>(std::count(bytes.begin(),
                                           bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// Where the first line stands that is in none of the encodings.
[[noreturn]] void reject_text(std::string_view bytes, const std::string& path,
                              const std::vector<std::string>& encodings, const Text& why) {
    std::size_t start = 0;
    while (start < bytes.size()) {
        const auto end = std::min(bytes.find('\n', start), bytes.size());
        const auto line = bytes.substr(start, end - start);
        if (std::none_of(encodings.begin(), encodings.end(),
                         [&](const auto& encoding) { return decode(line, encoding); })) {
            break;
        }
        start = end + 1;
    }
    reject(path, line_of(bytes, std::min(start, bytes.size())), 1, why);
}

std::string decode_as(std::string_view bytes, const std::string& path, const std::string& words,
                      bool marked_utf8, model::Provenance& provenance) {
    const auto encoding = require_encoding(words, path);
    if (marked_utf8 && encoding != "UTF-8") {
        reject(
            path, 1, 1,
            {format_ko("글이 {}이(가) 아니라 UTF-8로 표시되어 있습니다; 인코딩 지정을 빼십시오",
                       encoding),
             fmt::format("the text is marked as UTF-8, not {}; leave the encoding out", encoding)});
    }
    auto text = decode(bytes, encoding);
    if (!text) {
        reject_text(
            bytes, path, {encoding},
            {format_ko("글이 {}이(가) 아닙니다; 인코딩 지정을 빼면 알아서 판별합니다", encoding),
             fmt::format("the text is not {}; leave the encoding out to have it recognised",
                         encoding)});
    }
    provenance.encoding = encoding;
    provenance.encoding_how = "option";
    return *std::move(text);
}

/// UTF-8 of a text file in the encoding `words` mean; without them, CP949 is recognised line by
/// line being possible for the whole.
std::string decode_file(std::string bytes, const std::string& path, const std::string& words,
                        model::Provenance& provenance) {
    const bool marked = bytes.starts_with("\xEF\xBB\xBF");
    if (marked) {
        bytes.erase(0, 3);
    }
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        reject(path, 1, 1,
               {"UTF-16 글입니다; UTF-8로 저장하십시오", "UTF-16 text; save it as UTF-8"});
    }
    if (const auto zero = bytes.find('\0'); zero != std::string::npos) {
        reject(path, line_of(bytes, zero), 1,
               {"0바이트가 있습니다; 텍스트 파일이 아닙니다", "a zero byte; this is no text file"});
    }
    if (!words.empty()) {
        return decode_as(bytes, path, words, marked, provenance);
    }
    provenance.encoding_how = marked ? "bom" : "sniffed";
    for (const char* const encoding : {"UTF-8", "CP949"}) {
        if (auto text = decode(bytes, encoding); text) {
            provenance.encoding = is_ascii(bytes) && !marked ? "ASCII" : encoding;
            return *std::move(text);
        }
    }
    reject_text(bytes, path, {"UTF-8", "CP949"},
                {"글이 UTF-8도 CP949도 아닙니다; UTF-8로 저장하십시오",
                 "text that is neither UTF-8 nor CP949; save it as UTF-8"});
}

void check_columns(const Table& table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& name = table.columns[i];
        const auto first = std::find(table.columns.begin(), table.columns.end(), name);
        if (static_cast<std::size_t>(first - table.columns.begin()) != i) {
            reject(table.path, 1, 1,
                   {fmt::format("이름이 `{}`인 열이 둘입니다; 하나의 이름을 바꾸십시오", name),
                    fmt::format("two columns are called `{}`; rename one", name)});
        }
    }
    if (table.columns.size() == 1 && table.columns[0].find_first_of(";\t") != std::string::npos) {
        reject(table.path, 1, 1,
               {"열이 쉼표로 나뉘어 있지 않습니다; 쉼표로 나뉜 CSV로 저장하십시오",
                "columns are not separated by commas; save it as CSV with commas"});
    }
}

Table empty_table(const std::string& path, std::vector<std::string> columns) {
    Table table;
    table.path = path;
    table.columns = std::move(columns);
    check_columns(table);
    return table;
}

/// It has one layer, called like the file.
Table read_csv(const std::string& path, const ReadOptions& options, model::Provenance& provenance) {
    provenance.source_layer = std::filesystem::path{path}.stem().string();
    if (!options.layer.empty() && options.layer != provenance.source_layer) {
        throw Error{ErrorKind::input, Text{format_ko("{}: 레이어 {}이(가) 없습니다; 있는 것: {}",
                                                     path, options.layer, provenance.source_layer),
                                           fmt::format("{}: no layer {}; it has: {}", path,
                                                       options.layer, provenance.source_layer)}};
    }
    std::vector<InputFile> files;
    auto rows =
        split_csv(decode_file(read_bytes(path, files), path, options.encoding, provenance), path);
    if (rows.empty()) {
        reject(path, 1, 1,
               {"파일이 비어 있습니다; 열 이름 줄이 있어야 합니다",
                "the file is empty; expected a line of column names"});
    }
    auto table = empty_table(path, std::move(rows.front().cells));
    table.files = std::move(files);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        auto& row = rows[i];
        if (row.cells.size() != table.columns.size()) {
            reject(path, row.line, 1,
                   {fmt::format("칸이 {}개인데 열 이름은 {}개입니다", row.cells.size(),
                                table.columns.size()),
                    fmt::format("{} cells, but the header has {}", row.cells.size(),
                                table.columns.size())});
        }
        table.rows.push_back(std::move(row.cells));
        table.lines.push_back(row.line);
    }
    return table;
}

std::string cell_text(const model::Value& value) {
    if (const auto* const text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* const number = std::get_if<double>(&value)) {
        return fmt::format("{}", *number);
    }
    return {};
}

/// Every row of a table counts, so none may be lost from it.
Records read_whole_dbf(const Source& source, model::Provenance& provenance,
                       std::vector<InputFile>& files) {
    auto file = read_dbf(source.opened);
    if (!file.lost.empty() || file.lost_behind != 0) {
        throw Error{
            ErrorKind::input,
            Text{fmt::format("{0}: SRC-COUNT: 행 {2}개 가운데 {1}개가 지워졌거나 잘렸습니다; 다시 "
                             "내보내십시오",
                             source.path, file.lost.size() + file.lost_behind, file.declared),
                 fmt::format("{0}: SRC-COUNT: {1} of its {2} rows are deleted or cut off; export "
                             "it again",
                             source.path, file.lost.size() + file.lost_behind, file.declared)}};
    }
    provenance.findings = std::move(file.findings);
    decode_records(file.records, {.option = {}, .cpg = file.cpg_text, .ldid = file.ldid},
                   source.path, provenance);
    files = std::move(file.files);
    return std::move(file.records);
}

Records read_with_gdal(const Source& source, const std::string& sheet,
                       model::Provenance& provenance) {
    const GdalMessages messages{source.opened, source.path};
    auto dataset = open(source, messages);
    const auto chosen = choose_layer(*dataset, source.path, sheet);
    provenance.source_layer = chosen.layer->GetName();
    auto records = read_records(*chosen.layer);
    std::int64_t number = 0;
    for (auto& record : records.all) { // the driver counts lines of the sheet from 1
        record.fid = number++;
    }
    if (chosen.several) {
        tell(provenance.findings, "SRC-LAYERS",
             {fmt::format("시트 하나(모두 {}개)", dataset->GetLayerCount()),
              fmt::format("one sheet; it has {}", dataset->GetLayerCount())},
             {format_ko("첫째 {}을(를) 읽음", chosen.layer->GetName()),
              fmt::format("the first, {}, is read", chosen.layer->GetName())});
    }
    dataset.reset();
    messages.require_no_failure(source.path);
    compose_records(records, provenance);
    tell_messages(messages, provenance.findings);
    return records;
}

} // namespace

std::optional<std::size_t> Table::column(std::string_view name) const {
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - columns.begin());
}

SourceTable read_source_table(const Source& source, const ReadOptions& options) {
    const auto& path = source.path;
    if (!source.table) {
        throw Error{ErrorKind::usage, Text{"표(CSV, XLSX, ODS, DBF)여야 합니다",
                                           "expected a table (CSV, XLSX, ODS or DBF)"}}
            .within(path);
    }
    SourceTable read;
    auto& [table, provenance] = read;
    if (source.driver == "CSV") {
        table = read_csv(path, options, provenance);
        source.states.require_unchanged();
        return read;
    }
    auto files = source.files;
    auto records = source.driver == "ESRI Shapefile"
                       ? read_whole_dbf(source, provenance, files)
                       : read_with_gdal(source, options.layer, provenance);
    source.states.require_unchanged();
    finish_findings(provenance.findings, records);
    table = empty_table(path, std::move(records.fields));
    table.findings = provenance.findings;
    table.files = std::move(files);
    int line = 1;
    for (const auto& record : records.all) {
        ++line;
        std::vector<std::string> cells(table.columns.size());
        std::transform(record.values.begin(), record.values.end(), cells.begin(), cell_text);
        if (std::any_of(cells.begin(), cells.end(), [](const auto& c) { return !c.empty(); })) {
            table.rows.push_back(std::move(cells));
            table.lines.push_back(line);
        }
    }
    return read;
}

void tell_of_numeric_parcel_numbers(const Source& source, const std::string& sheet,
                                    std::vector<model::ReadFinding>& findings) {
    if (source.driver != "XLSX" && source.driver != "ODS") {
        return;
    }
    // All cells are read as the text they are stored as; here their kind is asked for.
    const CPLConfigOptionSetter kinds{
        source.driver == "XLSX" ? "OGR_XLSX_FIELD_TYPES" : "OGR_ODS_FIELD_TYPES", "AUTO", false};
    const GdalMessages messages{source.opened, source.path};
    const auto dataset = open(source, messages);
    auto& layer = *choose_layer(*dataset, source.path, sheet).layer->GetLayerDefn();
    const int pnu = layer.GetFieldIndex("PNU");
    if (pnu < 0) {
        return;
    }
    const auto kind = layer.GetFieldDefn(pnu)->GetType();
    if (kind == OFTInteger || kind == OFTInteger64 || kind == OFTReal) {
        tell(findings, "NUM-PNU",
             {"PNU: 글로 저장된 필지번호. 수로 저장되어 15자리만 지켜짐",
              "PNU stored as text; its cells are numbers, of which a spreadsheet keeps 15 digits"},
             {"적힌 대로 읽음", "read as it stands"});
    }
}

Table read_table(const std::string& path) {
    return read_source_table(find_source(path), {}).table;
}

} // namespace sandan::io
