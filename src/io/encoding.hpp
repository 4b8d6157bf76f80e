#pragma once
// Text of legacy files to UTF-8, strictly: a byte that does not belong is never guessed away.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sandan::io {

/// Text as far as its bytes allow.
struct Decoded {
    std::string text;      ///< UTF-8, NFC; U+FFFD stands for each byte that does not belong.
    std::size_t wrong = 0; ///< Bytes that do not belong to the encoding.
    bool cut = false;      ///< It ends within a character, which is left out.

    [[nodiscard]] bool whole() const noexcept { return wrong == 0 && !cut; }
};

/// `encoding` is a name that encoding_of_name() gives. Never NFKC: ㎡ and ㈜ stay what they are.
[[nodiscard]] Decoded decode_marked(std::string_view bytes, const std::string& encoding);

/// The same, or nothing if a byte does not belong or a character is cut.
[[nodiscard]] std::optional<std::string> decode(std::string_view bytes,
                                                const std::string& encoding);

/// UTF-8 in canonical composition (NFC); nothing if `bytes` are not UTF-8.
[[nodiscard]] std::optional<std::string> to_nfc(std::string_view bytes);

[[nodiscard]] bool is_ascii(std::string_view bytes) noexcept;

/// The encoding meant by the words of a .cpg file or of --encoding: "EUC-KR", "949", "ANSI 949",
/// "MS949" → CP949 (a superset: Korean producers write EUC-KR and mean it). Also in a .cpg that is
/// UTF-16 itself. Nothing if unknown.
[[nodiscard]] std::optional<std::string> encoding_of_name(std::string_view words);

/// The same for the user's word. \throws Error{usage} naming `path` if it is unknown.
[[nodiscard]] std::string require_encoding(const std::string& words, const std::string& path);

/// In these any bytes are text, so that a label of one says nothing against Korean.
[[nodiscard]] bool is_western(const std::string& encoding);

/// Adds the characters of `utf8` that are not ASCII, and the Hangul of these.
void count_characters(const std::string& utf8, std::size_t& characters, std::size_t& hangul);

/// The encoding of a DBF language driver id; nothing for 0, and for 0x57 and 0x03, which every
/// ArcGIS writes whatever the text is.
[[nodiscard]] std::optional<std::string> encoding_of_ldid(unsigned char ldid);

} // namespace sandan::io
