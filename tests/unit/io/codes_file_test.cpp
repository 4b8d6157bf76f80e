#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/model/ksic.hpp>

#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace sandan;

namespace {

const model::Codes& shipped() {
    static const auto codes = io::read_codes(io::data_directory());
    return codes;
}

bool is_colour(const std::string& text) {
    return text.size() == 7 && text[0] == '#' &&
           text.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
}

} // namespace

TEST_CASE("land uses lie in management zones that exist, in colours that are colours", "[io]") {
    REQUIRE(shipped().land_uses.size() == 11);
    std::set<std::string> colours;
    for (const auto& use : shipped().land_uses) {
        INFO(use.code);
        CHECK(is_colour(use.colour));
        CHECK_FALSE(use.management.empty());
        for (const auto& zone : use.management) {
            CHECK(shipped().management_zone(zone) != nullptr);
        }
        CHECK((!use.for_sale_to_firms || use.paid));
        CHECK_FALSE((use.counts_green && use.counts_road));
        colours.insert(use.colour);
    }
    CHECK(colours.size() == shipped().land_uses.size());
    CHECK(shipped().land_use("MIX")->management == std::vector<std::string>{"MC"});
}

TEST_CASE("the 28 land-category marks are those of the law", "[io]") {
    REQUIRE(shipped().jimok.size() == 28);
    CHECK(shipped().jimok_of_mark("장")->name == "공장용지");
    CHECK(shipped().jimok_of_mark("공")->name == "공원"); // golden vector V7
    CHECK(shipped().jimok_of_mark("천")->name == "하천");
    CHECK(shipped().jimok_of_mark("X") == nullptr);
}

TEST_CASE("standard factory rates are found by the longest prefix", "[io]") {
    CHECK(shipped().factory_rates.size() == 184);
    CHECK(shipped().factory_rate("23995") == 3);
    CHECK(shipped().factory_rate("30399") == 12);
    CHECK(shipped().factory_rate("31322") == 5);
    CHECK(shipped().factory_rate("20121") == 7);
    CHECK_FALSE(shipped().factory_rate("68111"));
    for (const auto& rate : shipped().factory_rates) {
        CHECK(model::normalise_ksic(rate.prefix) == rate.prefix);
    }
}

TEST_CASE("umbrella zones are marked, sub-zones have a limit in the packs or are known", "[io]") {
    CHECK(shipped().zoning_code("UQA300")->umbrella);
    CHECK(shipped().zoning_code("UQA400")->umbrella);
    CHECK_FALSE(shipped().zoning_code("UQA320")->umbrella);
    CHECK(shipped().zoning_code("UQA320")->family == "industrial");
    CHECK(shipped().zoning_code("UQA999") == nullptr);
}

TEST_CASE("roles say which geometry and which fields they need", "[io]") {
    const std::set<std::string> kinds{"polygon", "line", "point", "any", "none"};
    for (const auto& role : shipped().roles) {
        INFO(role.role);
        CHECK(kinds.contains(role.geometry));
        CHECK_FALSE((role.required.empty() && role.optional.empty()));
        std::set<std::string> fields{role.required.begin(), role.required.end()};
        fields.insert(role.optional.begin(), role.optional.end());
        CHECK(fields.size() == role.required.size() + role.optional.size());
    }
    CHECK(shipped().role("lots")->unique_ids);
    CHECK_FALSE(shipped().role("parcels")->unique_ids); // DI-02 reports a repeated PNU
}

TEST_CASE("a faulty code table is refused with the place", "[io]") {
    const test::TempDir folder;
    std::filesystem::copy(io::data_directory() + "/catalogue", folder.path() / "catalogue");
    const auto refuse = [&](const std::string& text, const std::string& message) {
        folder.write("catalogue/management_zones.csv", text);
        try {
            (void)io::read_codes(folder.path().string());
            FAIL("not refused: " << message);
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::input);
            CHECK_THAT(error.what(), Catch::Contains(message));
        }
    };
    refuse("code,name_ko,name_en,colour\nMI,가,a,#fff\nMI,나,b,#000\n",
           "management_zones.csv:3:1: code 'MI' stands a second time");
    refuse("code,name_ko,name_en,colour\nMI,,a,#fff\n",
           "management_zones.csv:2:2: name_ko is empty");
    refuse("code,name_ko,colour\nMI,가,#fff\n",
           "management_zones.csv:1:1: no column 'name_en', which is required");
}

TEST_CASE("public data sets map to fields that their role has", "[io]") {
    CHECK(shipped().products.size() > 100);
    for (const auto& product : shipped().products) {
        CAPTURE(product.name);
        CHECK((!product.files.empty() || product.signs_suffice));
        for (const auto& pattern : product.files) {
            CHECK(pattern.ends_with('*'));
        }
        const auto* const role = shipped().role(product.role);
        CHECK((role != nullptr) == !product.role.empty());
        if (role == nullptr) {
            continue;
        }
        for (const auto& [canonical, source] : product.fields) {
            CAPTURE(canonical);
            const auto has = [&](const std::vector<std::string>& fields) {
                return std::find(fields.begin(), fields.end(), canonical) != fields.end();
            };
            CHECK((has(role->required) || has(role->optional)));
        }
    }
}

TEST_CASE("a zone code is told from a name, also inside a drawing number", "[io]") {
    CHECK(model::is_zone_code("UQA320"));
    CHECK(model::is_zone_code("UQA01X"));
    CHECK_FALSE(model::is_zone_code("UQA32"));
    CHECK_FALSE(model::is_zone_code("일반공업"));
    // the two samples of the public dictionary
    CHECK(model::zone_code_in("15000001111020000000UQA01X0000001") == "UQA01X");
    CHECK(model::zone_code_in("32500002611020170021UDX2000009164") == "UDX200");
    CHECK(model::zone_code_in("5211310300109630254").empty());
}

TEST_CASE("region changes are shipped with their days", "[io]") {
    REQUIRE(shipped().region_changes.size() == 3);
    CHECK(shipped().region_changes.back().before == "45");
    CHECK(shipped().region_changes.back().after == "52");
    CHECK(to_string(shipped().region_changes.back().on) == "2024-01-18");
}
