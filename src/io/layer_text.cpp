#include "io/layer_text.hpp"

#include <sandan/core/error.hpp>

#include "io/encoding.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <glib.h>
#include <memory>

namespace sandan::io {

namespace {

template <typename Visit>
void each_text(Records& records, const Visit& visit) {
    for (auto& field : records.fields) {
        visit(field, std::int64_t{-1});
    }
    for (auto& record : records.all) {
        for (auto& value : record.values) {
            if (auto* const text = std::get_if<std::string>(&value)) {
                visit(*text, record.fid);
            }
        }
    }
}

/// Record number of the first text that does not fit; −1 is a field name, −2 none.
std::int64_t first_misfit(Records& records, const std::string& encoding) {
    std::int64_t misfit = -2;
    each_text(records, [&](const std::string& text, std::int64_t fid) {
        if (misfit == -2 && !decode(text, encoding)) {
            misfit = fid;
        }
    });
    return misfit;
}

bool fits(Records& records, const std::string& encoding) {
    return first_misfit(records, encoding) == -2;
}

void use_option(Records& records, const std::string& words, const std::string& path,
                model::Provenance& provenance) {
    const auto encoding = encoding_of_name(words);
    if (!encoding) {
        throw Error{ErrorKind::usage,
                    fmt::format("{}: encoding {} is not known; write CP949 or UTF-8", path, words)};
    }
    if (const auto misfit = first_misfit(records, *encoding); misfit != -2) {
        throw Error{ErrorKind::input,
                    fmt::format("{}: the text of {} is not {}; leave the encoding out to have it "
                                "recognised",
                                path, misfit < 0 ? "a field name" : fmt::format("fid {}", misfit),
                                *encoding)};
    }
    provenance.encoding = *encoding;
    provenance.encoding_how = "option";
}

bool use_hint(Records& records, const std::optional<std::string>& encoding, const char* how,
              model::Provenance& provenance) {
    if (!encoding) {
        return false;
    }
    if (!fits(records, *encoding)) {
        tell(provenance.findings, "TEXT-HINT",
             {fmt::format("{}에 따르면 {}", how, *encoding),
              fmt::format("{}, as its {} says; the text is not", *encoding, how)},
             {"표시를 무시함", "the hint is passed over"});
        return false;
    }
    provenance.encoding = *encoding;
    provenance.encoding_how = how;
    return true;
}

void sniff(Records& records, model::Provenance& provenance) {
    const auto found = sniff_encoding([&](const auto& visit) {
        each_text(records, [&](const std::string& text, std::int64_t) { visit(text); });
    });
    provenance.encoding_how = "sniffed";
    provenance.encoding = found.value_or("CP1252");
    if (!found) {
        tell(provenance.findings, "TEXT-UNKNOWN",
             {"UTF-8 또는 CP949", "UTF-8 or CP949; the text is neither UTF-8 nor CP949"},
             {"CP1252(서유럽)로 읽음. 이름을 확인하거나 인코딩을 지정하십시오",
              "read as CP1252 (western European), which takes any byte: check the names, or state "
              "the encoding"});
    }
}

std::string replace_wrong_bytes(const std::string& text) {
    const std::unique_ptr<gchar, decltype(&g_free)> valid{
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), &g_free};
    return to_nfc(valid.get()).value_or("");
}

/// CP1252 leaves five bytes undefined; Latin-1 gives them a meaning.
std::string decode_western(const std::string& text) {
    const auto decoded = decode(text, "CP1252");
    return decoded ? *decoded : decode(text, "ISO-8859-1").value_or("");
}

} // namespace

void decode_records(Records& records, const TextHints& hints, const std::string& path,
                    model::Provenance& provenance) {
    if (!hints.option.empty()) {
        use_option(records, hints.option, path, provenance);
    } else if (!use_hint(records, encoding_of_name(hints.cpg), "cpg", provenance) &&
               !use_hint(records, encoding_of_ldid(hints.ldid), "ldid", provenance)) {
        sniff(records, provenance);
    }
    if (provenance.encoding == "ASCII") {
        return;
    }
    each_text(records, [&](std::string& text, std::int64_t) {
        text = provenance.encoding == "CP1252"
                   ? decode_western(text)
                   : decode(text, provenance.encoding).value_or(std::string{});
    });
}

void compose_records(Records& records, model::Provenance& provenance) {
    std::size_t wrong = 0;
    each_text(records, [&](std::string& text, std::int64_t) {
        auto composed = to_nfc(text);
        wrong += composed ? 0U : 1U;
        text = composed ? *composed : replace_wrong_bytes(text);
    });
    provenance.encoding = "UTF-8";
    provenance.encoding_how = "format";
    if (wrong != 0) {
        tell(provenance.findings, "TEXT-BYTES",
             {fmt::format("UTF-8이어야 함: {}개 문자열이 아님", wrong),
              fmt::format("UTF-8; {} texts are not", wrong)},
             {"U+FFFD로 바꿈", "the wrong bytes were replaced by U+FFFD"});
    }
}

} // namespace sandan::io
