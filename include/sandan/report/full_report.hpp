#pragma once
// The whole report of a plan: what a committee is given on paper.

#include <sandan/feasibility/study.hpp>
#include <sandan/render/document.hpp>
#include <sandan/report/maps.hpp>
#include <sandan/rules/rule.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sandan::report {

/// What the report is made of. Siting and allocation of `data` may be null: those chapters are then
/// left out, and the summary says nothing of them.
struct FullReport {
    const MapData& data;
    const rules::Evaluation& evaluation;
    std::vector<std::pair<std::string, std::string>> inputs; ///< Path, SHA-256.
    Language language = Language::ko;
    const feasibility::Study* study = nullptr; ///< Null: no chapter on it.
};

/// Cover, one-page summary, 토지이용계획표, maps, findings by severity with their legal source, a
/// siting table and a sheet per firm, the allocation with what proves it, the aged complex, the
/// feasibility study, an appendix of rules and inputs. \throws Error{usage} as make_map does.
[[nodiscard]] render::Document full_report(const FullReport& report);

/// The same report as one self-contained HTML page: the map of `web_map` with every theme that the
/// data suffices for, in both languages, and under it the chapters in the report's language; what
/// they name is a link to the map. Opens from a file, loads nothing from anywhere. Byte-identical
/// for equal input. \throws Error{usage} as make_map does, Error{output} if it cannot be made.
[[nodiscard]] std::string report_page(const FullReport& report);

} // namespace sandan::report
