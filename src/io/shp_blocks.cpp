#include "io/shp_blocks.hpp"

#include <sandan/io/polygon_stream.hpp>

#include "io/byte_order.hpp"

#include <algorithm>

namespace sandan::io {

namespace {

constexpr std::size_t file_header = 100;
constexpr std::size_t record_header = 8;
constexpr std::size_t entry_bytes = 8;

void require_plain(bool plain) {
    if (!plain) {
        throw NotPlain{};
    }
}

std::string header_of(SequentialFile& file) {
    constexpr std::uint32_t magic = 9994;
    constexpr std::uint32_t version = 1000;
    constexpr std::uint32_t polygon = 5;
    require_plain(file.size() >= file_header);
    std::string bytes{file.next(file_header)};
    require_plain(big_endian(bytes, 0) == magic && little_endian(bytes, 28) == version &&
                  little_endian(bytes, 32) == polygon &&
                  std::uint64_t{big_endian(bytes, 24)} * 2 == file.size());
    return bytes;
}

} // namespace

ShpBlocks::ShpBlocks(const std::string& shp, const std::string& shx, bool hashed)
    : m_shp{shp, hashed}, m_shx{shx, hashed} {
    const auto own = header_of(m_shp);
    const auto index = header_of(m_shx);
    m_size = (m_shx.size() - file_header) / entry_bytes;
    require_plain(own.compare(36, 32, index, 36, 32) == 0 && m_size != 0 &&
                  (m_shx.size() - file_header) % entry_bytes == 0);
    m_box = {{real_at(own, 36), real_at(own, 44)}, {real_at(own, 52), real_at(own, 60)}};
}

void ShpBlocks::next(std::size_t most, ShpRecords& to) {
    constexpr std::size_t most_bytes = std::size_t{8} << 20U; // or one record
    to.first = m_read;
    to.contents.clear();
    if (m_entries.empty()) {
        m_entries = m_shx.next(std::min(most, m_size - m_read) * entry_bytes);
    }
    const auto length_of = [&](std::size_t i) {
        return std::size_t{big_endian(m_entries, i * entry_bytes + 4)} * 2;
    };
    std::size_t bytes = 0;
    std::size_t count = 0;
    for (; count < std::min(most, m_entries.size() / entry_bytes); ++count) {
        const auto size = record_header + length_of(count);
        if (count != 0 && bytes + size > most_bytes) {
            break;
        }
        const std::size_t offset = std::size_t{big_endian(m_entries, count * entry_bytes)} * 2;
        require_plain(offset == m_shp.position() + bytes);
        bytes += size;
    }
    require_plain(bytes <= m_shp.size() - m_shp.position());
    const auto records = m_shp.next(bytes, to.bytes);
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto length = length_of(i);
        require_plain(big_endian(records, at) == m_read + i + 1 &&
                      std::size_t{big_endian(records, at + 4)} * 2 == length && length >= 4);
        to.contents.push_back(records.substr(at + record_header, length));
        at += record_header + length;
    }
    m_read += count;
    m_entries.remove_prefix(count * entry_bytes);
    require_plain(m_read < m_size || m_shp.position() == m_shp.size());
}

std::vector<std::string_view> ShpBlocks::again(std::size_t first, std::size_t count,
                                               std::string& bytes) const {
    const auto entries = m_shx.at(file_header + first * entry_bytes, count * entry_bytes);
    const auto offset = [&](std::size_t i) {
        return std::size_t{big_endian(entries, i * entry_bytes)} * 2;
    };
    const auto end = [&](std::size_t i) {
        const std::size_t length = std::size_t{big_endian(entries, i * entry_bytes + 4)} * 2;
        return offset(i) + record_header + length;
    };
    require_plain(offset(0) < end(count - 1) && end(count - 1) <= m_shp.size());
    bytes = m_shp.at(offset(0), end(count - 1) - offset(0));
    std::vector<std::string_view> contents;
    for (std::size_t i = 0; i < count; ++i) {
        require_plain(offset(i) == (i == 0 ? offset(0) : end(i - 1)) && end(i) <= end(count - 1));
        const auto from = offset(i) + record_header - offset(0);
        contents.push_back(
            std::string_view{bytes}.substr(from, end(i) - offset(i) - record_header));
    }
    return contents;
}

void ShpBlocks::require_unchanged() const {
    m_shp.require_unchanged();
    m_shx.require_unchanged();
}

} // namespace sandan::io
