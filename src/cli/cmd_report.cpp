#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>
#include <sandan/report/full_report.hpp>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/programme.hpp"

#include <fmt/format.h>

#include <memory>

namespace sandan::cli {

namespace {

Exit run(const std::string& plan, const Common& common) {
    const bool page = common.output.ends_with(".html");
    if (!page && !common.output.ends_with(".pdf")) {
        throw Error{
            ErrorKind::usage,
            common.output.empty()
                ? Text{"report: -o FILE로 파일을 지정하십시오 (.pdf, .html)",
                       "report: name the file with -o FILE, ending in .pdf or .html"}
                : Text{fmt::format("report -o '{}': 확장자가 .pdf나 .html인 파일이어야 합니다",
                                   common.output),
                       fmt::format("report -o '{}': expected a file ending in .pdf or .html",
                                   common.output)}};
    }
    const auto loaded = load_and_analyse(plan, common);
    require_all_lots(loaded.project);
    const auto context = loaded.context();
    progress(common,
             {"규칙 점검, 입지 판정과 배정 중", "checking rules, siting and allocating firms"});
    const auto evaluation = rules::evaluate(context, {}, {}, common.thread_count());
    const auto programme = place_firms(context, common.thread_count());
    const auto upgrade = upgrade_if_any(context, common.thread_count());
    const auto data = map_data(context, evaluation, programme, upgrade);
    const auto study = feasibility_if_any(context);
    progress(common, {"보고서 만드는 중", "making the report"});
    const report::FullReport report{data, evaluation, hashed_inputs(loaded.project),
                                    common.language, study ? &*study : nullptr};
    const auto bytes =
        page ? report::report_page(report) : render::draw(report::full_report(report));
    io::write_file(common.output, bytes);
    note(common, fmt::format("{}: {} kB", common.output, bytes.size() / 1000));
    return Exit::clean;
}

} // namespace

void declare_report(Arguments& app, Common& common, Exit& exit) {
    auto plan = std::make_shared<std::string>();
    app.option("plan", *plan, {"계획 파일 (TOML)", "The plan file (TOML)"})
        .required()
        .type_name("PLAN");
    app.callback([plan, &common, &exit] { exit = run(*plan, common); });
}

} // namespace sandan::cli
