#include "io/encoding.hpp"

#include <sandan/core/error.hpp>

#include "core/korean.hpp"
#include "io/cp949.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <glib.h>
#include <iconv.h>
#include <memory>
#include <utility>

namespace sandan::io {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

class Converter {
public:
    explicit Converter(const std::string& from) : m_handle{iconv_open("UTF-8", from.c_str())} {}

    ~Converter() {
        if (known()) {
            iconv_close(m_handle);
        }
    }

    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    [[nodiscard]] bool known() const noexcept {
        // iconv reports failure as an all-ones pointer.
        return reinterpret_cast<std::intptr_t>(m_handle) != -1;
    }

    [[nodiscard]] Decoded operator()(std::string_view bytes) const {
        std::string in{bytes};
        std::string out(bytes.size() * 4 + 8, '\0');
        char* from = in.data();
        char* to = out.data();
        auto left = in.size();
        auto room = out.size();
        Decoded decoded;
        iconv(m_handle, nullptr, nullptr, nullptr, nullptr);
        while (left != 0) {
            const auto lossy = iconv(m_handle, &from, &left, &to, &room);
            const bool failed = lossy == static_cast<std::size_t>(-1);
            decoded.wrong += failed ? 0U : lossy;
            if (!failed || left == 0) {
                break;
            }
            decoded.cut = errno == EINVAL;
            if (decoded.cut || room < replacement.size()) {
                break;
            }
            ++decoded.wrong;
            replacement.copy(to, replacement.size());
            to += replacement.size();
            room -= replacement.size();
            ++from;
            --left;
        }
        out.resize(out.size() - room);
        decoded.text = std::move(out);
        return decoded;
    }

private:
    iconv_t m_handle;
};

/// True if every character stays itself in NFC whatever stands beside it: letters below U+0300,
/// syllables and letters of Hangul, Chinese characters, the usual signs. False says nothing.
bool is_surely_composed(std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        if (lead < 0x80) {
            continue;
        }
        if (lead < 0xCC) { // two bytes
            ++i;
            continue;
        }
        if ((lead & 0xF0U) != 0xE0U || i + 2 >= utf8.size()) {
            return false;
        }
        const unsigned code = (lead & 0x0FU) << 12U |
                              (static_cast<unsigned char>(utf8[i + 1]) & 0x3FU) << 6U |
                              (static_cast<unsigned char>(utf8[i + 2]) & 0x3FU);
        const auto within = [&](unsigned first, unsigned last) {
            return code >= first && code <= last;
        };
        if (!within(0xAC00, 0xD7A3) && !within(0x4E00, 0x9FA5) && !within(0x3131, 0x318E) &&
            !within(0x2010, 0x2027) && !within(0x3001, 0x3011) && !within(0x3371, 0x33DD)) {
            return false;
        }
        i += 2;
    }
    return true;
}

/// Appends a line, composed. GLib moves all that is behind a letter it composes.
void append_composed(std::string_view line, std::string& result) {
    if (is_surely_composed(line)) {
        result += line;
        return;
    }
    const std::unique_ptr<gchar, decltype(&g_free)> text{
        g_utf8_normalize(line.data(), static_cast<gssize>(line.size()), G_NORMALIZE_NFC), &g_free};
    result += text ? std::string_view{text.get()} : std::string_view{};
}

/// In NFC. Line by line, whose ends nothing composes with, as nothing does with a NUL, which GLib
/// takes for the end of the text.
std::string composed(std::string utf8) {
    if (is_surely_composed(utf8)) {
        return utf8;
    }
    std::string result;
    for (auto from = utf8.begin(); true; ++from) {
        const auto end =
            std::find_if(from, utf8.end(), [](char c) { return c == '\n' || c == '\0'; });
        append_composed({from, end}, result);
        if (end == utf8.end()) {
            return result;
        }
        result += *end;
        from = end;
    }
}

Decoded decode_utf8(std::string_view bytes) {
    Decoded decoded;
    while (!bytes.empty()) {
        const char* end = nullptr;
        g_utf8_validate(bytes.data(), static_cast<gssize>(bytes.size()), &end);
        const auto valid = static_cast<std::size_t>(end - bytes.data());
        decoded.text += bytes.substr(0, valid);
        bytes.remove_prefix(valid);
        if (bytes.empty()) {
            break;
        }
        if (bytes.front() == '\0') { // which GLib takes for an error
            decoded.text += '\0';
            bytes.remove_prefix(1);
            continue;
        }
        const auto next =
            g_utf8_get_char_validated(bytes.data(), static_cast<gssize>(bytes.size()));
        if (next == static_cast<gunichar>(-2)) {
            decoded.cut = true;
            break;
        }
        ++decoded.wrong;
        decoded.text += replacement;
        bytes.remove_prefix(1);
    }
    decoded.text = composed(std::move(decoded.text));
    return decoded;
}

Decoded decode_cp949(std::string_view bytes) {
    Decoded decoded;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < 0x80) {
            decoded.text += bytes[i];
            continue;
        }
        if (is_cp949_lead(byte) && i + 1 == bytes.size()) {
            decoded.cut = true;
            break;
        }
        const auto character =
            i + 1 == bytes.size() ? std::string_view{}
                                  : cp949_character(byte, static_cast<unsigned char>(bytes[i + 1]));
        if (character.empty()) {
            ++decoded.wrong;
            decoded.text += replacement;
        } else {
            decoded.text += character;
            ++i;
        }
    }
    return decoded;
}

std::string lower(std::string_view words) {
    std::string text;
    for (const char c : words) {
        if (c != ' ' && c != '_' && std::isprint(static_cast<unsigned char>(c)) != 0) {
            text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return text;
}

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

bool is_ascii(std::string_view bytes) noexcept {
    return std::all_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<std::string> to_nfc(std::string_view bytes) {
    return decode(bytes, "UTF-8");
}

Decoded decode_marked(std::string_view bytes, const std::string& encoding) {
    if (is_ascii(bytes)) {
        return {.text = std::string{bytes}, .wrong = 0, .cut = false};
    }
    if (encoding == "UTF-8") {
        return decode_utf8(bytes);
    }
    if (encoding == "CP949") {
        return decode_cp949(bytes);
    }
    thread_local std::string name;
    thread_local std::unique_ptr<Converter> converter;
    if (!converter || name != encoding) {
        name = encoding;
        converter = std::make_unique<Converter>(encoding);
    }
    if (!converter->known()) {
        return {.text = {}, .wrong = bytes.size(), .cut = false};
    }
    auto decoded = (*converter)(bytes);
    decoded.text = composed(std::move(decoded.text));
    return decoded;
}

std::optional<std::string> decode(std::string_view bytes, const std::string& encoding) {
    auto decoded = decode_marked(bytes, encoding);
    return decoded.whole() ? std::optional{std::move(decoded.text)} : std::nullopt;
}

std::optional<std::string> encoding_of_name(std::string_view words) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 18> names{
        {{"utf-8", "UTF-8"},
         {"utf8", "UTF-8"},
         {"65001", "UTF-8"},
         {"euc-kr", "CP949"},
         {"euckr", "CP949"},
         {"uhc", "CP949"},
         {"ksc5601", "CP949"},
         {"ksc5601-1987", "CP949"},
         {"ks-c-5601-1987", "CP949"},
         {"ksx1001", "CP949"},
         {"korean", "CP949"},
         {"51949", "CP949"},
         {"88591", "ISO-8859-1"},
         {"iso88591", "ISO-8859-1"},
         {"iso-8859-1", "ISO-8859-1"},
         {"latin1", "ISO-8859-1"},
         {"big5", "CP950"},
         {"gb2312", "CP936"}}};
    auto text = lower(words);
    for (const std::string_view prefix :
         {"ansi", "x-windows-", "windows-", "ibm", "oem", "cp", "ms"}) {
        if (text.starts_with(prefix) && all_digits(text.substr(prefix.size()))) {
            text = text.substr(prefix.size());
        }
    }
    for (const auto& [word, name] : names) {
        if (text == word) {
            return std::string{name};
        }
    }
    const auto name = all_digits(text) ? "CP" + text : text;
    if (name.empty() || !Converter{name}.known()) {
        return std::nullopt;
    }
    return name;
}

std::optional<std::string> encoding_of_ldid(unsigned char ldid) {
    static constexpr std::array<std::pair<unsigned char, std::string_view>, 14> ids{
        {{0x01, "CP437"},
         {0x02, "CP850"},
         {0x13, "CP932"},
         {0x7B, "CP932"},
         {0x4D, "CP936"},
         {0x7A, "CP936"},
         {0x4E, "CP949"},
         {0x79, "CP949"},
         {0x4F, "CP950"},
         {0x78, "CP950"},
         {0x64, "CP852"},
         {0x65, "CP866"},
         {0xC8, "CP1250"},
         {0xC9, "CP1251"}}};
    for (const auto& [id, name] : ids) {
        if (id == ldid) {
            return std::string{name};
        }
    }
    return std::nullopt;
}

std::string require_encoding(const std::string& words, const std::string& path) {
    auto encoding = encoding_of_name(words);
    if (!encoding) {
        throw Error{
            ErrorKind::usage,
            Text{format_ko("{}: 인코딩 {}은(는) 알려져 있지 않습니다; CP949나 UTF-8로 쓰십시오",
                           path, words),
                 fmt::format("{}: encoding {} is not known; write CP949 or UTF-8", path, words)}};
    }
    return *std::move(encoding);
}

bool is_western(const std::string& encoding) {
    return encoding.starts_with("ISO-8859") || encoding.starts_with("CP125") ||
           encoding == "CP437" || encoding == "CP850";
}

void count_characters(const std::string& utf8, std::size_t& characters, std::size_t& hangul) {
    for (const char* at = utf8.c_str(); *at != '\0'; at = g_utf8_find_next_char(at, nullptr)) {
        const auto c = g_utf8_get_char(at);
        characters += c >= 0x80 ? 1U : 0U;
        hangul += (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3131 && c <= 0x318E) ? 1U : 0U;
    }
}

} // namespace sandan::io
