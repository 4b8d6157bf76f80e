#include "cli/installation.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/reproject.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "cli/rule_reference.hpp"
#include "cli/version.hpp"
#include "core/scratch.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <functional>

namespace sandan::cli {

namespace {

/// What a probe throws is its fault.
Probe probe(Text name, const std::function<std::pair<bool, std::string>()>& run) {
    try {
        auto [sound, detail] = run();
        return {std::move(name), std::move(detail), sound};
    } catch (const std::exception& error) {
        return {std::move(name), error.what(), false};
    }
}

/// Coordinates at Jeonju that PROJ 9.1 was measured to give (domain facts §5.10), to 0.5 m.
std::pair<bool, std::string> control_points() {
    const geom::Point in_5186{206000, 363500};
    const auto to_5181 = geom::Reprojection{"EPSG:5186", "EPSG:5181"}(in_5186);
    const double north = in_5186.y - to_5181.y;
    const auto to_5174 = geom::Reprojection{"EPSG:5186", "EPSG:5174"}(in_5186);
    const auto to_2097 = geom::Reprojection{"EPSG:5186", "EPSG:2097"}(in_5186);
    const double belt = std::abs(to_5174.x - to_2097.x);
    const bool sound = std::abs(north - 100'000) < 0.001 && std::abs(belt - 261) < 0.5;
    return {sound, fmt::format("5186 → 5181 {:.3f} m N (100,000), 5174 – 2097 {:.1f} m E (261.0)",
                               north, belt)};
}

/// A shape cut by another: the parts sum to the whole.
std::pair<bool, std::string> overlay_identity() {
    geom::Ring circle;
    constexpr int corners = 360;
    for (int i = 0; i <= corners; ++i) {
        const double angle = (i % corners) * 2 * std::acos(-1.0) / corners;
        circle.push_back({206000.123 + 300 * std::cos(angle), 363500.456 + 200 * std::sin(angle)});
    }
    const geom::MultiPolygon a{{.outer = circle, .holes = {}}};
    auto moved = a;
    for (auto& p : moved[0].outer) {
        p = {p.x + 123.45, p.y - 67.89};
    }
    const double whole = geom::area(a);
    const double parts = geom::intersection_area(a, moved) + geom::area(geom::difference(a, moved));
    const double error = std::abs(parts / whole - 1);
    return {error < 1e-9, fmt::format("relative error {:.1e}", error)};
}

ScratchFolder scratch_folder() {
    return {std::filesystem::temp_directory_path().string(), "selftest"};
}

std::pair<bool, std::string> written_and_synced() {
    const auto scratch = scratch_folder();
    const auto path = scratch.file("result.txt");
    io::write_file(path, "first");
    io::write_file(path, "second");
    const auto size = std::filesystem::file_size(path);
    const bool alone = std::distance(std::filesystem::directory_iterator{scratch.file("")},
                                     std::filesystem::directory_iterator{}) == 1;
    return {size == 6 && alone, fmt::format("{} bytes replaced in one step", size)};
}

/// A dBASE table of one record, with the CP949 bytes of 가 and no code page: as national files
/// come.
std::string korean_dbf() {
    std::string head(32, '\0');
    head[0] = 3;
    head[1] = 124; // 2024-06-26
    head[2] = 6;
    head[3] = 26;
    head[4] = 1;  // records
    head[8] = 65; // bytes of the head
    head[10] = 5; // bytes of a record
    std::string field(32, '\0');
    field.replace(0, 4, "NAME");
    field[11] = 'C';
    field[16] = 4;
    return head + field + "\r \xB0\xA1  \x1A";
}

std::pair<bool, std::string> korean_text() {
    const auto scratch = scratch_folder();
    const auto path = scratch.file("places.dbf");
    io::write_file(path, korean_dbf());
    io::ReadOptions options;
    options.encoding = "CP949";
    const auto layer = io::read_layer(path, options);
    const bool sound =
        layer.features.size() == 1 && layer.text(layer.features[0], "NAME").value_or("") == "가";
    return {sound, sound ? "CP949 → UTF-8" : "CP949 is not decoded"};
}

/// The versions on one line.
std::pair<bool, std::string> versions() {
    auto text = version_text();
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n')) {
        text.replace(at, 1, ", ");
    }
    return {true, text};
}

std::pair<bool, std::string> shipped_rules() {
    const auto book = read_book({});
    std::string text;
    for (const auto& pack : book.packs) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", pack.id, pack.version);
    }
    return {!book.rules.empty(), fmt::format("{} rules ({})", book.rules.size(), text)};
}

} // namespace

std::vector<Probe> probe_installation() {
    return {probe({"판", "versions"}, versions),
            probe({"좌표 변환", "coordinate systems"}, control_points),
            probe({"중첩 면적 보존", "overlay keeps area"}, overlay_identity),
            probe({"한글 인코딩", "Korean encodings"}, korean_text),
            probe({"파일 기록", "files written"}, written_and_synced),
            probe({"규칙 팩", "rule packs"}, shipped_rules)};
}

} // namespace sandan::cli
