#include "allocation_plan.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <functional>

using nlohmann::json;
using sandan::test::read_file;
using sandan::test::run_cli;
using sandan::test::TempDir;

namespace {

const std::string& plan() {
    static const TempDir folder;
    static const auto path = sandan::test::write_allocation_plan(folder);
    return path;
}

std::string write(const std::string& path, const std::string& text) {
    std::ofstream{path} << text;
    return path;
}

/// The certificate of the sample plan, made once.
const std::string& certificate() {
    static const std::string text = [] {
        const auto run = run_cli({"allocate", plan(), "--json"});
        CAPTURE(run.err);
        REQUIRE(run.exit == 0);
        return run.out;
    }();
    return text;
}

struct Tamper {
    const char* what;
    std::function<void(json&)> change;
    const char* reason; ///< What `verify` must say.
};

} // namespace

TEST_CASE("verify accepts the certificate as made and names the fault in each tampered one",
          "[cli][allocate]") {
    const TempDir folder;
    const auto file = write(folder / "c.json", certificate());
    const auto clean = run_cli({"verify", plan(), file});
    CAPTURE(clean.out, clean.err);
    CHECK(clean.exit == 0);
    const std::vector<Tamper> tampers{
        {"objective", [](json& c) { c["objective"] = c["objective"].get<int>() + 1; },
         "claims objective"},
        {"bound below the objective", [](json& c) { c["bound"] = c["objective"].get<int>() - 1; },
         "claims gap"},
        {"gap", [](json& c) { c["gap"] = 0.5; }, "claims gap"},
        {"value", [](json& c) { c["assignments"][0]["value"] = 1; }, "claims 1 points"},
        {"firm twice", [](json& c) { c["assignments"].push_back(c["assignments"][0]); },
         "placed twice"},
        {"foreign lot", [](json& c) { c["assignments"][0]["parcels"] = {"NOWHERE"}; },
         "lot NOWHERE is not in the plan"},
        {"one lot for two firms",
         [](json& c) { c["assignments"][0]["parcels"] = c["assignments"][1]["parcels"]; },
         "a lot is given to both"},
        {"a lot less", [](json& c) { c["assignments"][0]["parcels"].erase(0); }, "FAULT"},
        {"mandatory firm left out", [](json& c) { c["assignments"].erase(0); },
         "F01: mandatory and not placed"},
        {"inputs", [](json& c) { c["inputs_sha256"] = "00"; }, "the inputs are not those"},
        {"day", [](json& c) { c["as_of"] = "2020-01-01"; }, "certificate as of 2020-01-01"},
        {"status", [](json& c) { c["status"] = "splendid"; }, "status 'splendid'"},
        {"price", [](json& c) { c["proof"]["parcel_prices"]["NOWHERE"] = 5; }, "no lot NOWHERE"},
        {"what the prices prove",
         [](json& c) { c["proof"]["lp_bound"] = c["proof"]["lp_bound"].get<double>() - 9; },
         "its prices prove the bound"},
        {"log", [](json& c) { c["solver_log"] = "proven, honestly"; }, "the solver's log"},
        {"use of a capacity",
         [](json& c) { c["capacities"][0]["used"] = c["capacities"][0]["used"].get<double>() + 1; },
         " used: claims"},
        {"area of a firm", [](json& c) { c["per_firm"][0]["area_m2"] = 1; }, " area_m2: claims 1,"},
        {"term", [](json& c) { c["objective_terms"][0]["share"] = 2; }, " share: claims 2,"},
        {"infeasible", [](json& c) { c["status"] = "infeasible"; }, "status 'infeasible'"},
        {"lots allowed", [](json& c) { c["max_parcels"] = 99; }, "the plan allows up to"},
        {"scope", [](json& c) { c["gap_scope"] = "pool"; }, "scope 'pool'"},
    };
    for (const auto& [what, change, reason] : tampers) {
        auto claim = json::parse(certificate());
        change(claim);
        const auto run = run_cli({"verify", plan(), write(folder / "t.json", claim.dump())});
        CAPTURE(what, run.out, run.err);
        CHECK(run.exit == 1);
        CHECK_THAT(run.out, Catch::Contains(reason));
    }
}

TEST_CASE("verify refuses what is not a certificate", "[cli][allocate]") {
    const TempDir folder;
    const auto run = run_cli({"verify", plan(), write(folder / "c.json", "{\"schema\": \"x\"}")});
    CHECK(run.exit == 3);
    CHECK_THAT(run.err, Catch::Contains("schema is not sandan.certificate/1"));
    CHECK(run_cli({"verify", plan(), folder / "absent.json"}).exit == 3);
}

TEST_CASE("allocate writes the contract's header and keys, the same for any number of threads",
          "[cli][allocate]") {
    const auto csv = run_cli({"allocate", plan(), "--threads", "1"});
    CHECK(csv.exit == 0);
    CHECK(csv.out.starts_with("firm_id,parcels,area_m2,score,phase,status,reason\n"));
    CHECK(run_cli({"allocate", plan(), "--threads", "2"}).out == csv.out);
    const auto all = json::parse(certificate());
    for (const auto* key : {"kind", "status", "objective", "bound", "gap", "gap_scope",
                            "max_parcels", "seed", "inputs_sha256", "solver", "deterministic",
                            "assignments", "per_firm", "capacities", "conflicts"}) {
        CAPTURE(key);
        CHECK(all.contains(key));
    }
    CHECK(all.at("status") == "optimal");
    const TempDir folder;
    CHECK(run_cli({"allocate", plan(), "-q", "-o", folder / "c.json"}).exit == 0);
    CHECK(json::parse(read_file(folder / "c.json")) == all); // the name says what is wanted
}

TEST_CASE("allocate --from keeps every firm where it is, and moves only those that must",
          "[cli][allocate]") {
    const TempDir folder;
    const auto before = write(folder / "before.json", certificate());
    const auto again = json::parse(run_cli({"allocate", plan(), "--json", "--from", before}).out);
    CHECK(again.at("assignments") == json::parse(certificate()).at("assignments"));
    CHECK(again.at("replanning").at("moved") == 0);

    // The lots of the first firm go to nobody: it moves, and as few others as possible.
    const auto first = json::parse(certificate()).at("assignments").at(0);
    std::string fix = "firm_id,parcels,mode\n*,";
    for (const auto& lot : first.at("parcels")) {
        fix += lot.get<std::string>() + ";";
    }
    const auto run = run_cli({"allocate", plan(), "--json", "--from", before, "--fix",
                              write(folder / "fix.csv", fix + ",forbid\n")});
    CAPTURE(run.err);
    const auto moved = json::parse(run.out).at("replanning");
    CHECK(moved.at("moved").get<int>() + moved.at("dropped").get<int>() >= 1);
    CHECK(moved.at("kept").get<int>() >= static_cast<int>(again.at("assignments").size()) - 3);

    const auto free =
        run_cli({"allocate", plan(), "--json", "--from", before, "--move-price", "0"});
    CHECK(json::parse(free.out).at("objective") == again.at("objective"));
}

TEST_CASE("allocate --alternatives states loss and distance of plans that differ",
          "[cli][allocate]") {
    const auto run = run_cli({"allocate", plan(), "--json", "--alternatives", "2"});
    CAPTURE(run.err);
    const auto all = json::parse(run.out);
    const auto& best = all.at("assignments");
    REQUIRE(all.contains("alternatives"));
    for (const auto& other : all.at("alternatives")) {
        CHECK(other.at("loss").get<long>() ==
              all.at("objective").get<long>() - other.at("objective").get<long>());
        CHECK(other.at("loss").get<long>() >= 0);
        int same = 0;
        for (const auto& site : other.at("assignments")) {
            same +=
                static_cast<int>(std::count_if(best.begin(), best.end(), [&](const json& entry) {
                    return entry.at("firm") == site.at("firm") &&
                           entry.at("parcels") == site.at("parcels");
                }));
        }
        const auto most = std::max(best.size(), other.at("assignments").size());
        CHECK(static_cast<int>(most) - same >= static_cast<int>(best.size()) / 5);
    }
}

TEST_CASE("allocate tells firms left out a smallest conflict, and verify recomputes the bound",
          "[cli][allocate]") {
    const TempDir folder;
    const auto claim = json::parse(certificate());
    for (const auto& firm : claim.at("per_firm")) {
        if (!firm.at("placed").get<bool>()) {
            CAPTURE(firm.dump());
            const auto& conflict = firm.at("conflict");
            CHECK((!conflict.at("fixed").empty() || conflict.contains("forced")));
        }
    }
    const auto run =
        run_cli({"verify", plan(), write(folder / "c.json", certificate()), "--lang", "en"});
    CHECK_THAT(run.out, Catch::Contains("upper bound by LP duality"));
    CHECK_THAT(run.out, Catch::Contains("SHA-256 of the solver's log"));
}

TEST_CASE("allocate refuses contradictory wishes and explains impossible locks",
          "[cli][allocate]") {
    const TempDir folder;
    const auto refused = [&](const std::string& fix, const std::string& words) {
        const auto run = run_cli({"allocate", plan(), "--fix",
                                  write(folder / "fix.csv", "firm_id,parcels,mode\n" + fix)});
        CAPTURE(fix, run.err);
        CHECK(run.exit == 2);
        CHECK_THAT(run.err, Catch::Contains(words));
    };
    const auto claim = json::parse(certificate());
    const std::string firm = claim.at("assignments").at(0).at("firm");
    const std::string lot = claim.at("assignments").at(0).at("parcels").at(0);
    const std::string other = claim.at("assignments").at(1).at("firm");
    refused("NOBODY," + lot + ",lock\n", "firm 'NOBODY' is not in the plan");
    refused(firm + ",NOWHERE,lock\n", "lot 'NOWHERE' is not in the plan");
    refused(firm + ",,lock\n", "has no parcels");
    refused(firm + "," + lot + ",keep\n", "mode 'keep', expected lock or forbid");
    const auto refused_before = [&](const std::string& rows, const std::string& words) {
        const auto run = run_cli({"allocate", plan(), "--from",
                                  write(folder / "before.csv", "firm_id,parcels,mode\n" + rows)});
        CAPTURE(rows, run.err);
        CHECK(run.exit == 2);
        CHECK_THAT(run.err, Catch::Contains(words));
    };
    refused_before(firm + "," + lot + ",forbid\n", "a plan before forbids nothing");
    refused_before(firm + "," + lot + ",\n" + firm + "," + lot + ",\n", "stands twice");
    refused(firm + "," + lot + ",lock\n" + firm + "," + lot + ",lock\n", "locked twice");

    const auto clash = run_cli({"allocate", plan(), "--json", "--fix",
                                write(folder / "fix.csv", "firm_id,parcels\n" + firm + "," + lot +
                                                              "\n" + other + "," + lot + "\n")});
    CHECK(clash.exit == 1);
    CHECK(json::parse(clash.out).at("status") == "infeasible");
    CHECK_THAT(clash.err, Catch::Contains("is locked to both " + firm + " and " + other));
    CHECK(run_cli({"allocate", "--instance", "x.json", "--alternatives", "2"}).exit == 2);
}

TEST_CASE("allocate and site need firms and lots, and judge sites of as many lots",
          "[cli][allocate]") {
    const TempDir folder;
    const auto source = read_file(plan());
    const auto none = write(
        folder / "none.toml",
        sandan::test::without_section(sandan::test::without_section(source, "[links]"), "[firms]"));
    for (const auto* const command : {"site", "allocate"}) {
        const auto run = run_cli({command, none});
        CAPTURE(command, run.err);
        CHECK(run.exit == 2);
        CHECK_THAT(run.err, Catch::Contains("siting needs firms"));
    }
    // The plan allows one lot, F01 by itself three.
    const auto single = write(folder / "single.toml",
                              sandan::test::replaced(source, "max_parcels = 3", "max_parcels = 1"));
    const auto sites = run_cli({"site", single, "--firm", "F01"});
    CAPTURE(sites.err);
    CHECK(sites.exit == 0);
    CHECK_THAT(sites.out, Catch::Contains("+"));
}

TEST_CASE("the plan's weights and strict orders are kept, and verified", "[cli][allocate]") {
    const TempDir folder;
    const std::string named =
        R"(objective = ["jobs", "investment", "fit", "proximity", "compactness"])";
    const auto with = [&](const std::string& objective) {
        return write(folder / "plan.toml",
                     sandan::test::replaced(read_file(plan()), named, "objective = " + objective));
    };
    const auto weighted = with(R"(["jobs:3", "fit:1"])");
    const auto terms =
        json::parse(run_cli({"allocate", weighted, "--json"}).out).at("objective_terms");
    REQUIRE(terms.size() == 2);
    CHECK(terms.at(0).at("weight") == 0.75);

    const auto strict = with(R"(["lexicographic", "jobs", "fit", "proximity"])");
    const auto run = run_cli({"allocate", strict, "--json"});
    CAPTURE(run.err);
    const auto all = json::parse(run.out);
    CHECK(all.at("status") == "optimal");
    REQUIRE(all.at("stages").size() == 2);
    CHECK(all.at("stages").at(0).at("term") == "jobs");
    // No plan has more jobs: not the one for jobs alone either.
    const auto jobs = json::parse(run_cli({"allocate", with(R"(["jobs"])"), "--json"}).out);
    CHECK(all.at("stages").at(0).at("objective") == jobs.at("objective"));
    (void)with(R"(["lexicographic", "jobs", "fit", "proximity"])");
    const auto verified =
        run_cli({"verify", strict, write(folder / "c.json", all.dump()), "--lang", "en"});
    CAPTURE(verified.out);
    CHECK(verified.exit == 0);
    CHECK_THAT(verified.out, Catch::Contains("jobs: upper bound by LP duality"));
    CHECK(run_cli({"allocate", strict, "--alternatives", "1"}).exit == 2);

    const auto wrong = run_cli({"allocate", with(R"(["jobs:3", "fit"])")});
    CHECK(wrong.exit == 2);
    CHECK_THAT(wrong.err, Catch::Contains("give every term a weight, or none"));
}
