#pragma once

#include <sandan/geom/types.hpp>

#include <memory>
#include <string>

namespace sandan::geom {

/// What PROJ did between two systems, for the ingest report.
struct Operation {
    std::string name;
    double accuracy_m = -1; ///< −1 when PROJ does not know.
    bool ballpark = false;  ///< No datum shift known: refused unless source and target are equal.
    bool identity = false;
};

/// Transforms coordinates between two systems, east/north (x, y) order on both sides.
/// One instance per thread.
class Reprojection {
public:
    /// `source` and `target`: anything PROJ reads ("EPSG:5186", WKT, PROJJSON).
    /// \throws Error{input} when a system is unknown or the only operation is a ballpark one.
    Reprojection(const std::string& source, const std::string& target);
    ~Reprojection();
    Reprojection(Reprojection&&) noexcept;
    Reprojection& operator=(Reprojection&&) noexcept;
    Reprojection(const Reprojection&) = delete;
    Reprojection& operator=(const Reprojection&) = delete;

    [[nodiscard]] const Operation& operation() const noexcept;

    /// \throws Error{input} for a point that cannot be transformed.
    [[nodiscard]] Point operator()(const Point& p) const;
    void apply(Shape& shape) const;

private:
    struct Handle;
    std::unique_ptr<Handle> m_handle;
};

/// How to treat a coordinate system when measuring.
struct CrsInfo {
    std::string name;
    std::string epsg; ///< "EPSG:5186"; empty if it matches none by parameters.
    std::string how;  ///< "authority", "identified", "parameters" or "unknown".
    bool projected = false;
    bool web_mercator = false;
    double metres_per_unit = 1; ///< Of the axes of a projected system.
    /// The EPSG code the definition claims, where its parameters are not that code's.
    std::string claimed;
    /// A datum's name that is not Korean on parameters that are (GCS_Tokyo); they are believed.
    std::string foreign_datum;
    bool own_shift = false; ///< Carries a TOWGS84 of its own, which is never used.
    bool korean = false;    ///< `epsg` is one of the systems of Korea.
};

/// Known by its parameters (ellipsoid, projection), not by its name: Korean software invents names,
/// and an authority code in a .prj may be wrong.
/// \throws Error{input} when PROJ cannot read `definition`.
[[nodiscard]] CrsInfo describe_crs(const std::string& definition);

/// Holds PROJ's database against control values computed without it (Krüger series, published
/// Molodensky-Badekas parameters). The first Reprojection that moves anything calls it.
/// \throws Error{input} naming the system that comes out elsewhere: proj.db is not the official
/// one.
void check_projections();

} // namespace sandan::geom
