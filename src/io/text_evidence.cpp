#include "io/text_evidence.hpp"

#include "io/cp949.hpp"

#include <algorithm>
#include <cctype>
#include <glib.h>
#include <optional>
#include <stdexcept>

namespace sandan::io {

namespace {

constexpr std::int64_t nowhere = -2;

bool is_high(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// True if a byte does not belong to UTF-8 for sure: then there is no need to decode the text.
bool is_surely_no_utf8(std::string_view text) {
    const char* end = nullptr;
    if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), &end) != FALSE) {
        return false;
    }
    const auto left = text.size() - static_cast<std::size_t>(end - text.data());
    return *end != '\0' &&
           g_utf8_get_char_validated(end, static_cast<gssize>(left)) == static_cast<gunichar>(-1);
}

/// U+AC00 to U+D7A3 in UTF-8.
bool is_syllable(std::string_view utf8) {
    return utf8.size() == 3 && utf8 >= "\xEA\xB0\x80" && utf8 <= "\xED\x9E\xA3";
}

/// Counts the characters of a text in CP949; false, and nothing counted, unless all are ASCII or
/// syllables of Hangul.
bool is_plain_hangul(std::string_view text, Fit& fit) {
    std::size_t hangul = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_high(text[i])) {
            continue;
        }
        if (i + 1 == text.size()) {
            return false;
        }
        if (!is_syllable(cp949_character(static_cast<unsigned char>(text[i]),
                                         static_cast<unsigned char>(text[i + 1])))) {
            return false;
        }
        ++hangul;
        ++i;
    }
    ++fit.texts;
    fit.characters += hangul;
    fit.hangul += hangul;
    return true;
}

} // namespace

void Fit::add(const Decoded& decoded, std::int64_t fid) {
    if (decoded.wrong != 0) {
        add_misfit(fid);
        return;
    }
    ++texts;
    count_characters(decoded.text, characters, hangul);
}

void Fit::add_misfit(std::int64_t fid) {
    ++texts;
    ++misfits;
    first_misfit = first_misfit == nowhere ? fid : std::min(first_misfit, fid);
}

void Fit::add(const Fit& other, std::size_t times) {
    texts += other.texts * times;
    misfits += other.misfits * times;
    characters += other.characters * times;
    hangul += other.hangul * times;
    if (other.first_misfit != nowhere) {
        first_misfit = first_misfit == nowhere ? other.first_misfit
                                               : std::min(first_misfit, other.first_misfit);
    }
}

bool is_within_word(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if ((is_high(text[i - 1]) && is_letter(text[i])) ||
            (is_high(text[i]) && is_letter(text[i - 1]))) {
            return true;
        }
    }
    return false;
}

bool holds_unseen_mark(const std::string& utf8) {
    for (const char* at = utf8.c_str(); *at != '\0'; at = g_utf8_find_next_char(at, nullptr)) {
        const auto c = g_utf8_get_char(at);
        if ((c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
            (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF) {
            return true;
        }
    }
    return false;
}

TextSurvey::TextSurvey(const TextHints& hints) {
    std::vector<std::string> wanted{"UTF-8", "CP949"};
    const auto want = [&](const std::optional<std::string>& encoding) {
        if (encoding && std::find(wanted.begin(), wanted.end(), *encoding) == wanted.end()) {
            wanted.push_back(*encoding);
        }
    };
    want(encoding_of_name(hints.option));
    want(encoding_of_name(hints.cpg));
    want(encoding_of_ldid(hints.ldid));
    for (auto& encoding : wanted) {
        m_candidates.push_back({.encoding = std::move(encoding), .fit = {}});
    }
}

bool TextSurvey::digits_stand_alone() const {
    return std::all_of(m_candidates.begin(), m_candidates.end(), [](const auto& candidate) {
        return candidate.encoding == "UTF-8" || candidate.encoding == "CP949"; // second from 0x41
    });
}

void TextSurvey::add(std::string_view text, std::int64_t fid) {
    ++m_texts;
    m_words += is_within_word(text) ? 1U : 0U;
    for (auto& [encoding, fit, sound] : m_candidates) {
        if (encoding == "CP949" && is_plain_hangul(text, fit)) {
            continue;
        }
        if (encoding == "UTF-8" && is_surely_no_utf8(text)) {
            fit.add_misfit(fid);
            sound = false;
            continue;
        }
        const auto decoded = decode_marked(text, encoding);
        fit.add(decoded, fid);
        sound = sound && decoded.whole() && !holds_unseen_mark(decoded.text);
    }
}

void TextSurvey::add(const TextSurvey& other, std::size_t times) {
    m_texts += other.m_texts * times;
    m_words += other.m_words * times;
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        m_candidates[i].fit.add(other.m_candidates[i].fit, times);
        m_candidates[i].sound = m_candidates[i].sound && other.m_candidates[i].sound;
    }
}

Fit TextSurvey::fit(const std::string& encoding) {
    for (const auto& candidate : m_candidates) {
        if (candidate.encoding == encoding) {
            return candidate.fit;
        }
    }
    throw std::logic_error{"no evidence was gathered for " + encoding};
}

bool TextSurvey::sound_in(const std::string& encoding) const {
    return m_texts == 0 ||
           std::any_of(m_candidates.begin(), m_candidates.end(), [&](const Candidate& candidate) {
               return candidate.encoding == encoding && candidate.sound;
           });
}

} // namespace sandan::io
