#pragma once

#include <sandan/model/layer.hpp>

#include "io/records.hpp"

#include <string>

namespace sandan::io {

/// What a layer says about its text, in the order it is believed: the user's word, the .cpg, the
/// DBF's language driver; then the bytes themselves.
struct TextHints {
    std::string option; ///< --encoding, or the plan's
    std::string cpg;    ///< Content of the .cpg file.
    unsigned char ldid = 0;
};

/// Decodes field names and values of a DBF in place and records the encoding and how it was found.
/// A hint that does not fit the bytes is passed over with a warning, except the user's.
/// \throws Error{input} if the user's encoding is unknown or does not fit.
void decode_records(Records& records, const TextHints& hints, const std::string& path,
                    model::Provenance& provenance);

/// Text of formats that are UTF-8 by definition: composed (NFC); a byte that is none is replaced by
/// U+FFFD and counted in a warning.
void compose_records(Records& records, model::Provenance& provenance);

} // namespace sandan::io
