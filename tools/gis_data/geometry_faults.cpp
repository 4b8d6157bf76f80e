// GT and PD: faults of shape, partition and division.

#include "faulty.hpp"

namespace gis_data {

namespace {

/// Half a metre of one lot lies in the next: 37.5 m², more than survey noise of either lot
/// (0.026²·500·√5,800 ≈ 26 m²). The gap below gives the same area back, so the totals still close.
void overlap_and_gap(Faulty& plan) {
    Extent wide = plan.extent("G-B06-01");
    wide.x1 += grid(0.5);
    plan.redraw("G-B06-01", wide);
    plan.expect("lot drawn 0.5 m into its neighbour", {{"GT-02", "G-B06-01|G-B06-02"}});

    Extent narrow = plan.extent("G-B07-02");
    narrow.x1 -= grid(0.5);
    plan.redraw("G-B07-02", narrow);
    const Extent gap{narrow.x1, narrow.y0, narrow.x1 + grid(0.5), narrow.y1};
    plan.expect("strip of 0.5 m between two lots left out",
                {{"GT-03", plan.around("G-B07-02", gap)}});
}

/// 33 m² beyond the boundary (survey noise of 6,400 m² at 1:500 is 27 m²): more than was
/// designated, and what lies beyond lies in no management zone.
void outside(Faulty& plan) {
    Extent tall = plan.extent("W-B04-01");
    tall.y1 += grid(0.625);
    plan.redraw("W-B04-01", tall);
    plan.expect("lot drawn 0.6 m beyond the boundary",
                {{"GT-04", "W-B04-01"}, {"GT-07", "recycling"}, {"ZO-05", "W-B04-01"}});
}

/// An ear of 0.5 m² that runs the wrong way round; repaired, the polygon covers 1 m² more than its
/// vertices say.
void bow_tie(Faulty& plan) {
    Layer& sites = plan.layer("sensitive");
    Ring& ring = sites.records[sites.find("SITE_ID", "HS-2")].rings.front();
    const Point corner = ring[2];
    ring.insert(ring.begin() + 3,
                {{corner.x + 1000, corner.y + 1000}, {corner.x + 1000, corner.y}});
    ring[2] = {corner.x, corner.y};
    plan.expect("ring that crosses itself", {{"GT-01", "HS-2"}});
}

void divisions(Faulty& plan) {
    plan.split("G-B33-01", 40, 30, "G-B33-91");
    plan.expect("industrial lot of 1,200 m² divided off without an exception",
                {{"PD-02", "G-B33-91"}});

    plan.split("F-B05-01", 25, 30, "F-B05-91");
    plan.expect("planned lot of 750 m²", {{"PD-01", "F-B05-91"}});

    plan.split("G-B12-02", 1000, 18.75, "G-B12-91");
    plan.expect("lot of 116 × 18.75 m", {{"PD-06", "G-B12-91"}});

    Layer& lots = plan.layer("lots");
    for (std::size_t i = 0; i < lots.records.size(); ++i) {
        if (lots.value(i, "PARENT") == "G-B36") {
            std::string& parent = lots.value(i, "PARENT_M2");
            parent = std::to_string(std::stol(parent) + 600);
        }
    }
    plan.expect("children of a divided block sum to 600 m² less than it", {{"GT-06", "G-B36"}});
}

} // namespace

void seed_geometry_faults(Faulty& plan) {
    overlap_and_gap(plan);
    outside(plan);
    bow_tie(plan);
    divisions(plan);
    plan.set("lots", "G-B34-01", "SEWER", "0");
    plan.expect("lot without a sewer", {{"PD-07", "G-B34-01"}});
}

} // namespace gis_data
