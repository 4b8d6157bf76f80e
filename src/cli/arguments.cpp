#include "cli/arguments.hpp"

#include "cli/nearest_name.hpp"
#include "cli/parser_words.hpp"
#include "core/korean.hpp"

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace sandan::cli {

namespace {

/// CLI11's own checks of a sign print the whole range of a double.
CLI::Validator number_that(const Text& is, bool (*holds)(double), Language language) {
    return CLI::Validator{[is, holds, language](std::string& text) {
                              double value = 0;
                              if (CLI::detail::lexical_cast(text, value) && holds(value)) {
                                  return std::string{};
                              }
                              const Text fault{
                                  fmt::format("{} 수여야 하는데 '{}'입니다", is.ko, text),
                                  fmt::format("expected a number {}, got '{}'", is.en, text)};
                              return fault.in(language);
                          },
                          std::string{}};
}

/// CLI11's range, which says in English what it is.
template <typename T>
CLI::Validator number_between(T low, T high, Language language) {
    const CLI::Range range{low, high};
    return CLI::Validator{[range, low, high, language](std::string& text) {
                              auto fault = range(text);
                              return fault.empty() || language == Language::en
                                         ? fault
                                         : fmt::format("{}부터 {}까지의 수여야 하는데 '{}'입니다",
                                                       low, high, text);
                          },
                          fmt::format("{}–{}", low, high)};
}

} // namespace

Argument& Argument::required() {
    m_option->required();
    return *this;
}

Argument& Argument::type_name(const std::string& name) {
    m_option->type_name(name);
    return *this;
}

Argument& Argument::one_of(const std::vector<std::string>& words) {
    const auto check = [words, language = m_language](std::string& word) {
        if (std::find(words.begin(), words.end(), word) != words.end()) {
            return std::string{};
        }
        const auto near = did_you_mean(word, words);
        const Text fault{
            fmt::format("{} 가운데 하나여야 하는데 '{}'입니다{}", fmt::join(words, ", "), word,
                        near.ko),
            fmt::format("expected one of {}, got '{}'{}", fmt::join(words, ", "), word, near.en)};
        return fault.in(language);
    };
    m_option->check(CLI::Validator{check, std::string{}}); // the type's name lists them
    return type_name(fmt::format("{}", fmt::join(words, "|")));
}

Argument& Argument::positive() {
    m_option->check(number_that(
        {"0보다 큰", "above 0"}, [](double value) { return value > 0; }, m_language));
    return *this;
}

Argument& Argument::non_negative() {
    m_option->check(number_that(
        {"0 이상의", "of 0 or more"}, [](double value) { return value >= 0; }, m_language));
    return *this;
}

Argument& Argument::between(int low, int high) {
    m_option->check(number_between(low, high, m_language));
    return *this;
}

Argument& Argument::between(double low, double high) {
    m_option->check(number_between(low, high, m_language));
    return *this;
}

Argument& Argument::delimiter(char c) {
    m_option->delimiter(c);
    return *this;
}

Argument& Argument::take_all() {
    m_option->take_all();
    return *this;
}

Argument& Argument::excludes(const Argument& other) {
    m_option->excludes(other.m_option);
    return *this;
}

template <typename T>
Argument Arguments::option(const std::string& names, T& value, const Text& help) {
    return {*m_app->add_option(names, value, help.in(m_language)), m_language};
}

template <typename T>
Argument Arguments::flag(const std::string& names, T& value, const Text& help) {
    return {*m_app->add_flag(names, value, help.in(m_language)), m_language};
}

void Arguments::callback(std::function<void()> call) {
    m_app->callback(std::move(call));
}

namespace {

/// "--theme" of `--theme=landuse`, and of a sentence that names it.
std::string option_in(std::string_view text) {
    const auto dashes = text.find("--");
    return dashes == std::string_view::npos
               ? std::string{}
               : std::string{text.substr(dashes, text.find_first_of(" =:", dashes) - dashes)};
}

/// What a command misses is often there under a name that it does not know.
std::string option_not_read(const CLI::App& command) {
    for (const auto& word : command.remaining()) {
        if (word.starts_with("--")) {
            return option_in(word);
        }
    }
    return {};
}

} // namespace

std::string usage_fault(const CLI::App& app, const CLI::ParseError& error, Language language) {
    const auto used = app.get_subcommands(); // those on the command line
    const auto& command = used.empty() ? app : *used.front();
    std::vector<std::string> names;
    for (const auto* const option : command.get_options()) {
        for (const auto& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    std::string message = error.what();
    std::replace(message.begin(), message.end(), '\n', ' ');
    const auto word = option_in(message);
    const bool unknown =
        !word.empty() && std::find(names.begin(), names.end(), word) == names.end();
    const auto near = asked_back(unknown ? nearest_name(word, names) : std::string{});
    const auto named = used.empty() ? "" : command.get_name() + " ";
    // Of a wrong value our own checks have spoken, in the reader's language.
    const bool own_words = dynamic_cast<const CLI::ValidationError*>(&error) != nullptr;
    Text stray;
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
        if (const auto option = option_not_read(command); !option.empty()) {
            const auto meant = asked_back(nearest_name(option, names));
            stray = {fmt::format("{}: 그런 옵션이 없습니다{}; ", option, meant.ko),
                     fmt::format("{}: no such option{}; ", option, meant.en)};
        }
    }
    const Text fault{fmt::format("{}{}{}; sandan {}--help를 보십시오", stray.ko,
                                 own_words ? message : parser_words_in_korean(message), near.ko,
                                 named),
                     fmt::format("{}{}{}; see sandan {}--help", stray.en, message, near.en, named)};
    return fault.in(language);
}

template Argument Arguments::option(const std::string&, std::string&, const Text&);
template Argument Arguments::option(const std::string&, std::vector<std::string>&, const Text&);
template Argument Arguments::option(const std::string&, int&, const Text&);
template Argument Arguments::option(const std::string&, unsigned&, const Text&);
template Argument Arguments::option(const std::string&, std::uint16_t&, const Text&);
template Argument Arguments::option(const std::string&, std::size_t&, const Text&);
template Argument Arguments::option(const std::string&, double&, const Text&);
template Argument Arguments::option(const std::string&, std::optional<double>&, const Text&);
template Argument Arguments::option(const std::string&, std::optional<unsigned>&, const Text&);
template Argument Arguments::option(const std::string&, std::optional<std::int64_t>&, const Text&);
template Argument Arguments::option(const std::string&, std::optional<std::size_t>&, const Text&);
template Argument Arguments::flag(const std::string&, bool&, const Text&);
template Argument Arguments::flag(const std::string&, std::string&, const Text&);

} // namespace sandan::cli
