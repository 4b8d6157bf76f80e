#include "geom/area_kernel.hpp"

#include "core/lanes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace sandan::geom {

namespace {

constexpr std::size_t few_columns = 64;
constexpr std::size_t columns_per_bucket = 4;
constexpr std::size_t entries_per_column = 8;

} // namespace

void AreaKernel::Columns::clear() {
    for (auto* const column : {&x0, &y0, &x1, &slope, &sign}) {
        column->clear();
    }
}

void AreaKernel::Columns::add(const Point& a, const Point& b, double sign_of_it) {
    x0.push_back(a.x);
    y0.push_back(a.y);
    x1.push_back(b.x);
    slope.push_back((b.y - a.y) / (b.x - a.x));
    sign.push_back(sign_of_it);
}

void AreaKernel::set_subject(const PolygonSet& set, std::size_t feature) {
    m_box = set.box(feature);
    m_width = m_box.max.x - m_box.min.x;
    m_height = m_box.max.y - m_box.min.y;
    m_columns.clear();
    m_area = 0;
    set.for_each_edge(feature, [&](const Point& from, const Point& to) {
        if (from.x == to.x) {
            return;
        }
        const bool above = to.x < from.x; // A lies to the left of its edges
        const auto& left = above ? to : from;
        const auto& right = above ? from : to;
        const Point a{left.x - m_box.min.x, left.y - m_box.min.y};
        const Point b{right.x - m_box.min.x, right.y - m_box.min.y};
        const double sign = above ? 1 : -1;
        m_area += sign * (b.x - a.x) * 0.5 * (a.y + b.y);
        m_columns.add(a, b, sign);
    });
    m_count = m_columns.size();
    m_columns.add({}, {1, 0}, 0);
    m_columns.x1.back() = 0;
    m_buckets = 1;
    if (m_count > few_columns) {
        fill_buckets();
    }
}

std::size_t AreaKernel::bucket_of(double x) const noexcept {
    if (m_buckets == 1) {
        return 0;
    }
    const double at = x / m_width * static_cast<double>(m_buckets);
    return at > 0 ? std::min(m_buckets - 1, static_cast<std::size_t>(at)) : 0;
}

double AreaKernel::bucket_start(std::size_t bucket) const noexcept {
    return m_width * (static_cast<double>(bucket) / static_cast<double>(m_buckets));
}

void AreaKernel::fill_buckets() {
    std::size_t entries = 0;
    m_buckets = 2 * (m_count / columns_per_bucket);
    do { // long edges lie in many buckets: fewer buckets then
        m_buckets = std::max<std::size_t>(1, m_buckets / 2);
        entries = 0;
        for (std::size_t i = 0; i < m_count; ++i) {
            entries += bucket_of(m_columns.x1[i]) - bucket_of(m_columns.x0[i]) + 1;
        }
    } while (m_buckets > 1 && entries > entries_per_column * m_count);

    m_starts.assign(m_buckets + 1, 0);
    const auto for_each_bucket = [&](std::size_t i, const auto& take) {
        for (auto k = bucket_of(m_columns.x0[i]); k <= bucket_of(m_columns.x1[i]); ++k) {
            take(k);
        }
    };
    for (std::size_t i = 0; i < m_count; ++i) {
        for_each_bucket(i, [&](std::size_t k) { ++m_starts[k + 1]; });
    }
    std::partial_sum(m_starts.begin(), m_starts.end(), m_starts.begin());
    m_entries.resize(entries);
    std::vector<std::uint32_t> next{m_starts.begin(), m_starts.end() - 1};
    for (std::size_t i = 0; i < m_count; ++i) {
        for_each_bucket(
            i, [&](std::size_t k) { m_entries[next[k]++] = static_cast<std::uint32_t>(i); });
    }
    m_right.assign(m_buckets + 1, 0);
    for (auto k = m_buckets; k-- > 0;) {
        m_right[k] = m_right[k + 1] + between(k, bucket_start(k), bucket_start(k + 1));
    }
}

template <typename Take>
void AreaKernel::for_each_two(std::size_t bucket, const Take& take) const {
    if (m_buckets == 1) {
        for (std::size_t i = 0; i < m_count; i += 2) {
            take(i, i + 1);
        }
        return;
    }
    const auto last = m_starts[bucket + 1];
    for (auto i = m_starts[bucket]; i < last; i += 2) {
        take(m_entries[i], i + 1 < last ? m_entries[i + 1] : m_count);
    }
}

/// ∫ of A's height over [u, v], which lies in one bucket.
double AreaKernel::between(std::size_t bucket, double u, double v) const {
    double sum = 0;
    const auto& c = m_columns;
    const auto add = [&](std::size_t i) {
        const double from = std::max(c.x0[i], u);
        const double to = std::min(c.x1[i], v);
        if (from < to) {
            sum += c.sign[i] * (to - from) *
                   (c.y0[i] + c.slope[i] * (0.5 * (from - c.x0[i]) + 0.5 * (to - c.x0[i])));
        }
    };
    for_each_two(bucket, [&](std::size_t i, std::size_t k) {
        add(i);
        add(k);
    });
    return sum;
}

double AreaKernel::right_of(double x) const {
    if (m_buckets == 1) {
        return between(0, x, m_width);
    }
    const auto bucket = bucket_of(x);
    return between(bucket, x, bucket_start(bucket + 1)) + m_right[bucket + 1];
}

/// Σ_a s_a ∫ min(y_a, y_b) over [u, v], which lies in one bucket; b runs from yu to yv. Two columns
/// at a time and without jumps but for edges that cross, each as it would be by itself.
double AreaKernel::below_in(std::size_t bucket, double u, double yu, double v, double yv) const {
    double sum = 0;
    const double slope = (yv - yu) / (v - u);
    const auto left = Doubles{} + u;
    const auto right = Doubles{} + v;
    for_each_two(bucket, [&](std::size_t i, std::size_t k) {
        const auto two_of = [&](const std::vector<double>& column) {
            return m_buckets == 1 ? loaded<Doubles>(&column[i]) : Doubles{column[i], column[k]};
        };
        const auto x0 = two_of(m_columns.x0);
        const auto from = higher(left, x0);
        const auto to = lower(right, two_of(m_columns.x1));
        const Flags over = from < to;
        if (!any(over)) {
            return;
        }
        const auto y0 = two_of(m_columns.y0);
        const auto rise = two_of(m_columns.slope);
        const Doubles a0 = y0 + rise * (from - x0);
        const Doubles a1 = y0 + rise * (to - x0);
        const Doubles b0 = yu + slope * (from - left);
        const Doubles b1 = yu + slope * (to - left);
        const Doubles d0 = a0 - b0;
        const Doubles d1 = a1 - b1;
        const Doubles weight = two_of(m_columns.sign) * (0.5 * (to - from));
        const Flags below = (d0 <= 0) & (d1 <= 0);
        const Flags above = (d0 >= 0) & (d1 >= 0);
        auto heights = chosen(below, a0 + a1, b0 + b1);
        if (any(over & ~(below | above))) { // they cross at the share t of the way
            const Doubles t = d0 / (d0 - d1);
            const Doubles y = b0 + t * (b1 - b0);
            const Doubles rising = t * (a0 + y) + (1 - t) * (y + b1);
            const Doubles falling = t * (b0 + y) + (1 - t) * (y + a1);
            heights = chosen(below | above, heights, chosen(d0 < 0, rising, falling));
        }
        const Doubles area = chosen(over, weight * heights, Doubles{});
        sum = sum + area[0] + area[1];
    });
    return sum;
}

double AreaKernel::below(double u, double yu, double v, double yv) const {
    const auto first = bucket_of(u);
    const auto last = bucket_of(v);
    if (first == last) {
        return below_in(first, u, yu, v, yv);
    }
    const double slope = (yv - yu) / (v - u);
    double sum = 0;
    double x = u;
    double y = yu;
    for (auto k = first; k <= last && x < v; ++k) {
        const double to = k == last ? v : std::clamp(bucket_start(k + 1), x, v);
        const double yto = k == last ? yv : yu + slope * (to - u);
        if (x < to) {
            sum += below_in(k, x, y, to, yto);
        }
        x = to;
        y = yto;
    }
    return sum;
}

void AreaKernel::add_crossing_of_top(const Point& a, const Point& b) {
    if (!crosses(a, b, m_box.max.y)) {
        return;
    }
    const double at = crossing_x(a, b, m_box.max.y);
    if (at > m_box.min.x && at < m_box.max.x) {
        const double step = right_of(at - m_box.min.x);
        m_sum += a.y > b.y ? step : -step; // B lies to the left of its edges
    }
}

void AreaKernel::add_edge(const Point& a, const Point& b) {
    add_crossing_of_top(a, b);
    const bool above = b.x < a.x;
    const Point p{(above ? b.x : a.x) - m_box.min.x, (above ? b.y : a.y) - m_box.min.y};
    const Point q{(above ? a.x : b.x) - m_box.min.x, (above ? a.y : b.y) - m_box.min.y};
    if (p.x == q.x) { // no column of its own
        const double low = std::max(0.0, std::min(p.y, q.y));
        m_border += std::max(0.0, std::min(m_height, std::max(p.y, q.y)) - low);
        return;
    }
    double u = std::max(p.x, 0.0);
    double v = std::min(q.x, m_width);
    if (u >= v) {
        return;
    }
    const double slope = (q.y - p.y) / (q.x - p.x);
    double yu = p.y + slope * (u - p.x);
    double yv = p.y + slope * (v - p.x);
    if ((yu > m_height && yv > m_height) || (yu <= 0 && yv <= 0)) {
        return;
    }
    if (yu > m_height) {
        u += (m_height - yu) / slope;
        yu = m_height;
    } else if (yv > m_height) {
        v = u + (m_height - yu) / slope;
        yv = m_height;
    }
    if (u < v) {
        m_border += (v - u) * std::sqrt(1 + slope * slope);
        m_sum += (above ? 1 : -1) * below(u, yu, v, yv);
    }
}

} // namespace sandan::geom
