#include <sandan/core/missing.hpp>
#include <sandan/rules/rule.hpp>
#include <sandan/rules/waivers.hpp>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace sandan::rules {

Outcome pass(Evidence evidence) {
    return {Outcome::Kind::pass, std::move(evidence), {}};
}

Outcome breach(Evidence evidence) {
    return {Outcome::Kind::breach, std::move(evidence), {}};
}

Outcome unknown(std::vector<std::string> missing) {
    Evidence evidence;
    evidence.message = {
        fmt::format("판단할 자료가 없음: {}", fmt::join(missing_in(missing, Language::ko), ", ")),
        fmt::format("not decided, missing: {}", fmt::join(missing, ", "))};
    return {Outcome::Kind::unknown, std::move(evidence), std::move(missing)};
}

Outcome not_applicable(Text why) {
    Evidence evidence;
    evidence.message = std::move(why);
    return {Outcome::Kind::not_applicable, std::move(evidence), {}};
}

namespace {

/// A threshold nobody could verify can only warn (domain facts §8).
bool is_unverified(const model::RuleInfo& info, const Evidence& evidence) {
    return evidence.parameter != nullptr ? !evidence.parameter->verified : info.status == "U";
}

void append(Text& message, const std::string& ko, const std::string& en) {
    message.ko += ko;
    message.en += en;
}

/// An expired waiver protects nothing, and the reader is told why.
void apply_waiver(const Context& context, Finding& finding) {
    if (finding.result != Result::fail && finding.result != Result::warn) {
        return;
    }
    const auto* const waiver = waiver_for(context.project.plan, finding, context.date);
    if (waiver == nullptr) {
        return;
    }
    if (has_expired(*waiver, context.date)) {
        append(finding.message, fmt::format(" (예외 승인 만료 {})", to_string(*waiver->until)),
               fmt::format(" (waiver expired on {})", to_string(*waiver->until)));
        return;
    }
    finding.result = Result::waived;
    append(
        finding.message,
        fmt::format(" [예외 승인: {}, {}, {}]", waiver->reason, waiver->approver, waiver->document),
        fmt::format(" [waived: {}, {}, {}]", waiver->reason, waiver->approver, waiver->document));
}

/// Where a value comes from: its own law or notice. One of our conventions (what is too little to
/// count) is no law, so the rule's own stands before it.
std::string source_of(const model::RuleInfo& info, const model::Parameter& parameter) {
    constexpr std::string_view ours = "sandan convention";
    const bool convention = parameter.source.starts_with(ours) && !info.source.starts_with(ours);
    if (!convention || info.source.empty()) {
        return parameter.source.empty() ? info.source : parameter.source;
    }
    const bool told = info.source.find(ours) != std::string::npos;
    return told ? info.source : info.source + "; " + parameter.source;
}

} // namespace

bool has_expired(const model::Waiver& waiver, const Date& date) {
    return waiver.until && *waiver.until < date;
}

const model::Waiver* waiver_for(const model::Plan& plan, const Finding& finding, const Date& date) {
    const model::Waiver* last = nullptr;
    for (const auto& waiver : plan.waivers) {
        if (waiver.rule != finding.rule || waiver.subject != finding.subject.id) {
            continue;
        }
        if (!has_expired(waiver, date)) {
            return &waiver;
        }
        last = last == nullptr || *last->until < *waiver.until ? &waiver : last;
    }
    return last;
}

Result result_of(const model::RuleInfo& info, const Outcome& outcome) {
    switch (outcome.kind) {
    case Outcome::Kind::pass:
        return Result::pass;
    case Outcome::Kind::unknown:
        return Result::unknown;
    case Outcome::Kind::not_applicable:
        return Result::not_applicable;
    case Outcome::Kind::breach:
        break;
    }
    if (info.severity == Severity::information) {
        return Result::pass;
    }
    const bool soft = info.severity == Severity::warning || outcome.evidence.advisory ||
                      is_unverified(info, outcome.evidence);
    return soft ? Result::warn : Result::fail;
}

Finding to_finding(const Context& context, const model::RuleInfo& info, Subject subject,
                   Outcome outcome) {
    auto& evidence = outcome.evidence;
    Finding finding;
    finding.rule = info.id;
    finding.result = result_of(info, outcome);
    // what may only warn, as the law leaves a way to comply, is not called an error
    finding.severity =
        evidence.advisory && info.severity == Severity::error ? Severity::warning : info.severity;
    finding.fingerprint = fingerprint(info.id, subject);
    finding.subject = std::move(subject);
    finding.source = info.source;
    if (const auto* const parameter = evidence.parameter) {
        finding.parameter_date = to_string(parameter->valid_from);
        finding.source = source_of(info, *parameter);
    }
    const bool compared = outcome.kind == Outcome::Kind::breach ||
                          (info.severity == Severity::information && evidence.parameter != nullptr);
    if (compared && is_unverified(info, evidence)) {
        append(evidence.message, " (미검증 기준값)", " (unverified threshold)");
    }
    finding.measured = evidence.measured;
    finding.threshold = evidence.threshold;
    finding.unit = std::move(evidence.unit);
    finding.message = std::move(evidence.message);
    finding.missing = std::move(outcome.missing);
    finding.location = evidence.location;
    apply_waiver(context, finding);
    return finding;
}

} // namespace sandan::rules
