#pragma once
// Tables that commands make of files without a plan, and that `batch` has made part by part.

#include "cli/command.hpp"
#include "cli/overlay_layers.hpp"
#include "cli/overlay_table.hpp"
#include "cli/told_reading.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sandan::cli {

struct AdjacencyOptions {
    std::string layer;
    std::string inner; ///< --layer: inside a source of several
    std::string id;
    double min_length_m = 0.01;
    double tolerance_mm = 10;
    std::string cross_check = "none";
    bool json = false;
    FileOptions file;
};

struct CoverageOptions {
    std::string layer;
    std::string inner; ///< --layer: inside a source of several
    std::string id;
    std::string boundary;
    std::optional<double> min_area_m2;
    std::optional<double> tolerance_mm; ///< --tolerance: how well the borders close, too
    std::string cross_check = "none";
    bool json = false;
    FileOptions file;
};

/// What is known of a table beside its rows.
struct TableTold {
    std::vector<io::InputFile> files; ///< All that was read, with SHA-256.
    std::vector<ToldReading>
        layers;           ///< The one the rows are about, then the zones or the boundary.
    OverlapCounts counts; ///< Of other tables but `parcels`, the records, and `rows`.
};

/// The commands `overlay PARCELS ZONES`, `coverage` and `adjacency`. With `told` what they tell at
/// the end goes there, not to stderr. \throws Error.
Exit make_overlay(const OverlayInputs& inputs, const std::string& cross_check, const Common& common,
                  TableTold* told = nullptr);
Exit make_coverage(const CoverageOptions& options, const Common& common, TableTold* told = nullptr);
Exit make_adjacency(const AdjacencyOptions& options, const Common& common,
                    TableTold* told = nullptr);

/// The end of an overlay, whose parcels are the first of `layers`: to `told`, or to stderr.
void tell_end(const Common& common, TableTold* told, const std::vector<const model::Layer*>& layers,
              const OverlapCounts& counts);

/// What reading `layers` told, the first of which the rows are about, and counts.
void tell(TableTold& told, const std::vector<const model::Layer*>& layers,
          const OverlapCounts& counts);

} // namespace sandan::cli
