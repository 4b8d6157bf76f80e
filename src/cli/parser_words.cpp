#include "cli/parser_words.hpp"

#include "core/korean.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace sandan::cli {

namespace {

struct Sentence {
    const char* ko; ///< Its values by number.
    std::string_view en;
};

/// A sentence that also fits one further down stands before it.
constexpr std::array<Sentence, 16> sentences{{
    {"쓸 수 없는 인자입니다: {0}", "The following argument was not expected: {}"},
    {"쓸 수 없는 인자입니다: {0}", "The following arguments were not expected: {}"},
    {"명령을 지정해야 합니다", "A subcommand is required"},
    {"{0}을(를) 지정해야 합니다", "{} is required"},
    {"{0}: {2} 값 {1}개가 필요합니다", "{}: {} required {} missing"},
    {"{0}: 값이 {1}개 이상 필요한데 {2}개입니다", "{}: At least {} required but received {}"},
    {"{0}: 값을 {1}개까지 쓸 수 있는데 {2}개입니다", "{}: At Most {} required but received {}"},
    {"{1}: 값이 {0}개 필요한데 {2}개입니다", "Expected exactly {} arguments to {}, got {}"},
    {"{1}: 값이 {0}개 이상 필요한데 {2}개입니다", "Expected at least {} arguments to {}, got {}"},
    {"{0}: 값 {1}을(를) 읽을 수 없습니다", "Could not convert: {} = {}"},
    {"{1}: {0}은(는) 쓸 수 없는 값입니다", "The value {} is not an allowed value for {}"},
    {"{0}에는 값을 줄 수 없습니다", "{} was given a disallowed flag override"},
    {"{0}: 값이 너무 많습니다", "{}: too many inputs for a flag"},
    {"{0}: true, false나 수여야 합니다", "{}: Should be true/false or a number"},
    {"{0}에는 {1}이(가) 필요합니다", "{} requires {}"},
    {"{0}은(는) {1}과(와) 함께 쓸 수 없습니다", "{} excludes {}"},
}};

constexpr std::string_view blank{"{}"};

/// What stands in `text` where `sentence` has blanks; nothing if it is another sentence.
std::optional<std::vector<std::string>> values_in(std::string_view text,
                                                  std::string_view sentence) {
    std::vector<std::string> values;
    const auto first = sentence.substr(0, sentence.find(blank));
    if (!text.starts_with(first)) {
        return std::nullopt;
    }
    text.remove_prefix(first.size());
    sentence.remove_prefix(first.size());
    while (!sentence.empty()) { // it begins with a blank
        sentence.remove_prefix(blank.size());
        const auto words = sentence.substr(0, sentence.find(blank));
        const auto at = words.empty() ? text.size() : text.find(words);
        if (at == std::string_view::npos) {
            return std::nullopt;
        }
        values.emplace_back(text.substr(0, at));
        text.remove_prefix(at + words.size());
        sentence.remove_prefix(words.size());
    }
    return text.empty() ? std::optional{std::move(values)} : std::nullopt;
}

} // namespace

std::string parser_words_in_korean(const std::string& english) {
    for (const auto& sentence : sentences) {
        if (const auto values = values_in(english, sentence.en)) {
            fmt::dynamic_format_arg_store<fmt::format_context> arguments;
            for (const auto& value : *values) {
                arguments.push_back(value);
            }
            return with_particles(fmt::vformat(sentence.ko, arguments));
        }
    }
    return fmt::format("명령줄이 잘못되었습니다: {}", english);
}

} // namespace sandan::cli
