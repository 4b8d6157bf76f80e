#include <sandan/core/error.hpp>

#include "overlay/ledger.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace sandan;

namespace {

/// A parcel of 1,000 m²: 600 in one class, 500 in another, 100 of them in both, and 0 outside.
overlay::ParcelOverlaps parcel() {
    overlay::ParcelOverlaps result;
    result.area_m2 = 1000;
    result.overlap_m2 = 100;
    result.rows = {{0, "UQA320", 600, 0.6, false, {0}}, {0, "UQA430", 500, 0.5, false, {1}}};
    return result;
}

} // namespace

TEST_CASE("W15: the parts of a parcel, less what is counted twice, are the parcel", "[overlay]") {
    CHECK_NOTHROW(overlay::require_closed(parcel()));
    auto rounded = parcel();
    rounded.rows[0].area_m2 += 0.0009;
    CHECK_NOTHROW(overlay::require_closed(rounded));
    CHECK_NOTHROW(overlay::require_closed({{{0, "(none)", 0, 0, false, {}}}, 0, 0}));
}

TEST_CASE("W15: a parcel that does not close is a defect of ours, never a result", "[overlay]") {
    auto open = parcel();
    SECTION("land lost") {
        open.rows[0].area_m2 -= 0.002;
    }
    SECTION("land made") {
        open.rows[1].area_m2 += 0.002;
    }
    SECTION("an overlap forgotten") {
        open.overlap_m2 = 0;
    }
    SECTION("a row forgotten") {
        open.rows.pop_back();
    }
    SECTION("no number") {
        open.rows[0].area_m2 = std::numeric_limits<double>::quiet_NaN();
    }
    try {
        overlay::require_closed(open);
        FAIL("no error");
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::geometry); // exit 70
        CHECK_THAT(e.what(), Catch::StartsWith("OVERLAY-LEDGER: its parts add up to "));
    }
}
