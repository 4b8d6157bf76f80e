// A .prj of a stranger.
#include <sandan/core/error.hpp>
#include <sandan/geom/reproject.hpp>

#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        (void)sandan::geom::describe_crs({reinterpret_cast<const char*>(data), size});
    } catch (const sandan::Error&) {
        return 0;
    }
    return 0;
}
