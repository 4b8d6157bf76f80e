#pragma once
// Numbers as shapefiles and DBF tables store them. The caller has checked that they are there.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sandan::io {

static_assert(std::endian::native == std::endian::little, "doubles are copied as they lie");

[[nodiscard]] inline std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

[[nodiscard]] inline std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at + 3) << 24U | byte_at(bytes, at + 2) << 16U |
           byte_at(bytes, at + 1) << 8U | byte_at(bytes, at);
}

[[nodiscard]] inline std::uint32_t little_endian_16(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at + 1) << 8U | byte_at(bytes, at);
}

[[nodiscard]] inline std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) << 24U | byte_at(bytes, at + 1) << 16U |
           byte_at(bytes, at + 2) << 8U | byte_at(bytes, at + 3);
}

[[nodiscard]] inline double real_at(std::string_view bytes, std::size_t at) {
    double value = 0;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

} // namespace sandan::io
