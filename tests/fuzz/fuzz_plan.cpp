// A plan file is read, or refused with its place.
#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        (void)sandan::io::read_plan(sandan::fuzz::file_of(data, size));
    } catch (const sandan::Error&) {
        return 0;
    }
    return 0;
}
