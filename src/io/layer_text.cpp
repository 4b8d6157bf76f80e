#include "io/layer_text.hpp"

#include <sandan/core/error.hpp>

#include "core/korean.hpp"
#include "io/encoding.hpp"
#include "io/tell.hpp"
#include "io/text_evidence.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandan::io {

namespace {

template <typename Visit>
void each_text(Records& records, const Visit& visit) {
    for (auto& field : records.fields) {
        visit(field, field_name, field);
    }
    for (auto& record : records.all) {
        for (std::size_t i = 0; i < record.values.size(); ++i) {
            if (auto* const text = std::get_if<std::string>(&record.values[i])) {
                visit(*text, record.fid, records.fields[i]);
            }
        }
    }
}

/// Of records that are all at hand.
class RecordTexts : public TextEvidence {
public:
    explicit RecordTexts(Records& records) : m_records{records} {}

    Fit fit(const std::string& encoding) override {
        Fit fit;
        each_text(m_records, [&](const std::string& text, std::int64_t fid, const std::string&) {
            if (!is_ascii(text)) {
                fit.add(decode_marked(text, encoding), fid);
            }
        });
        return fit;
    }

    bool stands_in_words() override {
        std::size_t texts = 0;
        std::size_t words = 0;
        each_text(m_records, [&](const std::string& text, std::int64_t, const std::string&) {
            texts += is_ascii(text) ? 0U : 1U;
            words += is_within_word(text) ? 1U : 0U;
        });
        return 2 * words >= texts;
    }

private:
    Records& m_records;
};

std::string record_name(std::int64_t fid) {
    return fid == field_name ? "a field name" : fmt::format("fid {}", fid);
}

void use(const std::string& encoding, const char* how, model::Provenance& provenance) {
    provenance.encoding = encoding;
    provenance.encoding_how = how;
}

void use_option(TextEvidence& texts, const std::string& words, const std::string& path,
                model::Provenance& provenance) {
    const auto encoding = require_encoding(words, path);
    constexpr std::size_t half = 2;
    if (const auto fit = texts.fit(encoding); !fit.all_but_one_in(half)) {
        const auto record = record_name(fit.first_misfit);
        const bool of_name = fit.first_misfit == field_name;
        throw Error{
            ErrorKind::input,
            Text{format_ko("{}: {}의 글이 {}이(가) 아닙니다; 인코딩 지정을 빼면 알아서 판별합니다",
                           path, of_name ? "필드 이름" : record, encoding),
                 fmt::format("{}: the text of {} is not {}; leave the encoding out to have it "
                             "recognised",
                             path, record, encoding)}};
    }
    use(encoding, "option", provenance);
}

/// Korean in UTF-8 under another label: two of its bytes often are a character of CP949 too, but
/// Korean in CP949 is never UTF-8 throughout and Hangul at that.
bool is_utf8_after_all(TextEvidence& texts, const std::string& encoding) {
    if (encoding == "UTF-8") {
        return false;
    }
    const auto fit = texts.fit("UTF-8");
    return fit.texts != 0 && fit.misfits == 0 && fit.mostly_hangul();
}

/// Any bytes are western text, so a western label says nothing against Korean: two bytes of CP949
/// throughout that mostly are Hangul are no accented letters.
bool is_korean_after_all(TextEvidence& texts, const std::string& encoding) {
    if (!is_western(encoding)) {
        return false;
    }
    const auto fit = texts.fit("CP949");
    return fit.texts != 0 && fit.misfits == 0 && fit.mostly_hangul();
}

/// An unknown word in the .cpg may have been a known one.
void tell_unknown_hint(const std::string& cpg, model::Provenance& provenance) {
    constexpr std::size_t shown = 24;
    auto word = cpg.substr(0, std::min(cpg.find_first_of("\r\n"), shown));
    std::replace_if(
        word.begin(), word.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    if (cpg.find_first_not_of(" \t\r\n") != std::string::npos && !encoding_of_name(cpg)) {
        tell(provenance.findings, "TEXT-HINT",
             {fmt::format("cpg에 알려진 인코딩, '{}'임", word),
              fmt::format("a known encoding in the .cpg, it says '{}'", word)},
             {"표시를 무시함", "the hint is passed over"});
    }
}

bool use_hint(TextEvidence& texts, const std::optional<std::string>& encoding, const char* how,
              model::Provenance& provenance) {
    if (!encoding) {
        return false;
    }
    constexpr std::size_t quarter = 4;
    const auto fit = texts.fit(*encoding);
    if (!fit.all_but_one_in(quarter) || is_utf8_after_all(texts, *encoding) ||
        is_korean_after_all(texts, *encoding)) {
        tell(provenance.findings, "TEXT-HINT",
             {fmt::format("{}에 따르면 {}", how, *encoding),
              fmt::format("{}, as its {} says; the text is not", *encoding, how)},
             {"표시를 무시함", "the hint is passed over"});
        return false;
    }
    use(*encoding, how, provenance);
    return true;
}

void tell_sniffed(const Fit& utf8, const Fit& cp949, model::Provenance& provenance) {
    const bool korean = provenance.encoding == "CP949";
    const auto& fit = korean ? cp949 : utf8;
    const auto why = fmt::format("{}/{}", fit.texts - fit.misfits, fit.texts);
    Text done{format_ko("{}(으)로 읽음: 문자열 {}개가 맞고 한글이 {} %", provenance.encoding, why,
                        fit.hangul_percent()),
              fmt::format("read as {}: {} texts fit, {} % of their letters are Hangul",
                          provenance.encoding, why, fit.hangul_percent())};
    if (korean && utf8.misfits == 0) {
        done.ko += "; UTF-8로도 읽히지만 한글이 아님";
        done.en += "; as UTF-8 they would be no Hangul";
    } else if (korean) {
        done.ko += fmt::format(", UTF-8은 {}개가 틀림", utf8.misfits);
        done.en += fmt::format("; {} texts are no UTF-8, first {}", utf8.misfits,
                               record_name(utf8.first_misfit));
    }
    tell(provenance.findings, "TEXT-SNIFFED",
         {"인코딩 표시(.cpg, 언어 코드)", "a .cpg or language driver that tells the encoding"},
         done);
}

void sniff(TextEvidence& texts, model::Provenance& provenance) {
    constexpr std::size_t tenth = 10;
    const auto utf8 = texts.fit("UTF-8");
    if (utf8.texts == 0) {
        use("ASCII", "sniffed", provenance);
        return;
    }
    const auto cp949 = texts.fit("CP949");
    const bool maybe_utf8 = utf8.all_but_one_in(tenth);
    const bool maybe_cp949 = cp949.all_but_one_in(tenth) && cp949.mostly_hangul();
    // Some words of CP949 are UTF-8 by chance: "천" is "õ", but such a letter stands within a word.
    const bool by_chance = maybe_utf8 && maybe_cp949 && !utf8.mostly_hangul() &&
                           (cp949.misfits < utf8.misfits || !texts.stands_in_words());
    if (maybe_utf8 && !by_chance) {
        use("UTF-8", "sniffed", provenance);
    } else if (maybe_cp949) {
        use("CP949", "sniffed", provenance);
    } else {
        use("CP1252", "sniffed", provenance);
        tell(provenance.findings, "TEXT-UNKNOWN",
             {"UTF-8 또는 CP949", "UTF-8 or CP949; the text is neither UTF-8 nor CP949"},
             {"CP1252(서유럽)로 읽음. 이름을 확인하거나 인코딩을 지정하십시오",
              "read as CP1252 (western European): check the names, or state the encoding"});
        return;
    }
    tell_sniffed(utf8, cp949, provenance);
}

/// Faults of single texts, told one by one as far as a reader will read.
class Faults {
public:
    explicit Faults(model::Provenance& provenance) : m_provenance{provenance} {}

    void take(const Decoded& decoded, std::int64_t fid, const std::string& field) {
        if (decoded.whole()) {
            return;
        }
        constexpr std::size_t most = 1000;
        if (++m_count > most) {
            return;
        }
        const auto& encoding = m_provenance.encoding;
        if (decoded.wrong != 0) {
            tell(m_provenance.findings, "TEXT-BYTES",
                 {fmt::format("{} 문자열, 필드 {}: 맞지 않는 바이트 {}개", encoding, field,
                              decoded.wrong),
                  fmt::format("{} in field {}; {} bytes are not", encoding, field, decoded.wrong)},
                 {"U+FFFD로 바꿈", "the wrong bytes were replaced by U+FFFD"}, fid);
        }
        if (decoded.cut) {
            tell(m_provenance.findings, "TEXT-CUT",
                 {fmt::format("필드 {}에 온전한 글자", field),
                  fmt::format("whole letters in field {}; it ends within one", field)},
                 {"잘린 글자를 뺌", "the part of a letter was left out"}, fid);
        }
    }

    void finish() {
        constexpr std::size_t most = 1000;
        if (m_count > most) {
            tell(m_provenance.findings, "TEXT-BYTES",
                 {fmt::format("그 밖에 {}개 문자열도 같음", m_count - most),
                  fmt::format("the same of {} further texts", m_count - most)},
                 {"같은 처리", "treated alike"}, -1, m_count - most);
        }
    }

private:
    model::Provenance& m_provenance;
    std::size_t m_count = 0;
};

/// CP1252 leaves five bytes undefined; Latin-1 gives them a meaning.
Decoded decode_western(const std::string& text) {
    auto decoded = decode_marked(text, "CP1252");
    return decoded.whole() ? decoded : decode_marked(text, "ISO-8859-1");
}

void decode_all(Records& records, model::Provenance& provenance) {
    Faults faults{provenance};
    each_text(records, [&](std::string& text, std::int64_t fid, const std::string& field) {
        if (is_ascii(text)) {
            return;
        }
        auto decoded = provenance.encoding == "CP1252" ? decode_western(text)
                                                       : decode_marked(text, provenance.encoding);
        text = std::move(decoded.text);
        faults.take(decoded, fid, field);
        if (holds_unseen_mark(text)) {
            tell(provenance.findings, "TEXT-CONTROL",
                 {fmt::format("{}: 보이지 않는 부호가 없는 글", field),
                  fmt::format("text without invisible marks in {}", field)},
                 {"적힌 대로 둠", "kept as written"}, fid);
        }
    });
    faults.finish();
}

} // namespace

void find_encoding(TextEvidence& texts, const TextHints& hints, const std::string& path,
                   model::Provenance& provenance) {
    if (!hints.option.empty()) {
        use_option(texts, hints.option, path, provenance);
        return;
    }
    tell_unknown_hint(hints.cpg, provenance);
    if (!use_hint(texts, encoding_of_name(hints.cpg), "cpg", provenance) &&
        !use_hint(texts, encoding_of_ldid(hints.ldid), "ldid", provenance)) {
        sniff(texts, provenance);
    }
}

void decode_records(Records& records, const TextHints& hints, const std::string& path,
                    model::Provenance& provenance) {
    RecordTexts texts{records};
    find_encoding(texts, hints, path, provenance);
    decode_all(records, provenance);
}

void compose_records(Records& records, model::Provenance& provenance) {
    use("UTF-8", "format", provenance);
    decode_all(records, provenance);
}

} // namespace sandan::io
