#include "cli/told_reading.hpp"

#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "cli/reading_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace sandan::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_shown = 20; ///< `inspect --json` lists them all.

Json json_of(const Text& text) {
    return {{"ko", text.ko}, {"en", text.en}};
}

Text text_of(const Json& json) {
    return {json.at("ko").get<std::string>(), json.at("en").get<std::string>()};
}

Json json_of(const model::ReadFinding& finding) {
    return {{"code", finding.code},
            {"fid", finding.fid},
            {"count", finding.count},
            {"pnu", finding.pnu},
            {"expected", json_of(finding.expected)},
            {"done", json_of(finding.done)}};
}

model::ReadFinding finding_of(const Json& json) {
    return {.code = json.at("code").get<std::string>(),
            .fid = json.at("fid").get<std::int64_t>(),
            .count = json.at("count").get<std::size_t>(),
            .pnu = json.at("pnu").get<std::string>(),
            .expected = text_of(json.at("expected")),
            .done = text_of(json.at("done"))};
}

} // namespace

ToldReading told_of(const model::Layer& layer) {
    const auto& from = layer.provenance;
    const auto first = from.findings.begin();
    const auto shown = std::min(most_shown, from.findings.size());
    return {.path = from.path,
            .driver = from.driver,
            .ledger = layer.ledger,
            .findings = {first, first + static_cast<std::ptrdiff_t>(shown)},
            .count = from.findings.size()};
}

void note_ledger(const Common& common, const ToldReading& told) {
    const auto& l = told.ledger;
    note(common, fmt::format("{}: declared {} = delivered {} (repaired {}) + null {} + rejected {}",
                             told.path, l.declared, l.delivered, l.repaired, l.null, l.rejected));
}

void note_reading(const Common& common, const ToldReading& told) {
    note_ledger(common, told);
    if (common.quiet || told.count == 0) { // the codes take 5 ms to read
        return;
    }
    const auto codes = io::read_codes(io::data_directory());
    model::Provenance from;
    from.driver = told.driver;
    for (const auto& finding : told.findings) {
        note(common, told.path + ": " + finding_line(finding, from, codes, common.language));
    }
    if (const auto more = told.count - told.findings.size(); more != 0) {
        note(common,
             common.language == Language::ko
                 ? fmt::format("{}: … 그 밖에 {}건, `sandan inspect --json`으로 확인하십시오",
                               told.path, more)
                 : fmt::format("{}: … and {} more, see `sandan inspect --json`", told.path, more));
    }
}

Json told_json(const ToldReading& told) {
    Json findings = Json::array();
    for (const auto& finding : told.findings) {
        findings.push_back(json_of(finding));
    }
    return {{"driver", told.driver},
            {"ledger", ledger_json(told.ledger)},
            {"findings", told.count},
            {"first_findings", findings}};
}

ToldReading told_from(const Json& json) {
    const auto number = [&](const char* name) {
        return json.at("ledger").at(name).get<std::size_t>();
    };
    ToldReading told{.path = {},
                     .driver = json.at("driver").get<std::string>(),
                     .ledger = {.declared = number("declared"),
                                .delivered = number("delivered"),
                                .repaired = number("repaired"),
                                .null = number("null"),
                                .rejected = number("rejected")},
                     .findings = {},
                     .count = json.at("findings").get<std::size_t>()};
    for (const auto& finding : json.at("first_findings")) {
        told.findings.push_back(finding_of(finding));
    }
    return told;
}

} // namespace sandan::cli
