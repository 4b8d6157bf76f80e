#include "io/gdal_messages.hpp"

#include <sandan/core/visible.hpp>

#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace sandan::io {

namespace {

/// The words by which GDAL 3.6 announces that it will not repeat itself: "This warning will not be
/// emitted anymore", "… issued any more", "No more warnings will be issued for this dataset",
/// "further errors will be suppressed".
bool announces_silence(std::string_view text) {
    constexpr std::array<std::string_view, 7> words{
        "ill not be emitted",    "ill not be issued", "o more warning", "o more such",
        "o more will be report", "ill be suppressed", "nd subsequent"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

std::string with_name(std::string text, const std::string& place, const std::string& path) {
    for (auto at = text.find(place); !place.empty() && at != std::string::npos;
         at = text.find(place, at + path.size())) {
        text.replace(at, place.size(), path);
    }
    return text;
}

void CPL_STDCALL print(CPLErr level, CPLErrorNum, const char* text) {
    if (level >= CE_Warning) {
        static_cast<void>(
            std::fputs(("sandan: GDAL: " + visible_line(text) + "\n").c_str(), stderr));
    }
}

} // namespace

void GdalMessages::take(CPLErr level, CPLErrorNum, const char* text) {
    auto& self = *static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
    if (level < CE_Warning) {
        return;
    }
    const auto said = with_name(text, self.m_place, self.m_path);
    ++self.m_counts[said];
    if (level >= CE_Failure) {
        ++self.m_failures;
        self.m_last_failure = said;
    }
}

std::vector<GdalMessage> GdalMessages::all() const {
    std::vector<GdalMessage> messages;
    messages.reserve(m_counts.size());
    for (const auto& [text, count] : m_counts) {
        messages.push_back({.text = text, .count = count, .only_once = announces_silence(text)});
    }
    return messages;
}

void GdalMessages::require_no_failure(const std::string& path) const {
    if (m_failures != 0) {
        throw Error{ErrorKind::input,
                    Text{fmt::format("{}: 읽기가 멈추었습니다: {}; 다시 내보내도록 하십시오", path,
                                     m_last_failure),
                         fmt::format("{}: reading stopped: {}; have it exported again", path,
                                     m_last_failure)}};
    }
}

void tell_messages(const GdalMessages& messages, std::vector<model::ReadFinding>& findings) {
    for (const auto& [text, count, only_once] : messages.all()) {
        const Text said{
            fmt::format("GDAL 경고 없음; {}번: {}", count, text),
            fmt::format("no warning of GDAL's; {} time{}: {}", count, count == 1 ? "" : "s", text)};
        const Text done =
            only_once ? Text{"계속 읽음. GDAL은 되풀이를 알리지 않으므로 다른 레코드와 다른 "
                             "레이어도 그럴 수 있음",
                             "read on; GDAL does not tell repeats, so other records and other "
                             "layers may be concerned"}
                      : Text{"계속 읽음", "read on"};
        tell(findings, "GDAL-MESSAGE", said, done);
    }
}

void print_other_messages() {
    CPLSetErrorHandler(&print);
}

} // namespace sandan::io
