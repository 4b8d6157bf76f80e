#pragma once

#include <sandan/core/text.hpp>
#include <sandan/geom/reproject.hpp>
#include <sandan/geom/types.hpp>
#include <sandan/model/read_finding.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sandan::model {

/// An attribute as read: nothing (null is never 0), text, or a number. PNUs are always text.
using Value = std::variant<std::monostate, std::string, double>;

struct Feature {
    std::int64_t fid = -1;     ///< Record number in the source.
    geom::Shape shape;         ///< In the layer's working CRS.
    std::vector<Value> values; ///< Parallel to Layer::fields.
};

/// declared = delivered (of which repaired) + null + rejected.
struct Ledger {
    std::size_t declared = 0;
    std::size_t delivered = 0;
    std::size_t repaired = 0;
    std::size_t null = 0; ///< Features without geometry.
    std::size_t rejected = 0;

    friend bool operator==(const Ledger&, const Ledger&) = default;
};

/// A defect of geometry met on reading, and what was done.
struct Repair {
    std::int64_t fid = -1;
    Text reason;
    double area_before = 0; ///< m², as stored (shoelace)
    double area_after = 0;  ///< m², 0 when rejected
    geom::Point at;         ///< Where, in the working CRS.
    bool rejected = false;
    bool undelivered = false; ///< No geometry to judge: deleted, cut off or otherwise not there.
};

/// Where a layer came from and how it was read: what `inspect` prints and manifests record.
struct Provenance {
    std::string path;
    std::string source_layer;
    std::string driver;
    std::string geometry_type;                         ///< As the layer declares it.
    std::map<std::string, std::size_t> geometry_types; ///< Of the records; "NULL" for none.
    std::string encoding;                              ///< "CP949", "UTF-8", …
    std::string encoding_how;   ///< "cpg", "ldid", "acadver", "codepage", "sniffed", "option" …
    geom::CrsInfo crs;          ///< As declared by the source (or by the user).
    std::string crs_how;        ///< "declared", "option", or "confirmed": both say the same
    std::string crs_definition; ///< The same as text that PROJ reads.
    geom::Operation operation;  ///< From the source's to the working CRS.
    std::string vintage;        ///< Date of the data, YYYY-MM-DD, if the plan says.
    std::string source;         ///< Who made it, if the plan says.
    std::vector<std::string>
        numeric_fields;                ///< Source fields stored as numbers (a PNU must not be).
    std::vector<ReadFinding> findings; ///< By file first, then by ascending fid.
};

/// A table of features with named columns, read once and never changed.
class Layer {
public:
    std::string role;                ///< "lots", "zoning", … (gis_data/catalogue/layer_roles.csv)
    std::string name;                ///< The plan's key, e.g. "lots".
    std::vector<std::string> fields; ///< Canonical names first mapped, others as in the source.
    std::vector<Feature> features;
    Ledger ledger;
    std::vector<Repair> repairs; ///< Invalid geometries: repaired or rejected, ascending fid.
    Provenance provenance;

    /// Column of `field` (exact name), if the layer has it.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view field) const;

    /// Text of an attribute (numbers are printed without loss); nothing if null or no such field.
    [[nodiscard]] std::optional<std::string> text(const Feature& feature,
                                                  std::string_view field) const;
    /// Number of an attribute (text is parsed strictly); nothing if null, absent or no number.
    [[nodiscard]] std::optional<double> number(const Feature& feature,
                                               std::string_view field) const;
    /// The canonical "id" of a feature; its fid when there is none.
    [[nodiscard]] std::string id(const Feature& feature) const;
};

} // namespace sandan::model
