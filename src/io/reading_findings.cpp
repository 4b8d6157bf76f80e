#include "io/reading_findings.hpp"

#include <sandan/io/read.hpp>

#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sandan::io {

namespace {

/// Findings that say the same of one record after the other become one.
void merge_runs(std::vector<model::ReadFinding>& findings) {
    std::map<std::string, std::size_t> latest; // by code: where its latest finding went
    std::vector<model::ReadFinding> merged;
    for (auto& finding : findings) {
        const auto known = latest.find(finding.code);
        if (known != latest.end() && finding.fid >= 0) {
            auto& before = merged[known->second];
            const auto next = before.fid + static_cast<std::int64_t>(before.count);
            if (before.fid >= 0 && next == finding.fid && before.expected == finding.expected &&
                before.done == finding.done) {
                before.count += finding.count;
                continue;
            }
        }
        latest[finding.code] = merged.size();
        merged.push_back(std::move(finding));
    }
    findings = std::move(merged);
}

void put_in_order(std::vector<model::ReadFinding>& findings) {
    std::stable_sort(findings.begin(), findings.end(),
                     [](const auto& a, const auto& b) { return a.fid < b.fid; });
    merge_runs(findings);
}

void name_parcels(std::vector<model::ReadFinding>& findings, const Records& records) {
    const auto pnu = std::find(records.fields.begin(), records.fields.end(), "PNU");
    if (pnu == records.fields.end()) {
        return;
    }
    const auto column = static_cast<std::size_t>(pnu - records.fields.begin());
    auto record = records.all.begin();
    for (auto& finding : findings) {
        record = std::find_if(record, records.all.end(),
                              [&](const auto& r) { return r.fid >= finding.fid; });
        if (record == records.all.end()) {
            return;
        }
        if (record->fid == finding.fid && finding.count == 1) {
            const auto* const text = std::get_if<std::string>(&record->values[column]);
            finding.pnu = text == nullptr ? std::string{} : *text;
        }
    }
}

} // namespace

void tell_unmeasured(model::Layer& layer) {
    std::vector<model::ReadFinding> findings;
    for (const auto& feature : layer.features) {
        if (!feature.shape.lines.empty() || !feature.shape.points.empty()) {
            tell(findings, "GEO-NO-AREA", {"면만 있는 도형", "a shape of polygons alone"},
                 {"선과 점은 재지 않음", "its lines and points are not measured"}, feature.fid);
        }
    }
    merge_runs(findings);
    auto& told = layer.provenance.findings;
    told.insert(told.end(), findings.begin(), findings.end());
}

void finish_findings(std::vector<model::ReadFinding>& findings, const Records& records) {
    put_in_order(findings);
    name_parcels(findings, records);
}

void finish_findings_by(std::vector<model::ReadFinding>& findings,
                        const std::function<std::string(std::int64_t fid)>& pnu_of) {
    put_in_order(findings);
    for (auto& finding : findings) {
        if (finding.fid >= 0 && finding.count == 1) {
            finding.pnu = pnu_of(finding.fid);
        }
    }
}

void tell_repair(const model::Repair& repair, std::vector<model::ReadFinding>& findings) {
    const auto areas = fmt::format("{:.4f} → {:.4f} m²", repair.area_before, repair.area_after);
    const Text done = repair.rejected ? Text{"거부함", "rejected"}
                                      : Text{"GEOSMakeValid(linework)로 수리, " + areas,
                                             "repaired by GEOSMakeValid (linework), " + areas};
    tell(findings, repair.rejected ? "GEO-REJECTED" : "GEO-REPAIRED",
         {"유효한 도형이어야 함: " + repair.reason.ko, "a valid shape: " + repair.reason.en}, done,
         repair.fid);
}

void tell_null(std::int64_t fid, std::vector<model::ReadFinding>& findings) {
    tell(findings, "GEO-NULL", {"도형이 있어야 함", "a geometry; it has none"},
         {"속성만 전달함", "delivered without"}, fid);
}

} // namespace sandan::io
