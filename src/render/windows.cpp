#include "render/windows.hpp"

#include "render/layout.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace sandan::render {

namespace {

using geom::Box;

constexpr double points_per_metre = 72 / 0.0254;
constexpr double used = 0.95; ///< Share of a frame that its extent fills at most.

double width_of(const Box& box) {
    return box.max.x - box.min.x;
}

double height_of(const Box& box) {
    return box.max.y - box.min.y;
}

/// Exchanges x and y, so that a row is a column lying down.
Box flipped(const Box& box) {
    return {{box.min.y, box.min.x}, {box.max.y, box.max.x}};
}

struct Size {
    double across; ///< Beside the main window
    double along;  ///< Of the stack
};

/// Frames for the main part (first) and a stack of the others at the far side of `frame`; nothing
/// if they do not fit. What is left over is shared in proportion.
std::optional<std::vector<Box>> stack(const Box& frame, const std::vector<Size>& sizes,
                                      double gap) {
    double across = 0;
    double along = gap * static_cast<double>(sizes.size() - 2);
    for (std::size_t i = 1; i < sizes.size(); ++i) {
        across = std::max(across, sizes[i].across);
        along += sizes[i].along;
    }
    const double room = width_of(frame) - gap;
    const auto& main = sizes.front();
    if (main.across + across > room || main.along > height_of(frame) || along > height_of(frame)) {
        return std::nullopt;
    }
    const double border = frame.min.x + room * main.across / (main.across + across);
    std::vector<Box> frames{{frame.min, {border, frame.max.y}}};
    const double spare = (height_of(frame) - along) / static_cast<double>(sizes.size() - 1);
    double at = frame.min.y;
    for (std::size_t i = 1; i < sizes.size(); ++i) {
        const double end = at + sizes[i].along + spare;
        frames.push_back({{border + gap, at}, {frame.max.x, end}});
        at = end + gap;
    }
    return frames;
}

/// Frames of all parts at a scale: a column at the right, else a row below.
std::optional<std::vector<Box>> frames_at(double scale, const Box& frame,
                                          const std::vector<MapPart>& parts, double gap) {
    const double k = points_per_metre / scale / used;
    std::vector<Size> column;
    std::vector<Size> row;
    for (const auto& part : parts) {
        column.push_back({width_of(part.extent) * k, height_of(part.extent) * k});
        row.push_back({column.back().along, column.back().across});
    }
    if (auto frames = stack(frame, column, gap)) {
        return frames;
    }
    auto frames = stack(flipped(frame), row, gap);
    if (frames) {
        std::transform(frames->begin(), frames->end(), frames->begin(), flipped);
    }
    return frames;
}

} // namespace

double tight_scale(const Box& extent, const Box& frame) {
    constexpr double least = 1e-3; // a single point still gets a scale
    return std::max(
               {width_of(extent) / width_of(frame), height_of(extent) / height_of(frame), least}) *
           points_per_metre / used;
}

Box shown_by(const Window& window, double scale) {
    const double x = width_of(window.frame) / 2 * scale / points_per_metre;
    const double y = height_of(window.frame) / 2 * scale / points_per_metre;
    const geom::Point centre{(window.extent.min.x + window.extent.max.x) / 2,
                             (window.extent.min.y + window.extent.max.y) / 2};
    return {{centre.x - x, centre.y - y}, {centre.x + x, centre.y + y}};
}

Arrangement arrange(const Box& frame, const Box& all, const std::vector<MapPart>& parts,
                    double gap) {
    Arrangement single{nice_scale(tight_scale(all, frame)), {}};
    single.windows.push_back({"", frame, all, {}});
    if (parts.size() < 2) {
        return single;
    }
    auto sorted = parts;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return width_of(a.extent) * height_of(a.extent) > width_of(b.extent) * height_of(b.extent);
    });
    constexpr double worth = 4.0 / 3.0;
    double scale = nice_scale(tight_scale(sorted.front().extent, frame));
    while (scale * worth <= single.scale) {
        if (const auto frames = frames_at(scale, frame, sorted, gap)) {
            Arrangement result{scale, {}};
            for (std::size_t i = 0; i < sorted.size(); ++i) {
                result.windows.push_back({sorted[i].name, (*frames)[i], sorted[i].extent, {}});
            }
            return result;
        }
        scale = nice_scale(scale * 1.01);
    }
    return single;
}

} // namespace sandan::render
