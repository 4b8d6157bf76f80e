// A placed sheet as JSON against the one that was looked at: what a planner sees does not move
// unless somebody means it to. SANDAN_UPDATE_GOLDEN=1 writes the file anew, to be looked at.

#include "places.hpp"
#include "render/layout.hpp"
#include "sample_map.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace sandan;
using json = nlohmann::ordered_json;

namespace {

double hundredths(double value) {
    return std::round(value * 100) / 100;
}

json box_json(const geom::Box& box) {
    return {hundredths(box.min.x), hundredths(box.min.y), hundredths(box.max.x),
            hundredths(box.max.y)};
}

json item_json(const render::TextItem& text) {
    return {{"text", text.text}, {"at", {hundredths(text.at.x), hundredths(text.at.y)}},
            {"size", text.size}, {"angle", hundredths(text.angle)},
            {"bold", text.bold}, {"colour", text.colour},
            {"halo", text.halo}};
}

json item_json(const render::PathItem& path) {
    geom::Box box;
    std::size_t corners = 0;
    for (const auto& line : path.lines) {
        corners += line.size();
        for (const auto& point : line) {
            box.extend(point);
        }
    }
    return {{"box", box_json(box)},    {"corners", corners},          {"closed", path.closed},
            {"fill", path.style.fill}, {"stroke", path.style.stroke}, {"hatch", path.style.hatch}};
}

json items_json(const std::vector<render::Item>& items) {
    json list = json::array();
    for (const auto& item : items) {
        list.push_back(std::visit([](const auto& value) { return item_json(value); }, item));
    }
    return list;
}

json sheet_json(const render::Sheet& sheet) {
    json windows = json::array();
    for (const auto& window : sheet.windows) {
        windows.push_back({{"name", window.name},
                           {"frame", box_json(window.frame)},
                           {"extent", box_json(window.extent)},
                           {"items", items_json(window.items)}});
    }
    return {{"width", hundredths(sheet.width)},
            {"height", hundredths(sheet.height)},
            {"scale", sheet.scale},
            {"scale_bar_m", sheet.scale_bar.metres},
            {"labels_placed", sheet.labels.size()},
            {"labels_wanted", sheet.labels_wanted},
            {"windows", windows},
            {"page", items_json(sheet.page)}};
}

/// Where the two differ first; empty if nowhere. Numbers may differ by a tenth of a point.
std::string difference(const json& found, const json& wanted, const std::string& where) {
    if (found.is_number() && wanted.is_number()) {
        const bool same = std::abs(found.get<double>() - wanted.get<double>()) <= 0.1;
        return same ? "" : where + ": " + found.dump() + " instead of " + wanted.dump();
    }
    if (!found.is_structured() || found.type() != wanted.type() || found.size() != wanted.size()) {
        return found == wanted ? "" : where + ": " + found.dump() + " instead of " + wanted.dump();
    }
    for (auto a = found.begin(), b = wanted.begin(); a != found.end(); ++a, ++b) {
        const auto key = found.is_object() ? a.key() : std::to_string(a - found.begin());
        if (found.is_object() && key != b.key()) {
            return where + ": " + key + " instead of " + b.key();
        }
        if (auto text = difference(*a, *b, where + "/" + key); !text.empty()) {
            return text;
        }
    }
    return "";
}

/// Lots of two kinds, lines, marks and a second part far away, which gets a window of its own.
render::MapSpec two_parts() {
    auto spec = test::sample_map(3, 2, 0);
    auto& lots = spec.layers.front();
    const auto count = lots.features.size();
    for (std::size_t i = 0; i < count; ++i) {
        auto far = lots.features[i];
        for (auto& polygon : far.shape.polygons) {
            for (auto& point : polygon.outer) {
                point.x += 3000;
            }
        }
        far.mark = i == 0 ? "triangle" : "";
        lots.features.push_back(std::move(far));
    }
    for (std::size_t part = 0; part < 2; ++part) {
        geom::Box box;
        for (std::size_t i = part * count; i < (part + 1) * count; ++i) {
            for (const auto& point : lots.features[i].shape.polygons.front().outer) {
                box.extend(point);
            }
        }
        spec.parts.push_back({part == 0 ? "일반" : "농공", box});
        spec.places.push_back({{{{box.min.x, box.min.y},
                                 {box.max.x, box.min.y},
                                 {box.max.x, box.max.y},
                                 {box.min.x, box.max.y},
                                 {box.min.x, box.min.y}},
                                {}}});
    }
    spec.paper = "A4";
    return spec;
}

} // namespace

TEST_CASE("a placed sheet is the one that was looked at", "[render]") {
    const render::Typesetter type;
    const std::filesystem::path folder{SANDAN_SOURCE_DIR "/tests/unit/render/golden"};
    for (const auto& [name, spec] : {std::pair{"turned_lots.json", test::sample_map(6, 4, 0.3)},
                                     {"two_parts.json", two_parts()}}) {
        const auto found = sheet_json(render::lay_out(spec, type));
        if (std::getenv("SANDAN_UPDATE_GOLDEN") != nullptr) { // NOLINT(concurrency-mt-unsafe)
            std::ofstream{folder / name} << found.dump(1) << '\n';
        }
        INFO(name);
        CHECK(difference(found, json::parse(test::read_file((folder / name).string())), "") == "");
    }
}
