#include "cli/progress.hpp"

#include "report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace sandan::cli {

namespace {

constexpr std::chrono::milliseconds patience{500};
constexpr std::chrono::milliseconds beat{200};

std::string duration(double seconds, Language language) {
    const auto whole = std::llround(seconds);
    const bool korean = language == Language::ko;
    if (whole < 60) {
        return fmt::format("{}{}", whole, korean ? "초" : " s");
    }
    return korean ? fmt::format("{}분 {}초", whole / 60, whole % 60)
                  : fmt::format("{} min {} s", whole / 60, whole % 60);
}

std::size_t columns_of_terminal() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// Whole characters of at most `columns`.
std::string cut(const std::string& text, std::size_t columns) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            ++end;
        }
        const auto longer = result + text.substr(at, end - at);
        if (report::display_width(longer) > columns) {
            break;
        }
        result = longer;
        at = end;
    }
    return result;
}

} // namespace

std::optional<double> remaining(const Standing& standing) {
    constexpr double enough = 0.05;
    if (standing.done < enough || standing.done >= 1) {
        return std::nullopt;
    }
    const double whole = standing.entered_s / standing.done;
    const double left = whole - standing.elapsed_s;
    return left > 0 ? std::optional{left} : std::nullopt;
}

std::string progress_line(const Standing& standing, Language language, std::size_t columns) {
    auto text = fmt::format("{} ({}", standing.step, duration(standing.elapsed_s, language));
    if (const auto left = remaining(standing)) {
        text +=
            fmt::format(fmt::runtime(language == Language::ko ? ", 약 {} 남음" : ", about {} left"),
                        duration(*left, language));
    }
    text += ")";
    return columns == 0 ? text : cut(text, columns);
}

Progress::Progress(ProgressForm form, Language language)
    : m_form{form}, m_language{language}, m_thread{[this] {
          watch();
      }} {}

Progress::~Progress() {
    end();
    m_thread.join();
}

void Progress::enter(std::string step, double done) {
    const std::scoped_lock alone{m_mutex};
    m_standing.step = std::move(step);
    m_standing.done = done;
    m_standing.entered_s = std::chrono::duration<double>(Clock::now() - m_start).count();
    m_new = true;
}

void Progress::clear_line() {
    const std::scoped_lock alone{m_mutex};
    clear();
}

void Progress::end() {
    const std::scoped_lock alone{m_mutex};
    clear();
    m_ended = true;
    m_wake.notify_all();
}

void Progress::clear() {
    if (m_shown && m_form == ProgressForm::line) {
        std::fputs("\r\x1b[K", stderr);
    }
    m_shown = false;
}

void Progress::show() {
    m_standing.elapsed_s = std::chrono::duration<double>(Clock::now() - m_start).count();
    if (m_form == ProgressForm::line) {
        const auto line = progress_line(m_standing, m_language, columns_of_terminal() - 1);
        fmt::print(stderr, "\r{}\x1b[K", line);
        m_shown = true;
    } else if (m_new) {
        fmt::print(stderr, "{}\n", progress_line(m_standing, m_language, 0));
    }
    m_new = false;
}

void Progress::watch() {
    std::unique_lock alone{m_mutex};
    m_wake.wait_for(alone, patience, [this] { return m_ended; });
    while (!m_ended) {
        if (!m_standing.step.empty()) {
            show();
        }
        m_wake.wait_for(alone, beat, [this] { return m_ended; });
    }
}

} // namespace sandan::cli
