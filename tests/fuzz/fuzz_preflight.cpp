// The three files of a shapefile: their lengths in six bytes, then their bytes.
#include <sandan/core/error.hpp>

#include "io/shapefile.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <cstdint>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t head = 6;
    if (size < head) {
        return 0;
    }
    std::vector<std::uint8_t> bytes{data + head, data + size};
    std::size_t from = 0;
    std::size_t part = 0;
    for (const char* const name : {"/vsimem/f.shp", "/vsimem/f.shx", "/vsimem/f.dbf"}) {
        const auto wanted = static_cast<std::size_t>(data[part] | data[part + 1] << 8);
        const auto length = std::min(wanted, bytes.size() - from);
        part += 2;
        VSIFCloseL(VSIFileFromMemBuffer(name, bytes.data() + from, length, 0));
        from += length;
    }
    try {
        (void)sandan::io::inspect_shapefile("/vsimem/f.shp");
    } catch (const sandan::Error&) {
        return 0;
    }
    return 0;
}
