#include "io/shp_head.hpp"

#include <sandan/core/error.hpp>

#include "io/byte_order.hpp"
#include "io/source.hpp"
#include "io/tell.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>

namespace sandan::io {

ShpHead read_shp_head(const std::string& path) {
    constexpr std::size_t header = 100;
    constexpr std::uintmax_t entry = 8;
    const auto shx = sidecar(path, "shx");
    if (shx.empty()) {
        refuse(path, "SHP-NO-SHX",
               Text{".shx가 없습니다; .shp 옆에 복사하십시오",
                    "the .shx is missing; copy it beside the .shp"});
    }
    std::string bytes(header, '\0');
    std::ifstream file{path, std::ios::binary};
    file.read(bytes.data(), static_cast<std::streamsize>(header));
    std::error_code failed;
    const auto index = std::filesystem::file_size(shx, failed);
    if (!file || big_endian(bytes, 0) != 9994 || failed || index < header) {
        refuse(path, "SHP-HEADER",
               Text{"셰이프파일이 아닙니다: .shp나 .shx의 머리가 맞지 않습니다; 다시 내보내십시오",
                    "no shapefile: the header of its .shp or .shx is not one; export it again"});
    }
    return {.records = static_cast<std::size_t>((index - header) / entry),
            .box = {{real_at(bytes, 36), real_at(bytes, 44)},
                    {real_at(bytes, 52), real_at(bytes, 60)}}};
}

} // namespace sandan::io
