#pragma once
// The two layers of an overlay without a plan, read as `overlay` and `batch` both read them.

#include <sandan/overlay/overlap.hpp>

#include "cli/file_mode.hpp"

#include <string>
#include <vector>

namespace sandan::cli {

/// What to lay over what.
struct OverlayInputs {
    std::string parcels;
    std::string zones;
    std::string parcel_layer; ///< --parcel-layer: inside a source of several
    std::string zone_layer;
    std::string parcel_id;  ///< Field that names a parcel; empty: fids do.
    std::string zone_class; ///< Field of the zone's class; empty: fids are.
    std::string zone_crs;
    std::string encoding;  ///< Of the parcels' text; empty: as it is found.
    io::RecordRange range; ///< Of the parcels.
    FileOptions file;
};

struct OverlayLayers {
    MeasuredLayer parcels;
    model::Layer zones; ///< In the parcels' system.
    std::vector<io::InputFile> files;

    /// The zones as the overlay takes them; refers to this object.
    [[nodiscard]] overlay::ZoneLayer over(const OverlayInputs& inputs) const;
};

/// How the parcels are to be read.
[[nodiscard]] io::ReadOptions read_parcels(const OverlayInputs& inputs);

/// The zones in `system`, in which the parcels are measured in metres; not held against them.
/// What they were made of is added to `files`. \throws as read_layer; Error{input} when nothing is
/// delivered.
[[nodiscard]] model::Layer read_zones(const OverlayInputs& inputs, const std::string& system,
                                      std::vector<io::InputFile>& files);

/// \throws as read_measured and read_beside.
[[nodiscard]] OverlayLayers read_overlay_layers(const OverlayInputs& inputs);

} // namespace sandan::cli
