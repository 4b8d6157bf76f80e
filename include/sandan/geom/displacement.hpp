#pragma once
// Data whose coordinate system is not what it says: the ways in which Korean data come to lie
// beside the truth, and how a layer that lies right shows which of them it was.

#include <sandan/core/text.hpp>
#include <sandan/geom/polygon_set.hpp>
#include <sandan/geom/types.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sandan::geom {

/// One way to lie beside the truth.
struct Displacement {
    Text cause; ///< What must have happened, and what to do.
    std::string
        truth;   ///< The system the coordinates are in: "EPSG:5174"; empty if no label mends it.
    Point shift; ///< What brings the coordinates to where they belong, m in the working system.
    bool before_label = false; ///< It happened before: the label is what was meant.
};

/// Every usual displacement of data at `at` (in `working`) that declare the Korean system
/// `declared` (empty: another one, or a label that is not in doubt): another system's coordinates
/// under this label; a datum shift left out, applied without its pivot, or that of Tokyo; a
/// transformation from a system that was taken for another. Largest first. \throws Error{input} as
/// Reprojection.
[[nodiscard]] std::vector<Displacement>
usual_displacements(const std::string& declared, const std::string& working, const Point& at);

/// How much of the corners of one layer are corners of the other.
struct Agreement {
    double unmoved = 0; ///< Share of the corners compared, 0 to 1.
    double moved = 0;   ///< The same after the displacement's shift.
    std::size_t compared = 0;
};

/// The displacement that brings the corners of `layer` onto those of `reference`, if they clearly
/// do not agree as they lie and clearly do after it: at least 20 corners, 60 % agreeing afterwards,
/// at most 30 % before. Equal to 1 m, or to a twentieth of a small shift. `layer` or `reference`
/// may be the smaller one.
struct Mismatch {
    Displacement displacement;
    Agreement agreement;
};

[[nodiscard]] std::optional<Mismatch> find_mismatch(const std::vector<const Shape*>& layer,
                                                    const std::vector<const Shape*>& reference,
                                                    const std::vector<Displacement>& displacements);

/// The same against a reference of polygons that comes block by block; other corners of it are
/// compared.
class MismatchSearch {
public:
    /// The corners of `layer` are looked at here and in result(): it must outlive this object.
    /// `box`: that of the whole reference.
    MismatchSearch(const std::vector<const Shape*>& layer, std::vector<Displacement> displacements,
                   const Box& box);
    ~MismatchSearch();
    MismatchSearch(MismatchSearch&&) noexcept;
    MismatchSearch& operator=(MismatchSearch&&) noexcept;
    MismatchSearch(const MismatchSearch&) = delete;
    MismatchSearch& operator=(const MismatchSearch&) = delete;

    void meet(const PolygonSet& reference);
    [[nodiscard]] std::optional<Mismatch> result() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace sandan::geom
