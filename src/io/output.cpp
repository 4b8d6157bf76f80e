#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <tuple>
#include <unistd.h>
#include <utility>

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

namespace {

enum class Target { file, stream };

/// A pipe, terminal or device is written through; a name that leads elsewhere is refused, since
/// replacing it would not be what the reader of that place sees.
Target kind_of(const std::string& path) {
    struct stat linked {};

    struct stat itself {};

    if (lstat(path.c_str(), &itself) != 0) {
        return Target::file; // new
    }
    if (stat(path.c_str(), &linked) == 0 && !S_ISREG(linked.st_mode)) {
        if (S_ISDIR(linked.st_mode)) {
            throw Error{ErrorKind::output, path + ": is a folder; name a file"};
        }
        return Target::stream;
    }
    if (S_ISLNK(itself.st_mode)) {
        throw Error{ErrorKind::output, path + ": is a symbolic link; name the file itself"};
    }
    return Target::file;
}

void write_through(const std::string& path, const std::string& bytes) {
    std::ofstream stream{path, std::ios::binary};
    stream << bytes;
    stream.close();
    if (!stream) {
        fail(path, "cannot write");
    }
}

void refuse_twice(const std::vector<OutputFile>& files) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (files[i].path == files[j].path && kind_of(files[i].path) == Target::file) {
                throw Error{ErrorKind::usage,
                            files[i].path + ": named for two results; choose another name"};
            }
        }
    }
}

/// A shapefile is several files: any of them is the input.
bool is_part_of(const std::filesystem::path& output, const std::filesystem::path& input) {
    static const std::set<std::string> parts{".shp", ".shx", ".dbf", ".prj", ".cpg", ".qix"};
    std::error_code failed;
    return parts.contains(input.extension().string()) &&
           parts.contains(output.extension().string()) && output.stem() == input.stem() &&
           std::filesystem::equivalent(std::filesystem::absolute(output).parent_path(),
                                       std::filesystem::absolute(input).parent_path(), failed);
}

} // namespace

void write_file(const std::string& path, const std::string& bytes) {
    write_files({{path, bytes}});
}

void write_files(const std::vector<OutputFile>& files) {
    refuse_twice(files);
    std::deque<std::pair<TemporaryFile, const OutputFile*>> made;
    for (const auto& file : files) {
        if (kind_of(file.path) == Target::file) {
            auto& [temporary, target] =
                made.emplace_back(std::piecewise_construct, std::forward_as_tuple(file.path),
                                  std::forward_as_tuple(&file));
            temporary.write(file.path, file.bytes);
        }
    }
    for (const auto& file : files) {
        if (kind_of(file.path) == Target::stream) {
            write_through(file.path, file.bytes);
        }
    }
    for (auto& [temporary, target] : made) {
        temporary.publish(target->path);
    }
}

void refuse_overwriting(const std::string& output, const std::vector<std::string>& inputs) {
    for (const auto& input : inputs) {
        std::error_code failed;
        if ((std::filesystem::equivalent(output, input, failed) && !failed) ||
            (!output.empty() && is_part_of(output, input))) {
            throw Error{
                ErrorKind::usage,
                fmt::format("{}: the output is also an input; choose another name", output)};
        }
    }
}

} // namespace sandan::io
