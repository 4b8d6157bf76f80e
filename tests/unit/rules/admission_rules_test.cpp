#include "pair_rules.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::ask;
using test::Kind;

namespace {

model::Project admitting(const std::string& rule, const std::string& block = {}) {
    test::ProjectBuilder builder;
    builder.complex("A", 100000).parameter("SI-01", "max_ancillary_share", 33.33333333);
    builder.project().plan.admissions = {
        {"A", block, 10, model::AdmissionRule::parse(rule), "test"}};
    return builder.project();
}

rules::Site in_block(const std::string& block) {
    auto site = test::site_of_area(5000);
    site.block = block;
    return site;
}

} // namespace

TEST_CASE("an industry is admitted by the list of its complex", "[rules]") {
    const auto project = admitting("allow C20 C22 except 22241");
    CHECK(ask(project, "SI-01", test::firm("F", "20501"), in_block("B1")).kind == Kind::pass);
    CHECK(ask(project, "SI-01", test::firm("F", "22241"), in_block("B1")).kind == Kind::breach);
    CHECK(ask(project, "SI-01", test::firm("F", "23995"), in_block("B1")).kind == Kind::breach);
}

TEST_CASE("a block's own list goes before the complex's", "[rules]") {
    auto project = admitting("allow C20");
    project.plan.admissions.push_back(
        {"A", "B2", 10, model::AdmissionRule::parse("allow C23"), "test"});
    const auto fibre = test::firm("F", "23995");
    CHECK(ask(project, "SI-01", fibre, in_block("B1")).kind == Kind::breach);
    CHECK(ask(project, "SI-01", fibre, in_block("B2")).kind == Kind::pass);
}

TEST_CASE("a complex without a list is unknown, not open", "[rules]") {
    const auto project = admitting("allow C20");
    auto site = in_block("B1");
    site.complex = "Z";
    CHECK(ask(project, "SI-01", test::firm("F"), site).missing ==
          std::vector<std::string>{"admission Z"});
}

TEST_CASE("an ancillary industry of up to a third does not bar the main one", "[rules]") {
    const auto project = admitting("allow C20");
    auto firm = test::firm("F");
    firm.industries = {{"20501", 2.0 / 3}, {"23995", 1.0 / 3}};
    CHECK(ask(project, "SI-01", firm, in_block("B1")).kind == Kind::pass);
    firm.industries = {{"20501", 0.66}, {"23995", 0.34}};
    CHECK(ask(project, "SI-01", firm, in_block("B1")).kind == Kind::breach);
}

TEST_CASE("a ban by effect needs to know what the firm emits", "[rules]") {
    const auto project = admitting("allow C20; deny emits(특정수질유해물질)");
    auto firm = test::firm("F", "20501");
    CHECK(ask(project, "SI-01", firm, in_block("B1")).kind == Kind::pass);
    CHECK(ask(project, "SI-03", firm, in_block("B1")).kind == Kind::pass);
    firm.emits = {"특정수질유해물질"};
    CHECK(ask(project, "SI-01", firm, in_block("B1")).kind == Kind::breach);
    firm.emits.clear();
    firm.emits_known = false;
    CHECK(ask(project, "SI-01", firm, in_block("B1")).kind == Kind::unknown);
    CHECK(ask(project, "SI-03", firm, in_block("B1")).missing ==
          std::vector<std::string>{"firms.emits"});
    CHECK(ask(admitting("allow C20"), "SI-03", firm, in_block("B1")).kind == Kind::not_applicable);
}

TEST_CASE("codes of another revision are not read with the list's", "[rules]") {
    const auto project = admitting("allow C20");
    auto firm = test::firm("F", "20501");
    CHECK(ask(project, "SI-02", firm, in_block("B1")).kind == Kind::pass);
    firm.ksic_rev = 11;
    for (const auto* const rule : {"SI-01", "SI-02"}) {
        CHECK(ask(project, rule, firm, in_block("B1")).missing ==
              std::vector<std::string>{"crosswalk KSIC-11 to KSIC-10"});
    }
    CHECK(ask(admitting("allow C22"), "SI-01", firm, in_block("B1")).kind == Kind::unknown);
    firm.ksic_rev = 0;
    CHECK(ask(project, "SI-02", firm, in_block("B1")).missing ==
          std::vector<std::string>{"firms.ksic_rev"});
}

TEST_CASE("codes of a revision that is not yet in force are not understood", "[rules]") {
    auto project = admitting("allow C20");
    project.plan.admissions.front().ksic_rev = 11;
    project.rules.rules.emplace_back().id = "SI-02";
    auto& revisions = project.rules.rules.back().parameters;
    for (const auto& [revision, from, to] :
         {std::tuple{10, "2024-01-01", "2024-06-30"}, std::tuple{11, "2024-07-01", "2999-12-31"}}) {
        model::Parameter row;
        row.name = "ksic_revision";
        row.value = revision;
        row.valid_from = *parse_date(from);
        row.valid_to = parse_date(to);
        row.jurisdiction = "kr";
        revisions.push_back(row);
    }
    auto firm = test::firm("F", "20501");
    firm.ksic_rev = 11;
    const rules::Analysis nothing;
    const auto on = [&](const char* date) {
        const rules::Context context{project, nothing, *parse_date(date)};
        return rules::find_rule("SI-02")->pair(context, firm, in_block("B1"));
    };
    CHECK(on("2024-06-30").missing == std::vector<std::string>{"KSIC-11 in force on 2024-06-30"});
    CHECK(on("2024-07-01").kind == Kind::pass);
}

TEST_CASE("the placement plan binds lot by lot, except in a negative zone", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 100000)
        .layer("lots", {"id", "complex", "use", "industry", "negative"})
        .feature(test::rectangle(0, 0, 10, 10), {"L1", "A", "IND", "C20;C22", "0"})
        .feature(test::rectangle(10, 0, 10, 10), {"L2", "A", "IND", "C25", "0"})
        .feature(test::rectangle(20, 0, 10, 10), {"L3", "A", "IND", "C25", "1"})
        .feature(test::rectangle(30, 0, 10, 10), {"L4", "A", "IND", "C20;C22", "0"})
        .feature(test::rectangle(40, 0, 10, 10), {"L5", "A", "IND", "", "0"});
    const auto& project = builder.project();
    auto site = in_block("B1");
    const auto resin = test::firm("F", "22241");
    site.lots = {0};
    CHECK(ask(project, "SI-04", resin, site).kind == Kind::pass);
    site.lots = {0, 1};
    CHECK(ask(project, "SI-04", resin, site).kind == Kind::breach);
    site.lots = {0, 2};
    CHECK(ask(project, "SI-04", resin, site).kind == Kind::pass);
    site.lots = {0, 4, 3, 0};
    CHECK(ask(project, "SI-04", resin, site).kind == Kind::pass);
    site.lots = {0, 3, 1, 0};
    CHECK(ask(project, "SI-04", resin, site).kind == Kind::breach);
}
