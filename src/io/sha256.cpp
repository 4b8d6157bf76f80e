#include "io/sha256.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <nettle/sha2.h>

namespace sandan::io {

// Nettle uses the processor's SHA instructions, as libcrypto does, but takes no time to load: every
// command hashes something, and every input is hashed while it is read.
struct Sha256::State {
    State() { sha256_init(&context); }

    sha256_ctx context{};
};

Sha256::Sha256() : m_state{std::make_unique<State>()} {}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(const char* bytes, std::size_t count) {
    sha256_update(&m_state->context, count, reinterpret_cast<const std::uint8_t*>(bytes));
}

std::string Sha256::hex() {
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&m_state->context, digest.size(), digest.data());
    std::string text;
    for (const auto byte : digest) {
        text += fmt::format("{:02x}", byte);
    }
    return text;
}

std::string sha256_of_text(const std::string& text) {
    Sha256 hash;
    hash.add(text.data(), text.size());
    return hash.hex();
}

std::string sha256_of_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        throw Error{ErrorKind::input, Text{"열 수 없습니다; 경로와 권한을 확인하십시오",
                                           "cannot be opened; check the path and its rights"}}
            .within(path);
    }
    Sha256 hash;
    std::array<char, 1U << 16U> block{};
    while (file.read(block.data(), block.size()) || file.gcount() > 0) {
        hash.add(block.data(), static_cast<std::size_t>(file.gcount()));
    }
    return hash.hex();
}

} // namespace sandan::io
