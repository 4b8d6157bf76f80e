#include "cli/completion.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace sandan::cli {

namespace {

/// "ko|en" names the words, "json|csv[=FILE]" also what may follow one; "FILE" or "N" names a kind
/// of value. CLI11 adds a validator's own text after a colon.
std::vector<std::string> choices(const std::string& type_and_check) {
    const auto type = type_and_check.substr(0, type_and_check.find_first_of(":["));
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

/// One branch of the shell's `case` that sets the variable; nothing without words.
std::string branch(const std::vector<std::string>& patterns, const std::string& variable,
                   const std::vector<std::string>& words) {
    return words.empty() ? std::string{}
                         : fmt::format("        {}) {}='{}' ;;\n", fmt::join(patterns, "|"),
                                       variable, fmt::join(words, " "));
}

/// What bash asks for by a command's name; the name is empty for what stands before a command.
struct BashCases {
    std::string values;  ///< Words of an option's value.
    std::string places;  ///< Words of a positional.
    std::string options; ///< All options.
    std::string valued;  ///< Those that take the next word.

    void add(const std::string& command, const std::vector<OptionWords>& all) {
        std::vector<std::string> names;
        std::vector<std::string> takers;
        for (const auto& option : all) {
            names.insert(names.end(), option.names.begin(), option.names.end());
            if (option.takes_value) {
                takers.insert(takers.end(), option.names.begin(), option.names.end());
            }
            std::vector<std::string> patterns;
            for (const auto& name : option.names) {
                patterns.push_back(fmt::format("'{} {}'", command, name));
            }
            values += branch(patterns, "words", option.values);
        }
        options += branch({"'" + command + "'"}, "words", names);
        valued += branch({"'" + command + "'"}, "valued", takers);
    }

    void add(const CommandWords& command) {
        add(command.name, command.options);
        for (std::size_t i = 0; i < command.positionals.size(); ++i) {
            places += branch({fmt::format("'{} {}'", command.name, i)}, "words",
                             command.positionals[i].values);
        }
    }
};

/// `_arguments` specifications: options, then those positionals that take few words.
std::string zsh_specifications(const std::vector<OptionWords>& options,
                               const std::vector<PositionalWords>& positionals) {
    std::string text;
    for (const auto& option : options) {
        for (const auto& name : option.names) {
            auto word = name + "[" + zsh_text(option.about) + "]";
            if (!option.values.empty()) {
                word += fmt::format(":value:({})", fmt::join(option.values, " "));
            } else if (option.takes_value) {
                word += ":value:_files";
            }
            text += " " + quoted(word);
        }
    }
    for (std::size_t i = 0; i < positionals.size(); ++i) {
        if (!positionals[i].values.empty()) {
            text += " " + quoted(fmt::format("{}:{}:({})", i + 1, zsh_text(positionals[i].name),
                                             fmt::join(positionals[i].values, " ")));
        }
    }
    return text;
}

/// fish's lines for options, each under the condition.
std::string fish_options(const std::vector<OptionWords>& options, const std::string& condition) {
    std::string text;
    for (const auto& option : options) {
        text += "complete -c sandan -n " + condition;
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
    return text;
}

} // namespace

ProgramWords words_of(const CLI::App& app) {
    ProgramWords program;
    for (const auto* const option : app.get_options()) {
        program.options.push_back(words_of(*option));
    }
    for (const auto* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
        CommandWords words{command->get_name(), command->get_description(), {}, {}};
        for (const auto* const option : command->get_options()) {
            if (option->get_positional()) {
                words.positionals.push_back(
                    {option->get_name(true), option->get_description(), option->get_required(),
                     option->get_items_expected_max() > 1, choices(option->get_type_name())});
            } else {
                words.options.push_back(words_of(*option));
            }
        }
        program.commands.push_back(std::move(words));
    }
    return program;
}

std::string bash_completion(const ProgramWords& program) {
    std::vector<std::string> names;
    BashCases cases;
    cases.add("", program.options);
    for (const auto& command : program.commands) {
        names.push_back(command.name);
        cases.add(command);
    }
    // bash parts --lang=ko into three words.
    return fmt::format(R"(_sandan_valued() {{
    local valued=
    case $1 in
{}    esac
    [[ " $valued " == *" $2 "* ]]
}}
_sandan() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} command= option= words= word i place=0
    for ((i = 1; i < COMP_CWORD; ++i)); do
        word=${{COMP_WORDS[i]}}
        if [ "$word" = = ]; then
            option=${{COMP_WORDS[i - 1]}}
        elif [ -n "$option" ]; then
            option=
        elif [[ $word == -* ]]; then
            if _sandan_valued "$command" "$word"; then
                option=$word
            fi
        elif [ -z "$command" ]; then
            command=$word
        else
            place=$((place + 1))
        fi
    done
    if [ "$current" = = ]; then
        option=${{COMP_WORDS[COMP_CWORD - 1]}} current=
    fi
    if [ -n "$option" ]; then
        case "$command $option" in
{}        esac
    elif [[ $current == -* ]]; then
        case $command in
{}        esac
    elif [ -z "$command" ]; then
        words='{}'
    else
        case "$command $place" in
{}        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _sandan sandan
)",
                       cases.valued, cases.values, cases.options, fmt::join(names, " "),
                       cases.places);
}

std::string zsh_completion(const ProgramWords& program) {
    std::string names;
    std::string cases;
    for (const auto& command : program.commands) {
        names += "        " + quoted(command.name + ":" + zsh_text(command.about)) + "\n";
        cases += "                " + command.name + ") _arguments" +
                 zsh_specifications(command.options, command.positionals) + " '*:file:_files' ;;\n";
    }
    // Read from a file on fpath, the whole text is the first call of the function.
    return fmt::format(R"(#compdef sandan
_sandan() {{
    local -a commands=(
{}    )
    local curcontext=$curcontext context state state_descr line
    typeset -A opt_args
    _arguments -C{} '1:command:->command' '*::argument:->argument'
    case $state in
        command) _describe command commands ;;
        argument)
            case $words[1] in
{}            esac ;;
    esac
}}
if [[ $funcstack[1] == _sandan ]]; then
    _sandan "$@"
else
    compdef _sandan sandan
fi
)",
                       names, zsh_specifications(program.options, {}), cases);
}

std::string fish_completion(const ProgramWords& program) {
    std::vector<std::string> valued;
    for (const auto& option : program.options) {
        if (option.takes_value) {
            valued.insert(valued.end(), option.names.begin(), option.names.end());
        }
    }
    // The command is the first word that is neither an option nor its value: `run` in `batch run`
    // is none.
    auto text = fmt::format(R"(function __sandan_command_is
    set -l words (commandline -opc)
    set -l command ''
    set -l is_value 0
    for word in $words[2..-1]
        if test $is_value = 1
            set is_value 0
        else if string match -q -- '-*' $word
            contains -- $word {}; and set is_value 1
        else
            set command $word
            break
        end
    end
    test "$command" = "$argv[1]"
end
)",
                            fmt::join(valued, " "));
    const std::string none = "'__sandan_command_is \"\"'";
    text += fish_options(program.options, none);
    for (const auto& command : program.commands) {
        text += fmt::format("complete -c sandan -n {} -f -a {} -d {}\n", none, command.name,
                            quoted(command.about));
        const auto seen = "__sandan_command_is " + command.name;
        for (const auto& positional : command.positionals) {
            if (!positional.values.empty()) {
                const auto values = fmt::format("{}", fmt::join(positional.values, " "));
                text += fmt::format("complete -c sandan -n '{}; and not "
                                    "__fish_seen_subcommand_from {}' -f -a '{}' -d {}\n",
                                    seen, values, values, quoted(positional.about));
            }
        }
        text += fish_options(command.options, "'" + seen + "'");
    }
    return text;
}

} // namespace sandan::cli
