#include "cli/cross_check.hpp"

#include <fmt/format.h>

namespace sandan::cli {

void add_cross_check(Arguments& app, std::string& word, const Text& what) {
    app.flag("--cross-check{sample}", word, what).one_of({"none", "sample", "all"});
}

overlay::CrossCheck cross_check_of(const std::string& word) {
    if (word == "all") {
        return overlay::CrossCheck::all;
    }
    return word == "sample" ? overlay::CrossCheck::sample : overlay::CrossCheck::none;
}

std::size_t step_of(overlay::CrossCheck check) {
    if (check == overlay::CrossCheck::none) {
        return 0;
    }
    return check == overlay::CrossCheck::all ? 1 : overlay::sample_step;
}

Text record_called(const std::string& path, std::string_view id) {
    return {fmt::format("{}: 레코드 {}", path, id), fmt::format("{}: record {}", path, id)};
}

void note_checked(const Common& common, std::size_t checked, std::size_t all) {
    if (checked > 0) {
        const Text text{
            fmt::format("교차 검산: 레코드 {}개 중 {}개를 GEOS로 다시 계산했고 모두 일치함", all,
                        checked),
            fmt::format("cross-check: {} of {} records computed a second time by GEOS, all agree",
                        checked, all)};
        note(common, text.in(common.language));
    }
}

} // namespace sandan::cli
