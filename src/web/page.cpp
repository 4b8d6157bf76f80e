#include "web/page.hpp"

#include <sandan/core/error.hpp>

#include <array>
#include <cstdint>
#include <utility>
#include <zlib.h>

asm(".section .rodata\n"
    ".global sandan_page_begin\n"
    ".global sandan_page_end\n"
    ".global sandan_script_begin\n"
    ".global sandan_script_end\n"
    "sandan_page_begin:\n"
    ".incbin \"" SANDAN_WEB_ASSETS "/viewer.html\"\n"
    "sandan_page_end:\n"
    "sandan_script_begin:\n"
    ".incbin \"" SANDAN_WEB_ASSETS "/viewer.js\"\n"
    "sandan_script_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" {
// NOLINTBEGIN(cppcoreguidelines-avoid-c-arrays,modernize-avoid-c-arrays)
extern const char sandan_page_begin[], sandan_page_end[];
extern const char sandan_script_begin[], sandan_script_end[];
// NOLINTEND(cppcoreguidelines-avoid-c-arrays,modernize-avoid-c-arrays)
}

namespace sandan::web {

namespace {

/// Where the page is filled in, in their order.
constexpr std::array<std::string_view, 5> places{"@policy@", "@mode@", "@chapters@", "@viewer@",
                                                 "@payload@"};

std::string_view bytes_of(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

std::string packed(std::string_view bytes) {
    return base64(gzip(bytes));
}

/// What one kind of page has and another has not.
struct Kind {
    std::string policy;
    std::string mode;
    std::string chapters;
};

std::string filled(Kind kind, std::string_view json) {
    const std::array<std::string, places.size()> values{
        std::move(kind.policy), std::move(kind.mode), std::move(kind.chapters),
        packed(bytes_of(sandan_script_begin, sandan_script_end)), packed(json)};
    auto rest = bytes_of(sandan_page_begin, sandan_page_end);
    std::string result;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at = rest.find(places[i]);
        if (at == std::string_view::npos) {
            throw Error{ErrorKind::output, Text{"web: 뷰어에 들어갈 자리가 모자랍니다",
                                                "web: the viewer has not all its places"}};
        }
        result += rest.substr(0, at);
        result += values[i];
        rest.remove_prefix(at + places[i].size());
    }
    return result += rest;
}

} // namespace

std::string gzip(std::string_view bytes) {
    constexpr int gzip_wrapper = 15 + 16;
    constexpr int memory_level = 9;
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_wrapper, memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        throw Error{ErrorKind::output, Text{"zlib: 지도를 압축할 메모리가 없습니다",
                                            "zlib: no memory to compress the map"}};
    }
    std::string result(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    auto input = std::string{bytes};
    stream.next_in = reinterpret_cast<Bytef*>(input.data()); // NOLINT: zlib's own byte type
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data()); // NOLINT: zlib's own byte type
    stream.avail_out = static_cast<uInt>(result.size());
    const int done = deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    if (done != Z_STREAM_END) {
        throw Error{ErrorKind::output, Text{"zlib: 지도를 압축하지 못했습니다",
                                            "zlib: the map could not be compressed"}};
    }
    return result;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    result.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto part = bytes.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            bits = bits << 8U | (k < part.size() ? static_cast<unsigned char>(part[k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            const auto digit = digits[bits >> (18U - 6U * k) & 63U];
            result += k <= part.size() ? digit : '=';
        }
    }
    return result;
}

std::string page(std::string_view json) {
    return filled({}, json);
}

std::string live_page(std::string_view json) {
    return filled({.policy = "connect-src 'self'; ", .mode = " data-live", .chapters = {}}, json);
}

std::string report_page(std::string_view json, std::string chapters) {
    return filled({.policy = {}, .mode = " data-report", .chapters = std::move(chapters)}, json);
}

} // namespace sandan::web
