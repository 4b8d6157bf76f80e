#include <sandan/core/team.hpp>
#include <sandan/io/polygon_stream.hpp>

#include "io/attribute_survey.hpp"
#include "io/envelope.hpp"
#include "io/layer_crs.hpp"
#include "io/polygon_records.hpp"
#include "io/reading_findings.hpp"
#include "io/record_ids.hpp"
#include "io/schema.hpp"
#include "io/sequential_file.hpp"
#include "io/shapefile.hpp"
#include "io/shp_blocks.hpp"
#include "io/snapshot.hpp"
#include "io/source.hpp"
#include "io/tell.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <optional>

namespace sandan::io {

namespace {

constexpr std::size_t block_records = 256; ///< All blocks together stay in the cache.
constexpr std::size_t at_a_time = PolygonStream::most_blocks / 2;
constexpr std::size_t sniffed_records = 1024;
constexpr std::size_t longest_dbf_header = 0xFFFF;

void require_plain(bool plain) {
    if (!plain) {
        throw NotPlain{};
    }
}

/// A shapefile with all that belongs to it.
Source source_of(const std::string& path, const ReadOptions& options) {
    require_plain(options.where.empty() && options.range.whole() && !options.drawing &&
                  !options.allow_database);
    auto source = find_source(path, options.layer);
    require_plain(source.driver == "ESRI Shapefile" && !source.table &&
                  source.unpacked == nullptr && source.name.empty());
    return source;
}

ShapefileParts parts_of(const Source& source) {
    ShapefileParts parts{.shx = sidecar(source.opened, "shx"),
                         .dbf = sidecar(source.opened, "dbf"),
                         .prj = sidecar(source.opened, "prj"),
                         .cpg = sidecar(source.opened, "cpg")};
    require_plain(!parts.shx.empty() && !parts.dbf.empty());
    return parts;
}

DbfTable table_of(std::string_view header, std::size_t size, std::size_t records) {
    std::string why;
    auto table = open_dbf_header(header, size, why);
    require_plain(table && table->declared == records && table->held >= records &&
                  table->trailing == 0);
    return std::move(*table);
}

std::string text_of(const std::string& path, std::vector<InputFile>& files) {
    return path.empty() ? std::string{} : read_bytes(path, files);
}

void append(std::vector<model::ReadFinding>& to, const std::vector<model::ReadFinding>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

/// Records as they are stored, of both files.
struct Stored {
    ShpRecords shapes;
    std::vector<char> rows; ///< Kept for its memory.
    DbfRows table;
};

} // namespace

struct PolygonStream::State {
    State(const std::string& path, const ReadOptions& read, bool hashed);

    void read(Stored& to);
    void read_ahead() noexcept;
    void settle_text(const DbfRows& first_rows);
    [[nodiscard]] bool advance();
    void read_block(std::size_t place, PolygonBlock& block);
    void add_id_of(std::string_view row, std::int64_t fid, std::string& ids) const;
    void read_again(std::int64_t first, std::size_t count, std::vector<DeliveredPolygons>& to);
    [[nodiscard]] std::string decoded(const std::string& text) const;
    [[nodiscard]] std::string pnu_of(std::int64_t fid) const;
    void conclude_text();
    void conclude_place();

    ReadOptions options;
    Source source;
    ShapefileParts parts;
    ShpBlocks shp;
    SequentialFile dbf;
    std::string dbf_header;
    DbfTable table;
    std::vector<InputFile> small_files; ///< .cpg, .prj
    TextHints hints;
    model::Layer layer;
    std::vector<model::ReadFinding> crs_findings;
    std::string encoding; ///< As the first rows show it.
    std::vector<ColumnSurvey> columns;
    std::vector<std::string> names; ///< Of the fields, decoded.
    std::vector<Column> delivered;  ///< Where the layer's fields come from.
    std::optional<std::size_t> id_column;

    Stored stored;
    Stored ahead; ///< What comes after it, if `is_ahead`.
    bool is_ahead = false;
    std::exception_ptr failed_ahead;
    std::vector<PolygonBlock> blocks{most_blocks};
    std::vector<PolygonFacts> facts_of_blocks{at_a_time};
    std::vector<PolygonRecords> readers;
    PolygonFacts facts;
};

PolygonStream::State::State(const std::string& path, const ReadOptions& read, bool hashed)
    : options{read},
      source{source_of(path, read)},
      parts{parts_of(source)},
      shp{source.opened, parts.shx, hashed},
      dbf{parts.dbf, hashed},
      dbf_header{dbf.at(0, std::min(dbf.size(), longest_dbf_header))},
      table{table_of(dbf_header, dbf.size(), shp.size())} {
    hints = {.option = read.encoding, .cpg = text_of(parts.cpg, small_files), .ldid = table.ldid};
    for (const auto& column : table.columns) {
        columns.emplace_back(column, hints, shp.size());
    }
    const auto declared = prj_text(parts.prj, small_files);
    auto& provenance = layer.provenance;
    provenance.path = source.path;
    provenance.driver = source.driver;
    provenance.source_layer = std::filesystem::path{source.opened}.stem().string();
    const auto crs = resolve_crs(declared, options, source.path, provenance);
    crs_findings = std::move(provenance.findings);
    provenance.findings.clear();
    require_plain(!crs.transform && provenance.crs.projected && provenance.crs.korean);
    for (std::size_t i = 0; i < at_a_time; ++i) {
        readers.emplace_back(crs.working, options.repair);
    }
    for (std::size_t i = 0; i < most_blocks; ++i) {
        blocks[i].place = i;
    }
    (void)dbf.next(table.header);
}

std::string PolygonStream::State::decoded(const std::string& text) const {
    return is_ascii(text) ? text : decode_marked(text, encoding).text;
}

void PolygonStream::State::read(Stored& to) {
    shp.next(at_a_time * block_records, to.shapes);
    const auto count = to.shapes.contents.size();
    to.table = {.bytes = dbf.next(count * table.width, to.rows),
                .width = table.width,
                .first = to.shapes.first,
                .count = count};
    for (std::size_t i = 0; i < count; ++i) {
        require_plain(to.table.bytes[i * table.width] == ' ');
    }
}

/// What goes wrong is told when it is its turn, however many threads there are.
void PolygonStream::State::read_ahead() noexcept {
    is_ahead = true;
    try {
        read(ahead);
    } catch (...) {
        failed_ahead = std::current_exception();
    }
}

/// The encoding as the first rows show it: held against all of them in the end.
void PolygonStream::State::settle_text(const DbfRows& first_rows) {
    TextSurvey texts{hints};
    for (const auto& column : table.columns) {
        if (!is_ascii(column.name)) {
            texts.add(column.name, field_name);
        }
    }
    auto few = first_rows;
    few.count = std::min(few.count, sniffed_records);
    for (const auto& column : columns) {
        column.sniff(few, texts);
    }
    model::Provenance found;
    find_encoding(texts, hints, source.path, found);
    encoding = found.encoding == "ASCII" ? "CP949" : found.encoding; // may come later
    for (const auto& column : table.columns) {
        names.push_back(decoded(column.name));
    }
    delivered = make_columns(names, options, source.path);
    for (const auto& column : delivered) {
        layer.fields.push_back(column.name);
    }
    if (const auto id = layer.column("id")) {
        id_column = delivered[*id].source;
    }
}

void PolygonStream::State::add_id_of(std::string_view row, std::int64_t fid,
                                     std::string& ids) const {
    if (!id_column) {
        ids += std::to_string(fid);
        return;
    }
    const auto& column = table.columns[*id_column];
    append_id(column, row.substr(column.at, column.width), fid, encoding, ids);
}

void PolygonStream::State::read_block(std::size_t place, PolygonBlock& block) {
    const auto& rows = stored.table;
    block.clear();
    auto& told = facts_of_blocks[place];
    const auto last = std::min(rows.count, (place + 1) * block_records);
    for (auto i = place * block_records; i < last; ++i) {
        const auto fid = static_cast<std::int64_t>(rows.first + i);
        if (readers[place].take(stored.shapes.contents[i], fid, block, told)) {
            block.fids.push_back(fid);
            add_id_of(rows.bytes.substr(i * rows.width, rows.width), fid, block.ids);
            block.id_ends.push_back(block.ids.size());
        }
    }
}

/// Records that follow each other.
void PolygonStream::State::read_again(std::int64_t first, std::size_t count,
                                      std::vector<DeliveredPolygons>& to) {
    std::string bytes;
    const auto contents = shp.again(static_cast<std::size_t>(first), count, bytes);
    const auto rows =
        dbf.at(table.header + static_cast<std::size_t>(first) * table.width, count * table.width);
    for (std::size_t i = 0; i < count; ++i) {
        const auto fid = first + static_cast<std::int64_t>(i);
        auto& polygons = to.emplace_back();
        polygons.shape = readers.front().again(contents[i]);
        add_id_of(std::string_view{rows}.substr(i * table.width, table.width), fid, polygons.id);
    }
}

/// Parcel number of a record, for who reads a finding about it.
std::string PolygonStream::State::pnu_of(std::int64_t fid) const {
    const auto pnu = std::find(names.begin(), names.end(), "PNU");
    if (pnu == names.end()) {
        return {};
    }
    const auto& column = table.columns[static_cast<std::size_t>(pnu - names.begin())];
    std::vector<model::ReadFinding> told_elsewhere;
    const auto cell = dbf.at(table.header + static_cast<std::size_t>(fid) * table.width + column.at,
                             column.width);
    const auto value = read_cell(column, cell, fid, told_elsewhere);
    const auto* const text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string{} : decoded(*text);
}

void PolygonStream::State::conclude_text() {
    auto& findings = layer.provenance.findings;
    TextSurvey texts{hints};
    for (const auto& column : table.columns) {
        if (!is_ascii(column.name)) {
            texts.add(column.name, field_name);
        }
    }
    for (const auto& column : columns) {
        texts.add(column.texts());
    }
    find_encoding(texts, hints, source.path, layer.provenance);
    const auto& found = layer.provenance.encoding;
    require_plain(texts.sound_in(found) && (found == encoding || found == "ASCII"));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i].tell_odd_values(names[i], findings);
    }
    for (const auto& column : columns) {
        append(findings, column.parcel_number_findings());
    }
}

/// All land in Korea, and the box of the header that of its points.
void PolygonStream::State::conclude_place() {
    auto& provenance = layer.provenance;
    require_plain(surely_in_korea(facts.delivered, provenance.crs_definition));
    check_place(facts.read, provenance);
}

PolygonStream::PolygonStream(const std::string& path, const ReadOptions& options, bool hashed)
    : m_state{std::make_unique<State>(path, options, hashed)} {}

PolygonStream::~PolygonStream() = default;
PolygonStream::PolygonStream(PolygonStream&&) noexcept = default;
PolygonStream& PolygonStream::operator=(PolygonStream&&) noexcept = default;

const model::Provenance& PolygonStream::provenance() const noexcept {
    return m_state->layer.provenance;
}

const geom::Box& PolygonStream::box() const noexcept {
    return m_state->shp.box();
}

/// Brings the next records to where they are worked on; false at the end.
bool PolygonStream::State::advance() {
    if (is_ahead) {
        std::swap(stored, ahead);
        is_ahead = false;
        if (failed_ahead) {
            std::rethrow_exception(failed_ahead);
        }
    } else {
        read(stored);
    }
    const auto& rows = stored.table;
    if (rows.count == 0) {
        return false;
    }
    if (rows.first == 0) {
        settle_text(rows);
    }
    return true;
}

void PolygonStream::pass(unsigned threads, const Work& work, const Settle& settle) {
    auto& s = *m_state;
    Team team{threads};
    // The longest task first. One thread reads when it is needed: what is read is in the cache
    // then.
    const std::size_t reading = threads > 1 ? 1 : 0;
    const auto blocks_at = reading + 1;
    std::vector<const PolygonBlock*> done;
    std::size_t first = 0;
    while (s.advance()) {
        const auto count = (s.stored.table.count + block_records - 1) / block_records;
        team.run(blocks_at + count + s.columns.size(), [&](std::size_t task) {
            if (task < reading) {
                s.read_ahead();
            } else if (task == reading) {
                settle(done);
            } else if (const auto place = task - blocks_at; place < count) {
                s.read_block(place, s.blocks[first + place]);
                work(s.blocks[first + place]);
            } else {
                s.columns[place - count].see(s.stored.table, s.encoding);
            }
        });
        done.clear();
        for (std::size_t i = 0; i < count; ++i) {
            done.push_back(&s.blocks[first + i]);
            s.facts.add(s.facts_of_blocks[i]);
            s.facts_of_blocks[i].clear();
        }
        first = first == 0 ? at_a_time : 0; // while those that are done are settled
    }
    settle(done);
}

std::vector<DeliveredPolygons> PolygonStream::again(std::span<const std::int64_t> fids) {
    auto& s = *m_state;
    std::vector<DeliveredPolygons> all;
    all.reserve(fids.size());
    for (std::size_t from = 0; from < fids.size();) {
        auto to = from + 1;
        while (to < fids.size() && to - from < block_records && fids[to] == fids[to - 1] + 1) {
            ++to;
        }
        s.read_again(fids[from], to - from, all);
        from = to;
    }
    s.shp.require_unchanged();
    s.dbf.require_unchanged();
    s.source.states.require_unchanged();
    return all;
}

StreamedLayer PolygonStream::finish() {
    auto& s = *m_state;
    auto& layer = s.layer;
    auto& provenance = layer.provenance;
    auto& findings = provenance.findings;
    provenance.geometry_type = "Polygon";
    provenance.geometry_types = {{"Polygon", s.facts.polygons},
                                 {"MultiPolygon", s.facts.multi_polygons},
                                 {"NULL", s.facts.nulls}};
    std::erase_if(provenance.geometry_types, [](const auto& kind) { return kind.second == 0; });
    for (std::size_t i = 0; i < s.table.columns.size(); ++i) {
        if (s.table.columns[i].numeric()) {
            provenance.numeric_fields.push_back(s.names[i]);
        }
    }
    layer.name = provenance.source_layer;
    layer.ledger = s.facts.ledger;
    layer.ledger.declared = s.shp.size();
    layer.repairs = std::move(s.facts.repairs);

    append(findings, s.table.findings);
    append(findings, s.facts.notes);
    for (auto& column : s.columns) {
        column.conclude(s.encoding);
        append(findings, column.cell_findings());
    }
    require_plain(s.facts.stored == s.shp.box());
    for (const auto& column : s.columns) {
        column.tell_odd_cells(findings);
    }
    s.conclude_text();
    append(findings, s.crs_findings);
    append(findings, s.facts.findings);
    s.conclude_place();
    finish_findings_by(findings, [&](std::int64_t fid) { return s.pnu_of(fid); });

    if (s.dbf.position() != s.dbf.size()) { // the end mark
        (void)s.dbf.next(s.dbf.size() - s.dbf.position());
    }
    StreamedLayer result;
    result.files = {s.shp.finish_shapes(), s.dbf.finish(), s.shp.finish_index()};
    const auto cpg = s.parts.cpg.empty() ? 0 : 1;
    result.files.insert(result.files.begin() + 2, s.small_files.begin(),
                        s.small_files.begin() + cpg);
    result.files.insert(result.files.end(), s.small_files.begin() + cpg, s.small_files.end());
    s.source.states.require_unchanged();
    for (const auto& column : s.delivered) {
        auto value = s.columns[column.source].first_value();
        result.first_values.push_back(std::move(value));
    }
    result.layer = std::move(layer);
    return result;
}

} // namespace sandan::io
