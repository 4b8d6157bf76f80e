#include <sandan/core/error.hpp>
#include <sandan/report/allocation.hpp>

#include "report/certificate_proof.hpp"

#include <fmt/format.h>

namespace sandan::report {

namespace {

using Json = nlohmann::ordered_json;

Json text_json(const Text& text) {
    return {{"ko", text.ko}, {"en", text.en}};
}

Json assignments(const allocation::Allocation& allocation) {
    auto list = Json::array();
    for (const auto& placement : allocation.placements) {
        if (placement.placed) {
            list.push_back({{"firm", placement.firm},
                            {"parcels", placement.lots},
                            {"value", placement.value}});
        }
    }
    return list;
}

Json constraints_json(const std::vector<allocation::Constraint>& set) {
    auto list = Json::array();
    for (const auto& constraint : set) {
        list.push_back({{"kind", to_string(constraint.kind)},
                        {"id", constraint.id},
                        {"name", text_json(constraint.name)}});
    }
    return list;
}

/// Why a firm was left out, and what would place it.
Json left_out_json(const allocation::LeftOut& why) {
    Json json{{"fixed", constraints_json(why.fixed)},
              {"free", constraints_json(why.free)},
              {"minimal", why.minimal},
              {"all_sites", why.all_sites}};
    if (why.remedy) {
        auto changes = Json::array();
        for (const auto& change : why.remedy->changes.changes) {
            changes.push_back({{"kind", to_string(change.kind)},
                               {"amount", change.amount},
                               {"unit", change.unit},
                               {"text", text_json(change.text)}});
        }
        json["remedy"] = {{"site", why.remedy->site}, {"changes", changes}};
    }
    if (why.forced) {
        json["forced"] = {{"parcels", why.forced->lots},
                          {"loss", why.forced->loss},
                          {"exact", why.forced->exact},
                          {"moved", why.forced->moved},
                          {"dropped", why.forced->dropped}};
    }
    return json;
}

Json firms(const allocation::Allocation& allocation) {
    auto list = Json::array();
    for (const auto& placement : allocation.placements) {
        Json firm{{"firm", placement.firm},
                  {"placed", placement.placed},
                  {"mandatory", placement.mandatory}};
        if (placement.placed) {
            firm["area_m2"] = placement.area_m2;
            firm["score"] = placement.score;
            firm["phase"] = placement.phase;
        } else {
            firm["reason"] = text_json(placement.reason);
            if (placement.left_out) {
                firm["conflict"] = left_out_json(*placement.left_out);
            }
        }
        list.push_back(std::move(firm));
    }
    return list;
}

/// weight × share × 1,000,000 points each; a firm's points are rounded, so the sum may be off by
/// half a point a firm.
Json terms(const allocation::Allocation& allocation) {
    auto list = Json::array();
    for (const auto& term : allocation.terms) {
        list.push_back({{"term", term.name}, {"weight", term.weight}, {"share", term.share}});
    }
    return list;
}

/// The terms of a lexicographic objective but the last, which the certificate itself is about.
Json stages(const allocation::Allocation& allocation) {
    auto list = Json::array();
    for (const auto& stage : allocation.stages) {
        list.push_back({{"term", stage.term},
                        {"objective", stage.objective},
                        {"bound", stage.bound},
                        {"gap", stage.gap},
                        {"proof", proof_json(stage.proof)}});
    }
    return list;
}

Json capacities(const allocation::Allocation& allocation) {
    auto list = Json::array();
    for (const auto& use : allocation.capacities) {
        list.push_back({{"complex", use.complex},
                        {"year", use.year},
                        {"utility", use.utility},
                        {"used", use.used},
                        {"capacity", use.capacity}});
    }
    return list;
}

/// What was asked for beside the plan itself.
void add_follow_ups(const allocation::Allocation& allocation, Json& json) {
    for (const auto& tie : allocation.ties) {
        json["ties"].push_back({{"firm", tie.firm}, {"parcels", tie.lots}});
    }
    if (const auto& again = allocation.replanning) {
        json["replanning"] = {{"move_price", again->move_price}, {"kept", again->kept},
                              {"moved", again->moved},           {"dropped", again->dropped},
                              {"added", again->added},           {"gone", again->gone}};
    }
    if (allocation.alternatives_asked > 0) {
        json["alternatives_asked"] = allocation.alternatives_asked;
        json["alternatives"] = Json::array();
    }
    for (const auto& other : allocation.alternatives) {
        auto sites = Json::array();
        for (const auto& site : other.assignments) {
            sites.push_back({{"firm", site.firm}, {"parcels", site.lots}});
        }
        json["alternatives"].push_back({{"objective", other.objective},
                                        {"loss", other.loss},
                                        {"distance", other.distance},
                                        {"assignments", sites}});
    }
    for (const auto& entry : allocation.importance) {
        Json one{{entry.firm ? "firm" : "parcel", entry.subject},
                 {"loss", entry.loss},
                 {"regret", entry.regret},
                 {"exact", entry.exact}};
        if (entry.asks > 0) {
            one["asks"] = entry.asks;
        }
        json["importance"].push_back(std::move(one));
    }
}

} // namespace

std::string allocation_certificate(const allocation::Allocation& allocation,
                                   const CertificateStamp& stamp) {
    auto conflicts = Json::array();
    for (const auto& conflict : allocation.conflicts) {
        conflicts.push_back(text_json(conflict));
    }
    Json json{{"schema", "sandan.certificate/1"},
              {"kind", allocation.quadratic ? "quadratic" : "linear"},
              {"status", to_string(allocation.status)},
              {"objective", allocation.objective},
              {"bound", allocation.bound},
              {"gap", allocation.gap},
              {"gap_tolerance", allocation.gap_tolerance},
              {"gap_scope", allocation.gap_scope},
              {"max_parcels", allocation.max_parcels},
              {"seed", allocation.seed},
              {"inputs_sha256", stamp.inputs_sha256},
              {"as_of", stamp.as_of},
              {"solver", allocation.solver},
              {"deterministic", allocation.deterministic},
              {"assignments", assignments(allocation)},
              {"per_firm", firms(allocation)},
              {"capacities", capacities(allocation)},
              {"objective_terms", terms(allocation)},
              {"stages", stages(allocation)},
              {"conflicts", conflicts},
              {"locks", locks_json(allocation.locks)},
              {"proof", proof_json(allocation.proof)},
              {"solver_log", allocation.solver_log},
              {"solver_log_sha256", stamp.solver_log_sha256}};
    add_follow_ups(allocation, json);
    return json.dump(2) + "\n";
}

namespace {

allocation::Alternative read_alternative(const Json& json) {
    allocation::Alternative other{.objective = json.at("objective"),
                                  .loss = json.at("loss"),
                                  .distance = json.at("distance")};
    for (const auto& site : json.at("assignments")) {
        other.assignments.push_back({site.at("firm"), site.at("parcels")});
    }
    return other;
}

/// What the certificate tells beside the assignments.
void read_told(const Json& all, allocation::Claim& claim) {
    for (const auto& firm : all.at("per_firm")) {
        const bool placed = firm.at("placed");
        claim.firms.push_back({.firm = firm.at("firm"),
                               .placed = placed,
                               .mandatory = firm.at("mandatory"),
                               .area_m2 = placed ? firm.at("area_m2").get<double>() : 0,
                               .score = placed ? firm.at("score").get<double>() : 0,
                               .phase = placed ? firm.at("phase").get<int>() : 0});
    }
    for (const auto& use : all.at("capacities")) {
        claim.capacities.push_back({use.at("complex"), use.at("year"), use.at("utility"),
                                    use.at("used"), use.at("capacity")});
    }
    auto& terms = claim.terms.emplace();
    for (const auto& term : all.at("objective_terms")) {
        terms.push_back({term.at("term"), term.at("weight"), term.at("share")});
    }
    for (const auto& stage : all.at("stages")) {
        claim.stages.push_back({.term = stage.at("term"),
                                .objective = stage.at("objective"),
                                .bound = stage.at("bound"),
                                .gap = stage.at("gap"),
                                .proof = read_proof(stage.at("proof"))});
    }
    if (all.contains("ties")) {
        for (const auto& tie : all.at("ties")) {
            claim.ties.push_back({tie.at("firm"), tie.at("parcels")});
        }
    }
    if (all.contains("alternatives")) {
        for (const auto& other : all.at("alternatives")) {
            claim.alternatives.push_back(read_alternative(other));
        }
    }
    if (all.contains("replanning")) {
        const auto& again = all.at("replanning");
        claim.replanning = allocation::Replanning{.move_price = again.at("move_price"),
                                                  .kept = again.at("kept"),
                                                  .moved = again.at("moved"),
                                                  .dropped = again.at("dropped"),
                                                  .added = again.at("added")};
    }
}

/// \throws Error{input} for a word that is neither.
bool read_kind(const Json& kind) {
    if (kind != "linear" && kind != "quadratic") {
        throw Error{ErrorKind::input, Text{"인증서: kind가 linear도 quadratic도 아닙니다",
                                           "certificate: kind is neither linear nor quadratic"}};
    }
    return kind == "quadratic";
}

} // namespace

allocation::Claim read_certificate(std::string_view json) {
    try {
        const auto all = Json::parse(json);
        if (all.at("schema") != "sandan.certificate/1") {
            throw Error{ErrorKind::input, Text{"인증서: schema가 sandan.certificate/1이 아닙니다",
                                               "certificate: schema is not sandan.certificate/1"}};
        }
        allocation::Claim claim{.quadratic = read_kind(all.at("kind")),
                                .status = all.at("status"),
                                .objective = all.at("objective"),
                                .bound = all.at("bound"),
                                .gap = all.at("gap"),
                                .gap_tolerance = all.at("gap_tolerance"),
                                .gap_scope = all.at("gap_scope"),
                                .max_parcels = all.at("max_parcels"),
                                .inputs_sha256 = all.at("inputs_sha256"),
                                .as_of = all.at("as_of"),
                                .assignments = {}};
        for (const auto& entry : all.at("assignments")) {
            claim.assignments.push_back({.firm = entry.at("firm"),
                                         .lots = entry.at("parcels"),
                                         .value = entry.at("value")});
        }
        if (all.contains("proof")) { // else an older certificate: a plan, but no proof
            claim.locks = read_locks(all.at("locks"));
            claim.proof = read_proof(all.at("proof"));
            claim.solver_log = all.at("solver_log");
            claim.solver_log_sha256 = all.at("solver_log_sha256");
            read_told(all, claim);
        }
        return claim;
    } catch (const Json::exception& e) {
        const std::string words = e.what(); // "[json.exception.out_of_range.403] key 'kind' …"
        const auto fault = words.substr(words.find("] ") + 2);
        throw Error{
            ErrorKind::input,
            Text{fmt::format("sandan allocate --certificate의 인증서가 아닙니다: {}", fault),
                 fmt::format("not a certificate of sandan allocate --certificate: {}", fault)}};
    }
}

} // namespace sandan::report
