#include <sandan/model/rule_book.hpp>

#include <catch2/catch.hpp>

#include <utility>

using namespace sandan;
using Status = model::Lookup::Status;

namespace {

Date day(int year, unsigned month, unsigned day) {
    return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

model::Parameter row(std::string key, double from, double value, const char* pack, Date since,
                     std::optional<Date> until = {}) {
    model::Parameter parameter;
    parameter.name = "limit";
    parameter.key = std::move(key);
    parameter.from = from;
    parameter.value = value;
    parameter.valid_from = since;
    parameter.valid_to = until;
    parameter.jurisdiction = pack;
    return parameter;
}

model::RuleBook book() {
    model::RuleBook book;
    book.packs = {{"kr", "", "1", "", "", false, false, {}},
                  {"city", "", "1", "", "", false, false, {}}};
    model::RuleInfo rule;
    rule.id = "R-1";
    rule.parameters = {row("A", 0, 1, "kr", day(2024, 1, 1), day(2024, 6, 30)),
                       row("A", 0, 2, "kr", day(2024, 7, 1)),
                       row("A", 100, 3, "kr", day(2024, 7, 1)),
                       row("B", 0, 4, "city", day(2025, 1, 1))};
    book.rules = {rule};
    return book;
}

} // namespace

TEST_CASE("a lookup tells not listed from not in force", "[model]") {
    const auto known = book();
    const auto status = [&](const char* key, const Date& date) {
        return known.lookup("R-1", "limit", date, key).status;
    };
    CHECK(status("A", day(2024, 1, 1)) == Status::found);
    CHECK(status("B", day(2024, 1, 1)) == Status::not_listed);
    CHECK(status("B", day(2025, 1, 1)) == Status::found);
    CHECK(status("A", day(2023, 12, 31)) == Status::not_in_force);
    CHECK(known.lookup("R-1", "other", day(2024, 1, 1)).status == Status::not_in_force);
    CHECK(known.lookup("R-2", "limit", day(2024, 1, 1)).status == Status::not_in_force);
}

TEST_CASE("a value holds through its last day, and a band from its start", "[model]") {
    const auto known = book();
    const auto value = [&](const Date& date, double size) {
        return known.parameter("R-1", "limit", date, "A", size)->value;
    };
    CHECK(value(day(2024, 6, 30), 0) == 1);
    CHECK(value(day(2024, 7, 1), 99.9) == 2);
    CHECK(value(day(2024, 7, 1), 100) == 3);
    CHECK(known.parameter("R-1", "limit", day(2024, 7, 1), "C") == nullptr);
}

TEST_CASE("the last pack goes before a key of one's own, and that before the band", "[model]") {
    auto known = book();
    const auto since = day(2024, 1, 1);
    known.rules[0].parameters = {row("", 0, 1, "kr", since),     row("A", 0, 2, "kr", since),
                                 row("", 50, 3, "kr", since),    row("B", 50, 4, "kr", since),
                                 row("", 10, 5, "city", since),  row("B", 20, 6, "city", since),
                                 row("B", 20, 7, "city", since), row("A", 0, 8, "unknown", since)};
    const auto value = [&](const char* key, double size) {
        return known.parameter("R-1", "limit", since, key, size)->value;
    };
    CHECK(value("A", 0) == 2);  // its own key, though the general one stands first
    CHECK(value("A", 60) == 5); // the city's general value before the country's own one
    CHECK(value("B", 5) == 1);  // neither band of its own is reached
    CHECK(value("B", 15) == 5);
    CHECK(value("B", 60) == 7); // of two that are equal the later one
    CHECK(value("", 5) == 1);
    CHECK(value("", 60) == 5);
    std::swap(known.packs[0], known.packs[1]);
    CHECK(value("A", 60) == 2);
    CHECK(value("C", 60) == 3);
    CHECK(value("B", 30) == 1);
}
