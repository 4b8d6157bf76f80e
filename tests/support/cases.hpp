#pragma once

#include <cstdlib>

namespace sandan::test {

/// How many cases a property is tried in: SANDAN_NIGHTLY asks for those of a night.
inline int cases(int every_day, int at_night) {
    return std::getenv("SANDAN_NIGHTLY") == nullptr ? every_day // NOLINT(concurrency-mt-unsafe)
                                                    : at_night;
}

} // namespace sandan::test
