#include <sandan/allocation/verify.hpp>
#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>
#include <sandan/report/allocation.hpp>

#include "cli/commands.hpp"
#include "cli/inputs_digest.hpp"
#include "cli/load.hpp"
#include "cli/read_locks.hpp"

#include <fmt/format.h>

#include <memory>

namespace sandan::cli {

namespace {

struct VerifyOptions {
    std::string plan;
    std::string certificate;
};

allocation::Claim read_claim(const std::string& path) {
    const auto text = read_text(
        path, {"sandan allocate의 인증서(JSON)", "a certificate (JSON) of sandan allocate"});
    try {
        return report::read_certificate(text);
    } catch (const Error& e) {
        throw e.within(path);
    }
}

/// The log is only told: what counts is that it is the one the certificate was made with.
void check_log(const allocation::Claim& claim, allocation::Verification& result) {
    const bool same = io::sha256_of_text(claim.solver_log) == claim.solver_log_sha256;
    auto& list = same ? result.checked : result.faults;
    list.push_back(same ? Text{"풀이기 기록의 SHA-256", "SHA-256 of the solver's log"}
                        : Text{"풀이기 기록이 인증서의 SHA-256과 다름",
                               "the solver's log is not the one of its SHA-256"});
}

Exit run_verify(const VerifyOptions& options, const Common& common) {
    const auto claim = read_claim(options.certificate);
    const auto loaded = load_and_analyse(options.plan, common);
    const auto& plan = loaded.project.plan.allocation;
    const allocation::Options as_planned{
        .objective = plan.objective, .plan_max_parcels = plan.max_parcels, .locks = {}};
    auto result =
        allocation::verify(loaded.context(), claim, inputs_digest(loaded.project), as_planned);
    check_log(claim, result);
    std::string text;
    for (const auto& line : result.checked) {
        text += "ok    " + line.in(common.language) + "\n";
    }
    for (const auto& line : result.notes) {
        text += "note  " + line.in(common.language) + "\n";
    }
    for (const auto& line : result.faults) {
        text += "FAULT " + line.in(common.language) + "\n";
    }
    deliver(common, text);
    return result.faults.empty() ? Exit::clean : Exit::findings;
}

} // namespace

void declare_verify(Arguments& app, Common& common, Exit& exit) {
    const auto options = std::make_shared<VerifyOptions>();
    app.option("plan", options->plan, {"계획 파일 (TOML)", "Plan file (TOML)"})
        .type_name("PLAN")
        .required();
    app.option("certificate", options->certificate,
               {"`sandan allocate`의 인증서 (JSON)", "What `sandan allocate` certified (JSON)"})
        .type_name("CERTIFICATE")
        .required();
    app.callback([options, &common, &exit] { exit = run_verify(*options, common); });
}

} // namespace sandan::cli
