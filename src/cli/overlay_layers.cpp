#include "cli/overlay_layers.hpp"

namespace sandan::cli {

overlay::ZoneLayer OverlayLayers::over(const OverlayInputs& inputs) const {
    return {.layer = &zones, .class_field = inputs.zone_class.empty() ? "fid" : "zone_class"};
}

namespace {

io::ReadOptions options_of_zones(const OverlayInputs& inputs) {
    io::ReadOptions read;
    read.layer = inputs.zone_layer;
    read.need_attributes = !inputs.zone_class.empty();
    if (!inputs.zone_class.empty()) {
        read.fields["zone_class"] = inputs.zone_class;
    }
    read.crs = inputs.zone_crs;
    read.repair = inputs.file.repair;
    return read;
}

} // namespace

io::ReadOptions read_parcels(const OverlayInputs& inputs) {
    auto read = reading(inputs.parcel_layer, inputs.parcel_id, inputs.file);
    read.encoding = inputs.encoding;
    read.range = inputs.range;
    return read;
}

model::Layer read_zones(const OverlayInputs& inputs, const std::string& system,
                        std::vector<io::InputFile>& files) {
    return read_in(system, inputs.zones, options_of_zones(inputs), files);
}

OverlayLayers read_overlay_layers(const OverlayInputs& inputs) {
    OverlayLayers layers;
    layers.parcels = read_measured(inputs.parcels, read_parcels(inputs), inputs.file, layers.files);
    layers.zones = read_beside(layers.parcels, inputs.zones, options_of_zones(inputs), layers.files,
                               Measured::areas, !inputs.range.whole());
    return layers;
}

} // namespace sandan::cli
