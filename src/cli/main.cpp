#include <sandan/core/error.hpp>
#include <sandan/core/visible.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "cli/batch_queue.hpp"
#include "cli/command_tree.hpp"
#include "cli/commands.hpp"
#include "cli/exit_order.hpp"
#include "cli/heap.hpp"
#include "cli/lock.hpp"
#include "cli/nearest_name.hpp"
#include "cli/paint.hpp"
#include "cli/progress.hpp"
#include "cli/sandbox.hpp"
#include "cli/signals.hpp"
#include "workbench/listener.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

using sandan::cli::Exit;

sandan::Language language_of_environment() {
    for (const char* name : {"SANDAN_LANG", "LC_ALL", "LANG"}) {
        const char* const value =
            std::getenv(name); // NOLINT(concurrency-mt-unsafe): before threads
        const std::string_view text = value == nullptr ? "" : value;
        if (text.starts_with("en")) {
            return sandan::Language::en;
        }
        if (text.starts_with("ko")) {
            return sandan::Language::ko;
        }
    }
    return sandan::Language::ko;
}

/// Known before the command line is parsed: what is wrong with it is said in this language.
sandan::Language language_of(int argc, char** argv) {
    auto language = language_of_environment();
    constexpr std::string_view option = "--lang";
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--") {
            break;
        }
        const std::string_view value = word == option && i + 1 < argc ? argv[i + 1]
                                       : word.starts_with("--lang=")
                                           ? word.substr(option.size() + 1)
                                           : std::string_view{};
        if (value == "en" || value == "ko") {
            language = value == "en" ? sandan::Language::en : sandan::Language::ko;
        }
    }
    return language;
}

/// The first that is no option and no value of one: the command, if there is one. Empty if there is
/// none, or an option that is not known before the command.
std::string_view first_plain_word(int argc, char** argv) {
    constexpr std::array<std::string_view, 7> with_value{
        "-o", "--output", "--lang", "--as-of", "--threads", "--color", "--progress"};
    constexpr std::array<std::string_view, 6> alone{"-q",        "--quiet",      "-v",
                                                    "--verbose", "--no-sandbox", "--version"};
    const auto is_one_of = [](const auto& names, std::string_view word) {
        return std::find(names.begin(), names.end(), word) != names.end();
    };
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (!word.starts_with('-')) {
            return word;
        }
        if (is_one_of(with_value, word)) {
            ++i;
        } else if (!is_one_of(alone, word) && !word.starts_with("--lang=")) {
            return {};
        }
    }
    return {};
}

/// CLI11 only says that a command is required; a planner wants to know which word was wrong.
void require_known_command(int argc, char** argv) {
    const auto word = first_plain_word(argc, argv);
    std::vector<std::string> names(sandan::cli::commands.size());
    std::transform(sandan::cli::commands.begin(), sandan::cli::commands.end(), names.begin(),
                   [](const auto& command) { return std::string{command.name}; });
    const bool known = std::find(names.begin(), names.end(), word) != names.end();
    if (known || word.empty()) {
        return;
    }
    const auto near = sandan::cli::asked_back(sandan::cli::nearest_name(word, names));
    throw sandan::Error{
        sandan::ErrorKind::usage,
        sandan::Text{
            fmt::format("{}: 그런 명령이 없습니다{}; sandan --help를 보십시오", word, near.ko),
            fmt::format("{}: no such command{}; see sandan --help", word, near.en)}};
}

/// A plan may name a database (`pg:`).
bool names_database(const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [](const std::string& word) {
        if (!word.ends_with(".toml")) {
            return false;
        }
        try {
            const auto plan = sandan::io::read_plan(word);
            return std::any_of(plan.layers.begin(), plan.layers.end(),
                               [](const auto& layer) { return layer.path.starts_with("pg:"); });
        } catch (const sandan::Error&) {
            return false; // the command will say what is wrong with it
        }
    });
}

/// Progress is for who looks at a terminal, not for logs; or for who asks for it.
std::shared_ptr<sandan::cli::Progress> watch_for(const sandan::cli::Common& common) {
    using sandan::cli::ProgressForm;
    const auto says = sandan::cli::environment();
    const bool terminal = isatty(STDERR_FILENO) != 0 && !says.dumb;
    const bool wanted = common.progress == "always" ||
                        (common.progress == "auto" && terminal && !says.ci && !common.quiet);
    return wanted ? std::make_shared<sandan::cli::Progress>(
                        terminal ? ProgressForm::line : ProgressForm::lines, common.language)
                  : nullptr;
}

/// From here on files of unknown origin are read.
void prepare_to_read(bool serves, sandan::cli::Common& common,
                     const std::vector<std::string>& words) {
    using sandan::cli::Network;
    sandan::cli::take_signals();
    auto network = Network::denied;
    if (serves) { // the one socket, before the right to make any is given up
        common.listener = std::make_shared<sandan::workbench::Listener>(common.port);
        network = Network::serving;
    }
    if (names_database(words) || sandan::cli::started_by_mpi()) {
        network = Network::allowed;
    }
    if (common.sandbox && !sandan::cli::enter_sandbox(network)) {
        sandan::cli::note(common, "sandan: this system has no seccomp; reading without a sandbox");
    }
    common.watch = watch_for(common);
    common.new_lock = std::make_shared<sandan::cli::NewLock>();
}

/// The last words of a run that failed.
void say_fault(const sandan::cli::Common& common, std::string_view what) {
    sandan::cli::end_progress(common);
    const bool coloured = common.colours(STDERR_FILENO);
    fmt::print(stderr, "{}sandan:{} {}\n", coloured ? "\x1b[1;31m" : "", coloured ? "\x1b[0m" : "",
               sandan::visible_line(what));
}

Exit run(int argc, char** argv) {
    CLI::App app{"", "sandan"};
    auto exit = Exit::clean;
    sandan::cli::Common common;
    common.language = language_of(argc, argv);
    const std::vector<std::string> words{argv + std::min(1, argc), argv + argc};
    sandan::cli::declare_program(app, common, exit, words);
    app.parse_complete_callback(
        [&] { prepare_to_read(app.got_subcommand("serve"), common, words); });
    try {
        require_known_command(argc, argv);
        const sandan::io::Session session;
        app.parse(argc, argv);
        sandan::cli::keep_lock(common);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) { // --help, --version
            return app.exit(e) == 0 ? Exit::clean : Exit::internal;
        }
        say_fault(common, sandan::cli::usage_fault(app, e, common.language));
        return Exit::usage;
    } catch (const sandan::Error& e) {
        say_fault(common, e.message().in(common.language));
        return sandan::cli::exit_for(e.kind());
    } catch (const std::bad_alloc&) {
        const bool ko = common.language == sandan::Language::ko; // no text is made: no memory
        say_fault(common, ko ? "메모리가 모자랍니다" : "out of memory");
        return Exit::budget;
    } catch (const std::exception& e) {
        const sandan::Text fault{fmt::format("내부 오류: {}", e.what()),
                                 fmt::format("internal error: {}", e.what())};
        say_fault(common, fault.in(common.language));
        return Exit::internal;
    }
    return exit;
}

} // namespace

int main(int argc, char** argv) {
    sandan::cli::prepare_heap();
    return static_cast<int>(run(argc, argv));
}
