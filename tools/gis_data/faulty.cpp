#include "faulty.hpp"

#include "new_complex.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

namespace gis_data {

namespace {

/// Ray casting; the point is on no edge.
bool contains(const Ring& ring, Point p) {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring[(i + 1) % ring.size()];
        if ((a.y > p.y) == (b.y > p.y)) {
            continue;
        }
        const std::int64_t turn = (b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y);
        if ((turn > 0) == (b.y > a.y)) {
            inside = !inside;
        }
    }
    return inside;
}

Point middle(const Ring& ring) {
    Point sum;
    for (const Point& p : ring) {
        sum.x += p.x;
        sum.y += p.y;
    }
    const auto n = static_cast<std::int64_t>(ring.size());
    return {sum.x / n, sum.y / n};
}

bool share_border(const Extent& a, const Extent& b) {
    const std::int64_t wide = std::min(a.x1, b.x1) - std::max(a.x0, b.x0);
    const std::int64_t high = std::min(a.y1, b.y1) - std::max(a.y0, b.y0);
    return (wide > 0 && high == 0) || (wide == 0 && high > 0);
}

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> result(1);
    for (const char c : line) {
        if (c == ',') {
            result.emplace_back();
        } else {
            result.back() += c;
        }
    }
    return result;
}

constexpr std::string_view readme_head = R"text(# faulty – SYNTHETIC

A copy of `../new_complex` (SYNTHETIC like it) with faults of different kinds, made by
`tools/make_gis_data.sh`. `sandan check` must report exactly the findings of `expected.json` as FAIL or
WARN. They are reasoned out in the generator (`tools/gis_data/*_faults.cpp`), fault by fault, with what
a fault cannot but entail; none is copied from the tool's output.

| # | seeded fault | expected findings |
|---|---|---|
)text";

} // namespace

Faulty::Faulty(Folder clean, std::vector<Site> sites)
    : m_folder{std::move(clean)}, m_sites{std::move(sites)} {
    replace("plan.toml", "(가상 자료)", "(가상 자료, 결함 포함)");
}

void Faulty::expect(std::string what, const std::vector<Expected>& findings) {
    std::string row = fmt::format("| {} | {} |", m_faults.size() + 1, what);
    for (const Expected& finding : findings) {
        row += fmt::format(" {} `{}`", finding.rule, finding.subject);
        m_expected.push_back(finding);
    }
    // a bar inside a table cell would end it
    for (std::size_t at = row.find('`'); at != std::string::npos;) {
        const std::size_t end = row.find('`', at + 1);
        for (std::size_t bar = row.find('|', at); bar < end; bar = row.find('|', bar + 2)) {
            row.insert(bar, 1, '\\');
        }
        at = row.find('`', row.find('`', at + 1) + 1);
    }
    m_faults.push_back(row + " |\n");
}

void Faulty::set(const std::string& name, std::string_view id, std::string_view field,
                 const std::string& value) {
    Layer& target = layer(name);
    target.value(target.find(target.fields.front().name, id), field) = value;
}

void Faulty::set_cell(const std::string& file, std::string_view key, std::string_view column,
                      const std::string& value) {
    std::string& text = m_folder.files.at(file);
    const std::vector<std::string> head = cells(text.substr(0, text.find('\n')));
    const auto at =
        static_cast<std::size_t>(std::find(head.begin(), head.end(), column) - head.begin());
    const std::size_t start = text.find(fmt::format("\n{},", key)) + 1;
    const std::size_t length = text.find('\n', start) - start;
    std::vector<std::string> row = cells(text.substr(start, length));
    row.at(at) = value;
    text.replace(start, length, fmt::format("{}", fmt::join(row, ",")));
}

void Faulty::replace(const std::string& file, std::string_view from, std::string_view to) {
    std::string& text = m_folder.files.at(file);
    const std::size_t at = text.find(from);
    if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
        throw std::logic_error(fmt::format("{}: '{}' does not stand there once", file, from));
    }
    text.replace(at, from.size(), to);
}

void Faulty::drop_row(const std::string& file, std::string_view key) {
    std::string& text = m_folder.files.at(file);
    const std::size_t start = text.find(fmt::format("\n{},", key)) + 1;
    text.erase(start, text.find('\n', start) + 1 - start);
}

void Faulty::append(const std::string& file, std::string_view text) {
    m_folder.files.at(file) += text;
}

const Frame& Faulty::frame(std::string_view lot) const {
    const auto found = std::find_if(m_sites.begin(), m_sites.end(), [&](const Site& site) {
        return site.prefix == lot.substr(0, site.prefix.size());
    });
    return found->frame;
}

std::size_t Faulty::lot_record(std::string_view lot) const {
    return m_folder.layers.at("lots").find("LOT_ID", lot);
}

Extent Faulty::extent(std::string_view lot) const {
    const Frame& local = frame(lot);
    Extent box{INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN};
    for (const Point& placed : m_folder.layers.at("lots").records[lot_record(lot)].rings.front()) {
        const Point p = local.local(placed);
        box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x),
               std::max(box.y1, p.y)};
    }
    return box;
}

void Faulty::redraw(std::string_view lot, const Extent& extent) {
    layer("lots").records[lot_record(lot)].rings = {frame(lot).place(extent.ring())};
}

void Faulty::split(std::string_view lot, double width, double height, const std::string& new_lot) {
    const Extent whole = extent(lot);
    const Extent piece{whole.x0, whole.y0, std::min(whole.x1, whole.x0 + grid(width)),
                       std::min(whole.y1, whole.y0 + grid(height))};
    Ring rest;
    if (piece.x1 == whole.x1) {
        rest = Extent{whole.x0, piece.y1, whole.x1, whole.y1}.ring();
    } else if (piece.y1 == whole.y1) {
        rest = Extent{piece.x1, whole.y0, whole.x1, whole.y1}.ring();
    } else {
        rest = {{piece.x1, whole.y0}, {whole.x1, whole.y0}, {whole.x1, whole.y1},
                {whole.x0, whole.y1}, {whole.x0, piece.y1}, {piece.x1, piece.y1}};
    }
    Layer& lots = layer("lots");
    Record added = lots.records[lot_record(lot)];
    added.rings = {frame(lot).place(piece.ring())};
    lots.records[lot_record(lot)].rings = {frame(lot).place(rest)};
    lots.records.push_back(added);
    const long piece_m2 = std::lround(area_m2(piece.ring()));
    const long whole_m2 = std::stol(lots.value(lot_record(lot), "PLAN_M2"));
    lots.value(lots.records.size() - 1, "LOT_ID") = new_lot;
    set("lots", new_lot, "PLAN_M2", std::to_string(piece_m2));
    set("lots", lot, "PLAN_M2", std::to_string(whole_m2 - piece_m2));
}

std::size_t Faulty::record_at(const std::string& name, Point at) const {
    const std::vector<Record>& records = m_folder.layers.at(name).records;
    const auto found = std::find_if(records.begin(), records.end(), [at](const Record& record) {
        return contains(record.rings.front(), at);
    });
    if (found == records.end()) {
        throw std::out_of_range(name + " holds nothing there");
    }
    return static_cast<std::size_t>(found - records.begin());
}

std::size_t Faulty::management_of(std::string_view lot) const {
    const Layer& lots = m_folder.layers.at("lots");
    return record_at("management", middle(lots.records[lot_record(lot)].rings.front()));
}

std::string Faulty::around(std::string_view lot, const Extent& gap) const {
    const Layer& lots = m_folder.layers.at("lots");
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < lots.records.size(); ++i) {
        const std::string& id = lots.value(i, "LOT_ID");
        if (id.front() == lot.front() && share_border(extent(id), gap)) {
            ids.push_back(id);
        }
    }
    std::sort(ids.begin(), ids.end());
    return fmt::format("{}", fmt::join(ids, "|"));
}

Ring Faulty::inside(std::string_view lot, double dx, double dy, double width, double height) const {
    const Extent box = extent(lot);
    const Extent ring{box.x0 + grid(dx), box.y0 + grid(dy), box.x0 + grid(dx + width),
                      box.y0 + grid(dy + height)};
    return frame(lot).place(ring.ring());
}

std::string Faulty::patch_zoning(const Ring& ring, const std::string& code,
                                 const std::string& notice_date) {
    Layer& zoning = layer("LSMD_CONT_UQ111_52113");
    const auto found =
        std::find_if(zoning.records.begin(), zoning.records.end(), [&](const Record& zone) {
            return contains(zone.rings.front(), middle(ring));
        });
    found->rings.emplace_back(ring.rbegin(), ring.rend());
    if (code.empty()) {
        return {};
    }
    const std::string number = std::to_string(7'101 + zoning.records.size());
    zoning.add({ring},
               {"52113" + code + number, "가상 용도지역", "", notice_date, number, "52113", code});
    return std::to_string(zoning.records.size() - 1);
}

void Faulty::join_vertices(const Site& site) {
    std::vector<Ring*> rings;
    std::vector<Point> points;
    Layer& lots = layer("lots");
    for (std::size_t i = 0; i < lots.records.size(); ++i) {
        if (lots.value(i, "CPLX") == site.id) {
            Ring& ring = lots.records[i].rings.front();
            std::transform(ring.begin(), ring.end(), ring.begin(),
                           [&](const Point& p) { return site.frame.local(p); });
            points.insert(points.end(), ring.begin(), ring.end());
            rings.push_back(&ring);
        }
    }
    for (Ring* const ring : rings) {
        insert_junctions(*ring, points);
        *ring = site.frame.place(*ring);
    }
}

Folder Faulty::finish() {
    for (const Site& site : m_sites) {
        join_vertices(site);
    }
    std::sort(m_expected.begin(), m_expected.end(), [](const Expected& a, const Expected& b) {
        return std::tie(a.rule, a.subject) < std::tie(b.rule, b.subject);
    });
    std::string json = "{\n  \"findings\": [\n";
    for (const Expected& finding : m_expected) {
        json += fmt::format("    {{\"rule\": \"{}\", \"subject\": \"{}\"}}{}\n", finding.rule,
                            finding.subject, &finding == &m_expected.back() ? "" : ",");
    }
    m_folder.files["expected.json"] = json + "  ]\n}\n";
    m_folder.files["README.md"] =
        std::string{readme_head} + fmt::format("{}", fmt::join(m_faults, ""));
    return std::move(m_folder);
}

Folder faulty() {
    Faulty plan{new_complex(), programme_sites()};
    seed_geometry_faults(plan);
    seed_budget_faults(plan);
    seed_zoning_faults(plan);
    seed_programme_faults(plan);
    seed_siting_faults(plan);
    seed_data_faults(plan);
    seed_land_faults(plan);
    return plan.finish();
}

} // namespace gis_data
