#include "io/archive.hpp"

#include <sandan/core/error.hpp>
#include <sandan/core/visible.hpp>

#include "core/korean.hpp"
#include "io/encoding.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <glib.h>
#include <map>
#include <minizip/unzip.h>
#include <string_view>
#include <sys/stat.h>

namespace sandan::io {

namespace {

constexpr std::uint64_t most_entries = 200;
constexpr std::uint64_t megabyte = 1U << 20U;
constexpr std::uint64_t largest_total = 512 * megabyte;
constexpr std::uint64_t ratio_free = 10 * megabyte;
constexpr std::uint64_t largest_ratio = 100;

/// One entry of the list of contents, as it stands there.
struct Entry {
    std::string name;
    unz_file_info64 info{};
    unz64_file_pos position{};
    std::uint64_t start = 0; ///< Of its packed bytes in the file.
};

} // namespace

/// The archive under minizip.
class Archive::Reader {
public:
    explicit Reader(const std::string& path) : m_path{path}, m_zip{unzOpen64(path.c_str())} {
        if (m_zip == nullptr) {
            reject({}, {"zip 압축 파일이 아니거나 잘렸습니다; 다시 받으십시오",
                        "is no zip archive, or is cut off; fetch it again"});
        }
    }

    ~Reader() { unzClose(m_zip); }

    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    [[noreturn]] void reject(const std::string& entry, const Text& why) const {
        if (entry.empty()) {
            refuse(m_path, "ZIP-DAMAGED", why);
        }
        refuse(m_path, "ZIP-ENTRY",
               Text{fmt::format("항목 '{}': {}; 압축 파일을 읽지 않습니다", visible_line(entry),
                                why.ko),
                    fmt::format("entry '{}' {}; the archive is not read", visible_line(entry),
                                why.en)});
    }

    [[nodiscard]] std::vector<Entry> entries() const {

        unz_global_info64 global{};
        if (unzGetGlobalInfo64(m_zip, &global) != UNZ_OK || global.number_entry > most_entries) {
            reject({}, {fmt::format("항목이 {}개인데 {}개까지만 읽습니다; 압축을 푸십시오",
                                    global.number_entry, most_entries),
                        fmt::format("holds {} entries, at most {} are read; unpack it",
                                    global.number_entry, most_entries)});
        }
        std::vector<Entry> all;
        int state = unzGoToFirstFile(m_zip);
        for (; state == UNZ_OK; state = unzGoToNextFile(m_zip)) {
            all.push_back(entry());
        }
        if (state != UNZ_END_OF_LIST_OF_FILE || all.size() != global.number_entry) {
            reject({}, {"목차가 손상되었습니다; 다시 받으십시오",
                        "has a damaged list of contents; fetch it again"});
        }
        return all;
    }

    /// Hands out the unpacked bytes piece by piece until `take` wants no more.
    void read(const Member& member, const std::function<bool(std::string_view)>& take) const {
        const unz64_file_pos position{member.place, member.number};
        if (unzGoToFilePos64(m_zip, &position) != UNZ_OK || unzOpenCurrentFile(m_zip) != UNZ_OK) {
            reject(member.name, {"열 수 없습니다", "cannot be opened"});
        }
        std::array<char, 1U << 16U> block{};
        std::uint64_t done = 0;
        bool wanted = true;
        while (wanted) {
            const int got =
                unzReadCurrentFile(m_zip, block.data(), static_cast<unsigned>(block.size()));
            if (got < 0 || done + static_cast<std::uint64_t>(got) > member.size) {
                reject(member.name, {"손상되었습니다", "is damaged"});
            }
            if (got == 0) {
                break;
            }
            done += static_cast<std::uint64_t>(got);
            wanted = take({block.data(), static_cast<std::size_t>(got)});
        }
        const int closed = unzCloseCurrentFile(m_zip);
        if (wanted && (closed != UNZ_OK || done != member.size)) {
            reject(member.name, {"손상되었습니다(체크섬이나 길이가 다릅니다)",
                                 "is damaged (its checksum or length is wrong)"});
        }
    }

private:
    [[nodiscard]] Entry entry() const {
        Entry found;
        std::string name(1U << 16U, '\0');
        if (unzGetCurrentFileInfo64(m_zip, &found.info, name.data(), name.size(), nullptr, 0,
                                    nullptr, 0) != UNZ_OK ||
            unzGetFilePos64(m_zip, &found.position) != UNZ_OK) {
            reject({}, {"목차가 손상되었습니다; 다시 받으십시오",
                        "has a damaged list of contents; fetch it again"});
        }
        found.name = name.substr(0, found.info.size_filename);
        int method = 0;
        int level = 0;
        constexpr int raw = 1;
        if (unzOpenCurrentFile2(m_zip, &method, &level, raw) != UNZ_OK) {
            reject(found.name, {"목차가 말하는 곳에 없거나 읽지 않는 방식으로 압축되었습니다",
                                "does not lie where the list of contents says, or is packed in a "
                                "way that is not read"});
        }
        found.start = unzGetCurrentFileZStreamPos64(m_zip);
        unzCloseCurrentFile(m_zip);
        return found;
    }

    const std::string& m_path;
    unzFile m_zip;
};

namespace {

using Reject = std::function<void(const std::string& entry, const Text& why)>;

std::string decoded_name(const Entry& entry, const Reject& reject) {
    for (const char* const encoding : {"UTF-8", "CP949"}) {
        if (auto name = decode(entry.name, encoding)) {
            return *name;
        }
    }
    reject(entry.name,
           {"이름이 UTF-8도 CP949도 아닙니다", "has a name that is neither UTF-8 nor CP949"});
    return {};
}

void check_name(const std::string& name, const Reject& reject) {
    if (name.empty() || name.find('\0') != std::string::npos) {
        reject(name,
               {"이름이 없거나 이름에 0바이트가 있습니다", "has no name, or a zero byte in it"});
    }
    if (name.find('\\') != std::string::npos || name.front() == '/' ||
        (name.size() > 1 && name[1] == ':')) {
        reject(name, {"이름에 절대 경로나 역슬래시가 있습니다",
                      "has an absolute path or a backslash in its name"});
    }
    for (std::size_t start = 0; start <= name.size();) {
        const auto end = std::min(name.find('/', start), name.size());
        if (name.substr(start, end - start) == "..") {
            reject(name,
                   {"압축 파일 밖으로 나가는 경로입니다(..)", "leads out of the archive (..)"});
        }
        start = end + 1;
    }
}

void check_kind(const Entry& entry, const Reject& reject) {
    const auto mode = static_cast<mode_t>(entry.info.external_fa >> 16U);
    constexpr unsigned encrypted = 1;
    if ((mode & S_IFMT) != 0 && !S_ISREG(mode) && !S_ISDIR(mode)) {
        reject(entry.name, S_ISLNK(mode) ? Text{"심볼릭 링크입니다", "is a symbolic link"}
                                         : Text{"파일이 아닙니다(장치나 파이프)",
                                                "is no file (a device or pipe)"});
    }
    if ((entry.info.flag & encrypted) != 0) {
        reject(entry.name, {"암호화되어 있습니다; 비밀번호로 푸십시오",
                            "is encrypted; unpack it with its password"});
    }
    if (entry.info.compression_method != 0 && entry.info.compression_method != Z_DEFLATED) {
        reject(entry.name, {"읽지 않는 방식으로 압축되었습니다; 보통 zip으로 압축하십시오",
                            "is packed in a way that is not read; pack it as plain zip"});
    }
    if (entry.info.uncompressed_size > ratio_free &&
        entry.info.uncompressed_size / largest_ratio > entry.info.compressed_size) {
        reject(entry.name, {"풀면 100배보다 커집니다(압축 폭탄?)",
                            "unpacks to more than 100 times its size (a bomb?)"});
    }
}

/// Packed bytes that serve two entries make a small archive unpack to a huge one.
void check_overlap(std::vector<Entry> entries, const Reject& reject) {
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.start < b.start; });
    for (std::size_t i = 1; i < entries.size(); ++i) {
        const auto& before = entries[i - 1];
        if (before.start + before.info.compressed_size > entries[i].start) {
            reject(entries[i].name, {format_ko("'{}'과(와) 바이트를 함께 씁니다", before.name),
                                     fmt::format("shares bytes with '{}'", before.name)});
        }
    }
}

void check_total(const std::vector<Entry>& entries, const Reject& reject) {
    std::uint64_t total = 0;
    for (const auto& entry : entries) {
        if (entry.info.uncompressed_size > largest_total - total) {
            reject(entry.name,
                   {fmt::format("이것까지 풀면 {} MB를 넘습니다", largest_total / megabyte),
                    fmt::format("brings the unpacked size above {} MB", largest_total / megabyte)});
        }
        total += entry.info.uncompressed_size;
    }
}

} // namespace

std::string without_case(const std::string& name) {
    const std::unique_ptr<char, decltype(&g_free)> folded{
        g_utf8_casefold(name.data(), static_cast<gssize>(name.size())), g_free};
    return to_nfc(folded.get()).value_or(name);
}

Archive::Archive(std::string path)
    : m_path{std::move(path)}, m_reader{std::make_unique<Reader>(m_path)} {
    const Reject reject = [this](const std::string& entry, const Text& why) {
        m_reader->reject(entry, why);
    };
    const auto entries = m_reader->entries();
    check_total(entries, reject);
    check_overlap(entries, reject);
    std::map<std::string, std::string> names; // by what is equal whatever the case
    for (const auto& entry : entries) {
        const auto name = decoded_name(entry, reject);
        check_name(name, reject);
        check_kind(entry, reject);
        const auto [known, is_new] = names.emplace(without_case(name), name);
        if (!is_new) {
            const auto before = visible_line(known->second);
            reject(
                name,
                known->second == name
                    ? Text{"두 번 나옵니다", "comes twice"}
                    : Text{format_ko("두 번 나옵니다: '{}'과(와) 대소문자만 다릅니다", before),
                           fmt::format("comes twice: it differs from '{}' in case only", before)});
        }
        if (!name.ends_with('/')) {
            m_members.push_back({.name = name,
                                 .packed = entry.info.compressed_size,
                                 .size = entry.info.uncompressed_size,
                                 .place = entry.position.pos_in_zip_directory,
                                 .number = entry.position.num_of_file});
        }
    }
}

Archive::~Archive() = default;

void Archive::unpack(const Member& member, const std::string& target) const {
    std::ofstream file{target, std::ios::binary | std::ios::trunc};
    m_reader->read(member, [&](std::string_view bytes) {
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return file.good();
    });
    file.close();
    if (!file) {
        throw Error{
            ErrorKind::output,
            Text{fmt::format("{}: {}에 풀 수 없습니다; 자리가 있습니까?", m_path, target),
                 fmt::format("{}: cannot be unpacked to {}; is there room?", m_path, target)}};
    }
}

std::string Archive::head(const Member& member, std::size_t most) const {
    std::string bytes;
    m_reader->read(member, [&](std::string_view piece) {
        bytes += piece.substr(0, most - bytes.size());
        return bytes.size() < most;
    });
    return bytes;
}

} // namespace sandan::io
