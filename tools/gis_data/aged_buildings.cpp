#include "upgrade_district.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace gis_data {

namespace {

/// A building in the frame of the complex, mm.
struct Footprint {
    std::int64_t x0;
    std::int64_t y0;
    std::int64_t x1;
    std::int64_t y1;
};

std::int64_t snap(std::int64_t millimetres) {
    return millimetres / 125 * 125;
}

Footprint extent(const Ring& placed, const Frame& frame) {
    Footprint box{INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN};
    for (const Point& point : placed) {
        const Point p = frame.local(point);
        box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x),
               std::max(box.y1, p.y)};
    }
    return box;
}

/// One to three halls side by side with yards between; about half of the parcel.
std::vector<Footprint> halls(const Footprint& lot, Random& random) {
    const std::int64_t width = lot.x1 - lot.x0;
    const std::int64_t height = lot.y1 - lot.y0;
    const std::int64_t count = random.between(1, width > 30'000 ? 3 : 2);
    const std::int64_t slot = width / count;
    std::vector<Footprint> result;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t left = lot.x0 + i * slot + slot * random.between(6, 12) / 100;
        const std::int64_t right = lot.x0 + (i + 1) * slot - slot * random.between(6, 14) / 100;
        const std::int64_t bottom = lot.y0 + height * random.between(7, 16) / 100;
        const std::int64_t top = lot.y1 - height * random.between(8, 30) / 100;
        result.push_back({snap(left), snap(bottom), snap(right), snap(top)});
    }
    return result;
}

std::vector<Field> al_d010_fields() {
    constexpr std::array<int, 29> widths{10, 28, 19, 10, 50, 15, 2,  20, 5,  40, 2,  40, 14, 10, 14,
                                         14, 8,  8,  9,  28, 1,  32, 10, 10, 40, 20, 4,  4,  10};
    std::vector<Field> fields;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const bool whole = i == 26 || i == 27;
        const bool real = i == 12 || (i >= 14 && i <= 18);
        fields.push_back({fmt::format("A{}", i), whole || (real && i != 18) || i == 18 ? 'N' : 'C',
                          widths[i], real ? 2 : 0});
    }
    return fields;
}

/// Draws the attributes of buildings; 71 of 100 were approved 20 years or more before 2024-06-26.
class Writer {
public:
    explicit Writer(Layer& layer) : m_layer{layer} {}

    void add(const AgedParcel& parcel, const Footprint& hall, double built_m2, const Frame& frame) {
        const Ring ring{
            {hall.x0, hall.y0}, {hall.x1, hall.y0}, {hall.x1, hall.y1}, {hall.x0, hall.y1}};
        const double area = area_m2(ring);
        const std::int64_t floors = m_random.percent(72) ? 1 : m_random.between(2, 4);
        const auto site = static_cast<double>(parcel.lot.plan_m2);
        ++m_count;
        std::vector<std::string> values(29);
        values[0] = std::to_string(100'000 + m_count);
        values[1] = fmt::format("{}{:09}", parcel.pnu, m_count);
        values[2] = parcel.pnu;
        values[3] = parcel.pnu.substr(0, 10);
        values[4] = "전북특별자치도 전주시 덕진구 (가상동)";
        values[5] = parcel.jibun.substr(0, parcel.jibun.size() - 3);
        values[6] = "1";
        values[7] = "일반";
        const bool factory = parcel.lot.use == "IND";
        values[8] = factory ? "17000" : "14000";
        values[9] = factory ? "공장" : "업무시설";
        values[10] = floors > 1 ? "21" : "31";
        values[11] = floors > 1 ? "철근콘크리트구조" : "일반철골구조";
        values[12] = maybe(97, area);
        values[13] = approval();
        values[14] = maybe(96, area * static_cast<double>(floors));
        values[15] = maybe(90, site);
        values[16] = maybe(62, 6.5 * static_cast<double>(floors));
        values[17] = maybe(84, 100 * built_m2 / site);
        values[18] = maybe(84, 100 * built_m2 * static_cast<double>(floors) / site);
        values[19] = fmt::format("{:028}", 7'000'000 + m_count);
        values[20] = "0";
        values[21] = fmt::format("{:032}", m_count);
        values[22] = "2024-05-01";
        values[26] = m_random.percent(91) ? std::to_string(floors) : "";
        values[27] = "0";
        m_layer.add({frame.place(ring)}, std::move(values));
    }

private:
    std::string maybe(int chance, double value) {
        return m_random.percent(chance) ? fixed(value, 2) : "";
    }

    std::string approval() {
        if (m_random.percent(7)) {
            return {};
        }
        m_old_due += 71;
        const bool old = m_old_due >= 100;
        m_old_due -= old ? 100 : 0;
        const std::int64_t year = old ? m_random.between(1968, 2003) : m_random.between(2005, 2023);
        const std::int64_t month = m_random.between(1, 12);
        const std::int64_t day = m_random.between(1, 28);
        return fmt::format("{:04}-{:02}-{:02}", year, month, day);
    }

    Layer& m_layer;
    Random m_random{10};
    int m_count = 0;
    int m_old_due = 0;
};

} // namespace

Layer aged_buildings(const std::vector<AgedParcel>& parcels, const Frame& frame) {
    Layer layer = make_layer(Kind::polygon, al_d010_fields());
    layer.cp949 = true;
    Random random{110};
    Writer writer{layer};
    for (const AgedParcel& parcel : parcels) {
        const bool builds = parcel.lot.use == "IND" || parcel.lot.use == "SUP";
        if (!builds || !parcel.inside || parcel.freed) {
            continue;
        }
        const std::vector<Footprint> group = halls(extent(parcel.lot.ring, frame), random);
        double built = 0;
        for (const Footprint& hall : group) {
            built += static_cast<double>(hall.x1 - hall.x0) *
                     static_cast<double>(hall.y1 - hall.y0) / 1e6;
        }
        for (const Footprint& hall : group) {
            writer.add(parcel, hall, built, frame);
        }
    }
    return layer;
}

} // namespace gis_data
