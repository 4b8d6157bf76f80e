#pragma once
// XML as text, by pugixml. Included by src/desktop/*.cpp only.

#include <sandan/core/visible.hpp>

#include <pugixml.hpp>
#include <sstream>
#include <string>

namespace sandan::desktop {

/// Without the characters that XML 1.0 cannot hold.
[[nodiscard]] inline std::string clean(const std::string& text) {
    auto result = visible_line(text);
    for (const auto* const none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) { // U+FFFE, U+FFFF
        for (auto at = result.find(none); at != std::string::npos; at = result.find(none, at)) {
            result.replace(at, 3, "\xEF\xBF\xBD");
        }
    }
    return result;
}

inline void set(pugi::xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name) = clean(value).c_str();
}

enum class XmlForm { compact, indented };

[[nodiscard]] inline std::string text_of(const pugi::xml_document& document, XmlForm form) {
    std::ostringstream text;
    document.save(text, " ", form == XmlForm::compact ? pugi::format_raw : pugi::format_indent,
                  pugi::encoding_utf8);
    return text.str();
}

} // namespace sandan::desktop
