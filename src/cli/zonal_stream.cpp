#include "cli/zonal_stream.hpp"

#include "cli/cross_check.hpp"
#include "cli/json_rows.hpp"
#include "cli/reading_text.hpp"
#include "cli/streaming.hpp"
#include "cli/text_spool.hpp"
#include "geom/compact_runs.hpp"

#include <array>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sandan::cli {

namespace {

/// LAYER block by block.
class StreamedZonal : public BlockCommand {
public:
    StreamedZonal(const ZonalOptions& options, const Common& common)
        : m_options{options},
          m_common{common},
          m_check{cross_check_of(options.cross_check)},
          m_json{spill_place(common)} {}

    std::string begin(const io::PolygonStream& layer, std::vector<io::InputFile>& files) override {
        progress(m_common, {"격자 읽는 중", "reading the raster"});
        m_raster.emplace(m_options.raster, m_common.lock.empty() ? nullptr : &files);
        if (!is_in_system(*m_raster, layer.provenance().crs_definition)) {
            throw io::NotPlain{};
        }
        return m_options.json ? std::string{} : zonal_table(m_common).text();
    }

    void measure(const io::PolygonBlock& block) override {
        constexpr double worth_cutting = 1U << 16U; // cells
        const auto& grid = m_raster->grid();
        auto& rows = m_rows.at(block.place);
        rows.counts = {};
        rows.csv.clear();
        rows.json.clear();
        auto cells = spare_memory();
        std::size_t first = 0;
        for (const auto end : geom::compact_runs(
                 block.shapes.boxes(), worth_cutting * grid.cell_width * grid.cell_height)) {
            geom::ZonalStatistics zonal{block.shapes, grid, first, end};
            add_rows(*m_raster, zonal, cells, 1,
                     [&](const geom::CellWindow& window, std::vector<double>& values) {
                         read(window, values);
                     });
            add_counts(rows.counts, count_zones(zonal.values()));
            for (const auto& value : zonal.values()) {
                if (overlay::is_checked(m_check, first)) {
                    look_again(block, first, value);
                    ++rows.counts.checked;
                }
                const auto id = block.id(first++);
                if (m_options.json) {
                    append_json_row(rows.json, zonal_json_row(id, value));
                } else {
                    add_zonal_values(value, rows.csv.id(id));
                }
            }
        }
        give_back(std::move(cells));
    }

    void write(std::span<const io::PolygonBlock* const> blocks, RowSink& sink) override {
        for (const auto* const block : blocks) {
            const auto& rows = m_rows.at(block->place);
            sink.add(rows.csv.text());
            m_json.add(rows.json);
            add_counts(m_counts, rows.counts);
        }
    }

    [[nodiscard]] bool in_order() const override { return true; }

    Exit conclude(model::Layer& layer, RowSink& sink) override {
        note_reading(m_common, layer);
        const auto crs = called(layer.provenance.crs);
        note_system(*m_raster, m_options, crs, m_common);
        if (m_options.json) {
            add_json(sink,
                     zonal_json(layer.ledger, crs, m_counts, *m_raster, m_raster->grid(), m_common),
                     m_json);
        }
        sink.finish();
        note_checked(m_common, m_counts.checked, m_counts.all);
        note_outside(m_common, m_counts);
        return exit_for_ledgers({&layer}, m_options.file);
    }

private:
    struct Rows {
        CsvRows csv;
        std::string json; ///< Instead of that.
        ZonalCounts counts;
    };

    void look_again(const io::PolygonBlock& block, std::size_t i, const geom::ZonalValues& value) {
        cross_check(*m_raster, m_raster->grid(), block.shapes, i, value,
                    record_called(m_options.layer, block.id(i)),
                    [&](const geom::CellWindow& window, std::vector<double>& values) {
                        read(window, values);
                    });
    }

    /// For one thread at a time. Records in no order of place would have the raster read again and
    /// again: as a whole they are brought into one. \throws NotPlain.
    void read(const geom::CellWindow& window, std::vector<double>& cells) {
        constexpr std::size_t most_times = 16;
        constexpr std::size_t small = 1U << 20U; // cells that are soon read
        const std::scoped_lock lock{m_mutex};
        m_cells_read += window.columns() * window.rows();
        if (m_cells_read / most_times >
            std::max(small, m_raster->grid().columns * m_raster->grid().rows)) {
            throw io::NotPlain{};
        }
        m_raster->read(window, cells);
    }

    /// For the cells of a window; there are never more than threads.
    std::vector<double> spare_memory() {
        const std::scoped_lock lock{m_mutex};
        if (m_spare.empty()) {
            return {};
        }
        auto memory = std::move(m_spare.back());
        m_spare.pop_back();
        return memory;
    }

    void give_back(std::vector<double> memory) {
        const std::scoped_lock lock{m_mutex};
        m_spare.push_back(std::move(memory));
    }

    const ZonalOptions& m_options;
    const Common& m_common;
    overlay::CrossCheck m_check;
    std::optional<io::RasterFile> m_raster;
    std::mutex m_mutex; ///< Of the raster, and the next two.
    std::size_t m_cells_read = 0;
    std::vector<std::vector<double>> m_spare;
    std::array<Rows, io::PolygonStream::most_blocks> m_rows; ///< Of the blocks held.
    ZonalCounts m_counts;
    TextSpool m_json; ///< What stands before it comes last.
};

} // namespace

std::optional<Exit> stream_zonal(const ZonalOptions& options, const io::ReadOptions& read,
                                 const Common& common) {
    StreamedZonal command{options, common};
    return stream_blocks(options.layer, read, options.file, common, command);
}

} // namespace sandan::cli
