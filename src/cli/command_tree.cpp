#include "cli/command_tree.hpp"

#include "cli/commands.hpp"
#include "cli/version.hpp"
#include "report/text_table.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace sandan::cli {

namespace {

void add_common_options(CLI::App& app, Common& common) {
    const auto choose = [&common](const std::string& word) {
        common.language = word == "en" ? Language::en : Language::ko;
    };
    Arguments arguments{app, common.language};
    arguments
        .option("-o,--output", common.output,
                {"결과를 표준 출력 대신 이 파일에 씀", "Write the result here instead of stdout"})
        .type_name("FILE");
    Argument{*app.add_option_function<std::string>("--lang", choose,
                                                   Text{"사용자가 읽는 글의 언어: ko 또는 en",
                                                        "Language of what a user reads: ko or en"}
                                                       .in(common.language)),
             common.language}
        .one_of({"ko", "en"});
    arguments
        .option("--as-of", common.as_of,
                {"이날 시행 중인 법령과 고시를 적용", "Law and notices in force on this day"})
        .type_name("DATE");
    arguments
        .option("--threads", common.threads,
                {"사용할 스레드 수 (기본: 전부)", "Threads to use (default: all)"})
        .between(1, 1024)
        .type_name("N");
    arguments.option("--color", common.colour, {"글의 색", "Colours in text"})
        .one_of({"auto", "always", "never"});
    arguments
        .option("--progress", common.progress,
                {"표준 오류의 진행 표시: auto = CI 기록이 아닌 터미널에서만",
                 "Progress on stderr: auto = on a terminal that is no CI log"})
        .one_of({"auto", "always", "never"});
    app.add_flag_callback(
        "--no-sandbox", [&common] { common.sandbox = false; },
        Text{"읽는 동안에도 프로그램 실행과 통신 권한을 버리지 않음",
             "Keep the right to start programs and open connections while reading"}
            .in(common.language));
    arguments.flag("-q,--quiet", common.quiet,
                   {"결과와 오류만 출력", "Say nothing but results and errors"});
    arguments.flag("-v,--verbose", common.verbose, {"더 자세히 출력", "Say more"});
}

template <std::size_t Count>
bool is_one_of(std::string_view word, const std::array<std::string_view, Count>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// For commands whose result is a table; after their own options, of which --csv and --json ask
/// for another form.
void add_excel_option(CLI::App& app, std::string_view command, Common& common) {
    constexpr std::array<std::string_view, 11> gives_table{
        "adjacency", "allocate", "check", "coverage", "feasibility", "landuse",
        "nearest",   "overlay",  "site",  "upgrade",  "zonal"};
    if (!is_one_of(command, gives_table)) {
        return;
    }
    auto* const excel = app.add_flag("--excel", common.excel,
                                     Text{"엑셀에 맞게 바이트 순서 표시(BOM)를 붙인 CSV",
                                          "CSV with a byte-order mark, as Excel wants it"}
                                         .in(common.language));
    if (auto* const csv = app.get_option_no_throw("--csv"); csv != nullptr) {
        excel->excludes(csv)->excludes(app.get_option("--json"));
    }
}

/// What only commands that read data take.
void add_data_options(Arguments& arguments, std::string_view command, Common& common) {
    constexpr std::array<std::string_view, 4> reads_nothing{"rules", "explain", "init",
                                                            "completion"};
    if (!is_one_of(command, reads_nothing)) {
        if (command != "batch") { // its plan holds the hashes
            arguments
                .option("--lock", common.lock,
                        {"입력의 SHA-256을 이 파일에 쓰거나, 적힌 것과 다른 입력을 거부",
                         "Write the inputs' SHA-256 here, or refuse inputs that are others"})
                .type_name("FILE");
        }
        arguments
            .option(
                "--repair", common.repair,
                {"잘못된 면: none = 거부, auto = max(0.1 m², 0.1 %) 이내면 수리, force = 모두 수리",
                 "Invalid polygons: none = reject, auto = repair within max(0.1 m², 0.1 %), "
                 "force = repair all"})
            .one_of({"none", "auto", "force"});
    }
}

/// CLI11 counts bytes where a terminal has columns, and shows how a flag is declared.
class Help : public CLI::Formatter {
public:
    [[nodiscard]] std::string make_option(const CLI::Option* option,
                                          bool is_positional) const override {
        auto line = "  " + make_option_name(option, is_positional) + make_option_opts(option);
        if (const auto declared = line.find('{'); declared != std::string::npos) {
            line.erase(declared, line.find('}') + 1 - declared);
        }
        const auto column = get_column_width();
        if (report::display_width(line) >= column) {
            line += '\n' + std::string(column, ' ');
        } else {
            line.append(column - report::display_width(line), ' ');
        }
        return line + make_option_desc(option) + '\n';
    }
};

/// CLI11's own words around the options.
class KoreanHelp : public Help {
public:
    KoreanHelp() {
        label("Usage", "사용법");
        label("OPTIONS", "옵션");
        label("SUBCOMMAND", "명령");
        label("Positionals", "인자");
        label("REQUIRED", "(필수)");
        label("Excludes", "함께 쓸 수 없음");
    }

    /// Without its remark on how many commands are required.
    [[nodiscard]] std::string make_description(const CLI::App* app) const override {
        return app->get_description() + "\n";
    }
};

void speak_korean(CLI::App& app) {
    app.formatter(std::make_shared<KoreanHelp>());
    app.option_defaults()->group("옵션"); // a command made after this has the same
    app.set_help_flag("-h,--help", "이 도움말을 보이고 끝냄")->group("옵션");
}

} // namespace

void declare_program(CLI::App& app, Common& common, Exit& exit,
                     std::span<const std::string> words) {
    const bool ko = common.language == Language::ko;
    app.formatter(std::make_shared<Help>());
    if (ko) {
        speak_korean(app);
    }
    app.description(Text{"산업단지 토지이용 계획·검증", "Plan and check industrial complexes"}.in(
        common.language));
    app.require_subcommand(1);
    app.set_version_flag(
        "--version", [] { return version_text(); },
        Text{"판 번호와 라이브러리 판 번호를 보이고 끝냄",
             "Print the versions of the program and its libraries, and exit"}
            .in(common.language));
    // `sandan --lang en check …` works like `sandan check --lang en …`
    add_common_options(app, common);
    for (const auto& command : commands) {
        auto* const sub = app.add_subcommand(std::string{command.name},
                                             ko ? command.summary.ko : command.summary.en);
        if (ko) {
            sub->group("명령");
            sub->get_help_ptr()->group("옵션"); // made before it knew
        }
        if (!words.empty() && std::find(words.begin(), words.end(), command.name) == words.end()) {
            continue;
        }
        add_common_options(*sub, common);
        Arguments arguments{*sub, common.language};
        add_data_options(arguments, command.name, common);
        command.declare(arguments, common, exit);
        add_excel_option(*sub, command.name, common);
    }
}

ProgramWords program_words(Language language) {
    CLI::App app{"", "sandan"};
    Common common;
    common.language = language;
    auto exit = Exit::clean;
    declare_program(app, common, exit, {});
    return words_of(app);
}

} // namespace sandan::cli
