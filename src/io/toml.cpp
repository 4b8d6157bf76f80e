#include "io/toml.hpp"

#include "core/korean.hpp"
#include "io/snapshot.hpp"
#include "io/suggest.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

namespace sandan::io {

namespace {

model::SourceLine place_of(const toml::source_region& region) {
    return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

bool before(const model::SourceLine& a, const model::SourceLine& b) {
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

TomlNode convert(const toml::node& node, const TomlDocument& document);

std::vector<TomlEntry> convert_table(const toml::table& table, const TomlDocument& document) {
    std::vector<TomlEntry> entries;
    for (const auto& [key, node] : table) {
        entries.push_back(
            {std::string{key.str()}, place_of(key.source()), convert(node, document)});
    }
    std::sort(entries.begin(), entries.end(),
              [](const TomlEntry& a, const TomlEntry& b) { return before(a.place, b.place); });
    return entries;
}

std::vector<TomlNode> convert_array(const toml::array& array, const TomlDocument& document) {
    std::vector<TomlNode> nodes;
    for (const auto& node : array) {
        nodes.push_back(convert(node, document));
    }
    return nodes;
}

Date convert_date(const toml::date& date) {
    return Date{std::chrono::year{date.year}, std::chrono::month{date.month},
                std::chrono::day{date.day}};
}

TomlNode convert(const toml::node& node, const TomlDocument& document) {
    TomlNode result{.value = {}, .place = place_of(node.source())};
    if (const auto* const table = node.as_table()) {
        result.value = convert_table(*table, document);
    } else if (const auto* const array = node.as_array()) {
        result.value = convert_array(*array, document);
    } else if (const auto* const text = node.as_string()) {
        result.value = text->get();
    } else if (const auto* const whole = node.as_integer()) {
        result.value = whole->get();
    } else if (const auto* const real = node.as_floating_point()) {
        result.value = real->get();
    } else if (const auto* const flag = node.as_boolean()) {
        result.value = flag->get();
    } else if (const auto* const date = node.as_date()) {
        result.value = convert_date(date->get());
    } else {
        document.fail(result.place, {"시각은 쓰이지 않습니다; 날짜(YYYY-MM-DD)를 쓰십시오",
                                     "a time of day has no use here, write a date (YYYY-MM-DD)"});
    }
    return result;
}

model::InputFile slurp(const std::string& path, ErrorKind kind, std::string& bytes) {
    std::vector<model::InputFile> files;
    try {
        bytes = read_bytes(path, files);
    } catch (const Error&) {
        throw Error{
            kind,
            Text{fmt::format(
                     "{}: 읽을 수 없습니다; TOML 파일이어야 합니다. 경로와 권한을 확인하십시오",
                     path),
                 fmt::format("{}: cannot read this file, expected a TOML file; check the "
                             "path and its permissions",
                             path)}};
    }
    return files.front();
}

void add_places(const TomlNode& node, const std::string& prefix,
                std::map<std::string, model::SourceLine>& places) {
    if (const auto* const entries = std::get_if<std::vector<TomlEntry>>(&node.value)) {
        for (const auto& entry : *entries) {
            places.emplace(prefix + entry.key, entry.place);
            add_places(entry.node, prefix + entry.key + ".", places);
        }
    } else if (const auto* const nodes = std::get_if<std::vector<TomlNode>>(&node.value)) {
        for (std::size_t i = 0; i < nodes->size(); ++i) {
            places.emplace(prefix + std::to_string(i), (*nodes)[i].place);
            add_places((*nodes)[i], prefix + std::to_string(i) + ".", places);
        }
    }
}

// What a TOML value is as a T; nothing if it is none.
template <typename T>
std::optional<T> as(const TomlNode& node) {
    const auto* const value = std::get_if<T>(&node.value);
    return value == nullptr ? std::nullopt : std::optional<T>{*value};
}

template <>
std::optional<double> as<double>(const TomlNode& node) {
    if (const auto* const whole = std::get_if<std::int64_t>(&node.value)) {
        return static_cast<double>(*whole);
    }
    const auto* const real = std::get_if<double>(&node.value);
    return real == nullptr || !std::isfinite(*real) ? std::nullopt : std::optional{*real};
}

template <>
std::optional<Date> as<Date>(const TomlNode& node) {
    const auto* const date = std::get_if<Date>(&node.value);
    return date == nullptr || !date->ok() ? std::nullopt : std::optional{*date};
}

template <typename T>
std::optional<std::vector<T>> as_list(const TomlNode& node) {
    const auto* const nodes = std::get_if<std::vector<TomlNode>>(&node.value);
    if (nodes == nullptr) {
        return std::nullopt;
    }
    std::vector<T> list;
    for (const auto& item : *nodes) {
        auto value = as<T>(item);
        if (!value) {
            return std::nullopt;
        }
        list.push_back(*std::move(value));
    }
    return list;
}

template <>
std::optional<std::vector<std::string>> as(const TomlNode& node) {
    return as_list<std::string>(node);
}

template <>
std::optional<std::vector<double>> as(const TomlNode& node) {
    return as_list<double>(node);
}

struct Words {
    const char* ko;
    const char* en;
};

template <typename T>
constexpr Words description{};
template <>
constexpr Words description<std::string>{"따옴표로 묶은 글", "text in quotes"};
template <>
constexpr Words description<std::int64_t>{"정수", "a whole number"};
template <>
constexpr Words description<double>{"수", "a number"};
template <>
constexpr Words description<bool>{"true나 false", "true or false"};
template <>
constexpr Words description<Date>{"따옴표 없는 날짜(2024-06-26)",
                                  "a date without quotes (2024-06-26)"};
template <>
constexpr Words description<std::vector<std::string>>{"글의 목록 [\"…\", \"…\"]",
                                                      "a list of texts, [\"…\", \"…\"]"};
template <>
constexpr Words description<std::vector<double>>{"수의 목록 [1, 2]", "a list of numbers, [1, 2]"};

const TomlEntry* find_entry(const TomlNode& node, std::string_view key) {
    const auto& entries = std::get<std::vector<TomlEntry>>(node.value);
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const TomlEntry& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

} // namespace

void TomlDocument::fail(const model::SourceLine& place, const Text& message) const {
    throw Error{kind, message}.within(fmt::format("{}:{}:{}", path, place.line, place.column));
}

TomlDocument read_toml(const std::string& path, ErrorKind kind) {
    std::string bytes;
    auto file = slurp(path, kind, bytes);
    TomlDocument document{.path = path, .kind = kind, .root = {}, .file = std::move(file)};
    try {
        document.root = convert(toml::parse(bytes, path), document);
    } catch (const toml::parse_error& error) {
        document.fail(place_of(error.source()),
                      {fmt::format("올바른 TOML이 아닙니다: {}", error.description()),
                       fmt::format("not valid TOML: {}", error.description())});
    }
    return document;
}

std::map<std::string, model::SourceLine> places_of(const TomlDocument& document) {
    std::map<std::string, model::SourceLine> places;
    add_places(document.root, "", places);
    return places;
}

TomlTable::TomlTable(const TomlDocument& document) : TomlTable{document, document.root, ""} {}

TomlTable::TomlTable(const TomlDocument& document, const TomlNode& node, std::string name)
    : m_document{&document}, m_node{&node}, m_name{std::move(name)} {}

const TomlNode* TomlTable::ask(std::string_view key) {
    m_asked.emplace(key);
    const auto* const entry = find_entry(*m_node, key);
    return entry == nullptr ? nullptr : &entry->node;
}

template <typename T>
std::optional<T> TomlTable::find(std::string_view key) {
    const auto* const node = ask(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    auto value = as<T>(*node);
    if (!value) {
        wrong_type(key, {description<T>.ko, description<T>.en});
    }
    return value;
}

template std::optional<std::string> TomlTable::find(std::string_view);
template std::optional<std::int64_t> TomlTable::find(std::string_view);
template std::optional<double> TomlTable::find(std::string_view);
template std::optional<bool> TomlTable::find(std::string_view);
template std::optional<Date> TomlTable::find(std::string_view);
template std::optional<std::vector<std::string>> TomlTable::find(std::string_view);
template std::optional<std::vector<double>> TomlTable::find(std::string_view);

std::string TomlTable::one_of(std::string_view key, const std::vector<std::string>& words) {
    const auto word = find<std::string>(key);
    if (!word) {
        return {};
    }
    if (std::find(words.begin(), words.end(), *word) == words.end()) {
        const auto near = suggestion(*word, words);
        fail(key, {fmt::format("알 수 없는 {} '{}'{}", key, *word, near.ko),
                   fmt::format("unknown {} '{}'{}", key, *word, near.en)});
    }
    return *word;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
    const auto* const node = ask(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (!std::holds_alternative<std::vector<TomlEntry>>(node->value)) {
        wrong_type(key, {"테이블", "a table"});
    }
    const auto prefix = m_name.empty() ? "" : m_name.substr(1, m_name.size() - 2) + ".";
    return TomlTable{*m_document, *node, fmt::format("[{}{}]", prefix, key)};
}

TomlTable TomlTable::required_table(std::string_view key) {
    auto found = table(key);
    if (!found) {
        missing(key);
    }
    return *std::move(found);
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    const auto* const node = ask(key);
    std::vector<TomlTable> result;
    if (node == nullptr) {
        return result;
    }
    const Text expected{fmt::format("[[{}]]로 시작하는 테이블의 목록", key),
                        fmt::format("a list of tables, each begun with [[{}]]", key)};
    const auto* const nodes = std::get_if<std::vector<TomlNode>>(&node->value);
    if (nodes == nullptr) {
        wrong_type(key, expected);
    }
    for (const auto& item : *nodes) {
        if (!std::holds_alternative<std::vector<TomlEntry>>(item.value)) {
            wrong_type(key, expected);
        }
        result.push_back(TomlTable{*m_document, item, fmt::format("[[{}]]", key)});
    }
    return result;
}

std::vector<std::string> TomlTable::keys() const {
    std::vector<std::string> result;
    for (const auto& entry : std::get<std::vector<TomlEntry>>(m_node->value)) {
        result.push_back(entry.key);
    }
    return result;
}

void TomlTable::done() const {
    for (const auto& entry : std::get<std::vector<TomlEntry>>(m_node->value)) {
        if (!m_asked.contains(entry.key)) {
            unknown(entry, {m_asked.begin(), m_asked.end()});
        }
    }
}

Text TomlTable::name() const {
    return m_name.empty() ? Text{"파일", "the file"} : Text{m_name, m_name};
}

void TomlTable::unknown(const TomlEntry& entry, const std::vector<std::string>& known) const {
    const auto near = suggestion(entry.key, known);
    const auto table = name();
    m_document->fail(
        entry.place,
        {format_ko("{}에 알 수 없는 키 '{}'이(가) 있습니다{}", table.ko, entry.key, near.ko),
         fmt::format("unknown key '{1}' in {0}{2}", table.en, entry.key, near.en)});
}

void TomlTable::fail(std::string_view key, const Text& message) const {
    const auto* const entry = find_entry(*m_node, key);
    m_document->fail(entry == nullptr ? m_node->place : entry->node.place, message);
}

void TomlTable::missing(std::string_view key) const {
    for (const auto& entry : std::get<std::vector<TomlEntry>>(m_node->value)) {
        if (!m_asked.contains(entry.key) && is_near(entry.key, key)) {
            unknown(entry, {std::string{key}});
        }
    }
    const auto table = name();
    fail(key, {format_ko("{}에 꼭 있어야 할 '{}'이(가) 없습니다; 더하십시오", table.ko, key),
               fmt::format("{} has no '{}', which is required; add it", table.en, key)});
}

void TomlTable::wrong_type(std::string_view key, const Text& expected) const {
    fail(key, {format_ko("'{}'의 형식이 맞지 않습니다; {}이(가) 와야 합니다", key, expected.ko),
               fmt::format("'{}' is of the wrong type, expected {}", key, expected.en)});
}

} // namespace sandan::io
