#include "cli/completion.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace sandan::cli {

namespace {

/// Summaries read "korean / english"; what has no second half serves both.
std::string in_language(const std::string& summary, Language language) {
    const auto at = summary.find(" / ");
    if (at == std::string::npos) {
        return summary;
    }
    return language == Language::ko ? summary.substr(0, at) : summary.substr(at + 3);
}

/// "ko|en" names the words; "FILE" or "N" names a kind of value. CLI11 adds a validator's own text
/// after a colon.
std::vector<std::string> choices(const std::string& type_and_check) {
    const auto type = type_and_check.substr(0, type_and_check.find(':'));
    return type.find('|') == std::string::npos ? std::vector<std::string>{}
                                               : CLI::detail::split(type, '|');
}

OptionWords words_of(const CLI::Option& option) {
    OptionWords words;
    for (const auto& name : option.get_snames()) {
        words.names.push_back("-" + name);
    }
    for (const auto& name : option.get_lnames()) {
        words.names.push_back("--" + name);
    }
    words.about = option.get_description();
    words.takes_value = option.get_items_expected_max() > 0;
    words.values = words.takes_value ? choices(option.get_type_name()) : std::vector<std::string>{};
    const auto type = option.get_type_name();
    words.value = words.takes_value ? type.substr(0, type.find(':')) : std::string{};
    return words;
}

/// Inside '…' of a POSIX shell.
std::string quoted(std::string text) {
    std::size_t at = 0;
    while ((at = text.find('\'', at)) != std::string::npos) {
        text.replace(at, 1, "'\\''");
        at += 4;
    }
    return "'" + text + "'";
}

/// zsh's _arguments and _describe give a meaning to colons and brackets.
std::string zsh_text(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == ':' || c == '[' || c == ']' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result;
}

} // namespace

std::vector<CommandWords> words_of(const CLI::App& app, Language language) {
    std::vector<CommandWords> commands;
    for (const auto* const command :
         app.get_parent()->get_subcommands([](const CLI::App*) { return true; })) {
        CommandWords words{
            command->get_name(), in_language(command->get_description(), language), {}, {}};
        for (const auto* const option : command->get_options()) {
            if (option->get_positional()) {
                words.positionals.push_back({option->get_name(true), option->get_description(),
                                             option->get_required(),
                                             option->get_items_expected_max() > 1});
            } else {
                words.options.push_back(words_of(*option));
            }
        }
        commands.push_back(std::move(words));
    }
    return commands;
}

std::string bash_completion(const std::vector<CommandWords>& commands) {
    std::vector<std::string> names;
    std::string values;
    std::string options;
    for (const auto& command : commands) {
        names.push_back(command.name);
        std::vector<std::string> words;
        for (const auto& option : command.options) {
            words.insert(words.end(), option.names.begin(), option.names.end());
            if (!option.values.empty()) {
                values += fmt::format("        '{} {}') words='{}' ;;\n", command.name,
                                      option.names.back(), fmt::join(option.values, " "));
            }
        }
        options +=
            fmt::format("            {}) words='{}' ;;\n", command.name, fmt::join(words, " "));
    }
    return fmt::format(R"(_sandan() {{
    local command=${{COMP_WORDS[1]}} current=${{COMP_WORDS[COMP_CWORD]}} words=
    case "$command ${{COMP_WORDS[COMP_CWORD - 1]}}" in
{}    esac
    if [ "$COMP_CWORD" -eq 1 ]; then
        words='{}'
    elif [ -z "$words" ] && [[ $current == -* ]]; then
        case $command in
{}        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _sandan sandan
)",
                       values, fmt::join(names, " "), options);
}

std::string zsh_completion(const std::vector<CommandWords>& commands) {
    std::string names;
    std::string cases;
    for (const auto& command : commands) {
        names += "        " + quoted(command.name + ":" + zsh_text(command.about)) + "\n";
        cases += "        " + command.name + ") _arguments";
        for (const auto& option : command.options) {
            for (const auto& name : option.names) {
                auto word = name + "[" + zsh_text(option.about) + "]";
                if (!option.values.empty()) {
                    word += fmt::format(":value:({})", fmt::join(option.values, " "));
                } else if (option.takes_value) {
                    word += ":value:_files";
                }
                cases += " " + quoted(word);
            }
        }
        cases += " '*:file:_files' ;;\n";
    }
    return fmt::format(R"(#compdef sandan
_sandan() {{
    local -a commands=(
{}    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT -= 1 ))
    case $command in
{}    esac
}}
compdef _sandan sandan
)",
                       names, cases);
}

std::string fish_completion(const std::vector<CommandWords>& commands) {
    std::string text;
    for (const auto& command : commands) {
        text += fmt::format("complete -c sandan -n __fish_use_subcommand -f -a {} -d {}\n",
                            command.name, quoted(command.about));
        for (const auto& option : command.options) {
            text +=
                fmt::format("complete -c sandan -n '__fish_seen_subcommand_from {}'", command.name);
            for (const auto& name : option.names) {
                text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            }
            if (!option.values.empty()) {
                text += fmt::format(" -x -a '{}'", fmt::join(option.values, " "));
            } else if (option.takes_value) {
                text += " -r";
            }
            text += " -d " + quoted(option.about) + "\n";
        }
    }
    return text;
}

} // namespace sandan::cli
