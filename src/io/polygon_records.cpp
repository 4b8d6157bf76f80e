#include "io/polygon_records.hpp"

#include <sandan/geom/measure.hpp>

#include "core/lanes.hpp"
#include "geom/ring.hpp"
#include "io/byte_order.hpp"
#include "io/geometry.hpp"
#include "io/reading_findings.hpp"
#include "io/shp_shape.hpp"
#include "io/tell.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <iterator>

namespace sandan::io {

namespace {

constexpr std::uint32_t polygon_type = 5;

void extend(geom::Box& box, const geom::Box& by) {
    if (!by.empty()) {
        box.extend(by.min);
        box.extend(by.max);
    }
}

template <typename T>
void move_to_end(std::vector<T>& from, std::vector<T>& to) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    from.clear();
}

} // namespace

void PolygonFacts::add(PolygonFacts& other) {
    move_to_end(other.notes, notes);
    move_to_end(other.findings, findings);
    move_to_end(other.repairs, repairs);
    ledger.delivered += other.ledger.delivered;
    ledger.repaired += other.ledger.repaired;
    ledger.null += other.ledger.null;
    ledger.rejected += other.ledger.rejected;
    polygons += other.polygons;
    multi_polygons += other.multi_polygons;
    nulls += other.nulls;
    for (auto* const box : {&stored, &read, &delivered}) {
        extend(*box, other.plain);
    }
    extend(stored, other.stored);
    extend(read, other.read);
    extend(delivered, other.delivered);
}

/// One closed ring of good points in its own box, to the last byte: its points are at hand then.
bool PolygonRecords::read_plain(std::string_view content) {
    constexpr std::size_t points_at = 48;
    if (content.size() < points_at + 4 * sizeof(geom::Point) ||
        little_endian(content, 0) != polygon_type || little_endian(content, 36) != 1 ||
        little_endian(content, 44) != 0) {
        return false;
    }
    const std::size_t count = little_endian(content, 40);
    if (count < 4 || count > most_points ||
        content.size() != points_at + count * sizeof(geom::Point)) {
        return false;
    }
    m_points.resize(count);
    std::memcpy(m_points.data(), content.data() + points_at, count * sizeof(geom::Point));
    m_box = {};
    auto low = loaded<Doubles>(&m_box.min);
    auto high = loaded<Doubles>(&m_box.max);
    Flags good = ~Flags{};
    for (const auto& point : m_points) {
        const auto p = loaded<Doubles>(&point);
        good &= absolute(p) <= farthest_coordinate;
        low = lower(p, low);
        high = higher(p, high);
    }
    m_box = {{low[0], low[1]}, {high[0], high[1]}};
    geom::Box stored;
    std::memcpy(&stored, content.data() + 4, sizeof stored);
    return !any(~good) && m_points.front() == m_points.back() && stored == m_box;
}

bool PolygonRecords::take(std::string_view content, std::int64_t fid, PolygonBlock& block,
                          PolygonFacts& facts) {
    if (!read_plain(content)) {
        return take_any(content, fid, block, facts);
    }
    ++facts.polygons;
    const std::array<geom::RingView, 1> ring{{{.points = m_points}}};
    const double area = geom::signed_area(m_points);
    if (area == 0 || !m_filter.surely_valid(ring)) {
        extend(facts.stored, m_box);
        extend(facts.read, m_box);
        geom::Shape shape{
            .polygons = {{.outer = m_points, .holes = {}}}, .lines = {}, .points = {}};
        return deliver(shape, fid, block, facts);
    }
    facts.plain.extend(m_box.min);
    facts.plain.extend(m_box.max);
    block.areas.push_back(std::abs(area));
    block.shapes.add_simple(m_points, area >= 0, m_box);
    ++facts.ledger.delivered;
    return true;
}

geom::MultiPolygon PolygonRecords::again(std::string_view content) {
    auto record = decode_shape(content, polygon_type);
    if (record.damage) {
        throw NotPlain{};
    }
    if (const auto repair = m_check(record.shape);
        repair && (repair->rejected || m_check.gave_up())) {
        throw NotPlain{}; // not what was delivered before
    }
    return std::move(record.shape.polygons);
}

bool PolygonRecords::take_any(std::string_view content, std::int64_t fid, PolygonBlock& block,
                              PolygonFacts& facts) {
    auto record = decode_shape(content, polygon_type);
    if (record.damage) {
        throw NotPlain{};
    }
    for (auto& note : record.notes) {
        tell(facts.notes, note.code, std::move(note.expected), std::move(note.done), fid);
    }
    if (record.null) {
        ++facts.nulls;
        ++facts.ledger.null;
        tell_null(fid, facts.findings);
        block.areas.push_back(0);
        block.shapes.end_feature();
        return true;
    }
    ++(record.kind == "Polygon" ? facts.polygons : facts.multi_polygons);
    extend(facts.stored, record.box);
    extend(facts.read, geom::envelope(record.shape));
    return deliver(record.shape, fid, block, facts);
}

/// A shape that may be invalid.
bool PolygonRecords::deliver(geom::Shape& shape, std::int64_t fid, PolygonBlock& block,
                             PolygonFacts& facts) {
    if (auto repair = m_check(shape)) {
        if (m_check.gave_up()) { // how often it may is counted through the whole file
            throw NotPlain{};
        }
        repair->fid = fid;
        tell_repair(*repair, facts.findings);
        facts.repairs.push_back(*repair);
        if (repair->rejected) {
            ++facts.ledger.rejected;
            return false;
        }
        ++facts.ledger.repaired;
    }
    ++facts.ledger.delivered;
    block.areas.push_back(geom::area(shape.polygons));
    block.shapes.add(shape.polygons);
    extend(facts.delivered, block.shapes.box(block.shapes.size() - 1));
    return true;
}

} // namespace sandan::io
