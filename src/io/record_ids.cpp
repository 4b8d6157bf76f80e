#include "io/record_ids.hpp"

#include <sandan/model/layer.hpp>

#include "io/attribute_survey.hpp"
#include "io/encoding.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

namespace sandan::io {

namespace {

/// A whole number that is printed as it is written; empty for anything else.
std::string_view plain_digits(std::string_view cell) {
    constexpr std::size_t exact = 15; // digits that a double holds
    const auto digits = cell.substr(std::min(cell.find_first_not_of(' '), cell.size()));
    const bool plain =
        !digits.empty() && digits.size() <= exact &&
        (digits.front() != '0' || digits.size() == 1) &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return plain ? digits : std::string_view{};
}

/// By the field "id", or the record's number.
std::string id_of(model::Value value, std::int64_t fid) {
    model::Layer layer;
    layer.fields = {"id"};
    return layer.id({.fid = fid, .shape = {}, .values = {std::move(value)}});
}

} // namespace

void append_id(const DbfColumn& column, std::string_view cell, std::int64_t fid,
               const std::string& encoding, std::string& ids) {
    if (const auto digits = plain_digits(cell); column.numeric() && !digits.empty()) {
        ids += digits;
        return;
    }
    if (column.type == 'C') {
        if (const auto plain = plain_text(cell); plain && !plain->high && !plain->text.empty()) {
            ids += plain->text;
            return;
        }
    }
    std::vector<model::ReadFinding> told_elsewhere;
    auto value = read_cell(column, cell, fid, told_elsewhere);
    if (auto* const text = std::get_if<std::string>(&value); text != nullptr && !is_ascii(*text)) {
        *text = decode_marked(*text, encoding).text;
    }
    ids += id_of(std::move(value), fid);
}

} // namespace sandan::io
