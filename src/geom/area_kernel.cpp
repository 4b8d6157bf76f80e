#include "geom/area_kernel.hpp"

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
        const auto& a = above ? to : from;
        const auto& b = above ? from : to;
        Column c{a.x - m_box.min.x, a.y - m_box.min.y, b.x - m_box.min.x, b.y - m_box.min.y, 0,
                 above ? 1.0 : -1.0};
        c.slope = (c.y1 - c.y0) / (c.x1 - c.x0);
        m_area += c.sign * (c.x1 - c.x0) * 0.5 * (c.y0 + c.y1);
        m_columns.push_back(c);
    });
    m_buckets = 1;
    if (m_columns.size() > few_columns) {
        fill_buckets();
    }
}

std::size_t AreaKernel::bucket_of(double x) const noexcept {
    const double at = x / m_width * static_cast<double>(m_buckets);
    return at > 0 ? std::min(m_buckets - 1, static_cast<std::size_t>(at)) : 0;
}

double AreaKernel::bucket_start(std::size_t bucket) const noexcept {
    return m_width * (static_cast<double>(bucket) / static_cast<double>(m_buckets));
}

void AreaKernel::fill_buckets() {
    std::size_t entries = 0;
    m_buckets = 2 * (m_columns.size() / columns_per_bucket);
    do { // long edges lie in many buckets: fewer buckets then
        m_buckets = std::max<std::size_t>(1, m_buckets / 2);
        entries = 0;
        for (const auto& c : m_columns) {
            entries += bucket_of(c.x1) - bucket_of(c.x0) + 1;
        }
    } while (m_buckets > 1 && entries > entries_per_column * m_columns.size());

    m_starts.assign(m_buckets + 1, 0);
    for (const auto& c : m_columns) {
        for (auto k = bucket_of(c.x0); k <= bucket_of(c.x1); ++k) {
            ++m_starts[k + 1];
        }
    }
    std::partial_sum(m_starts.begin(), m_starts.end(), m_starts.begin());
    m_entries.resize(entries);
    std::vector<std::uint32_t> next{m_starts.begin(), m_starts.end() - 1};
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        for (auto k = bucket_of(m_columns[i].x0); k <= bucket_of(m_columns[i].x1); ++k) {
            m_entries[next[k]++] = static_cast<std::uint32_t>(i);
        }
    }
    m_right.assign(m_buckets + 1, 0);
    for (auto k = m_buckets; k-- > 0;) {
        m_right[k] = m_right[k + 1] + between(k, bucket_start(k), bucket_start(k + 1));
    }
}

/// ∫ of A's height over [u, v], which lies in one bucket.
double AreaKernel::between(std::size_t bucket, double u, double v) const {
    double sum = 0;
    const auto add = [&](const Column& c) {
        const double from = std::max(c.x0, u);
        const double to = std::min(c.x1, v);
        if (from < to) {
            sum +=
                c.sign * (to - from) * (c.y0 + c.slope * (0.5 * (from - c.x0) + 0.5 * (to - c.x0)));
        }
    };
    if (m_buckets == 1) {
        std::for_each(m_columns.begin(), m_columns.end(), add);
    } else {
        for (auto i = m_starts[bucket]; i < m_starts[bucket + 1]; ++i) {
            add(m_columns[m_entries[i]]);
        }
    }
    return sum;
}

double AreaKernel::right_of(double x) const {
    if (m_buckets == 1) {
        return between(0, x, m_width);
    }
    const auto bucket = bucket_of(x);
    return between(bucket, x, bucket_start(bucket + 1)) + m_right[bucket + 1];
}

/// Σ_a s_a ∫ min(y_a, y_b) over [u, v], which lies in one bucket; b runs from yu to yv.
double AreaKernel::below_in(std::size_t bucket, double u, double yu, double v, double yv) const {
    double sum = 0;
    const double slope = (yv - yu) / (v - u);
    const auto add = [&](const Column& c) {
        const double from = std::max(c.x0, u);
        const double to = std::min(c.x1, v);
        if (from >= to) {
            return;
        }
        const double a0 = c.y0 + c.slope * (from - c.x0);
        const double a1 = c.y0 + c.slope * (to - c.x0);
        const double b0 = yu + slope * (from - u);
        const double b1 = yu + slope * (to - u);
        const double d0 = a0 - b0;
        const double d1 = a1 - b1;
        const double half = 0.5 * (to - from);
        if (d0 <= 0 && d1 <= 0) {
            sum += c.sign * half * (a0 + a1);
        } else if (d0 >= 0 && d1 >= 0) {
            sum += c.sign * half * (b0 + b1);
        } else { // they cross at the share t of the way
            const double t = d0 / (d0 - d1);
            const double y = b0 + t * (b1 - b0);
            sum += c.sign * half *
                   (d0 < 0 ? t * (a0 + y) + (1 - t) * (y + b1) : t * (b0 + y) + (1 - t) * (y + a1));
        }
    };
    if (m_buckets == 1) {
        std::for_each(m_columns.begin(), m_columns.end(), add);
    } else {
        for (auto i = m_starts[bucket]; i < m_starts[bucket + 1]; ++i) {
            add(m_columns[m_entries[i]]);
        }
    }
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
