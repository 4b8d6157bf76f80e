#include "geom/disagreement.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>

#include <string>

namespace sandan::geom {

void disagree(const Text& what, const Text& ours, double number, double by_geos, const char* unit) {
    const auto say = [&](const std::string& thing, const std::string& who) {
        return fmt::format("ENGINES-DISAGREE: {}: {} {:.12g}{}, GEOS {:.12g}{}", thing, who, number,
                           unit, by_geos, unit);
    };
    throw Error{ErrorKind::geometry, Text{say(what.ko, ours.ko), say(what.en, ours.en)}};
}

void disagree_on_border(const Text& what, double length, double by_geos) {
    disagree(what, {"변으로 잰 공유 경계는", "the shared border by edges is"}, length, by_geos,
             " m");
}

} // namespace sandan::geom
