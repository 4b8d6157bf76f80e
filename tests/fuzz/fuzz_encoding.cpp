// Text of strangers: what is decoded is UTF-8, and composing it again changes nothing.
#include "io/encoding.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandan;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    for (const char* const encoding : {"UTF-8", "CP949"}) {
        const auto text = io::decode(bytes, encoding);
        if (text && io::to_nfc(*text) != text) {
            std::abort();
        }
    }
    (void)io::encoding_of_name(bytes);
    return 0;
}
