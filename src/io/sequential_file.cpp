#include "io/sequential_file.hpp"

#include "io/local_file.hpp"
#include "io/snapshot.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace sandan::io {

SequentialFile::SequentialFile(std::string path, bool hashed)
    : m_path{std::move(path)}, m_descriptor{open_to_read(m_path)} {
    if (fstat(m_descriptor, &m_before) != 0 || !S_ISREG(m_before.st_mode)) {
        ::close(m_descriptor);
        refuse_unreadable(m_path);
    }
    m_size = static_cast<std::size_t>(m_before.st_size);
    if (hashed) {
        m_sum.emplace();
    }
}

SequentialFile::~SequentialFile() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

SequentialFile::SequentialFile(SequentialFile&& other) noexcept
    : m_path{std::move(other.m_path)},
      m_descriptor{std::exchange(other.m_descriptor, -1)},
      m_before{other.m_before},
      m_size{other.m_size},
      m_position{other.m_position},
      m_buffer{std::move(other.m_buffer)},
      m_sum{std::move(other.m_sum)} {}

void SequentialFile::read_at(std::size_t offset, char* to, std::size_t count) const {
    while (count != 0) {
        const auto got = pread(m_descriptor, to, count, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            refuse_failed_read(m_path);
        }
        if (got == 0) {
            refuse_changed(m_path);
        }
        const auto done = static_cast<std::size_t>(got);
        offset += done;
        to += done;
        count -= done;
    }
}

std::string_view SequentialFile::next(std::size_t count, std::vector<char>& buffer) {
    if (buffer.size() < count) {
        buffer.resize(count);
    }
    read_at(m_position, buffer.data(), count);
    m_position += count;
    if (m_sum) {
        m_sum->add(buffer.data(), count);
    }
    return {buffer.data(), count};
}

std::string SequentialFile::at(std::size_t offset, std::size_t count) const {
    std::string bytes(count, '\0');
    read_at(offset, bytes.data(), count);
    return bytes;
}

void SequentialFile::require_unchanged() const {
    struct stat now {};

    if (fstat(m_descriptor, &now) != 0 || !same_state(m_before, now)) {
        refuse_changed(m_path);
    }
}

model::InputFile SequentialFile::finish() {
    require_unchanged();
    return {.path = m_path,
            .bytes = m_size,
            .sha256 = m_sum && m_position == m_size ? m_sum->hex() : std::string{}};
}

} // namespace sandan::io
