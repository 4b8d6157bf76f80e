#include "render/png.hpp"

#include <sandan/core/error.hpp>

#include <bit>
#include <png.h>

namespace sandan::render {

namespace {

/// libpng asks that its error function never returns.
[[noreturn]] void refuse(png_structp, png_const_charp reason) {
    throw Error{ErrorKind::output, std::string{"PNG: "} + reason};
}

void ignore(png_structp, png_const_charp) {}

void append(png_structp writer, png_bytep bytes, png_size_t count) {
    auto* const text = static_cast<std::string*>(png_get_io_ptr(writer));
    text->append(reinterpret_cast<const char*>(bytes), count);
}

void flush(png_structp) {}

class Writer {
public:
    explicit Writer(std::string& to)
        : m_writer{png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, refuse, ignore)},
          m_info{m_writer == nullptr ? nullptr : png_create_info_struct(m_writer)} {
        if (m_info == nullptr) {
            png_destroy_write_struct(&m_writer, nullptr);
            throw Error{ErrorKind::output, Text{"PNG: 메모리가 모자랍니다", "PNG: out of memory"}};
        }
        png_set_write_fn(m_writer, &to, append, flush);
    }

    ~Writer() { png_destroy_write_struct(&m_writer, &m_info); }

    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void write(const Pixels& pixels) {
        constexpr int depth = 8;
        constexpr int level = 1;
        png_set_IHDR(m_writer, m_info, static_cast<png_uint_32>(pixels.width),
                     static_cast<png_uint_32>(pixels.height), depth, PNG_COLOR_TYPE_RGB,
                     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_set_compression_level(m_writer, level);
        png_set_filter(m_writer, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
        png_write_info(m_writer, m_info);
        constexpr bool little = std::endian::native == std::endian::little;
        png_set_filler(m_writer, 0, little ? PNG_FILLER_AFTER : PNG_FILLER_BEFORE);
        if (little) {
            png_set_bgr(m_writer);
        }
        for (std::size_t row = 0; row < pixels.height; ++row) {
            png_write_row(m_writer, pixels.bytes.subspan(row * pixels.stride).data());
        }
        png_write_end(m_writer, nullptr);
    }

private:
    png_structp m_writer;
    png_infop m_info;
};

} // namespace

std::string png(const Pixels& pixels) {
    std::string bytes;
    Writer{bytes}.write(pixels);
    return bytes;
}

} // namespace sandan::render
