#include "places.hpp"
#include "render/layout.hpp"
#include "sample_map.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <variant>

using namespace sandan;
using Json = nlohmann::ordered_json;

namespace {

/// Hundredths of a point: what is seen, not the last bits of a sum.
double rounded(double value) {
    return std::round(value * 100) / 100 + 0.0;
}

Json box(const geom::Box& b) {
    return {rounded(b.min.x), rounded(b.min.y), rounded(b.max.x), rounded(b.max.y)};
}

Json texts(const std::vector<render::Item>& items) {
    Json list = Json::array();
    for (const auto& item : items) {
        if (const auto* const text = std::get_if<render::TextItem>(&item)) {
            list.push_back({text->text, rounded(text->at.x), rounded(text->at.y),
                            rounded(text->size), rounded(text->angle)});
        }
    }
    return list;
}

/// How many shapes of each look: classes and hatches.
Json looks(const std::vector<render::Item>& items) {
    Json counts = Json::object();
    for (const auto& item : items) {
        if (const auto* const path = std::get_if<render::PathItem>(&item)) {
            const auto& style = path->style;
            auto& count = counts[style.fill + " " + style.stroke + " " + style.hatch + style.dash];
            count = count.is_null() ? 1 : count.get<int>() + 1;
        }
    }
    return counts;
}

Json scene(const render::Sheet& sheet) {
    Json windows = Json::array();
    for (const auto& window : sheet.windows) {
        windows.push_back({{"name", window.name},
                           {"frame", box(window.frame)},
                           {"extent", box(window.extent)},
                           {"looks", looks(window.items)},
                           {"texts", texts(window.items)}});
    }
    return {{"page", {rounded(sheet.width), rounded(sheet.height)}},
            {"scale", sheet.scale},
            {"bar", {sheet.scale_bar.metres, rounded(sheet.scale_bar.length_pt)}},
            {"labels", {sheet.labels.size(), sheet.labels_wanted}},
            {"windows", windows},
            {"furniture", texts(sheet.page)}};
}

} // namespace

TEST_CASE("a sheet is laid out as it was looked at and found right", "[render]") {
    // Where every label, class, hatch and line of the legend stands. A change on purpose is written
    // by SANDAN_GOLDEN=write, looked at as a picture, and committed.
    const render::Typesetter type;
    const auto now = scene(render::lay_out(test::sample_map(5, 3, 0.3), type));
    const std::string path = SANDAN_SOURCE_DIR "/tests/unit/render/sample_sheet.json";
    const char* const word = std::getenv("SANDAN_GOLDEN"); // NOLINT(concurrency-mt-unsafe)
    if (word != nullptr && std::string{word} == "write") {
        std::ofstream{path} << now.dump(1) << "\n";
    }
    CHECK(now == Json::parse(test::read_file(path)));
}
