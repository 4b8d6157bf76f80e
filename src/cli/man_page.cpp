#include "cli/man_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace sandan::cli {

namespace {

/// Text of roff: nothing in it is a request.
std::string roff(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\') {
            result += "\\e";
        } else if (c == '-') {
            result += "\\-";
        } else {
            result += c == '\n' ? ' ' : c;
        }
    }
    return result.starts_with('.') || result.starts_with('\'') ? "\\&" + result : result;
}

/// An argument of a macro.
std::string quoted(const std::string& text) {
    std::string result;
    for (const char c : roff(text)) {
        result += c == '"' ? std::string{"\\(dq"} : std::string{c};
    }
    return "\"" + result + "\"";
}

class Page {
public:
    Page(const std::string& name, const std::string& about, Language language)
        : m_language{language} {
        m_text =
            fmt::format(".TH {} 1 \"\" {} {}\n", quoted(name), quoted("sandan " SANDAN_VERSION),
                        quoted(say({"산업단지 계획", "Industrial complexes"})));
        section({"이름", "NAME"});
        m_text += fmt::format("{} \\- {}\n", roff(name), roff(about));
    }

    [[nodiscard]] std::string say(const Text& text) const { return text.in(m_language); }

    void section(const Text& title) { m_text += fmt::format(".SH {}\n", quoted(say(title))); }

    void item(const std::string& head, const std::string& text) {
        m_text += fmt::format(".TP\n.B {}\n{}\n", roff(head), roff(text));
    }

    void line(const std::string& text) { m_text += roff(text) + "\n"; }

    void bold(const std::string& text) { m_text += fmt::format(".B {}\n", roff(text)); }

    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    Language m_language;
    std::string m_text;
};

std::string head_of(const OptionWords& option) {
    return fmt::format("{}{}{}", fmt::join(option.names, ", "), option.value.empty() ? "" : " ",
                       option.value);
}

std::string use_of(const PositionalWords& positional) {
    const auto word = positional.name + (positional.repeated ? "…" : "");
    return positional.required ? word : "[" + word + "]";
}

struct Row {
    const char* head;
    const char* ko;
    const char* en;
};

/// README "Exit status".
constexpr std::array statuses{
    Row{"0", "끝남, 문턱 이상의 지적 없음", "done, nothing at or above the threshold"},
    Row{"1", "--fail-on 이상의 지적 있음", "findings at or above --fail-on"},
    Row{"2", "사용법 또는 계획 파일의 오류", "wrong use or plan file"},
    Row{"3", "입력 거부", "input rejected"},
    Row{"4", "출력 실패, 아무것도 쓰지 않음", "an output failed, nothing published"},
    Row{"5", "시간·메모리 초과 또는 취소", "out of time or memory, or cancelled"},
    Row{"70", "내부 오류", "internal error (a bug)"}};

constexpr std::array variables{
    Row{"SANDAN_LANG, LC_ALL, LANG", "--lang이 없을 때의 언어 (ko… 또는 en…)",
        "language without --lang (ko… or en…)"},
    Row{"SANDAN_DATA", "규칙과 코드표의 폴더", "folder of rules and code tables"},
    Row{"NO_COLOR, CLICOLOR_FORCE, TERM, CI", "색과 진행 표시", "colours and progress"}};

template <std::size_t Count>
void add(Page& page, const Text& title, const std::array<Row, Count>& rows) {
    page.section(title);
    for (const auto& row : rows) {
        page.item(row.head, page.say({row.ko, row.en}));
    }
}

} // namespace

std::string man_page(const std::vector<CommandWords>& commands, Language language) {
    const Text about{"산업단지 토지이용 계획·검증", "plan and check industrial complexes"};
    Page page{"sandan", about.in(language), language};
    page.section({"개요", "SYNOPSIS"});
    page.bold("sandan COMMAND [OPTION…] …");
    page.section({"명령", "COMMANDS"});
    std::string others;
    for (const auto& command : commands) {
        page.item(command.name, command.about);
        others += fmt::format("{}sandan-{}(1)", others.empty() ? "" : ", ", command.name);
    }
    add(page, {"종료 상태", "EXIT STATUS"}, statuses);
    add(page, {"환경 변수", "ENVIRONMENT"}, variables);
    page.section({"참고", "SEE ALSO"});
    page.line(others);
    return page.text();
}

std::string man_page(const CommandWords& command, Language language) {
    Page page{"sandan-" + command.name, command.about, language};
    page.section({"개요", "SYNOPSIS"});
    auto use = "sandan " + command.name;
    for (const auto& positional : command.positionals) {
        use += " " + use_of(positional);
    }
    page.bold(use + " [OPTION…]");
    if (!command.positionals.empty()) {
        page.section({"인자", "ARGUMENTS"});
        for (const auto& positional : command.positionals) {
            page.item(positional.name, positional.about);
        }
    }
    page.section({"옵션", "OPTIONS"});
    for (const auto& option : command.options) {
        page.item(head_of(option), option.about);
    }
    page.section({"참고", "SEE ALSO"});
    page.line("sandan(1)");
    return page.text();
}

} // namespace sandan::cli
