#include "render/pages.hpp"
#include "sample_map.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <numeric>

using namespace sandan;

namespace {

std::vector<std::string> texts_of(const render::Sheet& sheet) {
    std::vector<std::string> texts;
    for (const auto& item : sheet.page) {
        if (const auto* const text = std::get_if<render::TextItem>(&item)) {
            texts.push_back(text->text);
        }
    }
    return texts;
}

/// How often each text stands in the document.
std::map<std::string, std::size_t> counted(const render::Pages& pages) {
    std::map<std::string, std::size_t> counts;
    for (const auto& sheet : pages.sheets) {
        for (const auto& text : texts_of(sheet)) {
            ++counts[text];
        }
    }
    return counts;
}

render::Document with(render::Block block) {
    render::Document document;
    document.title = "보고서";
    document.blocks.push_back(std::move(block));
    return document;
}

} // namespace

TEST_CASE("a long table repeats its head on every page and loses no row", "[render]") {
    render::Grid grid;
    grid.head = {"번호", "내용"};
    for (int i = 0; i < 500; ++i) {
        grid.rows.push_back({"row" + std::to_string(i), "내용"});
    }
    const render::Typesetter type;
    const auto pages = paginate(with(grid), type);
    const auto counts = counted(pages);
    for (const auto& row : grid.rows) {
        CHECK(counts.at(row[0]) == 1);
    }
    CHECK(pages.sheets.size() > 5);
    CHECK(counts.at("번호") == pages.sheets.size() - 1); // all but the cover
}

TEST_CASE("a row higher than a page runs on, word for word", "[render]") {
    render::Grid grid;
    grid.head = {"a", "b"};
    std::string words;
    for (int i = 0; i < 3000; ++i) {
        words += "w" + std::to_string(i) + " ";
    }
    grid.rows.push_back({"x", words});
    const render::Typesetter type;
    const auto pages = paginate(with(grid), type);
    std::string all;
    for (const auto& sheet : pages.sheets) {
        for (const auto& text : texts_of(sheet)) {
            all += text + " ";
        }
    }
    for (int i = 0; i < 3000; ++i) {
        CHECK(all.find("w" + std::to_string(i) + " ") != std::string::npos);
    }
}

TEST_CASE("nothing stands outside the margins of a page", "[render]") {
    render::Grid grid;
    grid.head = {"규칙", "아주 긴 제목", "값"};
    grid.right = {false, false, true};
    for (int i = 0; i < 60; ++i) {
        grid.rows.push_back({"GT-02", std::string(300, 'm') + " 산업입지법 시행령 제7조", "1,234"});
    }
    const render::Typesetter type;
    const auto pages = paginate(with(grid), type);
    for (const auto& sheet : pages.sheets) {
        for (const auto& item : sheet.page) {
            if (const auto* const text = std::get_if<render::TextItem>(&item)) {
                CHECK(text->at.x >= 50);
                CHECK(text->at.x + type.width(text->text, text->bold) * text->size <=
                      sheet.width - 50);
                CHECK(text->at.y <= sheet.height - 25);
            }
        }
    }
}

TEST_CASE("headings stand in the outline with their page, and pages are numbered", "[render]") {
    auto document = with(render::Heading{1, "첫째"});
    document.stamp = "SYNTHETIC";
    document.blocks.emplace_back(render::Paragraph{"글"});
    document.blocks.emplace_back(render::Heading{1, "둘째"});
    document.blocks.emplace_back(render::Heading{2, "작은"});
    const render::Typesetter type;
    const auto pages = paginate(document, type);
    REQUIRE(pages.sheets.size() == 3);
    REQUIRE(pages.outline.size() == 3);
    CHECK(pages.outline[0].page == 1);
    CHECK(pages.outline[1].page == 2);
    CHECK(pages.outline[2].page == 2);
    CHECK(pages.outline[2].level == 2);
    const auto last = texts_of(pages.sheets[2]);
    CHECK(std::count(last.begin(), last.end(), "SYNTHETIC  ·  3 / 3") == 1);
}

TEST_CASE("a document with a map gives the same bytes each time", "[render]") {
    auto document = with(render::Paragraph{"글"});
    document.blocks.emplace_back(test::sample_map(3, 2, 0.1));
    const auto bytes = render::draw(document);
    CHECK(bytes.starts_with("%PDF"));
    CHECK(render::draw(document) == bytes);
}

TEST_CASE("words of a wide table stay whole and its long texts take few lines", "[render]") {
    render::Grid grid;
    grid.head = {"단지", "연도",           "시설",           "단위",
                 "용지", "면적 기준 수요", "기업 신고 수요", "수요 모르는 기업",
                 "용량", "남음 / 모자람",  "근거",           "없는 입력"};
    std::string source;
    for (int i = 0; i < 20; ++i) {
        source += "manufacturing ";
    }
    grid.rows.push_back({"recycling", "2026", "wastewater", "persons", "1,221,562", "46,419.4",
                         "8,836", "10", "15,600", "-30,819.4", source, "feasibility"});
    const render::Typesetter type;
    const auto pages = paginate(with(grid), type);
    REQUIRE(pages.sheets.size() == 2);
    const auto texts = texts_of(pages.sheets[1]);
    for (const auto* const word : {"recycling", "wastewater", "1,221,562", "-30,819.4"}) {
        CHECK(std::count(texts.begin(), texts.end(), word) == 1);
    }
    std::size_t words = 0;
    std::size_t lines = 0;
    for (const auto& text : texts) {
        const bool of_source = text.starts_with("manufacturing");
        lines += of_source ? 1 : 0;
        words += of_source ? (text.size() + 1) / 14 : 0;
    }
    CHECK(words == 20); // none is broken
    CHECK(lines <= 20);
}

TEST_CASE("a table gives its room to the long texts", "[render]") {
    render::Grid grid;
    grid.head = {"a", "b", "c"};
    const std::string middling = "three or four words that could also stand on two lines";
    std::string longest;
    for (int i = 0; i < 60; ++i) {
        longest += "word ";
    }
    grid.rows.push_back({middling, middling, longest});
    const render::Typesetter type;
    const auto texts = texts_of(paginate(with(grid), type).sheets[1]);
    const auto lines = std::count_if(texts.begin(), texts.end(),
                                     [](const auto& text) { return text.starts_with("word"); });
    CHECK(lines <= 6); // an even third of the page would take 8
}
