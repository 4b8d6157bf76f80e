#include "cli/overlay_stream.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/growing_file.hpp>
#include <sandan/io/polygon_stream.hpp>
#include <sandan/io/position_check.hpp>
#include <sandan/overlay/split.hpp>
#include <sandan/overlay/zone_overlay.hpp>

#include "cli/file_mode.hpp"
#include "cli/lock.hpp"
#include "cli/overlay_table.hpp"
#include "core/csv.hpp"
#include "overlay/ledger.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace sandan::cli {

namespace {

bool is_shapefile(const std::string& path) {
    const auto extension = std::filesystem::path{path}.extension();
    return extension == ".shp" || extension == ".SHP";
}

/// A new file, or one that is replaced; what else there may be is for io::write_file to judge.
bool may_grow(const std::string& output) {
    std::error_code failed;
    const auto status = std::filesystem::symlink_status(output, failed);
    return !std::filesystem::exists(status) || std::filesystem::is_regular_file(status);
}

/// Rows of some parcels as text, and how many.
struct Rows {
    std::string text;
    OverlapCounts counts;
    overlay::ParcelAccount account;

    void clear() {
        text.clear();
        counts = {};
    }
};

void add(OverlapCounts& to, const OverlapCounts& from) {
    to.parcels += from.parcels;
    to.rows += from.rows;
    to.slivers += from.slivers;
    to.split += from.split;
    to.twice += from.twice;
}

void add_number(double number, std::string& text) {
    if (number == 0 || number == 1) { // most shares and overlaps
        text += number == 0 ? '0' : '1';
        return;
    }
    fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}"), number);
}

/// Lays zones over blocks of parcels.
class BlockOverlay {
public:
    explicit BlockOverlay(const std::vector<overlay::ZoneLayer>& zones) : m_zones{zones} {
        for (const auto& name : m_zones.classes()) {
            m_classes.push_back(csv_cell(name));
        }
    }

    void measure(const io::PolygonBlock& block, Rows& rows) const {
        rows.clear();
        for (std::size_t i = 0; i < block.shapes.size(); ++i) {
            m_zones.measure(block.shapes, i, block.areas[i], rows.account);
            overlay::require_closed(rows.account);
            add_rows(block, i, rows);
        }
    }

private:
    void add_rows(const io::PolygonBlock& block, std::size_t i, Rows& rows) const {
        const auto& account = rows.account;
        std::size_t classes = 0;
        double overlap = account.overlap_m2;
        auto& text = rows.text;
        const auto from = text.size();
        append_csv_cell(text, block.id(i));
        fmt::format_to(std::back_inserter(text), FMT_COMPILE(",{},"), block.fids[i]);
        const auto names = text.size() - from;
        for (const auto& row : account.rows) {
            if (&row != account.rows.data()) {
                text.append(text, from, names);
                overlap = 0;
            }
            text += m_classes[row.zone_class];
            text += ',';
            add_number(row.area_m2, text);
            text += ',';
            add_number(row.share, text);
            text += row.sliver ? ",1," : ",0,";
            add_number(overlap, text);
            text += '\n';
            classes += row.sliver ? 0U : 1U;
            rows.counts.slivers += row.sliver ? 1U : 0U;
        }
        if (account.rows.empty()) {
            text.resize(from);
        }
        rows.counts.rows += account.rows.size();
        ++rows.counts.parcels;
        rows.counts.split += classes > 1 ? 1U : 0U;
        rows.counts.twice += account.overlap_m2 > overlay::told_overlap_m2 ? 1U : 0U;
    }

    overlay::ZoneOverlay m_zones;
    std::vector<std::string> m_classes; ///< As cells.
};

/// Where rows go: a file that appears in the end, or what is shown in the end.
class Sink {
public:
    explicit Sink(const Common& common) : m_common{common} {
        if (!common.output.empty()) {
            require_text_output(common.output);
            m_file = std::make_unique<io::GrowingFile>(common.output);
        }
    }

    void add(std::string_view text) {
        if (m_file) {
            m_file->add(text);
        } else {
            m_text += text;
        }
    }

    void finish() {
        if (m_file) {
            m_file->commit();
        } else {
            deliver(m_common, m_text);
        }
    }

private:
    const Common& m_common;
    std::unique_ptr<io::GrowingFile> m_file;
    std::string m_text;
};

struct Streamed {
    io::StreamedLayer parcels;
    model::Layer zones;
    std::vector<io::InputFile> files;
    OverlapCounts counts;
};

/// \throws NotPlain, and whatever goes wrong.
Streamed stream(const OverlayInputs& inputs, const Common& common, Sink& sink) {
    Streamed result;
    const bool locked = !common.lock.empty();
    io::PolygonStream parcels{inputs.parcels, read_parcels(inputs), locked};
    const auto& from = parcels.provenance();
    if (from.crs.metres_per_unit != 1 || from.crs.web_mercator) {
        throw io::NotPlain{};
    }
    result.zones = read_zones(inputs, from.crs_definition, result.files);
    const BlockOverlay overlay{{{.layer = &result.zones,
                                 .class_field = inputs.zone_class.empty() ? "fid" : "zone_class"}}};
    io::PositionCheck position{result.zones, from.crs_definition, parcels.box()};
    std::array<Rows, io::PolygonStream::most_blocks> rows;
    sink.add(csv_start(common) + csv_line(overlay_columns()));
    const auto work = [&](const io::PolygonBlock& block, std::size_t place) {
        overlay.measure(block, rows.at(place));
    };
    while (parcels.next(common.thread_count(), work)) {
        std::vector<const geom::PolygonSet*> shapes;
        for (const auto* const block : parcels.blocks()) {
            sink.add(rows.at(shapes.size()).text);
            add(result.counts, rows.at(shapes.size()).counts);
            shapes.push_back(&block->shapes);
        }
        position.meet(shapes);
    }
    result.parcels = parcels.finish();
    if (result.parcels.layer.ledger.delivered == 0 || !position.in_place()) {
        throw io::NotPlain{};
    }
    auto& files = result.parcels.files;
    result.files.insert(result.files.begin(), files.begin(), files.end());
    return result;
}

} // namespace

std::optional<Exit> stream_overlay(const OverlayInputs& inputs, const Common& common) {
    if (!is_shapefile(inputs.parcels) || !inputs.file.area_crs.empty() ||
        !may_grow(common.output)) {
        return std::nullopt;
    }
    std::optional<Sink> sink;
    Streamed result;
    try {
        sink.emplace(common);
        progress(common, {"중첩 면적 계산 중", "measuring overlaps"});
        result = stream(inputs, common, *sink);
        hold_read_to_lock(common, result.files, inputs.parcels);
    } catch (const io::NotPlain&) {
        return std::nullopt;
    } catch (const Error& e) {
        if (e.kind() == ErrorKind::output) {
            throw; // a disk that fails once is not to be trusted with a second try
        }
        return std::nullopt; // said by who reads the layer as a whole, in its order
    }
    note_reading(common, result.parcels.layer);
    note_reading(common, result.zones);
    sink->finish();
    note(common, summary(result.counts).in(common.language));
    return exit_for_ledgers({&result.parcels.layer, &result.zones}, inputs.file);
}

} // namespace sandan::cli
