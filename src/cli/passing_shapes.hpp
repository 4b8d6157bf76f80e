#pragma once
// A layer of polygons that is looked at once, block by block, and of which a few shapes are wanted
// again. A large plain shapefile is never in memory as a whole; any other source is read first.

#include <sandan/io/polygon_stream.hpp>

#include "cli/file_mode.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace sandan::cli {

/// In metres; features are numbered as they are delivered, null ones included.
class PassingShapes {
public:
    using Blocks = io::PolygonStream::Blocks;
    using Work = io::PolygonStream::Work;
    using Settle = io::PolygonStream::Settle;

    PassingShapes() = default;
    virtual ~PassingShapes() = default;
    PassingShapes(const PassingShapes&) = delete;
    PassingShapes& operator=(const PassingShapes&) = delete;

    /// Before the first block: a further layer in the system of this one. It must stay where it is
    /// until finish(). \throws as cli::read_beside.
    virtual void read_beside(const std::string& path, io::ReadOptions read, model::Layer& to,
                             std::vector<io::InputFile>& files) = 0;

    /// As PolygonStream::pass.
    virtual void pass(unsigned threads, const Work& work, const Settle& settle) = 0;

    /// After the last block: the layer without its features. What it was made of is put in front of
    /// `files`.
    [[nodiscard]] virtual MeasuredLayer finish(std::vector<io::InputFile>& files) = 0;

    /// After finish(): some features, ascending.
    [[nodiscard]] virtual std::vector<io::DeliveredPolygons>
    again(std::span<const std::size_t> numbers) = 0;
};

/// Calls `take(number, feature)` for those of the features `numbers` (ascending) that are to be
/// kept by number and box, in their order.
void look_again(PassingShapes& from, std::span<const std::size_t> numbers,
                const std::function<bool(std::size_t, const geom::Box&)>& keep,
                const std::function<void(std::size_t, io::DeliveredPolygons&&)>& take);

/// Some features of a layer, in its order.
struct ChosenShapes {
    std::vector<std::size_t> numbers;
    std::vector<std::string> ids;
    geom::PolygonSet set;
};

/// Those that look_again() finds.
[[nodiscard]] ChosenShapes choose(PassingShapes& from, std::span<const std::size_t> numbers,
                                  const std::function<bool(std::size_t, const geom::Box&)>& keep);

/// Lets `use` look at a layer, as read_measured reads it. `use` may be called a second time, with
/// another object: what goes wrong while a file passes by is said by who reads it as a whole, in
/// its order. \throws as read_measured, and what `use` throws.
void with_passing_shapes(const std::string& path, const io::ReadOptions& read,
                         const FileOptions& options, bool hashed,
                         const std::function<void(PassingShapes&)>& use);

} // namespace sandan::cli
