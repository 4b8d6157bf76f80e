#include "cli/overlay_layers.hpp"

namespace sandan::cli {

overlay::ZoneLayer OverlayLayers::over(const OverlayInputs& inputs) const {
    return {.layer = &zones, .class_field = inputs.zone_class.empty() ? "fid" : "zone_class"};
}

OverlayLayers read_overlay_layers(const OverlayInputs& inputs) {
    OverlayLayers layers;
    io::ReadOptions read;
    read.layer = inputs.parcel_layer;
    read.encoding = inputs.encoding;
    read.range = inputs.range;
    read.need_attributes = !inputs.parcel_id.empty();
    if (!inputs.parcel_id.empty()) {
        read.fields["id"] = inputs.parcel_id;
    }
    layers.parcels = read_measured(inputs.parcels, read, inputs.file, layers.files);
    io::ReadOptions read_zones;
    read_zones.layer = inputs.zone_layer;
    read_zones.need_attributes = !inputs.zone_class.empty();
    if (!inputs.zone_class.empty()) {
        read_zones.fields["zone_class"] = inputs.zone_class;
    }
    read_zones.crs = inputs.zone_crs;
    read_zones.repair = inputs.file.repair;
    layers.zones = read_beside(layers.parcels, inputs.zones, read_zones, layers.files);
    return layers;
}

} // namespace sandan::cli
