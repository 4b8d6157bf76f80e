#pragma once
// What a command declares of its command line. Only arguments.cpp, completion.cpp and main.cpp know
// the parser: its header costs more to compile than all of a command.

#include <sandan/core/text.hpp>

#include <functional>
#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the parser names it so
class App;
class Option;
class ParseError;
} // namespace CLI

namespace sandan::cli {

/// An option, flag or positional while it is declared. Refers to the parser's own.
class Argument {
public:
    /// `language`: of what is said of a wrong value.
    Argument(CLI::Option& option, Language language) : m_option{&option}, m_language{language} {}

    Argument& required();
    /// What the help shows for the value: "FILE", "N".
    Argument& type_name(const std::string& name);
    /// No other word is taken; the help shows them all.
    Argument& one_of(const std::vector<std::string>& words);
    Argument& positive();
    Argument& non_negative();
    Argument& between(int low, int high);
    Argument& between(double low, double high);
    /// Several values in one word.
    Argument& delimiter(char c);
    /// Given several times, all count.
    Argument& take_all();
    Argument& excludes(const Argument& other);

private:
    CLI::Option* m_option;
    Language m_language;
};

/// The command line of one command. What the values are bound to must outlive the parsing.
class Arguments {
public:
    Arguments(CLI::App& app, Language language) : m_app{&app}, m_language{language} {}

    /// `names`: "-o,--output", or a word without dashes for a positional. T: a number,
    /// std::string, std::vector of strings or std::optional of a number (arguments.cpp lists them).
    template <typename T>
    Argument option(const std::string& names, T& value, const Text& help);
    /// T: bool, or std::string with the word that stands for a bare flag: "--check{sample}".
    template <typename T>
    Argument flag(const std::string& names, T& value, const Text& help);
    /// Called when the command line is complete.
    void callback(std::function<void()> call);

private:
    CLI::App* m_app;
    Language m_language;
};

/// What was wrong with a command line, on one line: the parser's words, the nearest option to a
/// word it did not know, and where help is.
[[nodiscard]] std::string usage_fault(const CLI::App& app, const CLI::ParseError& error,
                                      Language language);

} // namespace sandan::cli
