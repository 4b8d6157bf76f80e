#include "cadastre.hpp"

#include "random.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace gis_data {

namespace {

/// Grid lines of one direction; a thin strip (farm road, ditch) lies between two lines of a group,
/// which are displaced together.
struct Lines {
    std::vector<std::int64_t> at; ///< mm
    std::vector<int> group;

    [[nodiscard]] bool thin(std::size_t strip) const { return group[strip] == group[strip + 1]; }

    [[nodiscard]] std::size_t strips() const { return at.size() - 1; }
};

Lines make_lines(std::int64_t from, std::int64_t to, std::int64_t mean, int strips_per_lane,
                 Random& random) {
    Lines lines;
    std::int64_t position = from * 1000;
    const std::int64_t end = to * 1000;
    int group = 0;
    int strip = 0;
    lines.at.push_back(position);
    lines.group.push_back(group);
    while (position < end) {
        const bool lane = ++strip % (strips_per_lane + 1) == 0;
        const std::int64_t step =
            lane ? random.between(3200, 6000) : random.between(mean * 720, mean * 1280);
        position = end - position - step < mean * 500 ? end : position + step;
        group += lane && position != end ? 0 : 1;
        lines.at.push_back(position);
        lines.group.push_back(group);
    }
    return lines;
}

std::int64_t noise(std::uint64_t seed, int a, int b, std::int64_t amplitude) {
    Random random{seed ^ (static_cast<std::uint64_t>(a) * 0x1000193U) ^
                  (static_cast<std::uint64_t>(b) << 32U)};
    random.next();
    return random.between(-amplitude, amplitude);
}

/// A smooth wave of integer parabolas: −amplitude … amplitude over `period`.
std::int64_t wave(std::int64_t t, std::int64_t period, std::int64_t amplitude) {
    const std::int64_t half = period / 2;
    const std::int64_t phase = ((t % period) + period) % period;
    const std::int64_t s = phase % half;
    const std::int64_t height = 4 * amplitude * (s / 100) / (half / 100) * (half - s) / half;
    return phase < half ? height : -height;
}

class Grid {
public:
    explicit Grid(const CadastreSpec& spec) : m_spec{spec}, m_random{spec.seed} {
        m_x = make_lines(spec.x0, spec.x1, spec.width, 9, m_random);
        m_y = make_lines(spec.y0, spec.y1, spec.height, 2, m_random);
    }

    std::vector<Parcel> parcels() {
        for (std::size_t row = 0; row < m_y.strips(); ++row) {
            std::size_t from = 0;
            while (from < m_x.strips()) {
                const std::size_t to = from + merged(row, from);
                m_parcels.push_back(make(row, from, to));
                from = to;
            }
        }
        return std::move(m_parcels);
    }

private:
    [[nodiscard]] Point node(std::size_t column, std::size_t row) const {
        const bool edge_x = column == 0 || column == m_x.strips();
        const bool edge_y = row == 0 || row == m_y.strips();
        const int a = m_x.group[column];
        const int b = m_y.group[row];
        const std::int64_t x = m_x.at[column];
        const std::int64_t y = m_y.at[row];
        const std::int64_t calm = m_spec.urban ? 1 : 6;
        return {
            edge_x ? x : x + wave(y, 900'000, 3'000 * calm) + noise(m_spec.seed, a, b, 600 * calm),
            edge_y
                ? y
                : y + wave(x, 1'300'000, 4'000 * calm) + noise(m_spec.seed + 7, a, b, 600 * calm)};
    }

    /// Number of cells that make the next parcel of a row.
    std::size_t merged(std::size_t row, std::size_t from) {
        const std::size_t left = m_x.strips() - from;
        if (m_y.thin(row)) {
            return std::min(left, static_cast<std::size_t>(m_random.between(3, 9)));
        }
        if (m_x.thin(from) || left == 1 || m_x.thin(from + 1) || !m_random.percent(18)) {
            return 1;
        }
        return 2;
    }

    Parcel make(std::size_t row, std::size_t from, std::size_t to) {
        Parcel parcel;
        for (std::size_t i = from; i <= to; ++i) {
            parcel.ring.push_back(node(i, row));
        }
        for (std::size_t i = to + 1; i-- > from;) {
            parcel.ring.push_back(node(i, row + 1));
        }
        for (std::size_t i = from; i < to; ++i) {
            parcel.cells.push_back(
                {node(i, row), node(i + 1, row), node(i + 1, row + 1), node(i, row + 1)});
            if (!is_convex(parcel.cells.back())) {
                throw std::logic_error("a cadastral cell is not convex");
            }
        }
        parcel.mark = category(row, from);
        number(parcel, from);
        ledger(parcel);
        return parcel;
    }

    std::string category(std::size_t row, std::size_t column) {
        struct Chance {
            int percent;
            std::string_view mark;
        };

        static constexpr std::array<Chance, 9> rural{{{52, "답"},
                                                      {74, "전"},
                                                      {80, "임"},
                                                      {86, "대"},
                                                      {90, "과"},
                                                      {93, "잡"},
                                                      {96, "창"},
                                                      {98, "묘"},
                                                      {100, "목"}}};
        static constexpr std::array<Chance, 6> urban{
            {{74, "장"}, {82, "대"}, {89, "창"}, {94, "잡"}, {97, "차"}, {100, "전"}}};
        if (m_y.thin(row)) {
            return m_spec.urban || row % 2 == 0 ? "도" : "구";
        }
        if (m_x.thin(column)) {
            return "도";
        }
        const std::int64_t draw = m_random.between(1, 100);
        const auto pick = [draw](const auto& chances) {
            return std::string{
                std::find_if(chances.begin(), chances.end(), [draw](const Chance& chance) {
                    return draw <= chance.percent;
                })->mark};
        };
        return m_spec.urban ? pick(urban) : pick(rural);
    }

    /// Numbers of a dong run row by row: eight sub-numbers to a main number; woods (임) half in the
    /// forest register (산).
    void number(Parcel& parcel, std::size_t column) {
        const std::size_t dong = column * m_spec.dong.size() / m_x.strips();
        const bool forest = parcel.mark == "임" && m_random.percent(50);
        int& count = m_count[dong * 2 + (forest ? 1 : 0)];
        const int main_number = 1 + count / 8;
        const int sub_number = count % 8;
        ++count;
        parcel.pnu = fmt::format("{}{}{:04}{:04}", m_spec.dong[dong], forest ? 2 : 1, main_number,
                                 sub_number);
        parcel.jibun =
            fmt::format("{}{}{}{}", forest ? "산" : "", main_number,
                        sub_number > 0 ? fmt::format("-{}", sub_number) : "", parcel.mark);
    }

    /// The registered area differs from the drawing by at most 40 % of 0.026²·M·√F with M = 1,200.
    void ledger(Parcel& parcel) {
        const double area = area_m2(parcel.ring);
        const double tolerance = 0.026 * 0.026 * 1200 * std::sqrt(area);
        const double error = 0.004 * tolerance * static_cast<double>(m_random.between(-100, 100));
        parcel.ledger_m2 = std::max(1L, std::lround(area + error));
    }

    const CadastreSpec& m_spec;
    Random m_random;
    Lines m_x;
    Lines m_y;
    std::array<int, 16> m_count{};
    std::vector<Parcel> m_parcels;
};

} // namespace

std::vector<Parcel> make_cadastre(const CadastreSpec& spec) {
    return Grid{spec}.parcels();
}

Layer ldreg_layer(const std::vector<Parcel>& parcels) {
    Layer layer = make_layer(Kind::polygon, {{"PNU", 'C', 19},
                                             {"JIBUN", 'C', 15},
                                             {"BCHK", 'C', 1},
                                             {"SGG_OID", 'N', 10},
                                             {"COL_ADM_SE", 'C', 5}});
    layer.cp949 = true;
    int oid = 520'000;
    for (const Parcel& parcel : parcels) {
        layer.add({parcel.ring},
                  {parcel.pnu, parcel.jibun, "1", std::to_string(++oid), parcel.pnu.substr(0, 5)});
    }
    return layer;
}

Layer in_5174(const Layer& layer) {
    const std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> context{
        proj_context_create(), &proj_context_destroy};
    const std::unique_ptr<PJ, decltype(&proj_destroy)> found{
        proj_create_crs_to_crs(context.get(), "EPSG:5186", "EPSG:5174", nullptr), &proj_destroy};
    const std::unique_ptr<PJ, decltype(&proj_destroy)> operation{
        proj_normalize_for_visualization(context.get(), found.get()), &proj_destroy};
    if (!operation) {
        throw std::runtime_error("PROJ knows no way from EPSG:5186 to EPSG:5174");
    }
    Layer result = layer;
    result.epsg = 5174;
    for (Record& record : result.records) {
        for (Ring& ring : record.rings) {
            for (Point& point : ring) {
                const PJ_COORD moved =
                    proj_trans(operation.get(), PJ_FWD,
                               proj_coord(static_cast<double>(point.x) / 1e3,
                                          static_cast<double>(point.y) / 1e3, 0, 0));
                point = {std::llround(moved.xy.x * 1e3), std::llround(moved.xy.y * 1e3)};
            }
        }
    }
    return result;
}

double taken_m2(const Parcel& parcel, const Ring& ring) {
    double sum = 0;
    for (const Ring& cell : parcel.cells) {
        sum += area_inside(ring, cell);
    }
    return sum;
}

} // namespace gis_data
