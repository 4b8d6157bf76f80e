#pragma once
// Texts of a CAD drawing: what GDAL and CAD would make something else of, written so that they do
// not.

#include <sandan/io/write.hpp>

#include <string>
#include <string_view>

namespace sandan::io {

/// Texts on their way to GDAL's DXF writer; counts what cannot be written as it is.
class DrawingTexts {
public:
    /// Characters that CAD draws nowhere or that a drawing cannot hold (above U+FFFF) as their
    /// code, the `%%` of a sign of CAD (`%%d` is a degree) in full width, braces as characters that
    /// with_braces() knows, and no more than GDAL writes in one piece.
    [[nodiscard]] std::string written(const std::string& text);

    /// The counts, without bytes.
    [[nodiscard]] const Drawing& losses() const { return m_losses; }

private:
    Drawing m_losses;
};

/// A finished drawing with the braces of its texts.
[[nodiscard]] std::string with_braces(std::string_view drawing);

} // namespace sandan::io
