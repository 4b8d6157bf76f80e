#include <sandan/report/full_report.hpp>

#include "report/packs.hpp"
#include "report/report_chapters.hpp"

#include <fmt/format.h>

#include <array>

namespace sandan::report {

namespace {

constexpr std::array chapters{add_summary, add_land_use,    add_maps,        add_findings,
                              add_rules,   add_siting,      add_firm_sheets, add_allocation,
                              add_upgrade, add_feasibility, add_appendix};

} // namespace

render::Document full_report(const FullReport& report) {
    const auto& context = report.data.context;
    const auto& plan = context.project.plan;
    render::Document document;
    document.title = plan.name;
    document.date = to_string(context.date);
    document.stamp = plan.synthetic ? say(report, "SYNTHETIC · 합성 자료", "SYNTHETIC") : "";
    document.cover = {
        say(report, "산업단지 계획 검토 보고서", "Report on the plan of an industrial complex"),
        say(report, "법령·고시 기준일 ", "Law and notices in force on ") + document.date,
        say(report, "좌표계 ", "Coordinate system ") + plan.crs,
        packs_line(context.project, report.language), fmt::format("sandan {}", SANDAN_VERSION)};
    if (plan.synthetic) {
        document.cover.push_back(say(report,
                                     "SYNTHETIC: 가상 자료로 만든 보고서이며 실제 계획이 아님.",
                                     "SYNTHETIC: made from invented data; not a real plan."));
    }
    document.cover.push_back(say(report, "고시문·측량·법률 검토를 대신하지 않음.",
                                 "Does not replace the notice, the survey or the lawyer."));
    for (const auto& add : chapters) {
        add(report, document.blocks);
    }
    return document;
}

} // namespace sandan::report
