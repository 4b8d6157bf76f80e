#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>

#include <array>
#include <fstream>
#include <glib.h>
#include <memory>

namespace sandan::io {

namespace {

struct FreeChecksum {
    void operator()(GChecksum* checksum) const noexcept { g_checksum_free(checksum); }
};

/// SHA-256 of bytes that come in pieces.
class Sha256 {
public:
    void add(const char* bytes, std::size_t count) {
        g_checksum_update(m_checksum.get(), reinterpret_cast<const guchar*>(bytes),
                          static_cast<gssize>(count));
    }

    [[nodiscard]] std::string hex() { return g_checksum_get_string(m_checksum.get()); }

private:
    std::unique_ptr<GChecksum, FreeChecksum> m_checksum{g_checksum_new(G_CHECKSUM_SHA256)};
};

} // namespace

std::string sha256_of_text(const std::string& text) {
    Sha256 hash;
    hash.add(text.data(), text.size());
    return hash.hex();
}

std::string sha256_of_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    Sha256 hash;
    std::array<char, 1U << 16U> block{};
    while (file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        hash.add(block.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (!file.eof()) {
        throw Error{ErrorKind::input, path + ": cannot be read; check that the file is there"};
    }
    return hash.hex();
}

} // namespace sandan::io
