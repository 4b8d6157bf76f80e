#pragma once
// Text of legacy files to UTF-8, strictly: a byte that does not belong is never guessed away.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sandan::io {

/// `bytes` in `encoding` (a name iconv knows, as encoding_of_cpg() gives) as UTF-8, NFC;
/// nothing if a byte does not belong to the encoding.
[[nodiscard]] std::optional<std::string> decode(std::string_view bytes,
                                                const std::string& encoding);

/// UTF-8 in canonical composition (NFC); nothing if `bytes` are not UTF-8.
[[nodiscard]] std::optional<std::string> to_nfc(std::string_view bytes);

[[nodiscard]] bool is_ascii(std::string_view bytes) noexcept;

/// The encoding meant by the words of a .cpg file or of --encoding: "EUC-KR", "949", "ANSI 949",
/// "MS949" → CP949 (a superset: Korean producers write EUC-KR and mean it). Nothing if unknown.
[[nodiscard]] std::optional<std::string> encoding_of_name(std::string_view words);

/// The encoding of a DBF language driver id; nothing for 0, and for 0x57 and 0x03, which every
/// ArcGIS writes whatever the text is.
[[nodiscard]] std::optional<std::string> encoding_of_ldid(unsigned char ldid);

/// Finds the encoding of a body of texts: UTF-8 if all are, else CP949 if all are and most of what
/// is not ASCII becomes Hangul; nothing otherwise. "ASCII" when nothing needs decoding.
/// `each` calls its argument with every text.
[[nodiscard]] std::optional<std::string>
sniff_encoding(const std::function<void(const std::function<void(std::string_view)>&)>& each);

} // namespace sandan::io
