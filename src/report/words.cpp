#include "report/words.hpp"

#include "core/number.hpp"

#include <array>
#include <utility>

namespace sandan::report {

Text word_for(Result result) {
    switch (result) {
    case Result::pass:
        return {"통과", "passed"};
    case Result::fail:
        return {"위반", "breached"};
    case Result::warn:
        return {"경고", "warnings"};
    case Result::unknown:
        return {"판단 불가", "unknown"};
    case Result::not_applicable:
        return {"해당 없음", "not applicable"};
    case Result::waived:
        return {"예외 승인", "waived"};
    }
    return {};
}

std::string summary_line(const Summary& summary, Language language) {
    const std::array<std::pair<Result, std::size_t>, 6> counts{
        {{Result::fail, summary.fail},
         {Result::warn, summary.warn},
         {Result::waived, summary.waived},
         {Result::unknown, summary.unknown},
         {Result::not_applicable, summary.not_applicable},
         {Result::pass, summary.pass}}};
    std::string line;
    for (const auto& [result, count] : counts) {
        line += line.empty() ? "" : " · ";
        line += word_for(result).in(language) + " " + grouped(static_cast<double>(count));
    }
    return line;
}

} // namespace sandan::report
