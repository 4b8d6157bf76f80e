// The three files of a shapefile, as a stranger made them: every record that is declared is handed
// out or listed as lost. The input is cut in three by the two numbers at its start.
#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace {

/// A folder in memory for the three files, gone at the end.
class Folder {
public:
    Folder() : m_path{"/dev/shm/sandan-fuzz-" + std::to_string(getpid())} {
        std::filesystem::create_directories(m_path);
    }

    ~Folder() {
        std::error_code failed;
        std::filesystem::remove_all(m_path, failed);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

const std::string& folder() {
    static const Folder made;
    return made.path();
}

void put(const char* name, std::string_view bytes) {
    const auto path = folder() + "/" + name;
    auto* const file = std::fopen(path.c_str(), "wb");
    if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size() ||
        std::fclose(file) != 0) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) {
        return 0;
    }
    const auto number = [&](std::size_t at) {
        return static_cast<std::size_t>(data[at]) << 8U | data[at + 1];
    };
    std::string_view rest{reinterpret_cast<const char*>(data) + 4, size - 4};
    for (const auto& [name, length] :
         {std::pair{"a.shp", number(0)}, std::pair{"a.shx", number(2)}, std::pair{"a.dbf", size}}) {
        const auto part = rest.substr(0, std::min(length, rest.size()));
        put(name, part);
        rest.remove_prefix(part.size());
    }
    sandan::io::ReadOptions options;
    options.need_attributes = false;
    options.crs = "EPSG:5186";
    try {
        const auto ledger = sandan::io::read_layer(folder() + "/a.shp", options).ledger;
        if (ledger.declared != ledger.delivered + ledger.null + ledger.rejected) {
            std::abort();
        }
    } catch (const sandan::Error&) {
        return 0;
    }
    return 0;
}
