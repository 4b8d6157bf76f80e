#pragma once
// gis_data/faulty: new_complex with seeded faults. What `check` must report is reasoned out here,
// fault by fault, never copied from its output.

#include "folder.hpp"
#include "site.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gis_data {

struct Expected {
    std::string rule;
    std::string subject;
};

/// Millimetres in the frame of a complex.
struct Extent {
    std::int64_t x0 = 0;
    std::int64_t y0 = 0;
    std::int64_t x1 = 0;
    std::int64_t y1 = 0;

    [[nodiscard]] Ring ring() const { return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}; }
};

/// The copy under damage, with what helps to damage it in few words.
class Faulty {
public:
    Faulty(Folder clean, std::vector<Site> sites);

    /// Records a fault that has just been made: what was done, and what must be reported.
    void expect(std::string what, const std::vector<Expected>& findings);

    [[nodiscard]] Layer& layer(const std::string& name) { return m_folder.layers.at(name); }

    /// Sets an attribute of the record of layer `name` with this id (its first field).
    void set(const std::string& name, std::string_view id, std::string_view field,
             const std::string& value);
    /// Sets a cell of a CSV table; the row is the first that starts with `key`.
    void set_cell(const std::string& file, std::string_view key, std::string_view column,
                  const std::string& value);
    /// Replaces the one place where `from` stands in a file.
    void replace(const std::string& file, std::string_view from, std::string_view to);
    /// Takes the row that starts with `key` out of a CSV table.
    void drop_row(const std::string& file, std::string_view key);
    void append(const std::string& file, std::string_view text);

    /// A layer, or another file, that the clean plan has not.
    void add(const std::string& name, Layer layer) {
        m_folder.layers.emplace(name, std::move(layer));
    }

    void add_file(const std::string& name, std::string text) {
        m_folder.files.emplace(name, std::move(text));
    }

    /// Frame of the complex of a lot.
    [[nodiscard]] const Frame& frame(std::string_view lot) const;
    [[nodiscard]] Extent extent(std::string_view lot) const;
    /// Draws a lot anew as a rectangle of its complex's frame.
    void redraw(std::string_view lot, const Extent& extent);
    /// Cuts a width × height (m) piece off a rectangular lot's south-west corner and makes it a
    /// lot of its own with the same attributes; decided areas follow.
    void split(std::string_view lot, double width, double height, const std::string& new_lot);
    /// The record of polygon layer `name` that holds a point. \throws std::out_of_range
    [[nodiscard]] std::size_t record_at(const std::string& name, Point at) const;
    /// The management zone a lot lies in.
    [[nodiscard]] std::size_t management_of(std::string_view lot) const;
    /// Lots that share a stretch of border with a rectangle, ids joined by `|`, ascending.
    [[nodiscard]] std::string around(std::string_view lot, const Extent& gap) const;
    /// A rectangle (m) from the south-west corner of a lot, placed.
    [[nodiscard]] Ring inside(std::string_view lot, double dx, double dy, double width,
                              double height) const;
    /// Cuts a hole into the 용도지역 around `ring`; gives it a zone of its own unless `code` is
    /// empty. Returns the subject id (record number) of that zone.
    std::string patch_zoning(const Ring& ring, const std::string& code,
                             const std::string& notice_date = "20210415");

    [[nodiscard]] Folder finish();

private:
    [[nodiscard]] std::size_t lot_record(std::string_view lot) const;
    /// Gives lots drawn anew, and those beside them, their common vertices again.
    void join_vertices(const Site& site);

    Folder m_folder;
    std::vector<Site> m_sites;
    std::vector<std::string> m_faults;
    std::vector<Expected> m_expected;
};

void seed_geometry_faults(Faulty& plan);
void seed_budget_faults(Faulty& plan);
void seed_zoning_faults(Faulty& plan);
void seed_programme_faults(Faulty& plan);
void seed_siting_faults(Faulty& plan);
void seed_data_faults(Faulty& plan);
void seed_land_faults(Faulty& plan);

[[nodiscard]] Folder faulty();

} // namespace gis_data
