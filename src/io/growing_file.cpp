#include <sandan/core/error.hpp>
#include <sandan/io/growing_file.hpp>

#include "io/publication.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sandan::io {

namespace {

[[noreturn]] void fail(const std::string& path) {
    const auto reason = std::generic_category().message(errno);
    throw Error{ErrorKind::output, Text{fmt::format("쓸 수 없습니다 ({})", reason),
                                        fmt::format("cannot write ({})", reason)}}
        .within(path);
}

} // namespace

struct GrowingFile::State {
    explicit State(const std::string& target) : path{target} {
        if (target_kind(path) != Target::file) {
            throw Error{ErrorKind::output, Text{"보통 파일이 아닙니다; 파일을 지정하십시오",
                                                "is no regular file; name one"}}
                .within(path);
        }
        descriptor = open(publication.reserve(path).c_str(),
                          O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (descriptor < 0) {
            fail(path);
        }
    }

    ~State() {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    /// The disk begins with what is there, so that less is left for commit() to wait for.
    void begin_saving() {
#ifdef SYNC_FILE_RANGE_WRITE
        constexpr std::size_t at_a_time = 1U << 22U;
        if (size - saving >= at_a_time) {
            (void)sync_file_range(descriptor, static_cast<off_t>(saving),
                                  static_cast<off_t>(size - saving), SYNC_FILE_RANGE_WRITE);
            saving = size;
        }
#endif
    }

    std::string path;
    Publication publication;
    int descriptor = -1;
    std::size_t size = 0;   ///< Bytes written.
    std::size_t saving = 0; ///< Of these the disk has begun with the first.
};

GrowingFile::GrowingFile(const std::string& path) : m_state{std::make_unique<State>(path)} {}

GrowingFile::~GrowingFile() = default;

void GrowingFile::add(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto done = write(m_state->descriptor, bytes.data(), bytes.size());
        if (done < 0 && errno != EINTR) {
            fail(m_state->path);
        }
        const auto written = done > 0 ? static_cast<std::size_t>(done) : 0;
        bytes.remove_prefix(written);
        m_state->size += written;
    }
    m_state->begin_saving();
}

void GrowingFile::commit() {
    if (close(std::exchange(m_state->descriptor, -1)) != 0) {
        fail(m_state->path);
    }
    m_state->publication.commit();
}

} // namespace sandan::io
