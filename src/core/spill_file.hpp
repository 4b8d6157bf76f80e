#pragma once
// What a command has to keep to its end and cannot keep in memory: bytes that are written once and
// looked at again in any order.

#include "core/scratch.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sandan {

/// Where bytes may go that memory is too small for. Without a folder they stay in memory.
struct SpillPlace {
    std::string folder;
    std::string purpose; ///< What they are for, in the words of an error.
};

/// A file of our own in a ScratchFolder; vanishes with the object, and with a killed run as that
/// does.
class SpillFile {
public:
    /// \throws Error{output} as ScratchFolder.
    explicit SpillFile(const SpillPlace& place);
    ~SpillFile();
    SpillFile(const SpillFile&) = delete;
    SpillFile& operator=(const SpillFile&) = delete;

    /// Where the bytes lie from now on. \throws Error{output}.
    std::size_t add(std::span<const std::byte> bytes);

    /// Bytes from `offset` on, of those that were added. Safe from any thread. \throws
    /// Error{output}.
    void read(std::size_t offset, std::span<std::byte> to) const;

    /// After the last add(): for who looks at a few bytes here and there. \throws Error{output}.
    void map();

    /// `size` bytes from `offset` on. After map(), safe from any thread.
    [[nodiscard]] std::string_view at(std::size_t offset, std::size_t size) const noexcept {
        return {m_bytes + offset, size};
    }

    /// What at() brought into memory leaves it, and comes again. Safe from any thread.
    void forget() const noexcept;

private:
    [[noreturn]] void fail() const;

    std::string m_purpose;
    ScratchFolder m_folder;
    int m_descriptor = -1;
    std::size_t m_size = 0;
    char* m_bytes = nullptr; ///< Of the whole file, once it is mapped; null if it is empty.
};

} // namespace sandan
