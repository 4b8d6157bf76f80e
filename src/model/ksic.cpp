#include <sandan/core/error.hpp>
#include <sandan/model/ksic.hpp>

#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sandan::model {

namespace {

/// Sections of the KSIC and their divisions (통계청 고시, 11th revision; as in the 10th).
struct Section {
    char letter;
    std::string_view first;
    std::string_view last;
};

constexpr std::array<Section, 21> sections{{
    {'A', "01", "03"}, {'B', "05", "08"}, {'C', "10", "34"}, {'D', "35", "35"}, {'E', "36", "39"},
    {'F', "41", "42"}, {'G', "45", "47"}, {'H', "49", "52"}, {'I', "55", "56"}, {'J', "58", "63"},
    {'K', "64", "66"}, {'L', "68", "68"}, {'M', "70", "73"}, {'N', "74", "76"}, {'O', "84", "84"},
    {'P', "85", "85"}, {'Q', "86", "87"}, {'R', "90", "91"}, {'S', "94", "96"}, {'T', "97", "98"},
    {'U', "99", "99"},
}};

const Section* section_of(std::string_view division) {
    const auto found = std::find_if(sections.begin(), sections.end(), [&](const Section& s) {
        return s.first <= division && division <= s.last;
    });
    return found == sections.end() ? nullptr : &*found;
}

bool is_digit(char c) {
    return '0' <= c && c <= '9';
}

bool is_letter(char c) {
    return ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z');
}

char upper(char c) {
    return 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Three-valued logic: `and` is min, `or` is max.
enum class Truth { no, maybe, yes };

Truth inverse(Truth t) {
    return static_cast<Truth>(2 - static_cast<int>(t));
}

Truth to_truth(bool b) {
    return b ? Truth::yes : Truth::no;
}

/// Whether a code lies at or above (sign 1) or at or below (sign −1) a bound, both as prefixes: a
/// code too short to tell may.
Truth beyond(std::string_view code, std::string_view bound, int sign) {
    const auto length = std::min(code.size(), bound.size());
    const int order = code.substr(0, length).compare(bound.substr(0, length)) * sign;
    if (order == 0) {
        return code.size() < bound.size() ? Truth::maybe : Truth::yes;
    }
    return to_truth(order > 0);
}

Truth within(std::string_view code, std::string_view low, std::string_view high) {
    return std::min(beyond(code, low, 1), beyond(code, high, -1));
}

/// Splits at spaces and commas, but not inside parentheses.
std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t start = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ' ';
        depth += c == '(' ? 1 : 0;
        depth -= c == ')' ? 1 : 0;
        const bool separator = c == ' ' || c == ',' || c == '\t' || c == '\n' || c == '\r';
        if (i == text.size() || (depth <= 0 && separator)) {
            if (i > start) {
                words.push_back(text.substr(start, i - start));
            }
            start = i + 1;
        }
    }
    return words;
}

[[noreturn]] void refuse(std::string_view rule, std::string_view word, const Text& expected) {
    throw Error{ErrorKind::usage,
                Text{format_ko("입주 규칙 '{}': '{}'을(를) 알 수 없습니다; {}이(가) 와야 합니다",
                               rule, word, expected.ko),
                     fmt::format("admission rule '{}': '{}' is not understood, expected {}", rule,
                                 word, expected.en)}};
}

/// The attribute of `emits(attribute)`; nothing for other words.
std::optional<std::string> attribute_of(std::string_view word) {
    constexpr std::string_view opening = "emits(";
    if (!word.starts_with(opening) || !word.ends_with(')')) {
        return std::nullopt;
    }
    word.remove_prefix(opening.size());
    word.remove_suffix(1);
    const auto name = trimmed(word);
    return name.empty() ? std::nullopt : std::optional{std::string{name}};
}

} // namespace

std::optional<std::string> normalise_ksic(std::string_view text) {
    text = trimmed(text);
    char letter = 0;
    if (!text.empty() && is_letter(text.front())) {
        letter = upper(text.front());
        text.remove_prefix(1);
    }
    if (text.size() < 2 || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) {
        return std::nullopt;
    }
    const auto* const section = section_of(text.substr(0, 2));
    if (section == nullptr || (letter != 0 && letter != section->letter)) {
        return std::nullopt;
    }
    return std::string{text};
}

bool ksic_matches(std::string_view code, std::string_view prefix) {
    return code.starts_with(prefix);
}

/// Reads one clause, word by word.
struct AdmissionRule::Parser {
    std::string_view rule;
    std::vector<Clause> clauses;

    [[nodiscard]] std::string code(std::string_view word, std::string_view whole) const {
        if (word.ends_with('*')) {
            word.remove_suffix(1);
        }
        const auto normal = normalise_ksic(word);
        if (!normal) {
            refuse(rule, whole,
                   {"C20이나 23995 같은 산업분류(KSIC) 코드, 범위, 'all'이나 'emits(…)'",
                    "a KSIC code such as C20 or 23995, a range, 'all' or 'emits(…)'"});
        }
        return *normal;
    }

    [[nodiscard]] Range range(std::string_view word) const {
        const auto dash = word.find_first_of("-~");
        if (dash == std::string_view::npos) {
            auto single = code(word, word);
            return {single, single};
        }
        Range result{code(word.substr(0, dash), word), code(word.substr(dash + 1), word)};
        if (beyond(result.high, result.low, 1) == Truth::no) {
            refuse(rule, word,
                   {"낮은 코드에서 높은 코드로 가는 범위",
                    "a range from the lower to the higher code"});
        }
        return result;
    }

    [[nodiscard]] std::string condition(const std::vector<std::string_view>& words,
                                        std::size_t position) const {
        const auto attribute =
            position < words.size() ? attribute_of(words[position]) : std::nullopt;
        if (!attribute) {
            refuse(rule, position < words.size() ? words[position] : "if",
                   Text{"'if emits(속성)'", "'if emits(attribute)'"});
        }
        if (position + 1 < words.size()) {
            refuse(rule, words[position + 1], {"절의 끝", "the end of the clause"});
        }
        return *attribute;
    }

    void clause(std::string_view text) {
        const auto words = words_of(text);
        if (words.empty()) {
            return;
        }
        if (words[0] != "allow" && words[0] != "deny") {
            refuse(rule, words[0], {"먼저 'allow'나 'deny'", "'allow' or 'deny' first"});
        }
        Clause main;
        main.allow = words[0] == "allow";
        std::vector<std::string> sources; // each emits() item is a clause of its own
        bool excepting = false;
        bool conditional = false;
        for (std::size_t i = 1; i < words.size() && !conditional; ++i) {
            const auto word = words[i];
            conditional = word == "if";
            if (conditional) {
                main.emits.push_back(condition(words, i + 1));
            } else if (word == "except") {
                excepting = true;
            } else if (excepting) {
                main.except.push_back(range(word));
            } else if (word == "all") {
                main.all = true;
            } else if (auto attribute = attribute_of(word)) {
                sources.push_back(std::move(*attribute));
            } else {
                main.items.push_back(range(word));
            }
        }
        if (excepting && main.except.empty()) {
            refuse(rule, "except", {"뒤에 코드", "codes after it"});
        }
        const bool bare = !main.all && main.items.empty() && sources.empty();
        if (bare && !conditional) {
            refuse(rule, words[0],
                   {"뒤에 코드, 'all'이나 'emits(…)'", "codes, 'all' or 'emits(…)' after it"});
        }
        add(std::move(main), sources, bare);
    }

    void add(Clause main, const std::vector<std::string>& sources, bool bare) {
        for (const auto& source : sources) {
            auto extra = main;
            extra.all = true;
            extra.items.clear();
            extra.emits.push_back(source);
            clauses.push_back(std::move(extra));
        }
        main.all = main.all || bare;
        if (main.all || !main.items.empty()) {
            clauses.push_back(std::move(main));
        }
    }
};

AdmissionRule AdmissionRule::parse(std::string_view text) {
    Parser parser{text, {}};
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find(';', start), text.size());
        parser.clause(text.substr(start, end - start));
        start = end + 1;
    }
    if (parser.clauses.empty()) {
        refuse(
            text, trimmed(text),
            {"'allow'나 'deny'로 시작하는 절 하나 이상", "at least one 'allow' or 'deny' clause"});
    }
    AdmissionRule rule;
    rule.m_text = text;
    rule.m_clauses = std::move(parser.clauses);
    return rule;
}

/// The facts a rule is held against.
struct AdmissionRule::Firm {
    std::string_view code;
    const std::vector<std::string>& emits;
    bool emits_known;

    [[nodiscard]] Truth falls_under(const std::vector<Range>& ranges) const {
        auto result = Truth::no;
        for (const auto& range : ranges) {
            result = std::max(result, within(code, range.low, range.high));
        }
        return result;
    }

    [[nodiscard]] Truth emits_all(const std::vector<std::string>& attributes) const {
        auto result = Truth::yes;
        for (const auto& attribute : attributes) {
            const bool found = std::find(emits.begin(), emits.end(), attribute) != emits.end();
            result = std::min(result, !emits_known && !found ? Truth::maybe : to_truth(found));
        }
        return result;
    }

    [[nodiscard]] Truth matches(const Clause& clause) const {
        const auto listed = clause.all ? Truth::yes : falls_under(clause.items);
        return std::min({listed, inverse(falls_under(clause.except)), emits_all(clause.emits)});
    }
};

Admit AdmissionRule::evaluate(std::string_view ksic, const std::vector<std::string>& emits,
                              bool emits_known) const {
    const auto code = normalise_ksic(ksic);
    if (!code) {
        return Admit::unknown;
    }
    const Firm firm{*code, emits, emits_known};
    bool has_allow = false;
    auto allowed = Truth::no;
    auto denied = Truth::no;
    for (const auto& clause : m_clauses) {
        has_allow = has_allow || clause.allow;
        auto& verdict = clause.allow ? allowed : denied;
        verdict = std::max(verdict, firm.matches(clause));
    }
    const auto result = std::min(has_allow ? allowed : Truth::yes, inverse(denied));
    if (result == Truth::maybe) {
        return Admit::unknown;
    }
    return result == Truth::yes ? Admit::allow : Admit::deny;
}

} // namespace sandan::model
