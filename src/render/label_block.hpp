#pragma once
// A label's lines and status mark, before they have a place.

#include <sandan/render/scene.hpp>

#include "render/typesetter.hpp"

#include <string>
#include <vector>

namespace sandan::render {

constexpr double label_line = 1.16;    // em from one line to the next
constexpr double label_padding = 0.22; // em around a label

/// In units of the size of its text.
struct Block {
    std::vector<std::string> lines;
    std::vector<double> widths;
    std::string mark;
    bool mark_beside = false; ///< The mark stands before the one line instead of above.
    double width = 0;
    double height = 0;

    /// Start of a line's baseline, from the block's centre.
    [[nodiscard]] geom::Point start_of(std::size_t line) const;
    [[nodiscard]] geom::Point centre_of_mark() const;
};

/// The feature's candidates in the order of trying: its texts, then the bare mark. A text that may
/// stand elsewhere never leaves its mark alone, which would not say what it marks; one of a single
/// line stands beside its mark if it can, else below it.
[[nodiscard]] std::vector<Block> blocks_of(const MapFeature& feature, const Typesetter& type);

/// The one of blocks_of(), of which there must be any, for a label outside its shape.
[[nodiscard]] const Block& shortest(const std::vector<Block>& blocks);

} // namespace sandan::render
