#include "io/shp_index.hpp"

#include "core/korean.hpp"
#include "io/byte_order.hpp"
#include "io/shp_shape.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

namespace sandan::io {

namespace {

constexpr std::size_t file_header = 100;
constexpr std::size_t record_header = 8;
constexpr std::size_t entry_bytes = 8;

geom::Box box_of_header(std::string_view file) {
    return {{real_at(file, 36), real_at(file, 44)}, {real_at(file, 52), real_at(file, 60)}};
}

void check_header(const std::string& path, std::string_view file, const char* name) {
    if (file.size() < file_header || big_endian(file, 0) != 9994) {
        refuse(
            path, "SHP-HEADER",
            Text{fmt::format("셰이프파일이 아닙니다: {}의 머리가 맞지 않습니다; 다시 내보내십시오",
                             name),
                 fmt::format("no shapefile: the header of its {} is not one; export it again",
                             name)});
    }
    const auto type = little_endian(file, 32);
    if (type != 0 && !is_shape_type(type)) {
        refuse(
            path, "SHP-HEADER",
            Text{format_ko("{}에 형식에 없는 도형 종류 {}이(가) 적혀 있습니다; 다시 내보내십시오",
                           name, type),
                 fmt::format(
                     "its {} says shape type {}, which the format does not know; export it again",
                     name, type)});
    }
}

void check_size(std::string_view file, const char* name, ShpIndex& index) {
    const auto stated = std::uint64_t{big_endian(file, 24)} * 2;
    if (stated != file.size()) {
        tell(index.findings, "SHP-SIZE",
             {fmt::format("{} {}바이트(머리글), {}바이트임", name, stated, file.size()),
              fmt::format("{} bytes as the header of {} says, has {}", stated, name, file.size())},
             {"파일에 있는 레코드를 읽음", "the records in the file are read"});
    }
}

/// What the index file repeats of the shapes' header.
void compare_headers(const std::string& path, std::string_view shp, std::string_view shx,
                     ShpIndex& index) {
    if (little_endian(shp, 32) != little_endian(shx, 32)) {
        refuse(path, "SHP-HEADER",
               Text{fmt::format("도형 종류가 .shp는 {}, .shx는 {}입니다; 한 번에 내보낸 것을 둘 다 "
                                "복사하십시오",
                                little_endian(shp, 32), little_endian(shx, 32)),
                    fmt::format(".shp says shape type {}, .shx {}; copy both from one export",
                                little_endian(shp, 32), little_endian(shx, 32))});
    }
    if (little_endian(shp, 28) != 1000 || little_endian(shx, 28) != 1000) {
        tell(index.findings, "SHP-SIZE", {"형식 판 1000", "format version 1000 in both headers"},
             {"그대로 읽음", "read as it is"});
    }
    if (shp.substr(36, 32) != shx.substr(36, 32)) {
        tell(index.findings, "SHP-BOX",
             {"shp와 shx 머리글의 범위가 같음", "the same box in the headers of .shp and .shx"},
             {"점을 따름", "the points are used"});
    }
}

/// Goes through the index, entry by entry.
class IndexWalk {
public:
    IndexWalk(const std::string& path, std::string_view shp, std::string_view shx, ShpIndex& index)
        : m_path{path}, m_shp{shp}, m_shx{shx}, m_index{index} {}

    void run() {
        const auto count = (m_shx.size() - file_header) / entry_bytes;
        m_index.slots.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            m_index.slots.push_back(slot(i));
        }
        if ((m_shx.size() - file_header) % entry_bytes != 0) {
            tell(m_index.findings, "SHP-SIZE",
                 {"8바이트 단위의 shx", "a .shx of whole entries of 8 bytes"},
                 {"남는 바이트를 무시함", "the bytes left over are ignored"});
        }
        m_index.declared = count;
        look_behind();
    }

private:
    ShpSlot slot(std::size_t i) {
        const auto entry = file_header + entry_bytes * i;
        const auto offset = std::uint64_t{big_endian(m_shx, entry)} * 2;
        const auto bytes = std::uint64_t{big_endian(m_shx, entry + 4)} * 2;
        const auto fid = static_cast<std::int64_t>(i);
        if (offset < file_header || offset + record_header + 4 > m_shp.size()) {
            beyond(fid, offset);
            return {};
        }
        const auto at = static_cast<std::size_t>(offset);
        const bool in_order = at == m_next;
        const bool numbered = big_endian(m_shp, at) == i + 1;
        if (!in_order && !numbered) {
            refuse(m_path, "SHP-SHX-PAIR",
                   Text{format_ko(".shx의 레코드 {}이(가) .shp의 레코드 {}을(를) 가리켜 도형과 "
                                  "속성이 어긋납니다; 다시 내보내십시오",
                                  i + 1, big_endian(m_shp, at)),
                        fmt::format("the .shx points record {} at record {} of the .shp, so shapes "
                                    "and attributes would be paired wrongly; export it again",
                                    i + 1, big_endian(m_shp, at))});
        }
        if (!in_order) {
            tell(m_index.findings, "SHP-SHX-ORDER",
                 {"앞 레코드 바로 뒤", "its place right behind the record before"},
                 {"번호가 맞아 그 자리에서 읽음", "read where the .shx points: the number fits"},
                 fid);
        } else if (!numbered) {
            tell(m_index.findings, "SHP-RECORD-NUMBER", {"자리와 같은 번호", "its place as number"},
                 {"자리를 따름", "the place is used"}, fid);
        }
        return measured(i, at, bytes);
    }

    void beyond(std::int64_t fid, std::uint64_t) {
        tell(m_index.findings, "SHP-SHX-RANGE",
             {"shp 안의 자리", "a place in the .shp; it points outside"},
             {"레코드를 거부함", "record rejected"}, fid);
    }

    /// The length stands in both files; the one that leads to the next record is believed.
    ShpSlot measured(std::size_t i, std::size_t at, std::uint64_t by_index) {
        const auto by_record = std::uint64_t{big_endian(m_shp, at + 4)} * 2;
        const auto start = at + record_header;
        const auto fid = static_cast<std::int64_t>(i);
        const auto room = m_shp.size() - start;
        m_next = start + static_cast<std::size_t>(std::min<std::uint64_t>(by_record, room));
        if (by_index == by_record && by_record <= room) {
            return {start, static_cast<std::size_t>(by_record)};
        }
        if (by_index == by_record) {
            tell(m_index.findings, "SHP-RECORD-DAMAGED",
                 {"파일 안에서 끝나는 레코드", "a record that ends in the file; it is cut off"},
                 {"레코드를 거부함", "record rejected"}, fid);
            return {};
        }
        const bool record_leads_on = leads_on(i, start + by_record);
        tell(m_index.findings, record_leads_on ? "SHP-SHX-LENGTH" : "SHP-RECORD-DAMAGED",
             {"shp와 shx에 같은 길이", "one length in .shp and .shx"},
             record_leads_on ? Text{"shp의 길이를 따름", "that of the .shp is used"}
                             : Text{"레코드를 거부함", "record rejected"},
             fid);
        if (record_leads_on) {
            return {start, static_cast<std::size_t>(by_record)};
        }
        m_next = start + static_cast<std::size_t>(std::min<std::uint64_t>(by_index, room));
        return {};
    }

    /// True if the next record, or the end of the file, lies at `place`.
    [[nodiscard]] bool leads_on(std::size_t i, std::uint64_t place) const {
        const auto entry = file_header + entry_bytes * (i + 1);
        if (entry + entry_bytes > m_shx.size()) {
            return place == m_shp.size();
        }
        return place == std::uint64_t{big_endian(m_shx, entry)} * 2;
    }

    /// Else what follows is the missing record, and told already.
    [[nodiscard]] bool last_is_there() const {
        return m_index.slots.empty() || m_index.slots.back().bytes != 0;
    }

    /// Records, or other bytes, behind the last one that the index names.
    void look_behind() {
        std::size_t end = file_header;
        for (const auto& slot : m_index.slots) {
            end = std::max(end, slot.offset + slot.bytes);
        }
        end = std::max(end, m_next);
        std::size_t more = 0;
        auto at = std::uint64_t{end};
        while (at + record_header + 4 <= m_shp.size()) {
            const auto place = static_cast<std::size_t>(at);
            const auto bytes = std::uint64_t{big_endian(m_shp, place + 4)} * 2;
            const auto type = little_endian(m_shp, place + record_header);
            const bool record = bytes >= 4 && (type == 0 || type == m_index.type) &&
                                big_endian(m_shp, place) == m_index.slots.size() + more + 1;
            if (!record) {
                break;
            }
            ++more;
            at += record_header + bytes;
        }
        if (more != 0) {
            const auto count = m_index.slots.size();
            m_index.declared += more;
            tell(m_index.findings, "SHP-SHX-COUNT",
                 {fmt::format("레코드 {}개(shp), 색인은 {}개", count + more, count),
                  fmt::format("{} records as the .shp holds; the index {}", count + more, count)},
                 {"색인에 없는 레코드를 거부함", "records the index does not name are rejected"},
                 static_cast<std::int64_t>(count), more);
        } else if (at < m_shp.size() && last_is_there()) {
            tell(m_index.findings, "SHP-TRAILING",
                 {"마지막 레코드에서 끝나는 shp",
                  fmt::format("a .shp that ends with its last record; {} bytes follow",
                              m_shp.size() - at)},
                 {"무시함", "ignored"});
        }
    }

    const std::string& m_path;
    std::string_view m_shp;
    std::string_view m_shx;
    ShpIndex& m_index;
    std::size_t m_next = file_header; ///< Where the next record lies if there are no gaps.
};

} // namespace

ShpIndex index_shapes(const std::string& path, std::string_view shp, std::string_view shx) {
    check_header(path, shp, ".shp");
    check_header(path, shx, ".shx");
    ShpIndex index;
    index.type = little_endian(shp, 32);
    index.box = box_of_header(shp);
    check_size(shp, ".shp", index);
    check_size(shx, ".shx", index);
    compare_headers(path, shp, shx, index);
    IndexWalk{path, shp, shx, index}.run();
    return index;
}

} // namespace sandan::io
