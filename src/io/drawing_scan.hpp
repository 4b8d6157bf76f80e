#pragma once
// What a DXF says of itself, from its own lines: GDAL hands out neither its unit nor the bytes of
// its text.

#include <set>
#include <string>

namespace sandan::io {

struct DrawingScan {
    std::string version;          ///< $ACADVER, "AC1021"; empty when not stated.
    std::string code_page;        ///< $DWGCODEPAGE, "ANSI_949"; empty when not stated.
    std::string unit;             ///< $INSUNITS, "4"; empty when not stated.
    std::set<std::string> texts;  ///< Names and words that are not ASCII.
    std::set<std::string> pieces; ///< Of these, such as go on in another group.
};

/// Reads the pairs of group code and value of an ASCII DXF, as far as they are that; GDAL judges
/// the rest. \throws Error{input} naming `called` when the file cannot be read.
[[nodiscard]] DrawingScan scan_drawing(const std::string& opened, const std::string& called);

} // namespace sandan::io
