#include "cli/overlay_stream.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/position_check.hpp>
#include <sandan/overlay/split.hpp>
#include <sandan/overlay/zone_overlay.hpp>

#include "cli/overlay_table.hpp"
#include "cli/streaming.hpp"
#include "core/csv.hpp"
#include "overlay/ledger.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string>
#include <vector>

namespace sandan::cli {

namespace {

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
    to.met += from.met;
    to.checked += from.checked;
}

void add_number(double number, std::string& text) {
    if (number == 0 || number == 1) { // most shares and overlaps
        text += number == 0 ? '0' : '1';
        return;
    }
    append_csv_number(text, number);
}

/// Lays zones over blocks of parcels.
class BlockOverlay {
public:
    BlockOverlay(const std::vector<overlay::ZoneLayer>& zones, overlay::CrossCheck check,
                 const std::string& path, unsigned threads)
        : m_zones{zones, {}, threads}, m_check{check}, m_path{path} {
        for (const auto& name : m_zones.classes()) {
            m_classes.push_back(csv_cell(name));
        }
    }

    void measure(const io::PolygonBlock& block, Rows& rows) const {
        rows.clear();
        for (std::size_t i = 0; i < block.shapes.size(); ++i) {
            try {
                m_zones.measure(block.shapes, i, block.areas[i], rows.account);
                overlay::require_closed(rows.account);
            } catch (const Error& e) {
                if (e.kind() == ErrorKind::budget) {
                    throw; // of the layer
                }
                throw e.within(name_of(block, i));
            }
            add_rows(block, i, rows);
            if (overlay::is_checked(m_check, i)) {
                cross_check(block, i);
                ++rows.counts.checked;
            }
        }
    }

private:
    [[nodiscard]] Text name_of(const io::PolygonBlock& block, std::size_t i) const {
        return {fmt::format("{}: 필지 {}", m_path, block.id(i)),
                fmt::format("{}: parcel {}", m_path, block.id(i))};
    }

    void cross_check(const io::PolygonBlock& block, std::size_t i) const {
        m_zones.cross_check(block.shapes.shape(i), m_zones.of(block.shapes, i), name_of(block, i));
    }

    void add_rows(const io::PolygonBlock& block, std::size_t i, Rows& rows) const {
        const auto& account = rows.account;
        std::size_t classes = 0;
        double overlap = account.overlap_m2;
        auto& text = rows.text;
        const auto from = text.size();
        append_csv_cell(text, block.id(i));
        const fmt::format_int fid{block.fids[i]};
        text += ',';
        text.append(fid.data(), fid.size());
        text += ',';
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
        rows.counts.met += !account.rows.empty() && account.rows.back().zone_class != 0 ? 1U : 0U;
        rows.counts.rows += account.rows.size();
        ++rows.counts.parcels;
        rows.counts.split += classes > 1 ? 1U : 0U;
        rows.counts.twice += account.overlap_m2 > overlay::told_overlap_m2 ? 1U : 0U;
    }

    overlay::ZoneOverlay m_zones;
    overlay::CrossCheck m_check;
    std::string m_path;
    std::vector<std::string> m_classes; ///< As cells.
};

class StreamedOverlay : public BlockCommand {
public:
    StreamedOverlay(const OverlayInputs& inputs, overlay::CrossCheck check, const Common& common,
                    TableTold* told)
        : m_inputs{inputs}, m_check{check}, m_common{common}, m_told{told} {}

    std::string begin(const io::PolygonStream& parcels,
                      std::vector<io::InputFile>& files) override {
        progress(m_common, {"중첩 면적 계산 중", "measuring overlaps"});
        const auto& system = parcels.provenance().crs_definition;
        m_zones = read_zones(m_inputs, system, files);
        m_overlay.emplace(
            std::vector<overlay::ZoneLayer>{
                {.layer = &m_zones,
                 .class_field = m_inputs.zone_class.empty() ? "fid" : "zone_class"}},
            m_check, m_inputs.parcels, m_common.thread_count());
        m_position.emplace(m_zones, system, parcels.box());
        return csv_start(m_common) + csv_line(overlay_columns());
    }

    void measure(const io::PolygonBlock& block) override {
        m_overlay->measure(block, m_rows.at(block.place));
    }

    void write(std::span<const io::PolygonBlock* const> blocks, RowSink& sink) override {
        std::vector<const geom::PolygonSet*> shapes;
        for (const auto* const block : blocks) {
            const auto& rows = m_rows.at(block->place);
            sink.add(rows.text);
            add(m_counts, rows.counts);
            shapes.push_back(&block->shapes);
        }
        m_position->meet(shapes);
    }

    [[nodiscard]] bool in_order() const override { return m_position->in_place(); }

    Exit conclude(model::Layer& parcels, RowSink& sink) override {
        note_reading(m_common, parcels);
        note_reading(m_common, m_zones);
        sink.finish();
        tell_end(m_common, m_told, {&parcels, &m_zones}, m_counts);
        return exit_for_ledgers({&parcels, &m_zones}, m_inputs.file);
    }

private:
    const OverlayInputs& m_inputs;
    overlay::CrossCheck m_check;
    const Common& m_common;
    TableTold* m_told;
    model::Layer m_zones;
    std::optional<BlockOverlay> m_overlay;
    std::optional<io::PositionCheck> m_position;
    std::array<Rows, io::PolygonStream::most_blocks> m_rows; ///< Of the blocks held.
    OverlapCounts m_counts;
};

} // namespace

std::optional<Exit> stream_overlay(const OverlayInputs& inputs, overlay::CrossCheck check,
                                   const Common& common, TableTold* told) {
    StreamedOverlay command{inputs, check, common, told};
    return stream_blocks(inputs.parcels, read_parcels(inputs), inputs.file, common, command,
                         told == nullptr ? nullptr : &told->files);
}

} // namespace sandan::cli
