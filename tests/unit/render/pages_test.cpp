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
