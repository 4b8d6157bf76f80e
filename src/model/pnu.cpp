#include <sandan/model/pnu.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace sandan::model {

namespace {

bool is_digit(char c) {
    return '0' <= c && c <= '9';
}

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

constexpr std::array<std::string_view, 28> jimok_marks{
    "전", "답", "과", "목", "임", "광", "염", "대", "장", "학", "차", "주", "창", "도",
    "철", "제", "천", "구", "유", "양", "수", "공", "체", "원", "종", "사", "묘", "잡"};

/// Full-width digits (U+FF10…), hyphen (U+FF0D) and space (U+3000) as ASCII.
std::string to_half_width(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        if (text.starts_with("\uFF0D")) {
            result += '-';
            text.remove_prefix(3);
        } else if (text.starts_with("\u3000")) {
            result += ' ';
            text.remove_prefix(3);
        } else if (text.size() >= 3 && text.starts_with("\xEF\xBC") && text[2] >= '\x90' &&
                   text[2] <= '\x99') {
            result += static_cast<char>('0' + (text[2] - '\x90'));
            text.remove_prefix(3);
        } else {
            result += text.front();
            text.remove_prefix(1);
        }
    }
    return result;
}

void skip_spaces(std::string_view& text) {
    const auto first = text.find_first_not_of(" \t");
    text.remove_prefix(std::min(first, text.size()));
}

bool skip(std::string_view& text, std::string_view word) {
    const bool found = text.starts_with(word);
    text.remove_prefix(found ? word.size() : 0);
    return found;
}

/// One to four digits, not followed by a fifth.
std::optional<int> read_number(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) {
        ++length;
    }
    if (length == 0 || length > 4) {
        return std::nullopt;
    }
    const int value = number(text.substr(0, length));
    text.remove_prefix(length);
    return value;
}

} // namespace

std::optional<Pnu> Pnu::parse(std::string_view text) {
    constexpr std::size_t digits = 19;
    if (text.size() != digits || !std::all_of(text.begin(), text.end(), is_digit) ||
        (text[10] != '1' && text[10] != '2')) {
        return std::nullopt;
    }
    Pnu pnu{std::string{text}};
    return pnu.main_number() > 0 ? std::optional{std::move(pnu)} : std::nullopt;
}

int Pnu::main_number() const {
    return number(std::string_view{m_text}.substr(11, 4));
}

int Pnu::sub_number() const {
    return number(std::string_view{m_text}.substr(15, 4));
}

Pnu on_day(const Pnu& pnu, const Date& day, const std::vector<RegionChange>& changes) {
    auto text = pnu.text();
    const auto replace = [&](const std::string& old, const std::string& now) {
        if (text.starts_with(old)) {
            text.replace(0, old.size(), now);
        }
    };
    for (const auto& change : changes) {
        if (change.on <= day) {
            replace(change.before, change.after);
        }
    }
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        if (change->on > day) {
            replace(change->after, change->before);
        }
    }
    return Pnu::parse(text).value_or(pnu);
}

std::optional<Jibun> parse_jibun(std::string_view text) {
    const auto plain = to_half_width(text);
    std::string_view rest{plain};
    Jibun jibun;
    skip_spaces(rest);
    jibun.mountain = skip(rest, "산");
    skip_spaces(rest);
    const auto main_number = read_number(rest);
    if (!main_number) {
        return std::nullopt;
    }
    jibun.main_number = *main_number;
    if (skip(rest, "-")) {
        const auto sub_number = read_number(rest);
        if (!sub_number) {
            return std::nullopt;
        }
        jibun.sub_number = *sub_number;
    }
    skip_spaces(rest);
    const auto mark = std::find_if(jimok_marks.begin(), jimok_marks.end(),
                                   [&](std::string_view m) { return rest.starts_with(m); });
    if (mark != jimok_marks.end()) {
        jibun.mark = *mark;
        rest.remove_prefix(mark->size());
    }
    skip_spaces(rest);
    return rest.empty() ? std::optional{jibun} : std::nullopt;
}

bool consistent(const Pnu& pnu, const Jibun& jibun) {
    return pnu.mountain() == jibun.mountain && pnu.main_number() == jibun.main_number &&
           pnu.sub_number() == jibun.sub_number;
}

} // namespace sandan::model
