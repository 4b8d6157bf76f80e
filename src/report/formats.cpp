#include "report/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sandan::report {

namespace {

constexpr std::array formats{
    CheckFormat{"text", check_as_text},         CheckFormat{"json", check_as_json},
    CheckFormat{"ndjson", check_as_ndjson},     CheckFormat{"csv", check_as_csv},
    CheckFormat{"markdown", check_as_markdown}, CheckFormat{"sarif", check_as_sarif},
    CheckFormat{"junit", check_as_junit},       CheckFormat{"github", check_as_github},
    CheckFormat{"gitlab", check_as_gitlab},
};

} // namespace

std::span<const CheckFormat> check_formats() {
    return formats;
}

const CheckFormat* find_check_format(std::string_view name) {
    const auto found = std::find_if(formats.begin(), formats.end(),
                                    [&](const CheckFormat& format) { return format.name == name; });
    return found == formats.end() ? nullptr : &*found;
}

std::vector<const Finding*> unused_waivers(const CheckReport& report) {
    std::vector<const Finding*> unused;
    for (const auto& note : report.evaluation.notes) {
        if (note.subject.layer == "waivers") {
            unused.push_back(&note);
        }
    }
    return unused;
}

std::string unused_waiver_line(const CheckReport& report, const Finding& waiver) {
    return fmt::format("{}: {} {}", waiver.message.in(report.language), waiver.rule,
                       waiver.subject.id);
}

} // namespace sandan::report
