#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/rules/assignment_rules.hpp>
#include <sandan/workbench/session.hpp>

#include "../siting/siting_case.hpp"
#include "allocation_plan.hpp"
#include "core/csv.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace sandan;
using workbench::Refusal;
using workbench::Session;

namespace {

/// Three firms on the row of lots; F1 holds L1 and L2 in the plan.
struct Bench {
    test::SitingCase plan;
    siting::Matrix matrix;
    Session session;

    Bench()
        : plan{[] {
              auto builder = test::row_with_river();
              builder.firm(test::wanting("F1", 1000, 3000, 2026))
                  .firm(test::wanting("F2", 1500, 2500, 2026))
                  .firm(test::wanting("F3", 500, 9000, 2028));
              auto project = builder.project();
              project.assignments = {{"F1", {"L1", "L2"}, 1}};
              return project;
          }()},
          matrix{siting::feasibility(plan.context(), 4, 1)},
          session{plan.project, plan.analysis, test::today, matrix} {}

    [[nodiscard]] std::string bytes() const { return to_csv(session.assignments()); }

    [[nodiscard]] const workbench::FirmState& firm(std::size_t number) const {
        return session.firms()[number];
    }
};

std::vector<std::string> ids_of(const model::Project& project, const rules::Site& site) {
    std::vector<std::string> ids;
    for (const auto lot : site.lots) {
        ids.push_back(project.layer("lots")->id(project.layer("lots")->features[lot]));
    }
    return ids;
}

using Lots = std::vector<std::string>;
using Numbers = std::vector<std::size_t>;

/// What identifies a finding, for comparing lists of them.
std::vector<std::string> keys(const std::vector<Finding>& findings) {
    std::vector<std::string> all;
    for (const auto& finding : findings) {
        all.push_back(finding.rule + " " + std::string{to_string(finding.result)} + " " +
                      finding.subject.id + " " + finding.message.ko);
    }
    std::sort(all.begin(), all.end());
    return all;
}

/// Six blocks and eight firms of gis_data, read once.
model::Project& real_project() {
    static const test::TempDir folder;
    static auto project =
        io::read_project(test::write_allocation_plan(folder), 2, io::Repair::automatic);
    return project;
}

const rules::Analysis& real_analysis() {
    static const auto analysis =
        rules::analyse(real_project(), real_project().plan.reference_date, 2);
    return analysis;
}

} // namespace

TEST_CASE("the plan's assignments are where a session begins", "[workbench]") {
    const Bench bench;
    CHECK(bench.firm(0).holding.lots == Lots{"L1", "L2"});
    CHECK(bench.firm(0).area_m2 == Approx(2500));
    CHECK(bench.firm(1).holding.lots.empty());
    CHECK(bench.session.is_kept());
    CHECK_FALSE(bench.session.can_undo());
    CHECK(bench.bytes() == "firm_id,parcels,area_m2,score,phase,status,reason\n"
                           "F1,L1;L2,2500.00," +
                               fmt::format("{:.2f}", bench.firm(0).judged.score) + ",1,placed,\n");
}

TEST_CASE("the verdict at the workbench is that of `site` for every firm and site", "[workbench]") {
    Bench bench;
    for (std::size_t firm = 0; firm < 3; ++firm) {
        for (std::size_t site = 0; site < bench.matrix.sites.size(); ++site) {
            (void)bench.session.assign(bench.plan.project.firms[firm].id,
                                       ids_of(bench.plan.project, bench.matrix.sites[site]));
            const auto& judged = bench.firm(firm).judged;
            const auto& expected = bench.matrix.at(firm, site);
            CAPTURE(firm, bench.matrix.sites[site].id);
            CHECK(judged.verdict == expected.verdict);
            CHECK(judged.score == expected.score);
            REQUIRE(judged.reasons.size() == expected.reasons.size());
            REQUIRE(bench.firm(firm).findings.size() == expected.reasons.size());
            for (std::size_t i = 0; i < judged.reasons.size(); ++i) {
                CHECK(judged.reasons[i].rule == expected.reasons[i].rule);
                CHECK(judged.reasons[i].hard == expected.reasons[i].hard);
                CHECK(bench.firm(firm).findings[i].rule == expected.reasons[i].rule);
                CHECK(bench.firm(firm).findings[i].message ==
                      expected.reasons[i].outcome.evidence.message);
            }
        }
    }
}

TEST_CASE("a lot goes to who is given it last", "[workbench]") {
    Bench bench;
    CHECK(bench.session.assign("F2", {"L3", "L2", "L3"}) == Numbers{0, 1});
    CHECK(bench.firm(0).holding.lots == Lots{"L1"});
    CHECK(bench.firm(0).area_m2 == Approx(1000));
    CHECK(bench.firm(1).holding.lots == Lots{"L2", "L3"});
    CHECK(bench.session.assign("F2", {"L2", "L3"}).empty()); // nothing new, no step
    CHECK(bench.session.undo() == Numbers{0, 1});
    CHECK_FALSE(bench.session.can_undo());
    CHECK(bench.session.assign("F1", {}) == Numbers{0});
    CHECK(bench.firm(0).findings.empty());
}

TEST_CASE("words that cannot be followed change nothing", "[workbench]") {
    Bench bench;
    (void)bench.session.lock("F1", true);
    const auto before = bench.bytes();
    CHECK_THROWS_AS(bench.session.assign("F9", {"L3"}), Refusal);
    CHECK_THROWS_AS(bench.session.assign("F2", {"L9"}), Refusal);
    CHECK_THROWS_AS(bench.session.assign("F2", {"P1"}), Refusal); // a park
    CHECK_THROWS_AS(bench.session.assign("F2", {"L2"}), Refusal); // of a locked firm
    CHECK_THROWS_AS(bench.session.assign("F1", {"L3"}), Refusal); // is locked
    CHECK_THROWS_AS(bench.session.lock("F2", true), Refusal);     // holds nothing
    CHECK_THROWS_AS(bench.session.redo(), Refusal);
    CHECK(bench.bytes() == before);
    try {
        (void)bench.session.assign("F2", {"L2"});
        FAIL("was not refused");
    } catch (const Refusal& refusal) {
        CHECK(refusal.text().en == "lot L2 is locked to F1");
        CHECK_FALSE(refusal.text().ko.empty());
    }
    (void)bench.session.undo();
    CHECK(bench.session.assign("F2", {"L2"}) == Numbers{0, 1});
}

TEST_CASE("every step can be taken back to the byte and said again", "[workbench]") {
    Bench bench;
    std::mt19937 random{7};
    const auto one_of = [&random](int n) {
        return std::uniform_int_distribution<int>{0, n - 1}(random);
    };
    std::vector<std::string> states{bench.bytes()};
    for (int word = 0; word < 300; ++word) {
        const auto firm = "F" + std::to_string(1 + one_of(3));
        Lots lots;
        for (int i = one_of(4); i > 0; --i) {
            lots.push_back("L" + std::to_string(1 + one_of(5)));
        }
        try {
            const auto changed = one_of(4) == 0 ? bench.session.lock(firm, one_of(2) == 0)
                                                : bench.session.assign(firm, lots);
            if (!changed.empty()) {
                states.push_back(bench.bytes());
            }
        } catch (const Refusal&) { // locked: as it was
            CHECK(bench.bytes() == states.back());
        }
    }
    REQUIRE(states.size() > 100);
    for (auto state = states.rbegin() + 1; state != states.rend(); ++state) {
        (void)bench.session.undo();
        REQUIRE(bench.bytes() == *state);
    }
    CHECK_FALSE(bench.session.can_undo());
    CHECK(bench.session.is_kept());
    for (auto state = states.begin() + 1; state != states.end(); ++state) {
        (void)bench.session.redo();
        REQUIRE(bench.bytes() == *state);
    }
    CHECK_FALSE(bench.session.can_redo());
}

TEST_CASE("a new word ends what could be said again", "[workbench]") {
    Bench bench;
    (void)bench.session.assign("F2", {"L3"});
    bench.session.mark_kept();
    (void)bench.session.undo();
    CHECK_FALSE(bench.session.is_kept());
    (void)bench.session.assign("F3", {"L4"});
    CHECK_FALSE(bench.session.can_redo());
    (void)bench.session.undo();
    (void)bench.session.assign("F2", {"L3"});
    CHECK(bench.session.is_kept());
}

TEST_CASE("the optimiser places the rest, and leaves locked firms and their lots", "[workbench]") {
    Bench bench;
    const auto allocate = [&bench] {
        return allocation::allocate(bench.session.context(), bench.matrix,
                                    bench.session.optimisation(1e9));
    };
    // F2 asks for 1,500 m² or more: L1 alone (1,000 m²) is closed to it by SI-06.
    (void)bench.session.assign("F2", {"L1"});
    REQUIRE(bench.firm(1).judged.verdict == siting::Verdict::infeasible);
    (void)bench.session.lock("F2", true);
    const auto before = bench.bytes();
    (void)bench.session.adopt(allocate());
    CHECK(bench.firm(1).holding.lots == Lots{"L1"});
    CHECK(bench.firm(1).holding.locked);
    for (const std::size_t other : {0U, 2U}) {
        const auto& lots = bench.firm(other).holding.lots;
        CHECK_FALSE(lots.empty());
        CHECK(std::find(lots.begin(), lots.end(), "L1") == lots.end());
        CHECK(bench.firm(other).judged.verdict != siting::Verdict::infeasible);
    }
    (void)bench.session.undo();
    CHECK(bench.bytes() == before);

    // Where the rules allow it, the lock is the optimiser's.
    (void)bench.session.lock("F2", false);
    (void)bench.session.assign("F2", {"L3"});
    (void)bench.session.lock("F2", true);
    const auto found = allocate();
    CHECK(found.placements[1].lots == Lots{"L3"});
    CHECK(found.conflicts.empty());
}

TEST_CASE("assignments of a file take the place of all others", "[workbench]") {
    Bench bench;
    (void)bench.session.adopt({{"F3", {"L4"}}});
    CHECK(bench.firm(0).holding.lots.empty());
    CHECK(bench.firm(2).holding.lots == Lots{"L4"});
    CHECK_THROWS_AS(bench.session.adopt({{"F1", {"L1"}}, {"F2", {"L1"}}}), Refusal);
    (void)bench.session.undo();
    CHECK(bench.firm(0).holding.lots == Lots{"L1", "L2"});
}

TEST_CASE("without firms or lots there is no workbench", "[workbench]") {
    model::Project empty;
    const rules::Analysis analysis;
    const siting::Matrix matrix;
    CHECK_THROWS_AS((Session{empty, analysis, test::today, matrix}), Error);
}

TEST_CASE("the sums of the workbench are what `check` finds", "[workbench]") {
    auto& project = real_project();
    const auto date = project.plan.reference_date;
    const rules::Context context{project, real_analysis(), date};
    const siting::Matrix matrix;
    Session session{project, real_analysis(), date, matrix};
    const std::vector<std::string> summed(rules::assignment_rules().begin(),
                                          rules::assignment_rules().end());
    const std::vector<std::pair<std::string, Lots>> words{{"F01", {"G-B18-01", "G-B18-02"}},
                                                          {"F02", {"G-B24-01"}},
                                                          {"F03", {"G-B24-01", "G-B24-02"}},
                                                          {"D04", {"G-B30-01"}},
                                                          {"F01", {}}};
    for (const auto& [firm, lots] : words) {
        (void)session.assign(firm, lots);
        auto sums = session.sums();
        std::erase_if(sums, [](const Finding& f) { return f.result == Result::pass; });
        CHECK(keys(sums) == keys(rules::evaluate(context, summed, {}, 1).findings));
    }
}

TEST_CASE("rules over the whole plan that are not summed anew say the same whoever is assigned",
          "[workbench]") {
    auto& project = real_project();
    const auto summed = rules::assignment_rules();
    const auto others = [&] {
        const rules::Context context{project, real_analysis(), project.plan.reference_date};
        auto findings = rules::evaluate(context, {}, {}, 2).findings;
        std::erase_if(findings, [&](const Finding& finding) {
            const auto* const rule = rules::find_rule(finding.rule);
            return (rule != nullptr && rule->sites_firms()) ||
                   std::find(summed.begin(), summed.end(), finding.rule) != summed.end();
        });
        return keys(findings);
    };
    project.assignments = {};
    const auto without = others();
    project.assignments = {{"F01", {"G-B18-01", "G-B18-02"}, 1},
                           {"F02", {"G-B24-01"}, 2},
                           {"F03", {"G-B24-01", "G-B24-02"}, 3},
                           {"F04", {"G-B19-01"}, 4},
                           {"F05", {"G-B25-01"}, 5},
                           {"F06", {"G-B12-01"}, 6}};
    CHECK(others() == without);
    CHECK_FALSE(without.empty());
}
