#pragma once
// All text goes through here: one font, measured once, drawn without hinting so that every back
// end agrees with the measured widths.

#include "render/sheet.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sandan::render {

/// What would turn the writing or is seen nowhere is set as visible() shows it; a break within a
/// line as a blank. Not safe from several threads at once; make one per drawing.
class Typesetter {
public:
    /// \throws Error{output} if NanumGothic is not installed.
    Typesetter();
    ~Typesetter();
    Typesetter(const Typesetter&) = delete;
    Typesetter& operator=(const Typesetter&) = delete;

    /// Advance width of one line in units of the font size.
    /// \throws Error{output} naming the text and its characters that NanumGothic has no glyph for.
    [[nodiscard]] double width(const std::string& text, bool bold = false) const;

    /// Breaks at spaces, and inside words that are wider than a line.
    [[nodiscard]] std::vector<std::string> wrap(const std::string& given, double size,
                                                double max_width, bool bold = false) const;

    struct State; ///< Pango's objects; render/ink.hpp draws with them.

    [[nodiscard]] State& state() const noexcept { return *m_state; }

private:
    std::unique_ptr<State> m_state;
};

} // namespace sandan::render
