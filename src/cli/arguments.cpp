#include "cli/arguments.hpp"

#include "cli/nearest_name.hpp"

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
CLI::Validator number_that(const std::string& is, bool (*holds)(double)) {
    return CLI::Validator{[is, holds](std::string& text) {
                              double value = 0;
                              return CLI::detail::lexical_cast(text, value) && holds(value)
                                         ? std::string{}
                                         : fmt::format("expected a number {}, got '{}'", is, text);
                          },
                          std::string{}};
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
    m_option->check(CLI::Validator{[words](std::string& word) {
                                       return std::find(words.begin(), words.end(), word) !=
                                                      words.end()
                                                  ? std::string{}
                                                  : fmt::format("expected one of {}, got '{}'{}",
                                                                fmt::join(words, ", "), word,
                                                                did_you_mean(word, words));
                                   },
                                   std::string{}}); // the type's name lists them
    return type_name(fmt::format("{}", fmt::join(words, "|")));
}

Argument& Argument::positive() {
    m_option->check(number_that("above 0", [](double value) { return value > 0; }));
    return *this;
}

Argument& Argument::non_negative() {
    m_option->check(number_that("of 0 or more", [](double value) { return value >= 0; }));
    return *this;
}

Argument& Argument::between(int low, int high) {
    m_option->check(CLI::Range(low, high));
    return *this;
}

Argument& Argument::between(double low, double high) {
    m_option->check(CLI::Range(low, high));
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
Argument Arguments::option(const std::string& names, T& value, const std::string& help) {
    return Argument{*m_app->add_option(names, value, help)};
}

template <typename T>
Argument Arguments::flag(const std::string& names, T& value, const std::string& help) {
    return Argument{*m_app->add_flag(names, value, help)};
}

void Arguments::callback(std::function<void()> call) {
    m_app->callback(std::move(call));
}

std::string usage_fault(const CLI::App& app, const std::string& message) {
    const auto used = app.get_subcommands(); // those on the command line
    const auto& command = used.empty() ? app : *used.front();
    std::vector<std::string> names;
    for (const auto* const option : command.get_options()) {
        for (const auto& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    auto text = message;
    std::replace(text.begin(), text.end(), '\n', ' ');
    const auto dashes = text.find("--");
    const auto word = dashes == std::string::npos
                          ? ""
                          : text.substr(dashes, text.find_first_of(" =:", dashes) - dashes);
    const bool unknown =
        !word.empty() && std::find(names.begin(), names.end(), word) == names.end();
    if (const auto near = unknown ? nearest_name(word, names) : std::string{}; !near.empty()) {
        text += ", did you mean " + near + "?";
    }
    return text + "; see sandan " + (used.empty() ? "" : command.get_name() + " ") + "--help";
}

template Argument Arguments::option(const std::string&, std::string&, const std::string&);
template Argument Arguments::option(const std::string&, std::vector<std::string>&,
                                    const std::string&);
template Argument Arguments::option(const std::string&, int&, const std::string&);
template Argument Arguments::option(const std::string&, unsigned&, const std::string&);
template Argument Arguments::option(const std::string&, std::uint16_t&, const std::string&);
template Argument Arguments::option(const std::string&, std::size_t&, const std::string&);
template Argument Arguments::option(const std::string&, double&, const std::string&);
template Argument Arguments::option(const std::string&, std::optional<double>&, const std::string&);
template Argument Arguments::option(const std::string&, std::optional<unsigned>&,
                                    const std::string&);
template Argument Arguments::option(const std::string&, std::optional<std::int64_t>&,
                                    const std::string&);
template Argument Arguments::option(const std::string&, std::optional<std::size_t>&,
                                    const std::string&);
template Argument Arguments::flag(const std::string&, bool&, const std::string&);
template Argument Arguments::flag(const std::string&, std::string&, const std::string&);

} // namespace sandan::cli
