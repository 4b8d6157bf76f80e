#include "site.hpp"

#include "site_builder.hpp"

#include <array>
#include <string_view>

namespace gis_data {

namespace {

/// Streets at the far side of every column and row of blocks but the last.
struct Street {
    double width;
    std::string_view road_class;
};

constexpr std::array<Street, 5> avenues{
    {{15, "collector"}, {25, "arterial"}, {15, "collector"}, {15, "collector"}, {12, "local"}}};
constexpr std::array<Street, 7> streets{{{12, "local"},
                                         {15, "collector"},
                                         {12, "local"},
                                         {30, "arterial"},
                                         {12, "local"},
                                         {15, "collector"},
                                         {12, "local"}}};
constexpr std::array<double, 8> depths{104, 150, 150, 150, 150, 150, 150, 104};
constexpr double column = 233;

/// Blocks of the general complex, south to north, west to east; "" = corner park.
constexpr std::array<std::array<std::string_view, 6>, 8> general_blocks{{
    {"", "UTIL 0.6 1 0;WATER 0.4 1 0", "WATER 1 1 0", "IND 1 4 0 L", "GREEN 0.5 1 0;SUP 0.5 2 0",
     "RES 1 3 0"},
    {"IND 1 3 4", "IND 1 4 4", "IND 1 4 3", "IND 1 4 5 L", "IND 1 4 4", "SUP 1 3 3"},
    {"IND 1 2 3", "IND 1 3 3", "GREEN 1 1 0", "IND 1 4 4", "IND 1 5 4", "IND 1 4 4"},
    {"IND 1 1 1", "IND 1 2 2", "SUP 0.5 2 2;PARK 0.5 1 0", "MIX 1 3 3", "IND 1 4 4 N",
     "IND 1 5 4 N"},
    {"IND 1 1 2", "IND 1 2 3", "SUP 1 3 3", "MIX 1 3 3", "IND 1 4 5 N", "IND 1 4 4 N"},
    {"IND 1 3 3", "IND 1 3 4", "GREEN 1 1 0", "IND 1 3 4", "IND 1 4 4 N", "IND 1 4 3 N"},
    {"IND 1 4 4", "IND 1 4 4", "IND 1 3 4", "IND 1 4 4", "IND 1 3 3", "IND 1 3 3"},
    {"IND 1 4 0", "IND 1 4 0", "IND 1 3 0", "IND 1 4 0", "PARK 0.3 1 0;IND 0.7 3 0", ""},
}};

/// West edges of the columns of blocks.
constexpr std::array<double, 6> wests() {
    std::array<double, 6> west{10};
    for (std::size_t i = 1; i < west.size(); ++i) {
        west[i] = west[i - 1] + column + avenues[i - 1].width;
    }
    return west;
}

/// A row of blocks and the pieces of avenue between them; arterials go on through the belts.
void draw_row(SiteBuilder& site, std::size_t row, Span y) {
    constexpr std::array<double, 6> west = wests();
    const bool first = row == 0;
    const bool last = row + 1 == depths.size();
    for (std::size_t i = 0; i < west.size(); ++i) {
        if (!general_blocks[row][i].empty()) {
            site.block(general_blocks[row][i], {west[i], west[i] + column}, y, i < 3 ? 1 : 2);
        }
        if (i < avenues.size()) {
            const bool through = avenues[i].road_class == "arterial";
            site.road(west[i] + column, through && first ? 0 : y.from, west[i + 1],
                      through && last ? 1236 : y.to, false, avenues[i].road_class);
        }
    }
}

/// Belts along the boundary, broken by the arterials (`main_street`: where the one along x begins)
/// and by the parks in the cut corners.
void draw_green_edge(SiteBuilder& site, double main_street) {
    site.belt(0, 1226, 491, 1236);
    site.belt(516, 1226, 1257, 1236);
    site.belt(243, 0, 491, 10);
    site.belt(516, 0, 1500, 10);
    site.belt(0, 114, 10, main_street);
    site.belt(0, main_street + 30, 10, 1226);
    site.belt(1490, 10, 1500, main_street);
    site.belt(1490, main_street + 30, 1500, 1122);
    site.green({at(1257, 1122), at(1500, 1122), at(1500, 1126), at(1260, 1236), at(1257, 1236)});
    site.green({at(216, 0), at(243, 0), at(243, 114), at(0, 114), at(0, 100)});
}

/// 1,500 × 1,236 m less two cut corners of 13,200 and 10,800 m² = 1,830,000 m².
Site general_site() {
    SiteBuilder site{"general", "G", 11};
    double y = 10;
    double main_street = 0;
    for (std::size_t row = 0; row < depths.size(); ++row) {
        const double top = y + depths[row];
        draw_row(site, row, {y, top});
        if (row < streets.size()) {
            const bool through = streets[row].road_class == "arterial";
            main_street = through ? top : main_street;
            site.road(through ? 0 : 10, top, through ? 1500 : 1490, top + streets[row].width, true,
                      streets[row].road_class);
            y = top + streets[row].width;
        }
    }
    draw_green_edge(site, main_street);
    const Ring boundary{at(216, 0),     at(1500, 0), at(1500, 1126),
                        at(1260, 1236), at(0, 1236), at(0, 100)};
    return site.finish(boundary, {24, 7, 25, {205'450'000, 363'590'000}});
}

struct SmallSite {
    std::string_view id;
    std::string_view prefix;
    std::uint64_t seed;
    std::array<double, 3> columns; ///< Widths; 15 m streets between.
    std::vector<double> rows;      ///< Depths above the 10 m belt in the south.
    std::vector<Street> streets;   ///< Between the rows.
    std::vector<std::array<std::string_view, 3>> blocks;
    int phase;
    Frame frame;
};

Site small_site(const SmallSite& plan) {
    SiteBuilder site{std::string{plan.id}, std::string{plan.prefix}, plan.seed};
    const double width = plan.columns[0] + plan.columns[1] + plan.columns[2] + 30;
    double y = 10;
    for (std::size_t row = 0; row < plan.rows.size(); ++row) {
        const double top = y + plan.rows[row];
        double x = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            site.block(plan.blocks[row][i], {x, x + plan.columns[i]}, {y, top}, plan.phase);
            x += plan.columns[i];
            if (i < 2) {
                site.road(x, y, x + 15, top, false, "collector");
                x += 15;
            }
        }
        y = top;
        if (row < plan.streets.size()) {
            site.road(0, y, width, y + plan.streets[row].width, true, plan.streets[row].road_class);
            y += plan.streets[row].width;
        }
    }
    site.belt(0, 0, width, 10);
    return site.finish(rectangle(0, 0, width, y), plan.frame);
}

} // namespace

std::vector<Site> programme_sites() {
    const SmallSite smart{
        "smart",
        "S",
        12,
        {173, 174, 173},
        {90, 140, 125},
        {{15, "collector"}, {20, "arterial"}},
        {{"IND 1 3 0", "IND 1 3 0", "SUP 1 3 0"},
         {"IND 1 3 3", "MIX 1 2 2", "IND 1 3 3"},
         {"GREEN 0.42 1 0;PARK 0.25 1 0;UTIL 0.33 1 0", "IND 1 3 0", "IND 1 3 0"}},
        1,
        {4, 3, 5, {207'480'000, 364'180'000}}};
    const SmallSite film{
        "film",
        "F",
        13,
        {123, 124, 123},
        {100, 120},
        {{20, "arterial"}},
        {{"IND 1 3 0", "IND 1 3 0", "IND 1 3 0"},
         {"GREEN 0.18 1 0;PARK 0.2 1 0;UTIL 0.2 1 0;SUP 0.42 1 0", "MIX 1 2 0", "IND 1 3 0"}},
        2,
        {117, 44, 125, {207'350'000, 363'060'000}}};
    const SmallSite recycling{
        "recycling",
        "W",
        14,
        {123, 124, 123},
        {100, 120},
        {{20, "arterial"}},
        {{"IND 1 2 0", "IND 1 2 0", "IND 1 3 0"},
         {"IND 1 2 0", "SUP 1 2 0", "GREEN 0.18 1 0;PARK 0.16 1 0;UTIL 0.66 1 0"}},
        2,
        {24, 7, 25, {204'480'000, 362'980'000}}};
    return {general_site(), small_site(smart), small_site(film), small_site(recycling)};
}

} // namespace gis_data
