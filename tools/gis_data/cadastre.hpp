#pragma once
// An existing cadastre: paddy strips, farm roads and ditches on a jittered grid that is an exact
// partition of its rectangular outline, in the form of LSMD_CONT_LDREG.

#include "folder.hpp"

#include <string>
#include <vector>

namespace gis_data {

struct Parcel {
    std::string pnu;
    std::string jibun; ///< With the land-category mark
    std::string mark;
    Ring ring;
    std::vector<Ring> cells; ///< Convex parts, counter-clockwise
    long ledger_m2 = 0; ///< 공부면적: whole m², off the drawing by less than the tolerance
};

struct CadastreSpec {
    std::int64_t x0 = 0; ///< Outline, m
    std::int64_t y0 = 0;
    std::int64_t x1 = 0;
    std::int64_t y1 = 0;
    std::int64_t width = 50; ///< Mean parcel, m
    std::int64_t height = 70;
    std::vector<std::string> dong{"5211310300"}; ///< First ten digits, west to east
    bool urban = false;                          ///< 장·대·도 instead of 답·전·구
    std::uint64_t seed = 1;
};

[[nodiscard]] std::vector<Parcel> make_cadastre(const CadastreSpec& spec);

/// The layer in true LDREG form: PNU, JIBUN, BCHK, SGG_OID, COL_ADM_SE; CP949 without .cpg.
[[nodiscard]] Layer ldreg_layer(const std::vector<Parcel>& parcels);

/// The same layer in EPSG:5174, transformed by PROJ and rounded to 1 mm.
[[nodiscard]] Layer in_5174(const Layer& layer);

/// m², parcel ∩ ring
[[nodiscard]] double taken_m2(const Parcel& parcel, const Ring& ring);

} // namespace gis_data
