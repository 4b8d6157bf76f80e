#pragma once
// A file read from its start to its end in pieces, through one buffer: what is checked, hashed and
// parsed are the same bytes, and the whole of it is never in memory.

#include <sandan/model/read_finding.hpp>

#include "io/sha256.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <vector>

namespace sandan::io {

/// Belongs to one thread.
class SequentialFile {
public:
    /// \throws Error{input} when it cannot be opened, or is no regular file.
    SequentialFile(std::string path, bool hashed);
    ~SequentialFile();
    SequentialFile(SequentialFile&& other) noexcept;
    SequentialFile(const SequentialFile&) = delete;
    SequentialFile& operator=(const SequentialFile&) = delete;
    SequentialFile& operator=(SequentialFile&&) = delete;

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

    /// Bytes that were handed out by next().
    [[nodiscard]] std::size_t position() const noexcept { return m_position; }

    /// The next `count` bytes, valid until the next call. \throws Error{input} SRC-CHANGED when
    /// there are not so many.
    [[nodiscard]] std::string_view next(std::size_t count) { return next(count, m_buffer); }

    /// The same in a buffer of the caller's.
    [[nodiscard]] std::string_view next(std::size_t count, std::vector<char>& buffer);

    /// `count` bytes from `offset` on, once more. \throws as next.
    [[nodiscard]] std::string at(std::size_t offset, std::size_t count) const;

    /// \throws Error{input} SRC-CHANGED when the file is not what it was when it was opened.
    void require_unchanged() const;

    /// Name, size and, if hashed and read to its end, SHA-256. \throws as
    /// require_unchanged.
    [[nodiscard]] model::InputFile finish();

private:
    void read_at(std::size_t offset, char* to, std::size_t count) const;

    std::string m_path;
    int m_descriptor = -1;

    struct stat m_before {};

    std::size_t m_size = 0;
    std::size_t m_position = 0;
    std::vector<char> m_buffer;
    std::optional<Sha256> m_sum;
};

} // namespace sandan::io
