#pragma once
// Six blocks of gis_data/new_complex and eight of its firms: enough to allocate, small enough to do
// it often.

#include "places.hpp"
#include "small_plan.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace sandan::test {

/// The header and the rows whose first `keys` cells are firms of the plan. `csv` has no quotes
/// before its third cell.
inline std::string rows_of_some_firms(const std::string& csv, int keys) {
    constexpr std::array<std::string_view, 8> firms{"F01", "F02", "F03", "F04",
                                                    "F05", "F06", "D04", "D05"};
    std::istringstream lines{csv};
    std::string kept;
    std::string line;
    for (bool header = true; std::getline(lines, line); header = false) {
        std::istringstream cells{line};
        std::string cell;
        bool ours = true;
        for (int i = 0; i < keys; ++i) {
            std::getline(cells, cell, ',');
            ours = ours && std::find(firms.begin(), firms.end(), cell) != firms.end();
        }
        kept += header || ours ? line + "\n" : "";
    }
    return kept;
}

/// Without the section that begins with the line `head`.
inline std::string without_section(std::string text, std::string_view head) {
    const auto from = text.find(head);
    const auto to = text.find("\n[", from);
    return text.erase(from, to + 1 - from);
}

/// Writes the plan into `folder`; layers are read where they are. \returns the plan's path.
inline std::string write_allocation_plan(const TempDir& folder) {
    const auto source = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/";
    auto text = read_file(source + "plan.toml");
    for (const auto* const head : {"[layers.parcels]", "[layers.acquisition]", "[assignments]"}) {
        text = without_section(text, head);
    }
    text = replaced(text, R"("parcels", )", "");
    text = replaced(text, R"(path = "lots.shp")",
                    "path = \"lots.shp\"\nwhere = \"BLOCK IN ('G-B12', 'G-B18', 'G-B19', 'G-B24', "
                    "'G-B25', 'G-B30')\"");
    text = replaced(text, "max_parcels = 4", "max_parcels = 3");
    for (const auto& [name, keys] : {std::pair{"firms.csv", 1}, std::pair{"value_chain.csv", 2}}) {
        text = replaced(text, "\"" + std::string{name} + "\"", "\"" + (folder / name) + "\"");
        std::ofstream{folder / name} << rows_of_some_firms(read_file(source + name), keys);
    }
    for (auto at = text.find("path = \""); at != std::string::npos;
         at = text.find("path = \"", at + 1)) {
        const auto begin = at + std::string_view{"path = \""}.size();
        if (text[begin] != '/') {
            text.insert(begin, source);
        }
    }
    std::ofstream{folder / "plan.toml"} << text;
    return folder / "plan.toml";
}

} // namespace sandan::test
