#pragma once
// One spelling for codes and parcel numbers, whatever the files of one plan use.

#include <sandan/core/date.hpp>
#include <sandan/model/codes.hpp>
#include <sandan/model/layer.hpp>

namespace sandan::io {

/// Land uses, zones and management zones given by name (일반공업지역) or by a drawing number
/// (…UQA320…) become codes, by the layer's role. Names are compared by text_key(). What changes is
/// told once per spelling; what is no name stays, for the rules to report.
void name_codes(model::Layer& layer, const model::Codes& codes);

/// Parcel numbers as they are written on `day`, told with their count.
void renumber_parcels(model::Layer& layer, const model::Codes& codes, const Date& day);

} // namespace sandan::io
