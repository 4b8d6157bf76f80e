#include <sandan/io/session.hpp>

#include "io/cp949.hpp"
#include "io/encoding.hpp"
#include "io/text_key.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

TEST_CASE("all of CP949 is decoded as the Unicode tables say, and nothing else", "[io][text]") {
    // Python 3.11: bytes.decode("cp949") of every lead 81…FE and trail 41…FE, NFC, with its two
    // bytes before it; 17,048 characters.
    std::string all;
    std::size_t characters = 0;
    for (unsigned lead = 0x81; lead < 0xFF; ++lead) {
        for (unsigned trail = 0x41; trail < 0xFF; ++trail) {
            const std::string bytes{static_cast<char>(lead), static_cast<char>(trail)};
            const auto text = io::decode(bytes, "CP949");
            if (text && !(trail < 0x80 && io::cp949_character(static_cast<unsigned char>(lead),
                                                              static_cast<unsigned char>(trail))
                                              .empty())) {
                all += bytes + *text;
                ++characters;
            }
        }
    }
    CHECK(characters == 17048);
    CHECK(io::sha256_of_text(all) ==
          "0617c7f56a2c69c01c22bb5693d9eba1b1be92502d7df4132eccb699e0295ee0");
}

TEST_CASE("syllables that EUC-KR lacks are read, letters are never taken apart", "[io][text]") {
    CHECK(io::decode("\x8C\x63\xB9\xE6\x94\xEE\xC1\x64", "CP949") == "똠방뷁햏");
    CHECK(io::decode("\xA7\xB3", "CP949") == "㎡");                 // NFKC would make it m2
    CHECK(io::decode("\xA2\xDF", "CP949") == "㈜");                 // and this (주)
    CHECK(io::decode("\xE1\x84\x80\xE1\x85\xA1", "UTF-8") == "가"); // NFD of macOS
}

TEST_CASE("text goes on behind a NUL", "[io][text]") {
    const std::string syllables{"\xEA\xB0\x80\0\xEB\x82\x98\0", 8};
    CHECK(io::decode(syllables, "UTF-8") == syllables);
    CHECK(io::decode(std::string{"\xB0\xA1\0\xB3\xAA\0", 6}, "CP949") == syllables);
}

TEST_CASE("letters taken apart are composed, within a line and in every one", "[io][text]") {
    const std::string apart = "\u1100\u1161\u11A8e\u0301 \u223C"; // 각é ∼
    const std::string composed = "각é \u223C";
    std::string lines;
    std::string expected;
    for (int i = 0; i < 50'000; ++i) { // a text of this size was a matter of minutes
        lines += apart + (i % 2 == 0 ? "\n" : "\r\n");
        expected += composed + (i % 2 == 0 ? "\n" : "\r\n");
    }
    CHECK((io::decode(lines + apart, "UTF-8") == expected + composed));
    const std::string mark = "\n\u0301"; // nothing before it to be composed with
    CHECK(io::decode(mark + apart, "UTF-8") == mark + composed);
}

TEST_CASE("bytes that do not belong are marked, a letter cut at the end is left out",
          "[io][text]") {
    struct Case {
        std::string bytes;
        const char* encoding;
        const char* text;
        std::size_t wrong;
        bool cut;
    };

    const std::vector<Case> cases{{"\xB0\xA1\xB3", "CP949", "가", 0, true},
                                  {"\xB0\xA1\xFF\xB3\xAA", "CP949", "가\uFFFD나", 1, false},
                                  {"\xB0\xA1\x80 1", "CP949", "가\uFFFD 1", 1, false},
                                  {"가\xEB\x82", "UTF-8", "가", 0, true},
                                  {"가\x82\xEB\x82\x98", "UTF-8", "가\uFFFD나", 1, false},
                                  {"\xC0\xAF", "UTF-8", "\uFFFD\uFFFD", 2, false}, // overlong
                                  {"\x93\xFA\x96", "CP932", "日", 0, true},
                                  {"plain", "CP949", "plain", 0, false}};
    for (const auto& one : cases) {
        CAPTURE(one.bytes, one.encoding);
        const auto decoded = io::decode_marked(one.bytes, one.encoding);
        CHECK(decoded.text == one.text);
        CHECK(decoded.wrong == one.wrong);
        CHECK(decoded.cut == one.cut);
        CHECK(io::decode(one.bytes, one.encoding).has_value() == decoded.whole());
    }
}

TEST_CASE("the words that .cpg files use for Korean all mean CP949", "[io][text]") {
    const std::string utf16{"\xFF\xFE"
                            "9\0"
                            "4\0"
                            "9\0",
                            8};
    for (const auto* const words :
         {"949", "CP949", "cp949\r\n", "MS949", "ANSI 949", "ANSI949", "windows-949",
          "x-windows-949", "EUC-KR", "euckr", "EUC_KR", "KS_C_5601-1987", "ks-c-5601-1987",
          "KSC5601", "KSX1001", "UHC", "Korean", "OEM 949", "51949"}) {
        CAPTURE(words);
        CHECK(io::encoding_of_name(words) == "CP949");
    }
    CHECK(io::encoding_of_name(utf16) == "CP949");
    CHECK(io::encoding_of_name("\xEF\xBB\xBF"
                               "UTF-8") == "UTF-8");
    CHECK(io::encoding_of_name("65001") == "UTF-8");
    CHECK_FALSE(io::encoding_of_name("<html>"));
    CHECK_FALSE(io::encoding_of_name(""));
}

TEST_CASE("only language drivers that say something are believed", "[io][text]") {
    CHECK(io::encoding_of_ldid(0x4E) == "CP949");
    CHECK(io::encoding_of_ldid(0x79) == "CP949");
    CHECK(io::encoding_of_ldid(0x7B) == "CP932");
    for (const int id : {0x00, 0x03, 0x57}) {
        CHECK_FALSE(io::encoding_of_ldid(static_cast<unsigned char>(id)));
    }
}

TEST_CASE("names are compared without what keyboards and fonts do to them", "[io][text]") {
    const auto same = [](const char* a, const char* b) {
        return io::text_key(a) == io::text_key(b);
    };
    CHECK(same("㈜효성", "(주) 효성"));
    CHECK(same("제1·2공구", "제1ㆍ2공구"));
    CHECK(same("제1·2공구", "제1・2공구"));
    CHECK(same("A–1", "a-1"));
    CHECK(same("A－１", "A-1"));
    CHECK(same("가～나", "가〜나"));
    CHECK(same("\xE1\x84\x80\xE1\x85\xA1", "가"));
    CHECK(same("획지\u200B1", "획지 1"));
    CHECK_FALSE(same("A-1", "A-2"));
    CHECK_FALSE(same("가", "나"));
}
