#include "report/certificate_proof.hpp"

namespace sandan::report {

namespace {

using Json = nlohmann::ordered_json;
using allocation::BoundProof;

/// A list of names with numbers, as an object.
template <typename Number>
Json by_name(const std::vector<std::pair<std::string, Number>>& list) {
    auto json = Json::object();
    for (const auto& [name, number] : list) {
        json[name] = number;
    }
    return json;
}

template <typename Number>
std::vector<std::pair<std::string, Number>> read_by_name(const Json& json) {
    std::vector<std::pair<std::string, Number>> list;
    for (const auto& [name, number] : json.items()) {
        list.emplace_back(name, number.template get<Number>());
    }
    return list;
}

Json links_json(const std::vector<BoundProof::Link>& links) {
    auto list = Json::array();
    for (const auto& link : links) {
        list.push_back({{"from", link.from},
                        {"to", link.to},
                        {"from_prices", by_name(link.from_prices)},
                        {"to_prices", by_name(link.to_prices)}});
    }
    return list;
}

Json cuts_json(const std::vector<BoundProof::Cut>& cuts) {
    auto list = Json::array();
    for (const auto& cut : cuts) {
        list.push_back({{"price", cut.price},
                        {"divisor", cut.divisor},
                        {"parcels", by_name(cut.lots)},
                        {"firms", by_name(cut.firms)}});
    }
    return list;
}

} // namespace

Json proof_json(const BoundProof& proof) {
    auto capacities = Json::array();
    for (const auto& capacity : proof.capacities) {
        capacities.push_back({{"complex", capacity.complex},
                              {"year", capacity.year},
                              {"utility", capacity.utility},
                              {"price", capacity.price}});
    }
    auto previous = Json::array();
    for (const auto& site : proof.previous) {
        previous.push_back({{"firm", site.firm}, {"parcels", site.lots}});
    }
    auto floors = Json::array();
    for (const auto& floor : proof.floors) {
        floors.push_back({{"term", floor.term}, {"least", floor.least}, {"price", floor.price}});
    }
    return {{"method", proof.by_duality ? "lp_duality" : "branch_and_bound"},
            {"lp_bound", proof.lp_bound},
            {"bonus", proof.bonus},
            {"move_price", proof.move_price},
            {"previous", previous},
            {"floors", floors},
            {"parcel_prices", by_name(proof.lots)},
            {"capacity_prices", capacities},
            {"link_prices", links_json(proof.links)},
            {"cuts", cuts_json(proof.cuts)}};
}

BoundProof read_proof(const Json& json) {
    BoundProof proof{.by_duality = json.at("method") == "lp_duality",
                     .lp_bound = json.at("lp_bound"),
                     .bonus = json.at("bonus"),
                     .move_price = json.at("move_price"),
                     .lots = read_by_name<double>(json.at("parcel_prices"))};
    for (const auto& site : json.at("previous")) {
        proof.previous.push_back({site.at("firm"), site.at("parcels")});
    }
    for (const auto& floor : json.at("floors")) {
        proof.floors.push_back({floor.at("term"), floor.at("least"), floor.at("price")});
    }
    for (const auto& capacity : json.at("capacity_prices")) {
        proof.capacities.push_back({capacity.at("complex"), capacity.at("year"),
                                    capacity.at("utility"), capacity.at("price")});
    }
    for (const auto& link : json.at("link_prices")) {
        proof.links.push_back({link.at("from"), link.at("to"),
                               read_by_name<double>(link.at("from_prices")),
                               read_by_name<double>(link.at("to_prices"))});
    }
    for (const auto& cut : json.at("cuts")) {
        proof.cuts.push_back({cut.at("divisor"), cut.at("price"),
                              read_by_name<int>(cut.at("parcels")),
                              read_by_name<int>(cut.at("firms"))});
    }
    return proof;
}

Json locks_json(const std::vector<allocation::Lock>& locks) {
    auto list = Json::array();
    for (const auto& lock : locks) {
        list.push_back({{"firm", lock.firm},
                        {"parcels", lock.lots},
                        {"mode", lock.forbid ? "forbid" : "lock"}});
    }
    return list;
}

std::vector<allocation::Lock> read_locks(const Json& json) {
    std::vector<allocation::Lock> locks;
    for (const auto& lock : json) {
        locks.push_back({.firm = lock.at("firm"),
                         .lots = lock.at("parcels"),
                         .forbid = lock.at("mode") == "forbid"});
    }
    return locks;
}

} // namespace sandan::report
