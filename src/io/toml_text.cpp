#include "io/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace sandan::io {

namespace {

using Entries = std::vector<TomlEntry>;
using Nodes = std::vector<TomlNode>;

std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            result += fmt::format("\\u{:04X}", byte);
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string key_text(const std::string& key) {
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
    return bare ? key : in_quotes(key);
}

std::string inline_text(const TomlNode& node);

struct Scalar {
    std::string operator()(const std::string& text) const { return in_quotes(text); }

    std::string operator()(std::int64_t number) const { return std::to_string(number); }

    std::string operator()(bool flag) const { return flag ? "true" : "false"; }

    std::string operator()(const Date& date) const { return to_string(date); }

    std::string operator()(double number) const {
        auto text = fmt::format("{}", number);
        const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
        return whole ? text + ".0" : text; // a whole number would be read as an integer
    }

    std::string operator()(const Nodes& nodes) const {
        std::string text;
        for (const auto& node : nodes) {
            text += (text.empty() ? "" : ", ") + inline_text(node);
        }
        return "[" + text + "]";
    }

    std::string operator()(const Entries& entries) const {
        std::string text;
        for (const auto& entry : entries) {
            text +=
                (text.empty() ? " " : ", ") + key_text(entry.key) + " = " + inline_text(entry.node);
        }
        return "{" + text + (text.empty() ? "}" : " }");
    }
};

std::string inline_text(const TomlNode& node) {
    return std::visit(Scalar{}, node.value);
}

const Entries* table_in(const TomlNode& node) {
    return std::get_if<Entries>(&node.value);
}

/// [[key]]: an array of nothing but tables.
const Nodes* tables_in(const TomlNode& node) {
    const auto* const nodes = std::get_if<Nodes>(&node.value);
    const bool all = nodes != nullptr && !nodes->empty() &&
                     std::all_of(nodes->begin(), nodes->end(),
                                 [](const TomlNode& one) { return table_in(one) != nullptr; });
    return all ? nodes : nullptr;
}

bool has_heading(const TomlNode& node, int level) {
    constexpr int deepest = 2;
    return level <= deepest && (table_in(node) != nullptr || tables_in(node) != nullptr);
}

/// `level`: of the entries, 1 at the root. Values stand before tables: after a heading they would
/// be its own.
void write_entries(const Entries& entries, const std::string& prefix, int level,
                   std::string& text) {
    for (const auto& entry : entries) {
        if (!has_heading(entry.node, level)) {
            text += key_text(entry.key) + " = " + inline_text(entry.node) + "\n";
        }
    }
    for (const auto& entry : entries) {
        if (!has_heading(entry.node, level)) {
            continue;
        }
        const auto name = prefix + key_text(entry.key);
        if (const auto* const table = table_in(entry.node)) {
            const bool only_tables =
                !table->empty() &&
                std::all_of(table->begin(), table->end(), [&](const TomlEntry& inner) {
                    return has_heading(inner.node, level + 1);
                });
            text += only_tables ? "" : fmt::format("{}[{}]\n", text.empty() ? "" : "\n", name);
            write_entries(*table, name + ".", level + 1, text);
            continue;
        }
        for (const auto& one : *tables_in(entry.node)) {
            text += fmt::format("{}[[{}]]\n", text.empty() ? "" : "\n", name);
            write_entries(*table_in(one), name + ".", level + 1, text);
        }
    }
}

} // namespace

std::string to_toml(const TomlNode& root) {
    std::string text;
    if (const auto* const entries = table_in(root)) {
        write_entries(*entries, "", 1, text);
    }
    return text;
}

} // namespace sandan::io
