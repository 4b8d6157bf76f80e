#pragma once
// A large shapefile of polygons, block by block: what read_layer would deliver, with the same
// ledger, repairs and findings, in memory that does not grow with the number of records.

#include <sandan/geom/polygon_set.hpp>
#include <sandan/io/read.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

/// The file is not as plain as streaming wants it: read_layer reads it, and tells what is odd.
class NotPlain : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "not a plain shapefile"; }
};

/// Records that follow each other, as delivered: checked, repaired or left out.
struct PolygonBlock {
    std::size_t place = 0;          ///< Among the blocks held, below PolygonStream::most_blocks.
    geom::PolygonSet shapes;        ///< One feature a record; without parts for a null one.
    std::vector<std::int64_t> fids; ///< Parallel to the shapes.
    std::vector<double> areas;      ///< geom::area of each, square units
    std::string ids;                ///< One after the other.
    std::vector<std::size_t> id_ends;

    /// As Layer::id.
    [[nodiscard]] std::string_view id(std::size_t i) const {
        const auto from = i == 0 ? 0 : id_ends[i - 1];
        return std::string_view{ids}.substr(from, id_ends[i] - from);
    }

    /// Takes all records away and keeps the memory.
    void clear() {
        shapes.clear();
        fids.clear();
        areas.clear();
        ids.clear();
        id_ends.clear();
    }
};

/// A feature as read_layer delivers it.
struct DeliveredPolygons {
    geom::MultiPolygon shape;
    std::string id; ///< As Layer::id.
};

/// All that is known at the end.
struct StreamedLayer {
    model::Layer layer;                     ///< Without its features.
    std::vector<model::Value> first_values; ///< Of each field the first that is not null.
    std::vector<InputFile> files;
};

/// One reading of a .shp of type Polygon with .shx and .dbf, whole, in its own projected Korean
/// system. A plain file: index, headers and tables agree in every entry, no record is damaged or
/// deleted, all text is whole, and all land lies in Korea. Anything else ends in NotPlain, however
/// late.
class PolygonStream {
public:
    /// Takes no filter, range, drawing or database. Without `hashed` the files have no SHA-256.
    /// \throws NotPlain; Error as read_layer (not all of them: ask read_layer for the words).
    PolygonStream(const std::string& path, const ReadOptions& options, bool hashed);
    ~PolygonStream();
    PolygonStream(PolygonStream&&) noexcept;
    PolygonStream& operator=(PolygonStream&&) noexcept;
    PolygonStream(const PolygonStream&) = delete;
    PolygonStream& operator=(const PolygonStream&) = delete;

    /// Path and system; the rest is known at the end.
    [[nodiscard]] const model::Provenance& provenance() const noexcept;

    /// Of all points, as the header states; in the end it is known to be true.
    [[nodiscard]] const geom::Box& box() const noexcept;

    /// Blocks that are held: those read last, and those before.
    static constexpr std::size_t most_blocks = 16;

    using Work = std::function<void(const PolygonBlock&)>;
    using Blocks = std::span<const PolygonBlock* const>;
    using Settle = std::function<void(Blocks)>;

    /// Reads all records, once, on up to `threads` threads: `work` is called for each block on any
    /// of them, and `settle` with all blocks in their order, some at a time, when those have been
    /// worked on; meanwhile `work` is called for the next ones. What is delivered does not depend
    /// on `threads`. \throws as the constructor, and what `work` and `settle` throw.
    void pass(unsigned threads, const Work& work, const Settle& settle);

    /// After the last block. \throws as the constructor.
    [[nodiscard]] StreamedLayer finish();

    /// Records that were delivered, once more, at any time after they were. `fids`: ascending.
    /// \throws as the constructor; Error{input} SRC-CHANGED when a file is no longer what it was.
    [[nodiscard]] std::vector<DeliveredPolygons> again(std::span<const std::int64_t> fids);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace sandan::io
