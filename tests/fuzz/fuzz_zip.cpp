// An archive is refused, or its members unpack to what it declared.
#include <sandan/core/error.hpp>

#include "fuzz_file.hpp"
#include "io/archive.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const sandan::io::Archive archive{sandan::fuzz::file_of(data, size)};
        for (const auto& member : archive.members()) {
            if (member.name.starts_with("../") || member.name.front() == '/') {
                std::abort();
            }
            (void)archive.head(member, 1 << 20);
        }
    } catch (const sandan::Error&) {
        return 0;
    }
    return 0;
}
