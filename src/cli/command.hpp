#pragma once

#include <sandan/core/date.hpp>
#include <sandan/core/table.hpp>
#include <sandan/core/text.hpp>
#include <sandan/io/read.hpp>

#include "cli/arguments.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sandan::workbench {
class Listener;
}

namespace sandan::cli {

class NewLock;
class Progress;

/// The process's exit status: what a CI job reads (README "Exit status").
enum class Exit {
    clean = 0,
    findings = 1,
    usage = 2,
    input = 3,
    output = 4,
    budget = 5,
    internal = 70,
};

/// Options every command takes.
struct Common {
    Language language = Language::ko;
    std::string as_of;    ///< YYYY-MM-DD; empty = the plan's reference_date
    unsigned threads = 0; ///< 0 = hardware
    std::string colour = "auto";
    std::string progress = "auto";
    bool quiet = false;
    bool verbose = false;
    std::string repair = "auto";         ///< --repair: none, auto or force
    bool excel = false;                  ///< --excel: CSV with a byte-order mark, as Excel wants it
    std::string lock;                    ///< --lock: SHA-256 of the inputs, written or compared
    std::shared_ptr<NewLock> new_lock{}; ///< Of a run that reads; see lock.hpp.
    bool sandbox = true; ///< Before anything is read, give up what reading does not need.
    std::string output;  ///< -o; empty = stdout
    std::shared_ptr<Progress> watch;                 ///< Of long work; null: nobody watches.
    std::uint16_t port = 0;                          ///< serve --port; 0 = a free one
    std::shared_ptr<workbench::Listener> listener{}; ///< serve: there before the sandbox is.

    [[nodiscard]] unsigned thread_count() const;
    [[nodiscard]] io::Repair repair_policy() const;
    /// Whether text on the stream (a file descriptor) is coloured.
    [[nodiscard]] bool colours(int stream) const;
    /// \throws Error{usage} if --as-of is no date.
    [[nodiscard]] Date date_or(const Date& reference) const;
};

/// A line of help in both languages.
struct Summary {
    const char* ko;
    const char* en;
};

/// One row per command: name, one line of help, and the function that declares its options and its
/// callback. The callback runs the command and stores the exit status.
struct Command {
    std::string_view name;
    Summary summary;
    void (*declare)(Arguments& app, Common& common, Exit& exit);
};

/// \throws Error{usage} for a file name that promises another kind of file than text.
void require_text_output(const std::string& path);

/// A text or JSON result in which foreign text can drive no terminal (visible.hpp).
[[nodiscard]] std::string printable(const std::string& text);

/// Writes a command's one result, made printable, to -o (atomically) or to stdout.
void deliver(const Common& common, const std::string& text);

/// A table as CSV, for Excel if asked.
[[nodiscard]] std::string csv_text(const Common& common, const Table& table);
/// What stands before the header: a byte order mark with --excel.
[[nodiscard]] std::string csv_start(const Common& common);

/// A step of long work, for who watches; `done`: share of the whole command that lies behind it, so
/// that the rest can be told, or below 0 where nobody knows.
void progress(const Common& common, const Text& step, double done = -1);

/// Takes the line of progress away, before what is to stay on the screen.
void end_progress(const Common& common);

/// A line on stderr for the user, unless --quiet.
void note(const Common& common, const std::string& line);

} // namespace sandan::cli
