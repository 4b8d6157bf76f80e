#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <stdlib.h> // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX
#include <string>
#include <string_view>

namespace sandan::test {

/// A folder of one test's own, gone when the test is over.
class TempDir {
public:
    TempDir() {
        auto name = (std::filesystem::temp_directory_path() / "sandan-test-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error{"no temporary folder"};
        }
        m_path = name;
    }

    ~TempDir() {
        std::error_code ignored;
        std::filesystem::permissions(m_path, std::filesystem::perms::owner_all, ignored);
        std::filesystem::remove_all(m_path, ignored);
    }

    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    /// Path of `name` in the folder.
    [[nodiscard]] std::string operator/(std::string_view name) const {
        return (m_path / name).string();
    }

    /// Writes a file and gives its path.
    std::string write(std::string_view name, std::string_view bytes) const {
        auto path = *this / name;
        std::ofstream{path, std::ios::binary} << bytes;
        return path;
    }

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

    /// Names of what lies in it.
    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{m_path},
                                                      std::filesystem::directory_iterator{}));
    }

private:
    std::filesystem::path m_path;
};

[[nodiscard]] inline std::string read_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace sandan::test
