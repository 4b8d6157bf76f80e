#include "project_builder.hpp"
#include "rules/zone_limits.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace sandan;
using namespace sandan::rules;

namespace {

ZonePart industrial(double area) {
    return {area, 80, 350, false, false};
}

ZonePart green(double area) {
    return {area, 20, 100, true, false};
}

SplitLimits limits(const std::vector<ZonePart>& parts) {
    return split_zone_limits(parts, 330, 660);
}

} // namespace

TEST_CASE("V13: 9,700 m² industrial and 300 m² green average to 78.2 and 342.5 %", "[rules]") {
    const auto split = limits({industrial(9700), green(300)});
    CHECK(split.basis == SplitBasis::averaged);
    CHECK(split.bcr_percent == Approx(78.2));
    CHECK(split.far_percent == Approx(342.5));
    CHECK(split.largest == 0);
}

TEST_CASE("a green part above 330 m² keeps its own limits: 7,680 + 80 m² of 10,000", "[rules]") {
    const auto split = limits({green(400), industrial(9600)});
    CHECK(split.basis == SplitBasis::separate);
    CHECK(split.bcr_percent * 100 == Approx(7760));
    CHECK(split.largest == 1);
}

TEST_CASE("330 m² is small, a hair more is not", "[rules]") {
    CHECK(limits({industrial(5000), green(330)}).basis == SplitBasis::averaged);
    CHECK(limits({industrial(5000), green(330.01)}).basis == SplitBasis::separate);
}

TEST_CASE("a green part is averaged only if it is the smallest", "[rules]") {
    CHECK(limits({green(5000), industrial(300)}).basis == SplitBasis::separate);
    CHECK(limits({green(310), industrial(5000), ZonePart{200, 60, 400, false, false}}).basis ==
          SplitBasis::separate);
}

TEST_CASE("parts without green average when the smallest is small", "[rules]") {
    const ZonePart semi{300, 60, 400, false, false};
    const auto split = limits({industrial(700), semi});
    CHECK(split.basis == SplitBasis::averaged);
    CHECK(split.bcr_percent == Approx(0.7 * 80 + 0.3 * 60));
    CHECK(limits({industrial(700), ZonePart{331, 60, 400, false, false}}).basis ==
          SplitBasis::separate);
}

TEST_CASE("a strip of roadside commerce is small up to 660 m²", "[rules]") {
    const auto strip = [](double area) {
        return ZonePart{area, 70, 900, false, true};
    };
    CHECK(limits({industrial(5000), strip(660)}).basis == SplitBasis::averaged);
    CHECK(limits({industrial(5000), strip(661)}).basis == SplitBasis::separate);
}

TEST_CASE("one zone gives its own limits", "[rules]") {
    const auto single = limits({industrial(1234)});
    CHECK(single.basis == SplitBasis::single);
    CHECK(single.bcr_percent == 80);
    CHECK(single.far_percent == 350);
}

TEST_CASE("averaged limits lie between the parts' and do not depend on their order", "[rules]") {
    std::mt19937 random{7};
    std::uniform_real_distribution<double> area{1, 5000};
    std::uniform_real_distribution<double> share{10, 90};
    for (int round = 0; round < 200; ++round) {
        std::vector<ZonePart> parts;
        for (int i = 0; i < 3; ++i) {
            parts.push_back({area(random), share(random), 4 * share(random), i == 2, false});
        }
        const auto split = limits(parts);
        double lowest = 100;
        double highest = 0;
        for (const auto& part : parts) {
            lowest = std::min(lowest, part.bcr_percent);
            highest = std::max(highest, part.bcr_percent);
        }
        CHECK(split.bcr_percent >= lowest);
        CHECK(split.bcr_percent <= highest);
        const auto turned = limits({parts[2], parts[0], parts[1]});
        CHECK(turned.basis == split.basis);
        CHECK(turned.far_percent == Approx(split.far_percent));
    }
}

TEST_CASE("a lot's limits follow its complex, its planned zone and what covers it", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("C", 20000)
        .parameter("ZO-01", "max_percent", 60, "UQA320")
        .parameter("ZO-01", "max_percent", 80, "UQA320@complex")
        .parameter("ZO-01", "max_percent", 20, "UQA430")
        .parameter("ZO-02", "max_percent", 350, "UQA320")
        .parameter("ZO-02", "max_percent", 100, "UQA430")
        .parameter("ZO-03", "max_small_part", 330)
        .parameter("ZO-03", "max_small_part_strip", 660)
        .layer("lots", {"id", "complex", "use", "zoning"})
        .feature(test::rectangle(0, 0, 100, 100), {"in", "C", "IND", {}})
        .feature(test::rectangle(100, 0, 100, 100), {"planned", "C", "IND", "UQA430"})
        .feature(test::rectangle(0, 100, 100, 100), {"alone", "nowhere", "IND", {}})
        .feature(test::rectangle(0, 200, 100, 100), {"bare", "C", "IND", {}})
        .feature(test::rectangle(300, 0, 100, 100), {"vague", "C", "IND", {}})
        .layer("zoning", {"code"})
        .feature(test::rectangle(0, 0, 97, 200), {"UQA320"})
        .feature(test::rectangle(97, 0, 103, 100), {"UQA430"})
        .feature(test::rectangle(97, 100, 3, 100), {"UQA430"})
        .feature(test::rectangle(300, 0, 100, 100), {"UQA300"});
    const auto& project = builder.project();
    const auto table =
        overlay::overlaps(*project.layer("lots"), {{project.layer("zoning"), "code"}});
    const auto of = [&](std::size_t lot) {
        return lot_limits(project, table, lot, test::today);
    };

    REQUIRE(of(0).limits);
    CHECK(of(0).limits->bcr_percent == Approx(78.2)); // V13, inside a complex
    CHECK(of(0).limits->far_percent == Approx(342.5));
    CHECK(of(0).bcr->value == 80);
    CHECK(of(1).limits->bcr_percent == Approx(20)); // the planned zone governs
    CHECK(notified_limits(project, table, 1, test::today).limits->far_percent == Approx(100));
    CHECK(of(2).limits->bcr_percent == Approx(0.97 * 60 + 0.03 * 20)); // in no complex
    CHECK_FALSE(of(3).limits);
    CHECK_THAT(of(3).missing.at(0), Catch::Contains("10,000.0 m² uncovered"));
    CHECK_FALSE(of(4).limits);
    CHECK(of(4).missing.at(0) == "limits of zone UQA300");
}

TEST_CASE("whether a commercial part is a strip along a road is asked where it decides",
          "[rules]") {
    const auto of = [](double width, model::Value roadside) {
        test::ProjectBuilder builder;
        builder.project().codes.zoning.push_back(
            {"UQA220", {"일반상업지역", "General commercial"}, "commercial", false, ""});
        builder.complex("C", 20000)
            .parameter("ZO-01", "max_percent", 60, "UQA320")
            .parameter("ZO-01", "max_percent", 70, "UQA220")
            .parameter("ZO-02", "max_percent", 350, "UQA320")
            .parameter("ZO-02", "max_percent", 900, "UQA220")
            .parameter("ZO-03", "max_small_part", 330)
            .parameter("ZO-03", "max_small_part_strip", 660)
            .layer("lots", {"id", "complex", "use", "roadside"})
            .feature(test::rectangle(0, 0, 100, 100), {"L", "C", "IND", std::move(roadside)})
            .layer("zoning", {"code"})
            .feature(test::rectangle(0, 0, 100 - width, 100), {"UQA320"})
            .feature(test::rectangle(100 - width, 0, width, 100), {"UQA220"});
        const auto& project = builder.project();
        const auto table =
            overlay::overlaps(*project.layer("lots"), {{project.layer("zoning"), "code"}});
        return lot_limits(project, table, 0, test::today);
    };
    CHECK(of(6.5, 1.0).limits->basis == SplitBasis::averaged);
    CHECK(of(6.5, 0.0).limits->basis == SplitBasis::separate);
    CHECK_FALSE(of(6.5, {}).limits);
    CHECK(of(6.5, {}).missing == std::vector<std::string>{"lots.roadside"});
    CHECK(of(3.3, {}).limits->basis == SplitBasis::averaged); // small in any case
    CHECK(of(6.7, {}).limits->basis == SplitBasis::separate); // large in any case
}
