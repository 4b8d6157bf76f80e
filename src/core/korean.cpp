#include "core/korean.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sandan {

namespace {

/// How a word ends. ㄹ takes 로, as vowels do, but 은, 이, 을, 과, as consonants do.
enum class Sound { vowel, rieul, consonant };

/// As written in a sentence, and the two forms it stands for.
struct Particle {
    std::string_view written;
    std::string_view after_consonant;
    std::string_view after_vowel;
};

constexpr std::array<Particle, 5> particles{{{"은(는)", "은", "는"},
                                             {"이(가)", "이", "가"},
                                             {"을(를)", "을", "를"},
                                             {"과(와)", "과", "와"},
                                             {"(으)로", "으로", "로"}}};

/// The last character of well-formed UTF-8; its bytes are taken off.
std::uint32_t take_last(std::string_view& text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        --at;
    }
    const auto bytes = text.substr(at);
    text.remove_suffix(bytes.size());
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (bytes.size() == 1) {
        return first;
    }
    std::uint32_t code = first & (0xFFU >> (bytes.size() + 1));
    for (const char c : bytes.substr(1)) {
        code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    }
    return code;
}

bool closes(std::uint32_t code) {
    constexpr std::array<std::uint32_t, 10> closing{'\'', '"',    ')',    ']',    '}',
                                                    '>',  0x2019, 0x201D, 0x300D, 0x300F};
    return std::find(closing.begin(), closing.end(), code) != closing.end();
}

Sound of_digit(std::uint32_t digit) {
    // 영 일 이 삼 사 오 육 칠 팔 구; 십, 백, 천, 만 end as 영 does
    constexpr std::array sounds{Sound::consonant, Sound::rieul, Sound::vowel,     Sound::consonant,
                                Sound::vowel,     Sound::vowel, Sound::consonant, Sound::rieul,
                                Sound::rieul,     Sound::vowel};
    return sounds.at(digit - '0');
}

/// 에이, 비 … 엘, 엠, 엔 … 알 …
Sound of_letter_name(char letter) {
    return letter == 'l' || letter == 'r'   ? Sound::rieul
           : letter == 'm' || letter == 'n' ? Sound::consonant
                                            : Sound::vowel;
}

bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

/// As such words are written in Hangul: 블록 (block), 맵 (map), 필드 (field), 파일 (file).
Sound of_word(char before, char last) {
    constexpr std::string_view stops{"bckmnpt"};
    const char sounding = last == 'e' ? before : last;
    if (sounding == 'l') {
        return Sound::rieul;
    }
    const bool nasal = last == 'g' && before == 'n';
    if (nasal || stops.find(last) != std::string_view::npos ||
        (last == 'e' && (before == 'm' || before == 'n'))) {
        return Sound::consonant;
    }
    return Sound::vowel;
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

char small(char c) {
    return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

Sound of_latin(std::string_view before, char last) {
    const char previous = before.empty() ? '\0' : small(before.back());
    return is_small(last) && is_small(previous) ? of_word(previous, last)
                                                : of_letter_name(small(last));
}

/// Signs that are read: 제곱미터, 퍼센트, 밀리미터 …
bool is_read_with_vowel(std::uint32_t code) {
    constexpr std::array<std::uint32_t, 6> signs{'%', 0xB2, 0xB3, 0x33A1, 0x33A5, 0x2033};
    return std::find(signs.begin(), signs.end(), code) != signs.end();
}

/// m, km, mm, cm, ha after a number: 미터 …, 헥타르
bool is_unit(std::string_view before, std::uint32_t last) {
    if (last != 'm' && last != 'a') {
        return false;
    }
    while (!before.empty() && is_small(before.back())) {
        before.remove_suffix(1);
    }
    while (before.ends_with(' ')) {
        before.remove_suffix(1);
    }
    return !before.empty() && before.back() >= '0' && before.back() <= '9';
}

std::optional<Sound> sound_of(std::string_view word) {
    while (!word.empty()) {
        const auto last = take_last(word);
        if (closes(last)) {
            continue;
        }
        if (last >= 0xAC00 && last <= 0xD7A3) {
            constexpr std::uint32_t rieul = 8;
            const auto coda = (last - 0xAC00) % 28;
            return coda == 0 ? Sound::vowel : coda == rieul ? Sound::rieul : Sound::consonant;
        }
        if (last >= '0' && last <= '9') {
            return of_digit(last);
        }
        if (is_read_with_vowel(last) || is_unit(word, last)) {
            return Sound::vowel;
        }
        const auto letter = static_cast<char>(last < 0x80 ? last : 0);
        if (is_small(letter) || is_capital(letter)) {
            return of_latin(word, letter);
        }
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::string with_particles(const std::string& sentence) {
    const std::string_view all{sentence};
    std::string result;
    for (std::size_t at = 0; at < all.size();) {
        const auto rest = all.substr(at);
        const auto* const particle =
            std::find_if(particles.begin(), particles.end(),
                         [&](const Particle& one) { return rest.starts_with(one.written); });
        if (particle == particles.end()) {
            result += all[at++];
            continue;
        }
        at += particle->written.size();
        const auto sound = sound_of(all.substr(0, at - particle->written.size()));
        const bool to = particle->after_consonant == "으로";
        result += !sound ? particle->written
                  : *sound == Sound::vowel || (to && *sound == Sound::rieul)
                      ? particle->after_vowel
                      : particle->after_consonant;
    }
    return result;
}

} // namespace sandan
