#include "cli/load.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/write.hpp>
#include <sandan/landuse/all_lots.hpp>

#include "cli/lock.hpp"
#include "cli/reading_text.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandan::cli {

namespace {

void note_ledger(const Common& common, const model::Layer& layer) {
    const auto& ledger = layer.ledger;
    if (ledger.rejected + ledger.repaired + ledger.null > 0) {
        note(common,
             fmt::format("{}: declared {} = delivered {} (repaired {}) + null {} + "
                         "rejected {}{}",
                         layer.provenance.path, ledger.declared, ledger.delivered, ledger.repaired,
                         ledger.null, ledger.rejected,
                         common.language == Language::ko ? "; `sandan inspect`로 확인하십시오"
                                                         : "; see `sandan inspect`"));
    }
}

/// All with -v, else what may be wrong.
void note_findings(const Common& common, const std::string& path,
                   const std::vector<model::ReadFinding>& findings, const model::Provenance& from,
                   const model::Codes& codes) {
    constexpr std::size_t shown = 5;
    std::size_t count = 0;
    for (const auto& finding : findings) {
        const bool quiet = severity_of(finding, codes) == Severity::information && !common.verbose;
        if (!quiet && ++count <= shown) {
            note(common,
                 fmt::format("{}: {}", path, finding_line(finding, from, codes, common.language)));
        }
    }
    if (count > shown) {
        note(common,
             common.language == Language::ko
                 ? fmt::format("{}: … 그 밖에 {}건, `sandan inspect`로 확인하십시오", path,
                               count - shown)
                 : fmt::format("{}: … and {} more, see `sandan inspect`", path, count - shown));
    }
}

/// What was read otherwise than it stands in the files.
void note_reading(const Common& common, const model::Project& project) {
    for (const auto& layer : project.layers) {
        note_ledger(common, layer);
        note_findings(common, layer.provenance.path, layer.provenance.findings, layer.provenance,
                      project.codes);
    }
    note_findings(common, project.plan.path, project.log.findings, {}, project.codes);
}

} // namespace

bool lost_records(const model::Project& project) {
    return std::any_of(project.layers.begin(), project.layers.end(),
                       [](const model::Layer& layer) { return layer.ledger.rejected > 0; });
}

void require_all_lots(const model::Project& project) {
    if (landuse::all_lots_read(project)) {
        return;
    }
    const auto& lots = *project.layer("lots");
    const auto& path = lots.provenance.path;
    throw Error{
        ErrorKind::input,
        Text{format_ko("{0}: 획지 {2}개 가운데 {1}개를 읽지 못했습니다: 토지이용계획 집계에는 모두 "
                       "필요합니다; `sandan inspect {0}`을(를) 보고 파일을 고치십시오",
                       path, lots.ledger.rejected, lots.ledger.declared),
             fmt::format("{0}: {1} of {2} lots could not be read: a land-use budget needs all "
                         "of them; see `sandan inspect {0}`, repair the file",
                         path, lots.ledger.rejected, lots.ledger.declared)}};
}

model::Project load(const std::string& plan, const Common& common,
                    const std::vector<std::string>& outputs) {
    progress(common, {"자료 읽는 중", "reading the plan's data"});
    auto project = io::read_project(plan, common.thread_count(), common.repair_policy());
    const auto inputs = project.input_paths();
    if (!common.output.empty()) {
        io::refuse_overwriting(common.output, inputs);
    }
    io::refuse_overwriting(outputs, inputs);
    hold_plan_to_lock(common, project);
    note_reading(common, project);
    return project;
}

Loaded load_and_analyse(const std::string& plan, const Common& common,
                        const std::vector<std::string>& outputs) {
    Loaded loaded;
    loaded.project = load(plan, common, outputs);
    loaded.date = common.date_or(loaded.project.plan.reference_date);
    progress(common, {"면적·중첩·경계 재는 중", "measuring areas, overlaps and borders"});
    loaded.analysis = rules::analyse(loaded.project, loaded.date, common.thread_count());
    return loaded;
}

} // namespace sandan::cli
