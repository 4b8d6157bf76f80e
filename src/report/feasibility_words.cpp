// What people call the columns and the words of the study; CSV, Excel and JSON keep the keys.

#include "report/feasibility_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace sandan::report {

namespace {

struct Heading {
    std::string_view column;
    const char* ko;
    const char* en;
};

/// By column; firms and lots are counts in some sections and lists in others.
constexpr std::array headings{
    Heading{"complex", "단지", "complex"},
    Heading{"use", "용도", "use"},
    Heading{"name", "이름", "name"},
    Heading{"area_m2", "면적 (㎡)", "area (m²)"},
    Heading{"pyeong", "면적 (평)", "area (pyeong)"},
    Heading{"share", "비율 (%)", "share (%)"},
    Heading{"lots", "획지", "lots"},
    Heading{"block", "블록", "block"},
    Heading{"industry", "업종", "industry"},
    Heading{"phase", "단계", "phase"},
    Heading{"year", "연도", "year"},
    Heading{"assigned_m2", "배정 (㎡)", "assigned (m²)"},
    Heading{"firms", "기업", "firms"},
    Heading{"divisions", "업종 중분류", "divisions"},
    Heading{"supply_m2", "공급 (㎡)", "supply (m²)"},
    Heading{"firms_without_area", "면적 모르는 기업", "firms without area"},
    Heading{"demand_m2", "수요 (㎡)", "demand (m²)"},
    Heading{"ratio_percent", "수요 / 공급 (%)", "demand / supply (%)"},
    Heading{"utility", "시설", "utility"},
    Heading{"unit", "단위", "unit"},
    Heading{"land_m2", "용지 (㎡)", "land (m²)"},
    Heading{"undated_m2", "연도 모르는 용지 (㎡)", "land without a year (m²)"},
    Heading{"by_area", "면적 기준 수요", "demand by area"},
    Heading{"by_firms", "기업 신고 수요", "demand by firms"},
    Heading{"firms_missing", "수요 모르는 기업", "firms without demand"},
    Heading{"capacity", "용량", "capacity"},
    Heading{"balance", "남음 / 모자람", "left / short"},
    Heading{"source", "근거", "source"},
    Heading{"missing", "없는 입력", "missing input"},
    Heading{"item", "코드", "code"},
    Heading{"value", "값", "value"},
    Heading{"cost_krw", "사업비", "cost"},
    Heading{"capital_krw", "자본비용", "capital"},
    Heading{"income_krw", "수입", "income"},
    Heading{"net_krw", "순현금", "net"},
    Heading{"cumulative_krw", "누계", "cumulative"},
    Heading{"benefit_krw", "편익", "benefit"},
    Heading{"change", "변동", "change"},
    Heading{"npv_100m_krw", "순현재가치 (억원)", "NPV (100m KRW)"},
    Heading{"pi", "수익성지수", "PI"},
    Heading{"irr_percent", "내부수익률 (%)", "IRR (%)"},
    Heading{"bc", "비용편익비", "B/C"},
    Heading{"rule", "규칙", "rule"},
    Heading{"what", "내용", "what"},
    Heading{"measured", "측정값", "measured"},
    Heading{"threshold", "기준값", "threshold"},
    Heading{"due", "대상 (1 = 예)", "due (1 = yes)"},
    Heading{"verified", "확인 (1 = 예)", "verified (1 = yes)"},
    Heading{"id", "항목", "item"},
    Heading{"published", "발표값", "published"},
    Heading{"listed", "명부", "listed"},
    Heading{"remainder", "차이", "difference"},
    Heading{"firm", "기업", "firm"},
    Heading{"rosters", "명부", "rosters"},
    Heading{"needed", "필요 연도", "year needed"},
    Heading{"ready", "공급 연도", "year ready"},
    Heading{"late", "늦음 (1 = 예)", "late (1 = yes)"},
    Heading{"outside_zone_m2", "특구 밖 (㎡)", "outside zone (m²)"},
    Heading{"anchor", "앵커기업", "anchor"},
    Heading{"to_anchor_m", "앵커까지 (m)", "to anchor (m)"},
    Heading{"kind", "구분", "kind"},
};

constexpr std::array utilities{
    Heading{"water", "용수", "water"},     Heading{"wastewater", "폐수", "wastewater"},
    Heading{"power", "전력", "power"},     Heading{"gas", "가스", "gas"},
    Heading{"traffic", "교통", "traffic"}, Heading{"jobs", "고용", "jobs"},
};

constexpr std::array words{
    Heading{"environment", "환경영향평가", "environmental assessment"},
    Heading{"heritage", "국가유산영향진단", "heritage impact diagnosis"},
    Heading{"disaster", "재해영향평가", "disaster assessment"},
    Heading{"traffic", "교통영향평가", "traffic assessment"},
    Heading{"province_designates", "시·도지사 지정(시장·군수·구청장 불가)",
            "designation by the province, not the city"},
    Heading{"state_aid", "기반시설 국비지원 대상", "state aid for infrastructure"},
    Heading{"ordinary_procedure", "특례법 한도 초과(일반 절차)",
            "too large for the special act: ordinary procedure"},
    Heading{"unsold", "미분양률 지정제한", "no designation: unsold land"},
    Heading{"supply", "공급규모 초과", "more supply than the demand allows"},
    Heading{"study", "타당성조사", "feasibility study"},
    Heading{"review_state", "투자심사: 행정안전부", "review by the ministry"},
    Heading{"review_province", "투자심사: 시·도", "review by the province"},
    Heading{"review_self", "투자심사: 자체", "review by the city itself"},
    Heading{"labour", "직접인건비 한도 초과", "direct labour above its limit"},
    Heading{"required", "필요한 입력", "required"},
    Heading{"contradiction", "모순", "contradiction"},
};

/// Sections whose rows without a complex are of all complexes together.
constexpr std::array<std::string_view, 6> pooled{"landuse", "utilities", "costs",
                                                 "cash",    "worth",     "gates"};

constexpr std::array changes{
    Heading{"cost", "사업비", "cost"},
    Heading{"income", "수입", "income"},
    Heading{"benefit", "편익", "benefit"},
    Heading{"discount rate", "할인율", "discount rate"},
};

template <std::size_t Count>
std::string called(const std::array<Heading, Count>& table, const std::string& key,
                   Language language) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const auto& row) { return row.column == key; });
    return found == table.end() ? key : language == Language::ko ? found->ko : found->en;
}

/// "cost +20 %"
std::string change_in(const std::string& change, Language language) {
    const auto sign = change.find_first_of("+-");
    return sign == std::string::npos || sign == 0
               ? change
               : called(changes, change.substr(0, sign - 1), language) + change.substr(sign - 1);
}

/// The 토지이용계획표 ends with its sums, complex by complex; files keep to the rows.
void add_sums(NamedTable& table, Language language) {
    constexpr std::array<std::size_t, 3> whole{3, 4, 6}; // area, pyeong, lots
    constexpr std::size_t share = 5;
    std::vector<std::vector<std::string>> rows;
    for (std::size_t first = 0; first < table.rows.size();) {
        auto last = first;
        std::array<double, 7> sums{};
        for (; last < table.rows.size() && table.rows[last][0] == table.rows[first][0]; ++last) {
            for (std::size_t i = whole.front(); i < sums.size(); ++i) {
                sums.at(i) += std::stod(table.rows[last][i]);
            }
            rows.push_back(table.rows[last]);
        }
        std::vector<std::string> sum(table.columns.size());
        sum[0] = table.rows[first][0];
        sum[2] = language == Language::ko ? "합계" : "sum";
        for (const auto i : whole) {
            sum[i] = fmt::format("{:.0f}", sums.at(i));
        }
        sum[share] = fmt::format("{:.1f}", sums.at(share));
        rows.push_back(std::move(sum));
        first = last;
    }
    table.rows = std::move(rows);
}

/// Rows of all complexes together say so; files leave the cell empty.
void name_totals(NamedTable& table, Language language) {
    const auto complex = std::find(table.columns.begin(), table.columns.end(), "complex");
    if (complex == table.columns.end() ||
        std::find(pooled.begin(), pooled.end(), table.name) == pooled.end()) {
        return;
    }
    const auto at = static_cast<std::size_t>(complex - table.columns.begin());
    for (auto& row : table.rows) {
        if (row[at].empty()) {
            row[at] = language == Language::ko ? "합계" : "total";
        }
    }
}

} // namespace

NamedTable feasibility_for_people(NamedTable table, Language language) {
    if (table.name == "landuse") {
        add_sums(table, language);
    }
    name_totals(table, language);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto key = table.columns[i];
        for (auto& row : table.rows) {
            if (key == "change") {
                row[i] = change_in(row[i], language);
            } else if (key == "utility") {
                row[i] = called(utilities, row[i], language);
            } else if (key == "what" || key == "kind") {
                row[i] = called(words, row[i], language);
            }
        }
        table.columns[i] = called(headings, key, language);
    }
    return table;
}

} // namespace sandan::report
