#pragma once
// The aged complex as it stands: which buildings stand on which parcels, what sites (대지) they
// make, and what is measured of parcels, sites and complexes.

#include <sandan/core/finding.hpp>
#include <sandan/model/appraisal.hpp>
#include <sandan/rules/context.hpp>
#include <sandan/upgrade/indicator.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandan::upgrade {

/// Something wrong in the data, told and worked around. `code` is explained by
/// gis_data/catalogue/reading.csv.
struct Remark {
    std::string code;
    Subject subject;
    Text message;
};

struct ParcelRow {
    std::size_t feature = 0; ///< Position in Survey::land.
    std::string id;
    std::string complex;  ///< Of its lot, else by the boundaries. Empty: outside every complex.
    std::string use;      ///< 용지, empty if not given.
    std::string category; ///< 지목, empty if not given.
    double area_m2 = 0;   ///< As drawn.
    std::optional<double> ledger_m2;
    std::optional<double> owners; ///< As the cadastre counts them.
    std::optional<bool> industrial;
    bool public_land = false;           ///< Road, river, green …: no site unless built on.
    double footprint_m2 = 0;            ///< Land under building outlines.
    std::vector<std::size_t> buildings; ///< Features of the buildings layer that stand on it.
    std::optional<std::size_t> site;
    Values values{}; ///< footprint, narrow_road and land_price; the rest is of sites.
};

/// A firm of the register that has not closed.
struct Occupant {
    std::string id;            ///< Of its register row.
    bool status_known = false; ///< The register says that it operates.
    std::optional<double> jobs;
};

/// Parcels that are one building site: of one number, or joined by a building.
struct SiteRow {
    std::string id; ///< Of its first parcel by id.
    std::string complex;
    std::vector<std::size_t> parcels;   ///< Positions in Survey::parcels, ascending by id.
    std::vector<std::size_t> buildings; ///< Features of the buildings layer, ascending.
    double area_m2 = 0;
    std::optional<bool> industrial;
    std::optional<double> coverage_limit; ///< %, effective (ordinance before statute, §84).
    std::optional<double> floor_limit;    ///< %
    /// %, national, for sites in an activation area (UG-14, 산업입지법 §39의13①).
    std::optional<double> coverage_ceiling;
    std::optional<double> floor_ceiling;
    std::string basis; ///< single, averaged or separate (국토계획법 §84); empty if unknown.
    std::vector<std::string> zones;
    std::optional<Date> oldest;       ///< First approval among its buildings.
    std::size_t firms = 0;            ///< In operation.
    std::vector<Occupant> occupants;  ///< Those firms, in register order.
    std::size_t register_rows = 0;    ///< Whatever their status.
    std::vector<std::string> missing; ///< What a limit or indicator lacks.
    Values values{};
};

/// All land of one complex, or what lies outside every complex, or everything.
struct GroupRow {
    std::string id;
    std::size_t parcels = 0;
    std::size_t sites = 0;
    std::size_t buildings = 0;
    double area_m2 = 0;
    Values values{};
};

/// How buildings found their parcels. Every delivered building is counted exactly once in
/// by_number_and_place … nowhere; the other numbers are of those among them.
struct Join {
    std::size_t buildings = 0;
    std::size_t by_number_and_place = 0; ///< The number names a parcel it stands on.
    std::size_t by_number = 0;           ///< It stands elsewhere, or nowhere: the number decides.
    std::size_t by_place = 0;            ///< No number, or one that names no parcel.
    std::size_t nowhere = 0;             ///< On no parcel at all.
    std::size_t repeated = 0;            ///< The same record twice: counted once.
    std::size_t number_unknown = 0;      ///< Has a number that names no parcel of the plan.
    std::size_t several_parcels = 0;     ///< Stands on more than one parcel.
    std::size_t parcels = 0;
    std::size_t parcels_built = 0;
    std::size_t sites = 0;
    std::size_t sites_of_several_parcels = 0;
    std::size_t sites_of_several_buildings = 0;
    double footprint_m2 = 0;          ///< Of all outlines.
    double footprint_off_land_m2 = 0; ///< What of it lies on no parcel.
    /// Field of the buildings layer → records without a usable value.
    std::map<std::string, std::size_t> missing;
    std::size_t dated = 0; ///< Buildings of the sites whose approval date is known.
    std::size_t old = 0;   ///< Of them, of at least UG-09 `old_from` years: age by number.
    std::size_t register_rows = 0;
    std::size_t register_nowhere = 0; ///< Rows whose number names no parcel.
};

/// A completed complex against what a new one would need (UG-13): information, not retroactive.
struct Deficit {
    std::string complex;
    std::string what;                  ///< road, green or parking
    std::optional<double> measured_m2; ///< Nothing when its layer or area is not known.
    double whole_m2 = 0;               ///< Designated area.
    const model::Parameter* minimum = nullptr;

    /// Of the designated area.
    [[nodiscard]] std::optional<double> measured_percent() const;
    [[nodiscard]] std::optional<double> required_m2() const;
    /// 0 where there is enough.
    [[nodiscard]] std::optional<double> deficit_m2() const;
};

struct Survey {
    /// Layers that come in several files, as one: `land` and `buildings` may be of them.
    std::vector<std::shared_ptr<const model::Layer>> joined;
    const model::Layer* land = nullptr;      ///< parcels, or lots in a plan without parcels.
    const model::Layer* buildings = nullptr; ///< Null when the plan has none, or none of this land.
    std::vector<ParcelRow> parcels;          ///< In layer order.
    std::vector<SiteRow> sites;              ///< Ascending by id.
    std::vector<GroupRow> groups;            ///< Complexes in plan order, then outside (id "").
    GroupRow all;
    Join join;
    std::vector<Deficit> deficits;
    double least_green_m2 = 0;        ///< LB-06: green in a smaller patch is not public green.
    std::vector<Remark> remarks;      ///< By code, then subject.
    std::vector<std::string> missing; ///< Layers and inputs that whole indicators lack.
};

/// \throws Error{usage} for a plan with neither parcels nor lots. Same result for any number of
/// threads; the order of records decides only the order of parcels.
[[nodiscard]] Survey survey(const rules::Context& context, const model::UpgradeInputs& inputs,
                            unsigned threads);

} // namespace sandan::upgrade
