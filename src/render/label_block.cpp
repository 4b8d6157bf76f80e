#include "render/label_block.hpp"

#include <algorithm>
#include <utility>

namespace sandan::render {

namespace {

constexpr double mark_line = 1.1;  // lines that a mark above takes
constexpr double mark_width = 1.0; // em
constexpr double mark_gap = 0.3;   // em between a mark and its line

Block make_block(const std::string& text, const std::string& mark, const Typesetter& type) {
    Block block{.lines = {}, .widths = {}, .mark = mark};
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        block.lines.push_back(text.substr(start, end - start));
        block.widths.push_back(type.width(block.lines.back()));
        block.width = std::max(block.width, block.widths.back());
        start = end + 1;
    }
    const double rows = static_cast<double>(block.lines.size()) + (mark.empty() ? 0 : mark_line);
    block.width = std::max(block.width, mark.empty() ? 0 : mark_width) + 2 * label_padding;
    block.height = rows * label_line + 2 * label_padding;
    return block;
}

Block beside_its_mark(Block block) {
    block.mark_beside = true;
    block.width = mark_width + mark_gap + block.widths.front() + 2 * label_padding;
    block.height = label_line + 2 * label_padding;
    return block;
}

} // namespace

geom::Point Block::start_of(std::size_t line) const {
    constexpr double baseline = 0.92; // of a line's top
    if (mark_beside) {
        return {label_padding + mark_width + mark_gap - width / 2,
                label_padding + baseline - height / 2};
    }
    const double rows = static_cast<double>(line) + (mark.empty() ? 0 : mark_line);
    return {-widths[line] / 2, label_padding + rows * label_line + baseline - height / 2};
}

geom::Point Block::centre_of_mark() const {
    const double y = label_padding + label_line * 0.55 - height / 2;
    return {mark_beside ? label_padding + mark_width / 2 - width / 2 : 0, y};
}

std::vector<Block> blocks_of(const MapFeature& feature, const Typesetter& type) {
    std::vector<Block> blocks;
    for (const auto& text : feature.labels) {
        if (text.empty()) {
            continue;
        }
        auto block = make_block(text, feature.mark, type);
        if (feature.may_overrun && !feature.mark.empty() && block.lines.size() == 1) {
            blocks.push_back(beside_its_mark(block));
        }
        blocks.push_back(std::move(block));
    }
    if (!feature.mark.empty() && (blocks.empty() || !feature.may_overrun)) {
        blocks.push_back(make_block("", feature.mark, type));
    }
    return blocks;
}

const Block& shortest(const std::vector<Block>& blocks) {
    const auto& last = blocks.back();
    const auto& before = blocks[blocks.size() < 2 ? 0 : blocks.size() - 2];
    return before.mark_beside && before.lines == last.lines ? before : last;
}

} // namespace sandan::render
