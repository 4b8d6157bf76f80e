#pragma once
// The plan file (TOML, product contract: README "Plan file") as plain data. Paths are absolute.

#include <sandan/core/date.hpp>
#include <sandan/model/ksic.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::model {

/// A designated industrial complex. Legal thresholds apply per complex, never pooled.
struct Complex {
    std::string id;
    std::string name;
    std::string kind; ///< 국가산업단지, 일반산업단지, 도시첨단산업단지, 농공단지, 준산업단지
    double designated_area_m2 = 0;
    std::optional<Date> designated; ///< 지정
    std::optional<Date> started;    ///< 착공
    std::optional<Date> completed;  ///< 준공
    std::string developer;          ///< "public" | "private" | "" unknown
    /// Whether its roads, water and sewage works are in place (농공단지, ZO-01), if the plan says.
    std::optional<bool> infrastructure;
    std::string recognition; ///< Evidence of recognition in the strategic plan (UG-02)
};

/// How a CAD drawing becomes polygons.
struct Drawing {
    std::map<std::string, std::string> uses; ///< CAD layer → land use (or zone) code.
    std::string labels;        ///< CAD layer whose texts name the areas; empty: numbered.
    std::string complex;       ///< The complex all its areas belong to; may be empty.
    double tolerance_m = 0.01; ///< Ends within it meet.
    std::optional<double> metres_per_unit; ///< 1 or 0.001, if the plan states the unit.
};

/// Where a layer's features come from and how its fields map to canonical names.
struct LayerRef {
    std::string name;     ///< Key in the plan.
    std::string role;     ///< Defaults to the key.
    std::string path;     ///< Of a file, or "pg:…", the words of a connection to PostGIS.
    std::string layer;    ///< Layer inside the data source; empty = the only or first one.
    std::string where;    ///< OGR attribute filter; what it leaves out is counted.
    std::string encoding; ///< Overrides detection.
    std::string crs;      ///< Declares a missing CRS, "EPSG:n".
    std::string vintage;
    std::string source;
    std::map<std::string, std::string> fields; ///< canonical → source
    std::optional<Drawing> drawing;            ///< For a DXF.
    bool renumber = false; ///< Parcel numbers as of the reference date (DI-06 asks for it).
};

/// Which industries a complex (or one block of it) admits; grammar: model/ksic.hpp.
struct Admission {
    std::string complex;
    std::string block; ///< Empty: every block without a rule of its own.
    int ksic_rev = 0;
    AdmissionRule rule;
    std::string source;
};

/// A published figure and the parts it is said to consist of (rules LB-20, PC-02, PC-05, PC-09 …).
struct Fact {
    std::string id;
    std::string rule;
    std::string unit;
    double total = 0;
    std::vector<double> parts;
    std::string source;
};

/// A rule left out for one subject, on somebody's authority, until a day.
struct Waiver {
    std::string rule;
    std::string subject;
    std::string reason;
    std::string approver;
    std::string document;
    std::optional<Date> until;
};

struct AllocationOptions {
    /// In order of importance: jobs, investment, fit, proximity, compactness.
    std::vector<std::string> objective{"jobs", "investment", "fit", "proximity", "compactness"};
    int max_parcels = 4; ///< Lots of one firm, unless the firm says otherwise.
    double gap = 1e-6;
    double time_limit_s = 30; ///< CPU seconds.
    unsigned seed = 1;
};

/// A line of the plan file: what an error about it points at.
struct SourceLine {
    int line = 0;
    int column = 0;
};

struct Plan {
    std::string path;   ///< Of the plan file.
    std::string sha256; ///< Of its bytes as they were read.
    std::string name;
    Date reference_date{};
    std::string crs = "EPSG:5186";
    std::vector<std::string> jurisdiction; ///< Rule packs, most general first.
    bool synthetic = false;                ///< `synthetic = true`: said in every output.
    std::vector<Complex> complexes;
    std::vector<LayerRef> layers;
    std::string firms; ///< Path; empty when the plan names none. Same for the next four.
    std::string links;
    std::string utilities;
    std::string assignments;
    std::string dem;
    std::vector<Admission> admissions;
    std::vector<Fact> facts;
    std::string waivers_path;
    std::vector<Waiver> waivers; ///< Of the file at `waivers_path`; filled by io::read_project.
    std::vector<std::string> required_layers; ///< Roles the planner must supply (ZO-07).
    AllocationOptions allocation;
    /// Where each key stands, by its dotted path: "layers.lots.path", "complex.0.id".
    std::map<std::string, SourceLine> places;

    [[nodiscard]] const Complex* complex(std::string_view id) const;
};

} // namespace sandan::model
