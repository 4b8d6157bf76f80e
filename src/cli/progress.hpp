#pragma once
// A line on stderr for who waits: what is done, for how long, and how long it may still take.

#include <sandan/core/text.hpp>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace sandan::cli {

/// How far a work is.
struct Standing {
    std::string step;
    double elapsed_s = 0;
    double entered_s = 0; ///< When the step began.
    double done = -1;     ///< Share of the whole behind the step; below 0: not known.
};

/// Seconds that the rest should take: as long for each share as what is behind. Nothing while
/// little is done, or when the guess is used up.
[[nodiscard]] std::optional<double> remaining(const Standing& standing);

/// "배정 중 (12초, 약 8초 남음)", cut to `columns` of a terminal (0: not cut).
[[nodiscard]] std::string progress_line(const Standing& standing, Language language,
                                        std::size_t columns);

enum class ProgressForm {
    line,  ///< One line, written over: a terminal.
    lines, ///< A line for each step: asked for, though stderr is a file.
};

/// Shows nothing for work that takes less than half a second. Safe to use from any thread.
class Progress {
public:
    Progress(ProgressForm form, Language language);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void enter(std::string step, double done);
    /// For another line of stderr; the progress comes back after it.
    void clear_line();
    void end();

private:
    void watch();
    void show();
    void clear();

    using Clock = std::chrono::steady_clock;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    ProgressForm m_form;
    Language m_language;
    Clock::time_point m_start = Clock::now();
    Standing m_standing;
    bool m_shown = false; ///< Something stands on the line.
    bool m_new = false;   ///< The step was not shown yet.
    bool m_ended = false;
    std::thread m_thread;
};

} // namespace sandan::cli
