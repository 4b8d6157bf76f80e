#include "cli/reading_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sandan::cli {

namespace {

/// These count records by place, from 0; a GeoPackage's fids are keys.
bool counts_by_place(const model::Provenance& from) {
    return from.driver == "ESRI Shapefile" || from.driver == "CSV";
}

std::string place_text(const model::ReadFinding& finding, const model::Provenance& from,
                       Language language) {
    if (finding.fid < 0) {
        return {};
    }
    const bool korean = language == Language::ko;
    const auto span = [&](std::int64_t first) {
        return finding.count == 1
                   ? std::to_string(first)
                   : fmt::format("{}–{}", first,
                                 first + static_cast<std::int64_t>(finding.count - 1));
    };
    auto text = ", fid " + span(finding.fid);
    if (counts_by_place(from)) {
        text = fmt::format(", {} {} (fid {})", korean ? "레코드" : "record", span(finding.fid + 1),
                           span(finding.fid));
    }
    return finding.pnu.empty() ? text : text + ", PNU " + finding.pnu;
}

nlohmann::ordered_json both(const Text& text) {
    return {{"ko", text.ko}, {"en", text.en}};
}

} // namespace

Severity severity_of(const model::ReadFinding& finding, const model::Codes& codes) {
    const auto* const code = codes.read_code(finding.code);
    return code == nullptr ? Severity::error : code->severity;
}

std::string finding_line(const model::ReadFinding& finding, const model::Provenance& from,
                         const model::Codes& codes, Language language) {
    return fmt::format("{} {}{}: {} {} → {}", finding.code, to_string(severity_of(finding, codes)),
                       place_text(finding, from, language),
                       language == Language::ko ? "기대" : "expected",
                       finding.expected.in(language), finding.done.in(language));
}

nlohmann::ordered_json ledger_json(const model::Ledger& ledger) {
    return {{"declared", ledger.declared},
            {"delivered", ledger.delivered},
            {"repaired", ledger.repaired},
            {"null", ledger.null},
            {"rejected", ledger.rejected}};
}

nlohmann::ordered_json finding_json(const model::ReadFinding& finding,
                                    const model::Provenance& from, const model::Codes& codes) {
    const auto* const code = codes.read_code(finding.code);
    nlohmann::ordered_json json;
    json["code"] = finding.code;
    json["severity"] = to_string(severity_of(finding, codes));
    json["title"] = both(code == nullptr ? Text{finding.code, finding.code} : code->title);
    json["fid"] = finding.fid;
    json["record"] = finding.fid + 1;
    if (finding.fid < 0) {
        json["fid"] = nullptr;
    }
    if (finding.fid < 0 || !counts_by_place(from)) {
        json["record"] = nullptr;
    }
    json["count"] = finding.count;
    json["pnu"] =
        finding.pnu.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(finding.pnu);
    json["expected"] = both(finding.expected);
    json["done"] = both(finding.done);
    return json;
}

} // namespace sandan::cli
