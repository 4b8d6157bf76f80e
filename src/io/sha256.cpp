#include "io/sha256.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <new>
#include <openssl/evp.h>

namespace sandan::io {

// libcrypto uses the processor's SHA instructions: every input is hashed while it is read.
struct Sha256::State {
    State() : context{EVP_MD_CTX_new()} {
        if (context == nullptr || EVP_DigestInit_ex(context, EVP_sha256(), nullptr) != 1) {
            EVP_MD_CTX_free(context);
            throw std::bad_alloc{};
        }
    }

    ~State() { EVP_MD_CTX_free(context); }

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    EVP_MD_CTX* context;
};

Sha256::Sha256() : m_state{std::make_unique<State>()} {}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(const char* bytes, std::size_t count) {
    EVP_DigestUpdate(m_state->context, bytes, count);
}

std::string Sha256::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(m_state->context, digest.data(), &size);
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += fmt::format("{:02x}", digest[i]);
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
