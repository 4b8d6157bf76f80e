#include "core/spill_file.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace sandan {

SpillFile::SpillFile(const SpillPlace& place)
    : m_purpose{place.purpose}, m_folder{place.folder, place.purpose} {
    m_descriptor = open(m_folder.file("spill").c_str(),
                        O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (m_descriptor < 0) {
        fail();
    }
}

SpillFile::~SpillFile() {
    if (m_bytes != nullptr) {
        munmap(m_bytes, m_size);
    }
    ::close(m_descriptor);
}

void SpillFile::fail() const {
    const auto reason = std::generic_category().message(errno);
    throw Error{ErrorKind::output, Text{fmt::format("중간 결과를 보관할 수 없습니다 ({})", reason),
                                        fmt::format("cannot keep what is under way ({})", reason)}}
        .within(m_purpose);
}

std::size_t SpillFile::add(std::span<const std::byte> bytes) {
    const auto offset = m_size;
    while (!bytes.empty()) {
        const auto done = write(m_descriptor, bytes.data(), bytes.size());
        if (done < 0 && errno != EINTR) {
            fail();
        }
        const auto written = done > 0 ? static_cast<std::size_t>(done) : 0;
        bytes = bytes.subspan(written);
        m_size += written;
    }
    return offset;
}

void SpillFile::read(std::size_t offset, std::span<std::byte> to) const {
    while (!to.empty()) {
        const auto done = pread(m_descriptor, to.data(), to.size(), static_cast<off_t>(offset));
        if (done == 0) {
            errno = EIO; // somebody else has cut it off
        }
        if (done == 0 || (done < 0 && errno != EINTR)) {
            fail();
        }
        const auto got = done > 0 ? static_cast<std::size_t>(done) : 0;
        to = to.subspan(got);
        offset += got;
    }
}

void SpillFile::map() {
    if (m_size == 0) {
        return;
    }
    void* const bytes = mmap(nullptr, m_size, PROT_READ, MAP_SHARED, m_descriptor, 0);
    if (bytes == MAP_FAILED) {
        fail();
    }
    m_bytes = static_cast<char*>(bytes);
}

void SpillFile::forget() const noexcept {
    if (m_bytes != nullptr) {
        (void)madvise(m_bytes, m_size, MADV_DONTNEED);
    }
}

} // namespace sandan
