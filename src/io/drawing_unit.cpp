#include "io/drawing_unit.hpp"

#include "core/korean.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace sandan::io {

namespace {

constexpr std::string_view millimetres = "4";
constexpr std::string_view metres = "6";

/// A drawing without units says 0, or nothing.
bool says_unit(const DrawingScan& scan) {
    return !scan.unit.empty() && scan.unit != "0";
}

/// "$INSUNITS 4 (millimetres)"
Text words_of(const std::string& unit) {
    struct Named {
        std::string_view code;
        std::string_view ko;
        std::string_view en;
    };

    static constexpr std::array<Named, 9> units{{{"1", "인치", "inches"},
                                                 {"2", "피트", "feet"},
                                                 {"3", "마일", "miles"},
                                                 {millimetres, "밀리미터", "millimetres"},
                                                 {"5", "센티미터", "centimetres"},
                                                 {metres, "미터", "metres"},
                                                 {"7", "킬로미터", "kilometres"},
                                                 {"10", "야드", "yards"},
                                                 {"14", "데시미터", "decimetres"}}};
    const auto* const found = std::find_if(units.begin(), units.end(),
                                           [&](const auto& named) { return named.code == unit; });
    return found == units.end()
               ? Text{fmt::format("$INSUNITS {}", unit), fmt::format("$INSUNITS {}", unit)}
               : Text{fmt::format("$INSUNITS {}({})", unit, found->ko),
                      fmt::format("$INSUNITS {} ({})", unit, found->en)};
}

} // namespace

double metres_per_unit(const DrawingScan& scan, const model::Drawing& drawing,
                       const std::string& path, model::Provenance& provenance) {
    if (!drawing.metres_per_unit) {
        if (says_unit(scan) && scan.unit != metres) {
            const auto unit = words_of(scan.unit);
            const auto advice =
                scan.unit == millimetres
                    ? Text{R"(unit = "mm"를, 좌표가 미터이면 unit = "m"를 쓰십시오)",
                           R"(unit = "mm", or unit = "m" if its coordinates are metres)"}
                    : Text{
                          R"(좌표가 그러하면 unit = "m"나 unit = "mm"를 쓰거나 미터로 내보내게 하십시오)",
                          R"(unit = "m" or unit = "mm" if its coordinates are that, or have it exported in metres)"};
            refuse(
                path, "DXF-UNIT",
                Text{fmt::format(
                         "도면의 단위는 {}인데 계획에는 단위가 없습니다; [layers.….drawing]에 {}",
                         unit.ko, advice.ko),
                     fmt::format("the drawing says {}, and the plan no unit; write under "
                                 "[layers.….drawing] {}",
                                 unit.en, advice.en)});
        }
        if (!says_unit(scan)) {
            tell(provenance.findings, "DXF-METRES",
                 {"도면 단위($INSUNITS나 계획의 unit)",
                  "the drawing's unit, in its $INSUNITS or the plan's unit"},
                 {"미터로 읽음", "read as metres"});
        }
        return 1;
    }
    const bool in_mm = *drawing.metres_per_unit != 1;
    if (says_unit(scan) && scan.unit != (in_mm ? millimetres : metres)) {
        const auto said = words_of(scan.unit);
        const std::string_view unit = in_mm ? "mm" : "m";
        tell(provenance.findings, "DXF-UNIT",
             {fmt::format("계획의 unit = \"{}\"와 같은 단위, 도면은 {}", unit, said.ko),
              fmt::format("unit = \"{}\" as the plan says; the drawing says {}", unit, said.en)},
             {format_ko("계획대로 {}(으)로 읽음", unit),
              fmt::format("read in {}, as the plan says", unit)});
    }
    return *drawing.metres_per_unit;
}

} // namespace sandan::io
