#include "io/schema.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

namespace sandan::io {

namespace {

std::string folded(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Exact name first, then in any case.
std::optional<std::size_t> find_field(const std::vector<std::string>& fields,
                                      const std::string& name) {
    auto found = std::find(fields.begin(), fields.end(), name);
    if (found == fields.end()) {
        found = std::find_if(fields.begin(), fields.end(),
                             [&](const auto& field) { return folded(field) == folded(name); });
    }
    if (found == fields.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - fields.begin());
}

} // namespace

std::vector<Column> make_columns(const std::vector<std::string>& source_fields,
                                 const ReadOptions& options, const std::string& path) {
    std::vector<Column> columns;
    std::set<std::size_t> used;
    const auto use = [&](const std::string& name, std::size_t source) {
        columns.push_back({.name = name, .source = source});
        used.insert(source);
    };
    for (const auto& [canonical, source] : options.fields) {
        const auto found = find_field(source_fields, source);
        if (!found) {
            throw Error{ErrorKind::usage,
                        fmt::format("{}{}: no field {} (wanted for {}); it has: {}", path,
                                    options.layer.empty() ? "" : ", layer " + options.layer, source,
                                    canonical, fmt::join(source_fields, ", "))};
        }
        use(canonical, *found);
    }
    for (const auto& canonical : options.canonical) {
        if (options.fields.count(canonical) != 0) {
            continue;
        }
        if (const auto found = find_field(source_fields, canonical); found) {
            use(canonical, *found);
        }
    }
    for (std::size_t i = 0; i < source_fields.size(); ++i) {
        if (used.count(i) == 0) {
            columns.push_back({.name = source_fields[i], .source = i});
        }
    }
    return columns;
}

} // namespace sandan::io
