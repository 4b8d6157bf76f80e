#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::model {

/// Result of an admission rule.
enum class Admit { allow, deny, waiver, unknown };

/// A code as written in data (`C23995`, `23995`, `C23`, `239`) without its section letter;
/// nothing unless 2 to 5 digits of a known division range follow an optional letter that fits it.
[[nodiscard]] std::optional<std::string> normalise_ksic(std::string_view text);

/// True if `code` (5 digits) falls under `prefix` (2–5 digits).
[[nodiscard]] bool ksic_matches(std::string_view code, std::string_view prefix);

/// An admission rule of the grammar
///   rule   := clause (';' clause)*
///   clause := ('allow'|'deny') item* ['except' code+] ['if' 'emits(' attribute ')']
///   item   := code | code '-' code | 'all' | 'emits(' attribute ')'
/// codes are KSIC prefixes with or without letter, separated by spaces or commas; `2032*` is 2032,
/// `C13~C14` a range. Only a clause with an `if` may go without items, which means `all`.
/// A clause's `except` list takes its codes out of that clause. A matching deny wins over allow; a
/// code no clause matches is denied when the rule has an allow clause, else allowed.
class AdmissionRule {
public:
    /// \throws Error{usage} naming the word that does not parse.
    [[nodiscard]] static AdmissionRule parse(std::string_view text);

    /// The rule as it was written; empty for one that was not parsed, which admits everything.
    [[nodiscard]] const std::string& text() const { return m_text; }

    /// `emits`: the firm's emission attributes; `emits_known` false makes a rule that hangs on them
    /// answer unknown, and so does a code too short to decide or that is no KSIC code.
    [[nodiscard]] Admit evaluate(std::string_view ksic, const std::vector<std::string>& emits,
                                 bool emits_known) const;

private:
    struct Range {
        std::string low;
        std::string high; ///< Equal to `low` for a single prefix.
    };

    struct Clause {
        bool allow = true;
        bool all = false;
        std::vector<Range> items;
        std::vector<Range> except;
        std::vector<std::string> emits; ///< Conditions that must all hold.
    };

    struct Parser;
    struct Firm;

    std::string m_text;
    std::vector<Clause> m_clauses;
};

} // namespace sandan::model
