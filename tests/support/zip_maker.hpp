#pragma once
// Zip archives as no honest program writes them.

#include <cstdint>
#include <string>
#include <vector>
#include <zlib.h>

namespace sandan::test {

struct ZipEntry {
    std::string name;
    std::string bytes;
    std::uint16_t flags = 0;         ///< 1: encrypted, 0x800: the name is UTF-8
    std::uint32_t attributes = 0;    ///< Unix mode << 16
    bool packed = false;             ///< Deflated, else stored.
    std::int64_t declared_size = -1; ///< What is said of the unpacked size; −1 = the truth.
    std::int64_t same_place_as = -1; ///< Shares the bytes of an earlier entry.
};

inline void put(std::string& text, std::uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        text += static_cast<char>((number >> static_cast<unsigned>(8 * i)) & 0xFFU);
    }
}

inline std::string deflated(const std::string& bytes) {
    z_stream stream{};
    constexpr int raw = -15;
    deflateInit2(&stream, 9, Z_DEFLATED, raw, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, bytes.size()), '\0');
    std::string input{bytes};
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<unsigned>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<unsigned>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

/// Fields that the local header and the list of contents share.
inline std::string zip_fields(const ZipEntry& entry, std::size_t packed_size) {
    const auto size = entry.declared_size < 0 ? entry.bytes.size()
                                              : static_cast<std::size_t>(entry.declared_size);
    std::string text;
    put(text, 20, 2);
    put(text, entry.flags, 2);
    put(text, entry.packed ? 8 : 0, 2);
    put(text, 0, 4); // time
    put(text,
        crc32(0, reinterpret_cast<const Bytef*>(entry.bytes.data()),
              static_cast<unsigned>(entry.bytes.size())),
        4);
    put(text, packed_size, 4);
    put(text, size, 4);
    put(text, entry.name.size(), 2);
    put(text, 0, 2); // extra
    return text;
}

inline std::string make_zip(const std::vector<ZipEntry>& entries) {
    std::string body;
    std::string contents;
    std::vector<std::size_t> places;
    for (const auto& entry : entries) {
        const auto packed = entry.packed ? deflated(entry.bytes) : entry.bytes;
        const auto fields = zip_fields(entry, packed.size());
        places.push_back(entry.same_place_as < 0
                             ? body.size()
                             : places[static_cast<std::size_t>(entry.same_place_as)]);
        contents += "PK\x01\x02";
        put(contents, 0x0314, 2); // made on Unix
        contents += fields;
        put(contents, 0, 6); // comment, disk, internal
        put(contents, entry.attributes, 4);
        put(contents, places.back(), 4);
        contents += entry.name;
        if (entry.same_place_as < 0) {
            body += "PK\x03\x04" + fields + entry.name + packed;
        }
    }
    std::string end{"PK\x05\x06"};
    put(end, 0, 4);
    put(end, entries.size(), 2);
    put(end, entries.size(), 2);
    put(end, contents.size(), 4);
    put(end, body.size(), 4);
    put(end, 0, 2);
    return body + contents + end;
}

} // namespace sandan::test
