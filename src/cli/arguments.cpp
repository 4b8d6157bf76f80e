#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace sandan::cli {

Argument& Argument::required() {
    m_option->required();
    return *this;
}

Argument& Argument::type_name(const std::string& name) {
    m_option->type_name(name);
    return *this;
}

Argument& Argument::one_of(const std::vector<std::string>& words) {
    m_option->check(CLI::IsMember(words).description("")); // the type's name lists them
    return type_name(fmt::format("{}", fmt::join(words, "|")));
}

Argument& Argument::positive() {
    m_option->check(CLI::PositiveNumber);
    return *this;
}

Argument& Argument::non_negative() {
    m_option->check(CLI::NonNegativeNumber);
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

template Argument Arguments::option(const std::string&, std::string&, const std::string&);
template Argument Arguments::option(const std::string&, std::vector<std::string>&,
                                    const std::string&);
template Argument Arguments::option(const std::string&, int&, const std::string&);
template Argument Arguments::option(const std::string&, unsigned&, const std::string&);
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
