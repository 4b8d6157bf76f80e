#include <sandan/core/finding.hpp>

#include <fmt/format.h>

namespace sandan {

std::string_view to_string(Result result) noexcept {
    switch (result) {
    case Result::pass:
        return "PASS";
    case Result::fail:
        return "FAIL";
    case Result::warn:
        return "WARN";
    case Result::unknown:
        return "UNKNOWN";
    case Result::not_applicable:
        return "NOT_APPLICABLE";
    case Result::waived:
        return "WAIVED";
    }
    return "";
}

std::string_view to_string(Severity severity) noexcept {
    switch (severity) {
    case Severity::error:
        return "error";
    case Severity::warning:
        return "warning";
    case Severity::information:
        return "information";
    }
    return "";
}

void Summary::add(Result result) noexcept {
    switch (result) {
    case Result::pass:
        ++pass;
        break;
    case Result::fail:
        ++fail;
        break;
    case Result::warn:
        ++warn;
        break;
    case Result::unknown:
        ++unknown;
        break;
    case Result::not_applicable:
        ++not_applicable;
        break;
    case Result::waived:
        ++waived;
        break;
    }
}

std::string fingerprint(std::string_view rule, const Subject& subject) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const auto part : {rule, std::string_view{subject.layer}, std::string_view{subject.id}}) {
        for (const char c : part) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        }
        hash =
            (hash ^ 0xffU) * 0x100000001b3U; // no text holds this byte: parts cannot run together
    }
    return fmt::format("{:016x}", hash);
}

} // namespace sandan
