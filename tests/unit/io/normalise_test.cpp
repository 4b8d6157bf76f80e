#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "findings.hpp"
#include "io/normalise.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::findings_of;

namespace {

const model::Codes& codes() {
    static const auto shipped = io::read_codes(io::data_directory());
    return shipped;
}

model::Layer layer_of(const std::string& role, const std::string& field,
                      const std::vector<std::string>& values) {
    model::Layer layer;
    layer.role = role;
    layer.fields = {field};
    for (std::size_t i = 0; i < values.size(); ++i) {
        layer.features.push_back(
            {.fid = static_cast<std::int64_t>(i), .shape = {}, .values = {values[i]}});
    }
    return layer;
}

std::vector<std::string> texts(const model::Layer& layer) {
    std::vector<std::string> all;
    for (const auto& feature : layer.features) {
        all.push_back(std::get<std::string>(feature.values[0]));
    }
    return all;
}

Date day(int year, unsigned month, unsigned d) {
    return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{d}};
}

} // namespace

TEST_CASE("zones given by name or drawing number become codes, and that is told", "[io]") {
    auto zones = layer_of("zoning", "code",
                          {"일반공업지역", "15000001111020000000UQA01X0000001", "UQA430",
                           "제1종 일반주거지역", "공원이라는 것"});
    io::name_codes(zones, codes());
    CHECK(texts(zones) ==
          std::vector<std::string>{"UQA320", "UQA01X", "UQA430", "UQA121", "공원이라는 것"});
    const auto found = findings_of(zones, "CODE-NAME");
    REQUIRE(found.size() == 3);
    CHECK(found[1].done.en == "read as UQA320 in 1 records");
}

TEST_CASE("land uses and management zones are known by name in spite of the spelling", "[io]") {
    auto lots = layer_of("lots", "use", {"산업시설용지", "공원ㆍ녹지", "IND", "？"});
    io::name_codes(lots, codes());
    CHECK(texts(lots) == std::vector<std::string>{"IND", "GREEN", "IND", "？"});
    auto other = layer_of("buildings", "use", {"산업시설용지"});
    io::name_codes(other, codes());
    CHECK(texts(other) == std::vector<std::string>{"산업시설용지"});
}

TEST_CASE("parcel numbers follow the change of Jeonbuk's code on the plan's day", "[io]") {
    const std::string old = "4511310300109630254";
    const std::string now = "5211310300109630254";
    auto parcels = layer_of("parcels", "id", {old, now, "B1-2"});
    io::renumber_parcels(parcels, codes(), day(2024, 6, 26));
    CHECK(texts(parcels) == std::vector<std::string>{now, now, "B1-2"});
    const auto found = findings_of(parcels, "PNU-REGION");
    REQUIRE(found.size() == 1);
    CHECK(found[0].done.en == "1 parcel numbers were rewritten");
    io::renumber_parcels(parcels, codes(), day(2024, 1, 17));
    CHECK(texts(parcels) == std::vector<std::string>{old, old, "B1-2"});
}
