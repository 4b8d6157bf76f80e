#include "render/png.hpp"

#include <catch2/catch.hpp>

#include <cstring>
#include <png.h>
#include <random>
#include <vector>

using namespace sandan;

TEST_CASE("a PNG holds the pixels it was made of, whatever lies between the rows", "[render]") {
    constexpr std::size_t width = 37;
    constexpr std::size_t height = 11;
    constexpr std::size_t stride = (width + 3) * sizeof(std::uint32_t);
    std::mt19937 random{5};
    std::vector<unsigned char> bytes(stride * height);
    std::vector<unsigned char> expected;
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < stride / sizeof(std::uint32_t); ++x) {
            const auto pixel = static_cast<std::uint32_t>(random());
            std::memcpy(&bytes[y * stride + x * sizeof pixel], &pixel, sizeof pixel);
            for (const unsigned shift : {16U, 8U, 0U}) {
                if (x < width) {
                    expected.push_back(static_cast<unsigned char>(pixel >> shift));
                }
            }
        }
    }
    const auto file = render::png({bytes, width, height, stride});

    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_memory(&image, file.data(), file.size()) != 0);
    CHECK(image.width == width);
    CHECK(image.height == height);
    image.format = PNG_FORMAT_RGB;
    std::vector<unsigned char> read(width * height * 3);
    REQUIRE(png_image_finish_read(&image, nullptr, read.data(), 0, nullptr) != 0);
    CHECK(read == expected);
}

TEST_CASE("a picture without pixels is refused", "[render]") {
    CHECK_THROWS_WITH(render::png({{}, 0, 0, 0}), Catch::Contains("PNG"));
}
