#pragma once

#include "site.hpp"

#include <string_view>

namespace gis_data {

struct Span {
    double from;
    double to;
};

/// Draws a complex in its local frame (metres) piece by piece; `finish` makes it a partition with
/// shared vertices and places it.
class SiteBuilder {
public:
    SiteBuilder(std::string id, std::string prefix, std::uint64_t seed);

    void belt(double x0, double y0, double x1, double y1);
    void green(Ring ring);
    /// A street along x (`horizontal`) or along y, with its centre line.
    void road(double x0, double y0, double x1, double y1, bool horizontal,
              std::string_view road_class);
    /// Parts `USE share bottom top [flags]` separated by `;`: a share of the block's width, lots in
    /// the bottom and the top row (top 0: one row over the full depth); flags L lease, N negative.
    void block(std::string_view parts, Span x, Span y, int phase);

    /// Every vertex drawn so far.
    [[nodiscard]] std::vector<Point> vertices() const;
    [[nodiscard]] Site finish(Ring boundary, const Frame& frame);

private:
    void row(const Lot& like, int columns, Span x, Span y);
    void add(Lot lot);

    Site m_site;
    Random m_random;
    int m_roads = 0;
    int m_belts = 0;
    int m_greens = 0;
    int m_blocks = 0;
    int m_lot_of_block = 0;
};

} // namespace gis_data
