#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::ProjectBuilder;
using test::rectangle;
using test::run_rule;
using Ids = std::vector<std::string>;
using Kind = rules::Outcome::Kind;

namespace {

struct Parcel {
    const char* pnu;
    const char* jibun;
};

ProjectBuilder cadastre(const std::vector<Parcel>& parcels) {
    ProjectBuilder builder;
    builder.layer("parcels", {"id", "jibun"});
    double x = 0;
    for (const auto& parcel : parcels) {
        builder.feature(rectangle(x, 0, 10, 10), {parcel.pnu, parcel.jibun});
        x += 20;
    }
    builder.project().codes.jimok = {
        {5, "임야", "임"}, {14, "도로", "도"}, {22, "공원", "공"}, {9, "공장용지", "장"}};
    return builder;
}

Ids breaches(const char* rule, const std::vector<Parcel>& parcels) {
    return run_rule(cadastre(parcels).project(), rule).breaches();
}

constexpr const char* good = "5211310300109630254";

} // namespace

TEST_CASE("DI-01 takes 19 digits with ledger 1 or 2 and a main number", "[rules]") {
    CHECK(breaches("DI-01", {{good, ""}}).empty());
    CHECK(breaches("DI-01", {{"521131030010963025", ""}}) == Ids{"521131030010963025"});
    CHECK(breaches("DI-01", {{"5211310300309630254", ""}}) == Ids{"5211310300309630254"});
    CHECK(breaches("DI-01", {{"5211310300100000254", ""}}) == Ids{"5211310300100000254"});
    CHECK(breaches("DI-01", {{"5.21131E+18", ""}}) == Ids{"5.21131E+18"});
}

TEST_CASE("DI-01 is one finding for a numeric PNU column", "[rules]") {
    auto builder = cadastre({{good, ""}, {good, ""}});
    model::LayerRef parcels;
    parcels.name = parcels.role = "parcels";
    parcels.path = "p.shp";
    parcels.fields = {{"id", "PNU"}};
    builder.project().plan.layers = {parcels};
    builder.project().layers[0].provenance.numeric_fields = {"SGG_OID", "PNU"};
    CHECK(run_rule(builder.project(), "DI-01").breaches() == Ids{"PNU"});
    builder.project().layers[0].provenance.numeric_fields = {"SGG_OID"};
    CHECK(run_rule(builder.project(), "DI-01").breaches().empty());
}

TEST_CASE("DI-02 is one finding a number, advisory when the parts lie apart", "[rules]") {
    auto builder = cadastre({{good, ""}, {good, ""}, {"5211310300109630255", ""}});
    const auto apart = run_rule(builder.project(), "DI-02");
    REQUIRE(apart.breaches() == Ids{good});
    CHECK(apart.all[0].second.evidence.advisory);
    CHECK(apart.passes() == Ids{"5211310300109630255"});

    builder.project().layers[0].features[1].shape = test::polygon_shape(rectangle(10, 0, 10, 10));
    CHECK_FALSE(run_rule(builder.project(), "DI-02").all[0].second.evidence.advisory);
}

TEST_CASE("V4, V5: the lot number agrees with the PNU", "[rules]") {
    CHECK(breaches("DI-03", {{good, "963-254도"}}).empty());
    CHECK(breaches("DI-03", {{"5211310300200120003", "산12-3임"}}).empty());
    CHECK(breaches("DI-03", {{"5211310300200120003", "12-3임"}}) == Ids{"5211310300200120003"});
    CHECK(breaches("DI-03", {{good, "963-255도"}}) == Ids{good});
}

TEST_CASE("DI-03 cannot tell from a block lot", "[rules]") {
    const auto found = run_rule(cadastre({{good, "B1-2"}, {good, ""}}).project(), "DI-03");
    CHECK(found.unknowns() == Ids{good, good});
}

TEST_CASE("V7: 공 is a park, and only the 28 marks are marks", "[rules]") {
    CHECK(breaches("DI-04", {{good, "963-254공"}, {good, "1 장"}}).empty());
    CHECK(breaches("DI-04", {{good, "963-254갑"}}) == Ids{good});
    CHECK(breaches("DI-03", {{good, "963-254갑"}}).empty()); // one fault, one finding
    CHECK(run_rule(cadastre({{good, "963-254"}}).project(), "DI-04").unknowns() == Ids{good});
}

TEST_CASE("DI-05 lists forest-ledger parcels that are no forest", "[rules]") {
    CHECK(breaches("DI-05", {{"5211310300200120003", "산12-3임"}}).empty());
    CHECK(breaches("DI-05", {{"5211310300200120003", "산12-3도"}}) == Ids{"5211310300200120003"});
    CHECK(breaches("DI-05", {{good, "963-254임"}}).empty()); // 토임
}

TEST_CASE("DI-06 counts records of an old district code among its successor's", "[rules]") {
    const auto run = [](const std::vector<Parcel>& parcels) {
        auto builder = cadastre(parcels);
        builder.parameter("DI-06", "successor", 52113, "45113", 0, false);
        return run_rule(builder.project(), "DI-06");
    };
    constexpr const char* old = "4511310300109630254";
    const auto mixed = run({{old, ""}, {good, ""}, {old, ""}});
    REQUIRE(mixed.breaches() == Ids{"45113"});
    CHECK(*mixed.all[0].second.evidence.measured == 2);
    CHECK(run({{old, ""}}).breaches().empty());
    CHECK(run({{good, ""}}).breaches().empty());
}

TEST_CASE("parcel rules without parcels name the layer", "[rules]") {
    ProjectBuilder builder;
    for (const auto* rule : {"DI-01", "DI-02", "DI-03", "DI-04", "DI-05"}) {
        CHECK(run_rule(builder.project(), rule).all.at(0).second.missing == Ids{"layer parcels"});
    }
    builder.layer("parcels", {"id"});
    CHECK(run_rule(builder.project(), "DI-03").all.at(0).second.missing == Ids{"parcels.jibun"});
}
