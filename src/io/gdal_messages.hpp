#pragma once
// What GDAL says while a source is read, counted. Included by src/io/*.cpp only.

#include <sandan/model/read_finding.hpp>

#include "io/ready_gdal.hpp"

#include <cpl_error.h>

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sandan::io {

/// Something GDAL said of warning or worse.
struct GdalMessage {
    std::string text;
    std::size_t count = 0;  ///< How often it was said.
    bool only_once = false; ///< GDAL tells it once and keeps silent about repeats.
};

/// Catches what GDAL says on this thread while it lives, instead of letting it print.
class GdalMessages {
public:
    /// Where GDAL names the private copy at `place`, the name that its reader knows is put.
    explicit GdalMessages(std::string place = {}, std::string path = {})
        : m_place{std::move(place)}, m_path{std::move(path)} {
        ready_gdal();
        CPLPushErrorHandlerEx(&GdalMessages::take, this);
    }

    ~GdalMessages() { CPLPopErrorHandler(); }

    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    [[nodiscard]] std::size_t failures() const noexcept { return m_failures; }

    /// The latest failure; empty when there was none.
    [[nodiscard]] const std::string& last_failure() const noexcept { return m_last_failure; }

    /// Each message of warning or worse, in the order of its text.
    [[nodiscard]] std::vector<GdalMessage> all() const;

    /// \throws Error{input} naming `path` and the latest failure, if there was one.
    void require_no_failure(const std::string& path) const;

private:
    static void CPL_STDCALL take(CPLErr level, CPLErrorNum, const char* text);

    std::string m_place;
    std::string m_path;
    std::map<std::string, std::size_t> m_counts;
    std::size_t m_failures = 0;
    std::string m_last_failure;
};

/// One finding GDAL-MESSAGE for each message, with its count, or with the word that repeats are
/// not told.
void tell_messages(const GdalMessages& messages, std::vector<model::ReadFinding>& findings);

/// From now on what GDAL says on a thread without GdalMessages goes to standard error as one
/// printable line of ours. Before any driver is registered.
void print_other_messages();

} // namespace sandan::io
