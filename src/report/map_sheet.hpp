#pragma once
// What all map themes share: the title block, the ground they are drawn on, words and numbers.

#include <sandan/report/maps.hpp>

#include <string>
#include <vector>

namespace sandan::report {

/// Title, notes, extent, paper: a sheet without a theme. "전주 …  |  토지이용계획도".
[[nodiscard]] render::MapSpec blank_sheet(const MapData& data, const MapOptions& options,
                                          const Text& title, const Text& legend_title);

/// "1,234,567 ㎡" or, in English, "1,234,567 m²".
[[nodiscard]] std::string square_metres(double area_m2, Language language);

/// What a lot is called where there is little room: of a PNU its lot number, 산12-3 (in English
/// San 12-3), else the id.
[[nodiscard]] std::string short_name(const std::string& id, Language language);

[[nodiscard]] render::Style area_style(std::string fill, std::string stroke = "#555555",
                                       double stroke_pt = 0.25);
[[nodiscard]] render::Style line_style(std::string stroke, double stroke_pt, std::string dash = {});

[[nodiscard]] render::LegendEntry legend_area(std::string label, render::Style style,
                                              std::string detail = {});
[[nodiscard]] render::LegendEntry legend_line(std::string label, render::Style style,
                                              std::string detail = {});
[[nodiscard]] render::LegendEntry legend_text(std::string label, std::string detail = {});

/// The style of a 용지 by its row of land_uses.csv; white for an unknown code.
[[nodiscard]] render::Style style_of_use(const model::Codes& codes, const std::string& use);

/// Rivers, railways, school sites around the complexes, pale.
[[nodiscard]] render::MapLayer surroundings(const model::Project& project);

/// Lots by use but pale, without labels: the ground for other themes. `covered`, if not empty, has
/// an entry a lot: true for those that the theme itself draws.
[[nodiscard]] render::MapLayer pale_lots(const model::Project& project,
                                         const std::vector<bool>& covered = {});

/// Outlines of lots over a theme.
[[nodiscard]] render::MapLayer lot_outlines(const model::Project& project);

/// Complex boundaries, and those of districts of renewal.
[[nodiscard]] render::MapLayer boundaries(const model::Project& project);

/// Explains what lies under the theme, after its own rows: what the sheet's layers draw of the
/// ground, then one row a district and one a complex on the sheet: name and area.
void add_base_legend(render::MapSpec& spec, const model::Project& project,
                     const MapOptions& options);

} // namespace sandan::report
