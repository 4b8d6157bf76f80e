#include "io/schema.hpp"

#include <sandan/core/error.hpp>

#include "core/field_name.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>

namespace sandan::io {

namespace {

/// Exact name first, then in any case, then cut to the length of a DBF name if only one is.
std::optional<std::size_t> find_field(const std::vector<std::string>& fields,
                                      const std::string& name) {
    const auto position = [&](auto found) {
        return static_cast<std::size_t>(found - fields.begin());
    };
    if (const auto exact = std::find(fields.begin(), fields.end(), name); exact != fields.end()) {
        return position(exact);
    }
    const auto same = [&](const auto& field) {
        return lower_case(field) == lower_case(name);
    };
    if (const auto found = std::find_if(fields.begin(), fields.end(), same);
        found != fields.end()) {
        return position(found);
    }
    const auto may_be = [&](const auto& field) {
        return is_field_name(field, name);
    };
    const auto found = std::find_if(fields.begin(), fields.end(), may_be);
    const bool only = std::count_if(fields.begin(), fields.end(), may_be) == 1;
    return only ? std::optional{position(found)} : std::nullopt;
}

} // namespace

std::vector<Column> make_columns(const std::vector<std::string>& source_fields,
                                 const ReadOptions& options, const std::string& path) {
    if (source_fields.empty() && !options.fields.empty()) {
        throw Error{
            ErrorKind::input,
            Text{"레이어가 비어 필드도 레코드도 없습니다; 레코드가 있는 것을 주십시오",
                 "the layer is empty, it has neither fields nor records; give one with records"}}
            .within(path);
    }
    std::vector<Column> columns;
    std::set<std::size_t> used;
    const auto use = [&](const std::string& name, std::size_t source) {
        columns.push_back({.name = name, .source = source});
        used.insert(source);
    };
    for (const auto& [canonical, source] : options.fields) {
        const auto found = find_field(source_fields, source);
        if (!found) {
            throw Error{
                ErrorKind::usage,
                Text{format_ko("{}{}: 필드 {}이(가) 없습니다({}에 쓸 것); 있는 필드: {}", path,
                               options.layer.empty() ? "" : ", 레이어 " + options.layer, source,
                               canonical, fmt::join(source_fields, ", ")),
                     fmt::format("{}{}: no field {} (wanted for {}); it has: {}", path,
                                 options.layer.empty() ? "" : ", layer " + options.layer, source,
                                 canonical, fmt::join(source_fields, ", "))}};
        }
        use(canonical, *found);
    }
    for (const auto& canonical : options.canonical) {
        if (options.fields.contains(canonical)) {
            continue;
        }
        if (const auto found = find_field(source_fields, canonical); found) {
            use(canonical, *found);
        }
    }
    for (std::size_t i = 0; i < source_fields.size(); ++i) {
        if (!used.contains(i)) {
            columns.push_back({.name = source_fields[i], .source = i});
        }
    }
    return columns;
}

} // namespace sandan::io
