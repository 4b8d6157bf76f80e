#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sandan::io {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what) {
    throw Error{ErrorKind::output,
                fmt::format("{}: {} ({})", path, what, std::generic_category().message(errno))};
}

/// A file that vanishes unless it is renamed to its target.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& target) : m_path{target + ".part-XXXXXX"} {
        m_descriptor = mkstemp(m_path.data());
        if (m_descriptor < 0) {
            fail(target, "cannot write here");
        }
    }

    ~TemporaryFile() {
        if (m_descriptor >= 0) {
            close(m_descriptor);
        }
        if (!m_path.empty()) {
            unlink(m_path.c_str());
        }
    }

    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void write(const std::string& target, const std::string& bytes) {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const auto count = ::write(m_descriptor, bytes.data() + done, bytes.size() - done);
            if (count < 0 && errno != EINTR) {
                fail(target, "cannot write");
            }
            done += count > 0 ? static_cast<std::size_t>(count) : 0;
        }
        if (fchmod(m_descriptor, 0644) != 0 || fsync(m_descriptor) != 0) {
            fail(target, "cannot write");
        }
        const int closed = close(m_descriptor);
        m_descriptor = -1;
        if (closed != 0) {
            fail(target, "cannot write");
        }
    }

    void publish(const std::string& target) {
        if (rename(m_path.c_str(), target.c_str()) != 0) {
            fail(target, "cannot replace");
        }
        m_path.clear();
    }

private:
    std::string m_path;
    int m_descriptor = -1;
};

} // namespace

void write_file(const std::string& path, const std::string& bytes) {
    TemporaryFile file{path};
    file.write(path, bytes);
    file.publish(path);
}

void refuse_overwriting(const std::string& output, const std::vector<std::string>& inputs) {
    for (const auto& input : inputs) {
        std::error_code failed;
        if (std::filesystem::equivalent(output, input, failed) && !failed) {
            throw Error{
                ErrorKind::usage,
                fmt::format("{}: the output is also an input; choose another name", output)};
        }
    }
}

} // namespace sandan::io
