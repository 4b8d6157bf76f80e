#pragma once
// What src/io needs of GDAL, with ownership and errors made plain. Included by src/io/*.cpp only.

#include <sandan/core/error.hpp>

#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace sandan::io {

/// Catches what GDAL says on this thread while it lives, instead of letting it print.
class GdalMessages {
public:
    GdalMessages() { CPLPushErrorHandlerEx(&GdalMessages::take, this); }

    ~GdalMessages() { CPLPopErrorHandler(); }

    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    [[nodiscard]] std::size_t failures() const noexcept { return m_failures; }

    /// The latest failure; empty when there was none.
    [[nodiscard]] const std::string& last_failure() const noexcept { return m_last_failure; }

    /// Every message of warning or worse once, with how often it came when more than once.
    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> all;
        for (const auto& [text, count] : m_counts) {
            all.push_back(count == 1 ? text : text + " (" + std::to_string(count) + " times)");
        }
        return all;
    }

private:
    static void CPL_STDCALL take(CPLErr level, CPLErrorNum, const char* text) {
        auto& self = *static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
        if (level < CE_Warning) {
            return;
        }
        ++self.m_counts[text];
        if (level >= CE_Failure) {
            ++self.m_failures;
            self.m_last_failure = text;
        }
    }

    std::map<std::string, std::size_t> m_counts;
    std::size_t m_failures = 0;
    std::string m_last_failure;
};

} // namespace sandan::io
