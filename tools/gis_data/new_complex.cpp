#include "new_complex.hpp"

#include "surroundings.hpp"

#include <fmt/format.h>

namespace gis_data {

void add_acquisition(Folder& folder, const std::vector<Parcel>& parcels,
                     const std::vector<Site>& sites) {
    constexpr double least_m2 = 0.01;
    std::string csv = "id,jibun,ledger_area_m2,taken_area_m2,syn\n";
    for (const Parcel& parcel : parcels) {
        double taken = 0;
        for (const Site& site : sites) {
            taken += taken_m2(parcel, site.boundary);
        }
        if (taken > least_m2) {
            csv += fmt::format("{},{},{},{:.2f},SYNTHETIC\n", parcel.pnu, parcel.jibun,
                               parcel.ledger_m2, taken);
        }
    }
    folder.files["acquisition.csv"] = csv;
}

Folder new_complex() {
    const std::vector<Site> sites = programme_sites();
    CadastreSpec spec;
    spec.x0 = 204'200;
    spec.y0 = 362'800;
    spec.x1 = 208'300;
    spec.y1 = 365'800;
    spec.width = 46;
    spec.dong = {"5211310300", "5211311200", "5211312000"};
    spec.seed = 2024;
    const std::vector<Parcel> parcels = make_cadastre(spec);

    Folder folder;
    add_planned_layers(folder, sites);
    add_surroundings(folder, sites);
    folder.layers["LSMD_CONT_LDREG_52113_5186"] = ldreg_layer(parcels);
    folder.layers["LSMD_CONT_LDREG_52113_5174"] =
        in_5174(folder.layers["LSMD_CONT_LDREG_52113_5186"]);
    add_acquisition(folder, parcels, sites);
    add_programme(folder);
    add_plan(folder);
    return folder;
}

} // namespace gis_data
