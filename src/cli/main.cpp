#include <sandan/core/error.hpp>
#include <sandan/core/visible.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "cli/batch_queue.hpp"
#include "cli/commands.hpp"
#include "cli/nearest_name.hpp"
#include "cli/paint.hpp"
#include "cli/progress.hpp"
#include "cli/sandbox.hpp"
#include "cli/signals.hpp"
#include "cli/version.hpp"
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

using sandan::ErrorKind;
using sandan::cli::Exit;

Exit exit_for(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::usage:
        return Exit::usage;
    case ErrorKind::input:
        return Exit::input;
    case ErrorKind::output:
        return Exit::output;
    case ErrorKind::budget:
        return Exit::budget;
    case ErrorKind::geometry:
    case ErrorKind::solver:
        break;
    }
    return Exit::internal;
}

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

void add_common_options(CLI::App& app, sandan::cli::Common& common) {
    const auto choose = [&common](const std::string& word) {
        common.language = word == "en" ? sandan::Language::en : sandan::Language::ko;
    };
    sandan::cli::Arguments arguments{app, common.language};
    arguments.option("-o,--output", common.output, "Write the result here instead of stdout")
        .type_name("FILE");
    sandan::cli::Argument{*app.add_option_function<std::string>(
                              "--lang", choose, "Language of what a user reads: ko or en"),
                          common.language}
        .one_of({"ko", "en"});
    arguments.option("--as-of", common.as_of, "Law and notices in force on this day")
        .type_name("DATE");
    arguments.option("--threads", common.threads, "Threads to use (default: all)")
        .between(1, 1024)
        .type_name("N");
    arguments.option("--color", common.colour, "Colours in text")
        .one_of({"auto", "always", "never"});
    arguments
        .option("--progress", common.progress,
                "Progress on stderr: auto = on a terminal that is no CI log")
        .one_of({"auto", "always", "never"});
    app.add_flag_callback(
        "--no-sandbox", [&common] { common.sandbox = false; },
        "Keep the right to start programs and open connections while reading");
    arguments.flag("-q,--quiet", common.quiet, "Say nothing but results and errors");
    arguments.flag("-v,--verbose", common.verbose, "Say more");
}

template <std::size_t Count>
bool is_one_of(std::string_view word, const std::array<std::string_view, Count>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// For commands whose result is a table; after their own options, of which --csv and --json ask
/// for another form.
void add_excel_option(CLI::App& app, std::string_view command, sandan::cli::Common& common) {
    constexpr std::array<std::string_view, 11> gives_table{
        "adjacency", "allocate", "check", "coverage", "feasibility", "landuse",
        "nearest",   "overlay",  "site",  "upgrade",  "zonal"};
    if (!is_one_of(command, gives_table)) {
        return;
    }
    auto* const excel =
        app.add_flag("--excel", common.excel, "CSV with a byte-order mark, as Excel wants it");
    if (auto* const csv = app.get_option_no_throw("--csv"); csv != nullptr) {
        excel->excludes(csv)->excludes(app.get_option("--json"));
    }
}

/// What only commands that read data take.
void add_data_options(sandan::cli::Arguments& arguments, std::string_view command,
                      sandan::cli::Common& common) {
    constexpr std::array<std::string_view, 4> reads_nothing{"rules", "explain", "init",
                                                            "completion"};
    if (!is_one_of(command, reads_nothing)) {
        if (command != "batch") { // its plan holds the hashes
            arguments
                .option("--lock", common.lock,
                        "Write the inputs' SHA-256 here, or refuse inputs that are others")
                .type_name("FILE");
        }
        arguments
            .option("--repair", common.repair,
                    "Invalid polygons: none = reject, auto = repair within max(0.1 m², 0.1 %), "
                    "force = repair all")
            .one_of({"none", "auto", "force"});
    }
}

/// CLI11 only says that a command is required; a planner wants to know which word was wrong.
void require_known_command(int argc, char** argv) {
    const std::string_view word = argc > 1 ? argv[1] : "";
    std::vector<std::string> names(sandan::cli::commands.size());
    std::transform(sandan::cli::commands.begin(), sandan::cli::commands.end(), names.begin(),
                   [](const auto& command) { return std::string{command.name}; });
    const bool known = std::find(names.begin(), names.end(), word) != names.end();
    if (known || word.empty() || word.starts_with('-')) {
        return;
    }
    const auto near = sandan::cli::asked_back(sandan::cli::nearest_name(word, names));
    throw sandan::Error{
        ErrorKind::usage,
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
}

/// The last words of a run that failed.
void say_fault(const sandan::cli::Common& common, std::string_view what) {
    sandan::cli::end_progress(common);
    const bool coloured = common.colours(STDERR_FILENO);
    fmt::print(stderr, "{}sandan:{} {}\n", coloured ? "\x1b[1;31m" : "", coloured ? "\x1b[0m" : "",
               sandan::visible_line(what));
}

Exit run(int argc, char** argv) {
    CLI::App app{"산업단지 토지이용 계획·검증 / plan and check industrial complexes", "sandan"};
    app.require_subcommand(1);
    app.set_version_flag("--version", [] { return sandan::cli::version_text(); });
    auto exit = Exit::clean;
    sandan::cli::Common common;
    common.language = language_of(argc, argv);
    add_common_options(app,
                       common); // `sandan --lang en check …` works like `sandan check --lang en …`
    for (const auto& command : sandan::cli::commands) {
        auto* const sub =
            app.add_subcommand(std::string{command.name}, std::string{command.summary});
        add_common_options(*sub, common);
        sandan::cli::Arguments arguments{*sub, common.language};
        add_data_options(arguments, command.name, common);
        command.declare(arguments, common, exit);
        add_excel_option(*sub, command.name, common);
    }
    app.parse_complete_callback([&] {
        prepare_to_read(app.got_subcommand("serve"), common, {argv + 1, argv + argc});
    });
    try {
        require_known_command(argc, argv);
        const sandan::io::Session session;
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) { // --help, --version
            return app.exit(e) == 0 ? Exit::clean : Exit::internal;
        }
        say_fault(common, sandan::cli::usage_fault(app, e, common.language));
        return Exit::usage;
    } catch (const sandan::Error& e) {
        say_fault(common, e.message().in(common.language));
        return exit_for(e.kind());
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
    return static_cast<int>(run(argc, argv));
}
