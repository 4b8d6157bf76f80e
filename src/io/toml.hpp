#pragma once
// TOML files read strictly, every message with its file:line:column. Only toml.cpp knows toml++.

#include <sandan/core/date.hpp>
#include <sandan/core/error.hpp>
#include <sandan/model/plan.hpp>
#include <sandan/model/read_finding.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sandan::io {

struct TomlEntry;

struct TomlNode {
    std::variant<std::string, std::int64_t, double, bool, Date, std::vector<TomlNode>,
                 std::vector<TomlEntry>>
        value;
    model::SourceLine place;
};

/// A key of a table; entries stand in file order.
struct TomlEntry {
    std::string key;
    model::SourceLine place; ///< Of the key.
    TomlNode node;
};

struct TomlDocument {
    std::string path; ///< As messages name it.
    ErrorKind kind{}; ///< Of every Error about it.
    TomlNode root;
    model::InputFile file;

    [[noreturn]] void fail(const model::SourceLine& place, const Text& message) const;
};

/// \throws Error of `kind` if the file is missing or no TOML.
[[nodiscard]] TomlDocument read_toml(const std::string& path, ErrorKind kind);

/// Place of every key by its dotted path ("layers.lots.path", "complex.0.id").
[[nodiscard]] std::map<std::string, model::SourceLine> places_of(const TomlDocument& document);

/// One table of a document, asked key by key. `done()` refuses the keys nobody asked for.
class TomlTable {
public:
    /// The root table. The document outlives it.
    explicit TomlTable(const TomlDocument& document);

    /// T: std::string, std::int64_t, double, bool, Date, std::vector<std::string>,
    /// std::vector<double>. \throws Error for a value of another type.
    template <typename T>
    [[nodiscard]] std::optional<T> find(std::string_view key);

    /// \throws Error also when the key is missing.
    template <typename T>
    [[nodiscard]] T get(std::string_view key) {
        auto value = find<T>(key);
        if (!value) {
            missing(key);
        }
        return *std::move(value);
    }

    /// The text under `key`, which must be one of `words`; empty if there is no such key.
    [[nodiscard]] std::string one_of(std::string_view key, const std::vector<std::string>& words);

    [[nodiscard]] std::optional<TomlTable> table(std::string_view key);
    [[nodiscard]] TomlTable required_table(std::string_view key);
    /// The tables under `[[key]]`; none if there is no such key.
    [[nodiscard]] std::vector<TomlTable> tables(std::string_view key);

    /// Every key, in file order.
    [[nodiscard]] std::vector<std::string> keys() const;

    void done() const;

    /// An Error that points at the value of `key`, or at the table if it has none.
    [[noreturn]] void fail(std::string_view key, const Text& message) const;

private:
    TomlTable(const TomlDocument& document, const TomlNode& node, std::string name);

    [[nodiscard]] const TomlNode* ask(std::string_view key);
    [[noreturn]] void missing(std::string_view key) const;
    [[noreturn]] void wrong_type(std::string_view key, const Text& expected) const;
    [[noreturn]] void unknown(const TomlEntry& entry, const std::vector<std::string>& known) const;
    [[nodiscard]] Text name() const;

    const TomlDocument* m_document;
    const TomlNode* m_node;
    std::string m_name; ///< "[plan]"; empty for the root.
    std::set<std::string, std::less<>> m_asked;
};

} // namespace sandan::io
