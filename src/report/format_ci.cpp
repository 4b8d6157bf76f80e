// Formats that build servers read: JUnit XML, GitHub annotations, GitLab code quality.
#include "report/check_report.hpp"
#include "report/file_place.hpp"
#include "report/packs.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace sandan::report {

namespace {

using Json = nlohmann::ordered_json;

bool is_breach(const Finding& finding) {
    return finding.result == Result::fail || finding.result == Result::warn;
}

std::string sentence(const CheckReport& report, const Finding& finding) {
    return fmt::format("{} {}: {}", finding.subject.layer, finding.subject.id,
                       finding.message.in(report.language));
}

/// U+FFFE or U+FFFF: no characters, and XML 1.0 cannot hold them, not even as numbers.
bool is_no_character(std::string_view text) {
    return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

/// XML text; control characters, which XML 1.0 cannot hold, become spaces, what is no character
/// becomes U+FFFD.
std::string xml(const std::string& text) {
    const std::string_view all{text};
    std::string escaped;
    for (std::size_t at = 0; at < all.size(); ++at) {
        const char c = all[at];
        if (is_no_character(all.substr(at))) {
            escaped += "\xEF\xBF\xBD";
            at += 2;
            continue;
        }
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return escaped;
}

/// Text of a workflow command of GitHub; inside a property `:` and `,` would end it, too.
std::string command_text(const std::string& text, bool property) {
    std::string escaped;
    for (const char c : text) {
        if (c == '%' || c == '\n' || c == '\r' || (property && (c == ':' || c == ','))) {
            escaped += fmt::format("%{:02X}", static_cast<unsigned>(c));
        } else {
            escaped += c;
        }
    }
    return escaped;
}

/// A rule that stops says `failure`; one that warns passes and says so; the undecided and the
/// waived are skipped.
std::string junit_case(const CheckReport& report, const Finding& finding) {
    const auto message = xml(finding.message.in(report.language));
    const auto details =
        fmt::format("{}{}", xml(finding.source),
                    finding.missing.empty()
                        ? std::string{}
                        : xml(fmt::format("; missing: {}", fmt::join(finding.missing, ", "))));
    auto text = fmt::format("    <testcase classname=\"{}\" name=\"{}\">\n", finding.rule,
                            xml(finding.subject.layer + " " + finding.subject.id));
    switch (finding.result) {
    case Result::fail:
        text += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                            finding.rule, message, details);
        break;
    case Result::warn:
        text += fmt::format("      <system-out>WARN: {} ({})</system-out>\n", message, details);
        break;
    default: // the Jenkins schema gives <skipped> no message
        text += fmt::format("      <skipped/>\n      <system-out>{}: {} ({})</system-out>\n",
                            to_string(finding.result), message, details);
    }
    return text + "    </testcase>\n";
}

struct Suite {
    std::string cases;
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::size_t skipped = 0;
};

/// The ten worst of a kind, and how many more there are: what a build server shows of one step.
std::string annotations(const CheckReport& report, Result result, const char* command) {
    constexpr std::size_t most = 10;
    std::string text;
    std::size_t count = 0;
    for (const auto& finding : report.evaluation.findings) {
        if (finding.result != result || ++count > most) {
            continue;
        }
        const auto place = file_place(report.project, finding);
        const auto file = repository_path(report.project, place.path);
        const auto lines =
            place.text ? fmt::format(",line={0},endLine={0}", place.line) : std::string{};
        text += fmt::format("::{} file={}{},title={}::{}\n", command, command_text(file, true),
                            lines, finding.rule, command_text(sentence(report, finding), false));
    }
    if (count > most) {
        text += fmt::format("::notice title=sandan check::{} {} more, see the full report\n",
                            count - most, to_string(result));
    }
    return text;
}

/// What is of the whole run: the packs judged by, and waivers to take out. A suite without cases.
std::string junit_run(const CheckReport& report) {
    auto text = std::string{"  <testsuite name=\"sandan\" tests=\"0\" failures=\"0\" "
                            "errors=\"0\" skipped=\"0\">\n    <properties>\n"};
    for (const auto& pack : pack_notes(report.project)) {
        text += fmt::format("      <property name=\"rule pack {}\" value=\"{} sha256:{}\"/>\n",
                            xml(pack.id), xml(pack.version), pack.sha256);
    }
    text += "    </properties>\n";
    std::string waivers;
    for (const auto* const waiver : unused_waivers(report)) {
        waivers += xml(unused_waiver_line(report, *waiver)) + "\n";
    }
    if (!waivers.empty()) {
        text += fmt::format("    <system-out>{}</system-out>\n", waivers);
    }
    return text + "  </testsuite>\n";
}

/// An entry of GitLab's code quality report (the fields of Code Climate's issue).
Json gitlab_entry(const CheckReport& report, const std::string& packs, const FilePlace& place,
                  const std::string& rule, const std::string& text, const std::string& fingerprint,
                  const char* severity) {
    return {{"description", text},
            {"check_name", rule},
            {"content", {{"body", packs}}},
            {"fingerprint", fingerprint},
            {"severity", severity},
            {"location",
             {{"path", repository_path(report.project, place.path)},
              {"lines", {{"begin", place.line}}}}}};
}

} // namespace

std::string check_as_junit(const CheckReport& report) {
    std::map<std::string, Suite> suites;
    Suite all;
    for (const auto& finding : report.evaluation.findings) {
        auto& suite = suites[finding.rule];
        const std::size_t failed = finding.result == Result::fail ? 1 : 0;
        const std::size_t skipped = is_breach(finding) ? 0 : 1;
        suite.cases += junit_case(report, finding);
        for (auto* const sum : {&suite, &all}) {
            ++sum->tests;
            sum->failures += failed;
            sum->skipped += skipped;
        }
    }
    auto text = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "
                            "name=\"sandan check {}\" tests=\"{}\" failures=\"{}\">\n",
                            xml(report.project.plan.name), all.tests, all.failures);
    text += junit_run(report);
    for (const auto& [rule, suite] : suites) {
        const auto* const info = report.project.rules.rule(rule);
        const auto title = info == nullptr ? std::string{} : info->title.in(report.language);
        text +=
            fmt::format("  <testsuite name=\"{} {}\" tests=\"{}\" failures=\"{}\" "
                        "errors=\"0\" skipped=\"{}\">\n{}  </testsuite>\n",
                        rule, xml(title), suite.tests, suite.failures, suite.skipped, suite.cases);
    }
    return text + "</testsuites>\n";
}

std::string check_as_github(const CheckReport& report) {
    const auto& summary = report.evaluation.summary;
    auto packs = packs_line(report.project, report.language);
    packs.pop_back(); // its line end
    auto text = annotations(report, Result::fail, "error") +
                annotations(report, Result::warn, "warning") +
                fmt::format("::notice title=sandan check::{} FAIL, {} WARN, {} UNKNOWN, {} WAIVED\n"
                            "::notice title=sandan rules::{}\n",
                            summary.fail, summary.warn, summary.unknown, summary.waived,
                            command_text(packs, false));
    for (const auto* const waiver : unused_waivers(report)) {
        text += fmt::format("::warning title=sandan waivers::{}\n",
                            command_text(unused_waiver_line(report, *waiver), false));
    }
    return text;
}

std::string check_as_gitlab(const CheckReport& report) {
    Json json = Json::array();
    const auto packs = packs_line(report.project, report.language);
    std::set<std::string> used; // GitLab drops a second entry of one fingerprint
    for (const auto& finding : report.evaluation.findings) {
        if (!is_breach(finding)) {
            continue;
        }
        auto fingerprint = finding.fingerprint;
        for (int copy = 2; !used.insert(fingerprint).second; ++copy) {
            fingerprint = fmt::format("{}-{}", finding.fingerprint, copy);
        }
        json.push_back(gitlab_entry(report, packs, file_place(report.project, finding),
                                    finding.rule, sentence(report, finding), fingerprint,
                                    finding.result == Result::fail ? "major" : "minor"));
    }
    const FilePlace waivers{report.project.plan.waivers_path, 1, 1, true};
    for (const auto* const waiver : unused_waivers(report)) {
        json.push_back(gitlab_entry(report, packs, waivers, waiver->rule,
                                    unused_waiver_line(report, *waiver), waiver->fingerprint,
                                    "info"));
    }
    return json.dump(1) + "\n";
}

} // namespace sandan::report
