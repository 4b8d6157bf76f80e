#include "io/encoding.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <glib.h>
#include <iconv.h>
#include <memory>
#include <utility>

namespace sandan::io {

namespace {

class Converter {
public:
    Converter(const std::string& to, const std::string& from)
        : m_handle{iconv_open(to.c_str(), from.c_str())} {}

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

    [[nodiscard]] std::optional<std::string> operator()(std::string_view bytes) const {
        std::string in{bytes};
        std::string out(bytes.size() * 4 + 8, '\0');
        char* from = in.data();
        char* to = out.data();
        auto left = in.size();
        auto room = out.size();
        iconv(m_handle, nullptr, nullptr, nullptr, nullptr);
        const auto lossy = iconv(m_handle, &from, &left, &to, &room);
        if (lossy != 0 || left != 0) {
            return std::nullopt;
        }
        out.resize(out.size() - room);
        return out;
    }

private:
    iconv_t m_handle;
};

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

/// Characters that are not ASCII, and how many of them are Hangul.
struct Share {
    std::size_t foreign = 0;
    std::size_t hangul = 0;

    void add(const std::string& utf8) {
        for (const char* at = utf8.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
            const auto c = g_utf8_get_char(at);
            foreign += c >= 0x80 ? 1U : 0U;
            hangul += (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3131 && c <= 0x318E) ? 1U : 0U;
        }
    }
};

} // namespace

bool is_ascii(std::string_view bytes) noexcept {
    return std::all_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<std::string> to_nfc(std::string_view bytes) {
    if (is_ascii(bytes)) {
        return std::string{bytes};
    }
    const auto length = static_cast<gssize>(bytes.size());
    if (g_utf8_validate(bytes.data(), length, nullptr) == FALSE) {
        return std::nullopt;
    }
    const std::unique_ptr<gchar, decltype(&g_free)> composed{
        g_utf8_normalize(bytes.data(), length, G_NORMALIZE_NFC), &g_free};
    return std::string{composed.get()};
}

std::optional<std::string> decode(std::string_view bytes, const std::string& encoding) {
    if (is_ascii(bytes) || encoding == "UTF-8") {
        return to_nfc(bytes);
    }
    thread_local std::string name;
    thread_local std::unique_ptr<Converter> converter;
    if (!converter || name != encoding) {
        name = encoding;
        converter = std::make_unique<Converter>("UTF-8", encoding);
    }
    if (!converter->known()) {
        return std::nullopt;
    }
    const auto text = (*converter)(bytes);
    return text ? to_nfc(*text) : std::nullopt;
}

std::optional<std::string> encoding_of_name(std::string_view words) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> names{
        {{"utf-8", "UTF-8"},
         {"utf8", "UTF-8"},
         {"65001", "UTF-8"},
         {"euc-kr", "CP949"},
         {"euckr", "CP949"},
         {"uhc", "CP949"},
         {"ksc5601", "CP949"},
         {"ksc5601-1987", "CP949"},
         {"ksx1001", "CP949"},
         {"51949", "CP949"},
         {"88591", "ISO-8859-1"},
         {"iso88591", "ISO-8859-1"},
         {"iso-8859-1", "ISO-8859-1"},
         {"latin1", "ISO-8859-1"},
         {"big5", "CP950"},
         {"gb2312", "CP936"}}};
    auto text = lower(words);
    for (const std::string_view prefix : {"ansi", "windows-", "ibm", "oem", "cp", "ms"}) {
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
    if (name.empty() || !Converter{"UTF-8", name}.known()) {
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

std::optional<std::string>
sniff_encoding(const std::function<void(const std::function<void(std::string_view)>&)>& each) {
    bool ascii = true;
    bool utf8 = true;
    bool cp949 = true;
    Share share;
    each([&](std::string_view bytes) {
        if (is_ascii(bytes)) {
            return;
        }
        ascii = false;
        utf8 = utf8 && decode(bytes, "UTF-8").has_value();
        if (cp949) {
            const auto text = decode(bytes, "CP949");
            cp949 = text.has_value();
            share.add(text.value_or(""));
        }
    });
    if (ascii) {
        return "ASCII";
    }
    if (utf8) {
        return "UTF-8";
    }
    if (cp949 && 2 * share.hangul >= share.foreign) {
        return "CP949";
    }
    return std::nullopt;
}

} // namespace sandan::io
