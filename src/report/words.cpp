#include "report/words.hpp"

#include "core/number.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace sandan::report {

namespace {

struct Word {
    std::string_view key;
    const char* ko;
    const char* en;
};

template <std::size_t Count>
Text word_of(const std::array<Word, Count>& words, std::string_view key) {
    const auto* const found =
        std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.key == key; });
    return found == words.end() ? Text{std::string{key}, std::string{key}}
                                : Text{found->ko, found->en};
}

constexpr std::array scopes{Word{"full", "전체", "full"}, Word{"pool", "후보 안", "pool"}};

constexpr std::array readings{
    Word{"V", "법령 원문", "law"},
    Word{"w", "웹 문서", "web page"},
    Word{"d", "자체 기준", "convention"},
    Word{"U", "미검증", "not verified"},
};

constexpr std::array statuses{Word{"implemented", "판정함", "implemented"},
                              Word{"declared", "판정하지 않음", "declared"}};

constexpr std::array units{
    Word{"count", "건", "count"},
    Word{"vertices", "점", "vertices"},
    Word{"year", "년", "year"},
    Word{"firms/ha", "개사/ha", "firms/ha"},
};

} // namespace

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

Text word_for(Severity severity) {
    switch (severity) {
    case Severity::error:
        return {"오류", "error"};
    case Severity::warning:
        return {"경고", "warning"};
    case Severity::information:
        return {"정보", "information"};
    }
    return {};
}

Text word_for(allocation::Status status) {
    std::string en{allocation::to_string(status)};
    switch (status) {
    case allocation::Status::optimal:
        return {"최적", std::move(en)};
    case allocation::Status::optimal_in_pool:
        return {"후보 안에서 최적", std::move(en)};
    case allocation::Status::feasible:
        return {"실행 가능(최적 미증명)", std::move(en)};
    case allocation::Status::time_limit:
        return {"시간 초과(해 없음)", std::move(en)};
    case allocation::Status::infeasible:
        break;
    }
    return {"불가능", std::move(en)};
}

Text outcome_of(const allocation::Allocation& allocation) {
    auto text = word_for(allocation.status);
    if (allocation.status == allocation::Status::infeasible) {
        std::vector<std::string> left_out;
        for (const auto& placement : allocation.placements) {
            if (placement.mandatory && !placement.placed) {
                left_out.push_back(placement.firm);
            }
        }
        if (!left_out.empty()) {
            const auto firms = fmt::format("{}", fmt::join(left_out, ", "));
            text.ko += " (반드시 배치할 기업 미배치: " + firms + ")";
            text.en += " (mandatory, but without a site: " + firms + ")";
        }
    } else if (allocation.status != allocation::Status::time_limit) {
        text.ko += fmt::format(" (격차 {:.2g} %)", 100 * allocation.gap);
        text.en += fmt::format(" (gap {:.2g} %)", 100 * allocation.gap);
    }
    return text;
}

Text word_for_scope(std::string_view gap_scope) {
    return word_of(scopes, gap_scope);
}

Text word_for_reading(std::string_view status) {
    return word_of(readings, status);
}

Text word_for_status(std::string_view status) {
    return word_of(statuses, status);
}

std::string unit_in(std::string_view unit, Language language) {
    return word_of(units, unit).in(language);
}

std::string measured_in(const Finding& finding, Language language) {
    if (!finding.measured) {
        return {};
    }
    const int decimals = finding.unit == "count" || finding.unit == "vertices" ? 0 : 2;
    const auto measured = grouped(*finding.measured, decimals);
    const auto unit = unit_in(finding.unit, language);
    return finding.threshold
               ? fmt::format("{} / {} {}", measured, grouped(*finding.threshold, decimals), unit)
               : fmt::format("{} {}", measured, unit);
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
