#pragma once
// What commands share that make a table of a large plain shapefile of polygons: its records pass by
// block by block, and rows go straight to the result. The same bytes as by reading the whole layer
// first.

#include <sandan/io/polygon_stream.hpp>

#include "cli/command.hpp"
#include "cli/file_mode.hpp"
#include "cli/row_sink.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

/// A command whose rows are those of blocks of records of one layer. All but measure() is called
/// once at a time, write() meanwhile for the blocks before; what it throws ends the streaming.
class BlockCommand {
public:
    virtual ~BlockCommand() = default;

    /// When path and system of the layer are known: reads what else is needed, which is added to
    /// `files`, and gives what stands before the rows.
    [[nodiscard]] virtual std::string begin(const io::PolygonStream& layer,
                                            std::vector<io::InputFile>& files) = 0;

    /// Works on a block, on any thread.
    virtual void measure(const io::PolygonBlock& block) = 0;

    /// Hands out the rows of blocks read together, which have been measured.
    virtual void write(std::span<const io::PolygonBlock* const> blocks, RowSink& sink) = 0;

    /// After the last block: false where what was found is to be doubted.
    [[nodiscard]] virtual bool in_order() const = 0;

    /// Tells on stderr what was read and found, and finishes the sink. `layer`: without its
    /// features.
    [[nodiscard]] virtual Exit conclude(model::Layer& layer, RowSink& sink) = 0;

protected:
    BlockCommand() = default;
    BlockCommand(const BlockCommand&) = default;
    BlockCommand& operator=(const BlockCommand&) = default;
};

/// Runs a command on the layer `path`. Nothing, and nothing left behind, unless that is a shapefile
/// that can be streamed (PolygonStream) and is measured in metres of its own system, the result may
/// grow piece by piece, and nothing goes wrong: else the layer is to be read as a whole, which also
/// finds the words for what is wrong with it. \throws Error{output} when the result cannot be put
/// in its place. With `files` they are told of there, hashed.
[[nodiscard]] std::optional<Exit> stream_blocks(const std::string& path,
                                                const io::ReadOptions& read,
                                                const FileOptions& options, const Common& common,
                                                BlockCommand& command,
                                                std::vector<io::InputFile>* files = nullptr);

} // namespace sandan::cli
