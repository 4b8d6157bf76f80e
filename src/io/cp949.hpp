#pragma once
// CP949 (통합 완성형, "UHC"): the superset of EUC-KR in which Korean shapefiles are written.

#include <string>
#include <string_view>

namespace sandan::io {

/// The character of two bytes as UTF-8 (NFC); empty if CP949 has none there.
[[nodiscard]] std::string_view cp949_character(unsigned char lead, unsigned char trail) noexcept;

/// True for a byte that begins a two-byte character.
[[nodiscard]] constexpr bool is_cp949_lead(unsigned char byte) noexcept {
    return byte >= 0x81 && byte <= 0xFE;
}

} // namespace sandan::io
