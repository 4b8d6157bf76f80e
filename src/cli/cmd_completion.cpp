#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "cli/command_tree.hpp"
#include "cli/commands.hpp"
#include "cli/man_page.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace sandan::cli {

namespace {

void add_pages(std::vector<io::OutputFile>& files, const std::filesystem::path& folder,
               Language language) {
    const auto words = program_words(language).commands;
    files.push_back({(folder / "sandan.1").string(), man_page(words, language)});
    for (const auto& command : words) {
        files.push_back(
            {(folder / ("sandan-" + command.name + ".1")).string(), man_page(command, language)});
    }
}

/// Where shells and man look under a prefix's share folder.
void write_all(const std::string& folder) {
    const std::filesystem::path share{folder};
    const auto words = program_words(Language::en);
    std::vector<io::OutputFile> files{
        {(share / "bash-completion/completions/sandan").string(), bash_completion(words)},
        {(share / "zsh/site-functions/_sandan").string(), zsh_completion(words)},
        {(share / "fish/vendor_completions.d/sandan.fish").string(), fish_completion(words)}};
    add_pages(files, share / "man/man1", Language::en);
    add_pages(files, share / "man/ko/man1", Language::ko);
    for (const auto& file : files) {
        std::error_code failed;
        std::filesystem::create_directories(std::filesystem::path{file.path}.parent_path(), failed);
        if (failed) {
            throw Error{
                ErrorKind::output,
                Text{fmt::format("{}: 폴더를 만들 수 없습니다 ({})", file.path, failed.message()),
                     fmt::format("{}: cannot make its folder ({})", file.path, failed.message())}};
        }
    }
    io::write_files(files);
}

} // namespace

void declare_completion(Arguments& app, Common& common, Exit& exit) {
    auto kind = std::make_shared<std::string>();
    app.option("shell", *kind,
               {"bash, zsh, fish: 자동완성; man: 설명서; all: 전부를 -o로 지정한 폴더(설치 위치의 "
                "share)에",
                "bash, zsh or fish; man: the manual page; all: everything, into the folder that -o "
                "names (a prefix's share)"})
        .required()
        .one_of({"bash", "zsh", "fish", "man", "all"});
    app.callback([kind, &common, &exit] {
        exit = Exit::clean;
        if (*kind == "all") {
            if (common.output.empty()) {
                throw Error{ErrorKind::usage, Text{"completion all: -o DIR로 폴더를 지정하십시오",
                                                   "completion all: name the folder with -o DIR"}};
            }
            write_all(common.output);
            return;
        }
        const auto words = program_words(common.language);
        deliver(common, *kind == "bash"  ? bash_completion(words)
                        : *kind == "zsh" ? zsh_completion(words)
                        : *kind == "man" ? man_page(words.commands, common.language)
                                         : fish_completion(words));
    });
}

} // namespace sandan::cli
