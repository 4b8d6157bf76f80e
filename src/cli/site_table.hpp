#pragma once
// The result of `site` in the forms it is given out.

#include <sandan/core/table.hpp>
#include <sandan/core/text.hpp>
#include <sandan/siting/relaxation.hpp>

#include <string>
#include <vector>

namespace sandan::cli {

/// What is asked for: cells of the matrix, in its order.
struct SiteResult {
    const model::Project& project;
    const siting::Matrix& matrix;
    const siting::Relaxations& relaxations;
    std::vector<const siting::FirmSite*> cells;
    Language language = Language::ko;
};

/// firm_id,site_id,parcels,verdict,score,failed_rules,conditions,missing,cheapest_relaxation.
[[nodiscard]] Table site_table(const SiteResult& result);

/// Schema sandan.site/1: sites once, then one cell per firm × site with every reason.
[[nodiscard]] std::string site_json(const SiteResult& result);

/// A heading and one line per firm: how many sites of each verdict, and the rules that close most
/// of them.
[[nodiscard]] std::vector<std::string> site_summary(const SiteResult& result);

/// A GeoPackage with layer `sites` (each site asked for, its lots as parts) and table `cells`.
void write_site_geopackage(const std::string& path, const SiteResult& result);

} // namespace sandan::cli
