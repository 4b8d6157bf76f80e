#include <sandan/upgrade/indicator.hpp>

namespace sandan::upgrade {

namespace {

const Text dated_floor{"사용승인일과 연면적이 있는 건축물의 연면적(m²)",
                       "floor area of buildings whose date and floor area are known (m²)"};
const Text site_area{"대지면적(m², 도면)", "site area as drawn (m²)"};
const Text industrial_land{"산업용 대지면적(m²)", "area of industrial sites (m²)"};
const Text register_floor{"공장등록 연면적(m²)", "floor area in the factory register (m²)"};

} // namespace

// NOLINTNEXTLINE(readability-function-size): one table
const std::array<Indicator, indicator_count>& indicators() {
    static const std::array<Indicator, indicator_count> table{{
        {"old",
         {"노후 건축물", "old buildings"},
         {"20년 이상 건축물 연면적", "floor area of 20 years or more"},
         dated_floor,
         "%"},
        {"very_old",
         {"30년 이상 건축물", "very old buildings"},
         {"30년 이상 건축물 연면적", "floor area of 30 years or more"},
         dated_floor,
         "%"},
        {"coverage",
         {"건폐율", "building coverage"},
         {"건축면적 합", "building areas"},
         site_area,
         "%"},
        {"floor_ratio",
         {"용적률", "floor area ratio"},
         {"연면적 합", "floor areas"},
         site_area,
         "%"},
        {"coverage_use",
         {"건폐율 활용도", "coverage used"},
         {"건축면적 합", "building areas"},
         {"건폐율 한도 × 대지면적(m²)", "coverage limit × site area (m²)"},
         "%"},
        {"floor_use",
         {"용적률 활용도", "floor area used"},
         {"연면적 합", "floor areas"},
         {"용적률 한도 × 대지면적(m²)", "floor-area limit × site area (m²)"},
         "%"},
        {"footprint",
         {"건물 바닥 도형", "footprint as drawn"},
         {"건물 도형이 덮은 면적 합", "land under building outlines"},
         site_area,
         "%"},
        {"factory_area",
         {"기준공장면적률 달성", "required factory area reached"},
         {"가동 공장의 등록 연면적", "registered floor area in operation"},
         {"기준공장건축면적(m²)", "required factory area (m²)"},
         "%"},
        {"idle",
         {"미이용 산업용지", "idle industrial land"},
         {"건축물 없는 대지면적", "sites without a building"},
         industrial_land,
         "%"},
        {"under_used",
         {"저이용 산업용지", "under-used industrial land"},
         {"용적률 활용도가 낮은 대지면적", "sites that use little of their floor area"},
         {"용적률 활용도를 아는 산업용 대지면적(m²)",
          "industrial sites whose use of floor area is known (m²)"},
         "%"},
        {"closed",
         {"휴·폐업", "closed or suspended"},
         {"휴·폐업 공장 연면적", "floor area closed or suspended"},
         register_floor,
         "%"},
        {"leased",
         {"임대", "leased"},
         {"임대 공장 연면적", "floor area leased"},
         {"임대 여부를 아는 공장등록 연면적(m²)",
          "registered floor area whose tenure is known (m²)"},
         "%"},
        {"small",
         {"영세 대지", "fragmented land"},
         {"분할 하한보다 작은 대지면적", "sites below the least size after division"},
         industrial_land,
         "%"},
        {"firms",
         {"기업 밀도", "firms per hectare"},
         {"가동 기업 수", "firms in operation"},
         {"대지면적(ha)", "site area (ha)"},
         "firms/ha"},
        {"narrow_road",
         {"좁은 도로 접도", "frontage on narrow roads"},
         {"6 m 미만 도로에 접한 길이", "frontage on roads below 6 m"},
         {"폭을 아는 도로에 접한 길이(m)", "frontage on roads of known width (m)"},
         "%"},
        {"fit",
         {"업종 적합", "admitted industries"},
         {"유치업종인 공장 연면적", "floor area of admitted industries"},
         {"업종을 판정한 공장등록 연면적(m²)",
          "registered floor area whose industry could be judged (m²)"},
         "%"},
        {"land_price",
         {"지가 수준", "land price level"},
         {"공시지가 × 면적", "land price × area"},
         {"기준 지가 × 면적(원)", "reference price × area (KRW)"},
         "%"},
    }};
    return table;
}

std::optional<double> Measured::value(const Indicator& indicator) const {
    if (!known || !(whole > 0)) {
        return std::nullopt;
    }
    return (indicator.unit == "%" ? 100 : 1) * part / whole;
}

void add(Values& sum, const Values& values) {
    for (std::size_t i = 0; i < sum.size(); ++i) {
        const auto& value = values[i];
        sum[i].missing += value.missing;
        if (value.known) {
            sum[i].known = true;
            sum[i].part += value.part;
            sum[i].whole += value.whole;
        }
        sum[i].left_out += value.left_out + (!value.known && value.missing > 0 ? 1U : 0U);
    }
}

} // namespace sandan::upgrade
