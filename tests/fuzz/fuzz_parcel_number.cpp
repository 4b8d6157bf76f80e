// PNU and 지번 as somebody typed them.
#include <sandan/model/pnu.hpp>

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandan;
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto pnu = model::Pnu::parse(text);
    if (pnu && (pnu->text() != text || size != 19 || pnu->main_number() < 1)) {
        std::abort();
    }
    const auto jibun = model::parse_jibun(text);
    if (jibun && (jibun->main_number < 0 || jibun->sub_number < 0)) {
        std::abort();
    }
    if (pnu && jibun) {
        (void)model::consistent(*pnu, *jibun);
    }
    return 0;
}
