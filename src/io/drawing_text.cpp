#include "io/drawing_text.hpp"

#include <sandan/core/error.hpp>

#include "core/korean.hpp"
#include "io/encoding.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <optional>

namespace sandan::io {

namespace {

/// How the texts of a drawing fit an encoding.
struct Fit {
    std::size_t misfits = 0;
    std::size_t characters = 0; ///< Not ASCII, …
    std::size_t hangul = 0;     ///< … and Hangul of these.

    [[nodiscard]] bool korean() const {
        return misfits == 0 && characters != 0 && 2 * hangul >= characters;
    }
};

Fit fit_of(const std::set<std::string>& texts, const std::string& encoding) {
    Fit fit;
    for (const auto& bytes : texts) {
        const auto text = decode(bytes, encoding);
        if (!text) {
            ++fit.misfits;
            continue;
        }
        count_characters(*text, fit.characters, fit.hangul);
    }
    return fit;
}

struct Choice {
    std::string encoding; ///< Empty when nothing says.
    std::string how;
    std::string word; ///< What the drawing says.
};

Choice stated(const DrawingScan& drawing) {
    constexpr std::string_view first_in_utf8 = "AC1021"; // AutoCAD 2007
    if (drawing.version.size() == first_in_utf8.size() && drawing.version >= first_in_utf8) {
        return {"UTF-8", "acadver", "$ACADVER " + drawing.version};
    }
    if (drawing.code_page.empty()) {
        return {};
    }
    return {encoding_of_name(drawing.code_page).value_or(""), "codepage",
            "$DWGCODEPAGE " + drawing.code_page};
}

std::string by_option(const DrawingScan& drawing, const std::string& words,
                      const std::string& path) {
    const auto encoding = require_encoding(words, path);
    if (2 * fit_of(drawing.texts, encoding).misfits > drawing.texts.size()) {
        throw Error{
            ErrorKind::input,
            Text{
                format_ko("{}: 도면의 글이 {}이(가) 아닙니다; 인코딩 지정을 빼면 알아서 판별합니다",
                          path, encoding),
                fmt::format("{}: the text of the drawing is not {}; leave the encoding out to "
                            "have it recognised",
                            path, encoding)}};
    }
    return encoding;
}

/// The Korean encoding that the bytes are, whatever the drawing says; nothing if they may be what
/// it says. Korean in CP949 is never UTF-8 throughout, but two bytes of UTF-8 often are CP949.
std::optional<std::string> other_than_stated(const std::set<std::string>& texts,
                                             const std::string& said) {
    if (said == "UTF-8" && fit_of(texts, said).misfits == 0) {
        return std::nullopt;
    }
    if (said != "UTF-8" && fit_of(texts, "UTF-8").korean()) {
        return "UTF-8";
    }
    const bool may_be = said != "CP949" && (is_western(said) || fit_of(texts, said).misfits != 0);
    return may_be && fit_of(texts, "CP949").korean() ? std::optional<std::string>{"CP949"}
                                                     : std::nullopt;
}

std::string sniff(const std::set<std::string>& texts, model::Provenance& provenance) {
    const auto utf8 = fit_of(texts, "UTF-8");
    if (utf8.misfits != 0 && !fit_of(texts, "CP949").korean()) {
        tell(provenance.findings, "TEXT-UNKNOWN",
             {"UTF-8 또는 CP949", "UTF-8 or CP949; the text is neither UTF-8 nor CP949"},
             {"CP1252(서유럽)로 읽음. 이름을 확인하거나 인코딩을 지정하십시오",
              "read as CP1252 (western European): check the names, or state the encoding"});
        return "CP1252";
    }
    std::string encoding = utf8.misfits == 0 ? "UTF-8" : "CP949";
    tell(provenance.findings, "TEXT-SNIFFED",
         {"인코딩을 알려 주는 $DWGCODEPAGE", "a $DWGCODEPAGE that tells the encoding"},
         {format_ko("{}(으)로 읽음: 문자열 {}개가 모두 맞음", encoding, texts.size()),
          fmt::format("read as {}: all of its {} texts fit", encoding, texts.size())});
    return encoding;
}

void tell_misfits(const DrawingScan& drawing, model::Provenance& provenance) {
    const auto cut = fit_of(drawing.pieces, provenance.encoding).misfits;
    if (const auto wrong = fit_of(drawing.texts, provenance.encoding).misfits; wrong != 0) {
        tell(provenance.findings, "TEXT-BYTES",
             {fmt::format("{} 문자열; {}개는 아님", provenance.encoding, wrong),
              fmt::format("texts in {}; {} are not", provenance.encoding, wrong)},
             {"맞지 않는 바이트를 빼거나 U+FFFD로 바꿈",
              "the wrong bytes were left out or replaced by U+FFFD"},
             -1, wrong);
    } else if (cut != 0) { // which GDAL decodes piece by piece
        tell(provenance.findings, "TEXT-CUT",
             {fmt::format("글자 사이에서 나뉜 긴 글; {}개는 글자 안에서 나뉨", cut),
              fmt::format("long texts cut between letters; {} are cut within one", cut)},
             {"나뉜 글자를 뺌", "the letter that is cut was left out"}, -1, cut);
    }
}

void choose(const DrawingScan& drawing, const ReadOptions& options, const std::string& path,
            model::Provenance& provenance) {
    auto said = stated(drawing);
    provenance.encoding = said.encoding;
    provenance.encoding_how = said.how;
    if (!options.encoding.empty()) {
        provenance.encoding = by_option(drawing, options.encoding, path);
        provenance.encoding_how = "option";
        return;
    }
    if (drawing.texts.empty()) {
        if (said.encoding.empty()) {
            provenance.encoding = "ASCII";
            provenance.encoding_how = "sniffed";
        }
        return;
    }
    if (said.encoding.empty()) {
        if (!said.word.empty()) {
            tell(provenance.findings, "TEXT-HINT",
                 {"알려진 코드 페이지, " + said.word + "임",
                  "a known code page, the drawing says " + said.word},
                 {"표시를 무시함", "the hint is passed over"});
        }
        provenance.encoding = sniff(drawing.texts, provenance);
        provenance.encoding_how = "sniffed";
        return;
    }
    if (const auto other = other_than_stated(drawing.texts, said.encoding)) {
        tell(provenance.findings, "TEXT-HINT",
             {fmt::format("{}에 따르면 {}", said.word, said.encoding),
              fmt::format("{}, as its {} says; the text is not", said.encoding, said.word)},
             {format_ko("표시를 무시하고 {}(으)로 읽음: 문자열 {}개가 모두 한글로 맞음", *other,
                        drawing.texts.size()),
              fmt::format("the hint is passed over; read as {}: all of its {} texts are Korean in "
                          "it",
                          *other, drawing.texts.size())});
        provenance.encoding = *other;
        provenance.encoding_how = "sniffed";
    }
}

} // namespace

std::string encoding_of_drawing(const DrawingScan& drawing, const ReadOptions& options,
                                const std::string& path, model::Provenance& provenance) {
    choose(drawing, options, path, provenance);
    tell_misfits(drawing, provenance);
    return provenance.encoding == "ASCII" ? "UTF-8" : provenance.encoding;
}

} // namespace sandan::io
