#pragma once
// For what reads a path only: a file in memory.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace sandan::fuzz {

/// Path of a file that holds just `data`, the same one each time.
inline std::string file_of(const std::uint8_t* data, std::size_t size) {
    static const int file = memfd_create("input", MFD_CLOEXEC);
    if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) {
        std::abort();
    }
    return "/proc/self/fd/" + std::to_string(file);
}

} // namespace sandan::fuzz
