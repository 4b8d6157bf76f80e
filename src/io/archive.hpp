#pragma once
// Zip archives from strangers: looked through before anything in them is used, and never unpacked
// by the names they carry.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sandan::io {

/// A file in an archive.
struct Member {
    std::string name; ///< UTF-8, NFC, from UTF-8 or CP949; folders separated by '/'.
    std::uint64_t packed = 0;
    std::uint64_t size = 0;   ///< Unpacked, as declared; no more than that is ever unpacked.
    std::uint64_t place = 0;  ///< In the list of contents, for the library.
    std::uint64_t number = 0; ///< Likewise.
};

/// A name as file systems that know no case compare it: two of a kind are one file there.
[[nodiscard]] std::string without_case(const std::string& name);

class Archive {
public:
    /// \throws Error{input} naming the entry: more than 200 entries or 512 MB, more than 100:1
    /// beyond 10 MB, entries that share bytes, names that are absolute, lead upwards, hold a
    /// backslash or a zero byte or come twice (whatever their case), links and devices, encryption,
    /// unknown compression.
    explicit Archive(std::string path);
    ~Archive();
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    /// In the archive's order; folders are left out.
    [[nodiscard]] const std::vector<Member>& members() const noexcept { return m_members; }

    /// Unpacks one member into a new file at `target`. \throws Error{input} for damaged data,
    /// Error{output} if it cannot be written.
    void unpack(const Member& member, const std::string& target) const;

    /// The first `most` bytes of a member. \throws Error{input}.
    [[nodiscard]] std::string head(const Member& member, std::size_t most) const;

private:
    class Reader;

    std::string m_path;
    std::unique_ptr<Reader> m_reader;
    std::vector<Member> m_members;
};

} // namespace sandan::io
