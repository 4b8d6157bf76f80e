#pragma once

#include <sandan/model/layer.hpp>

#include "io/records.hpp"
#include "io/text_evidence.hpp"

#include <string>

namespace sandan::io {

/// Decodes field names and values of a DBF in place and records the encoding and how it was found.
/// A hint that the bytes contradict is passed over with a finding, except the user's. Each text
/// with bytes that do not belong, or cut within a character, is a finding with its record; it is
/// delivered with U+FFFD for such bytes. \throws Error{input} if the user's encoding is unknown or
/// most texts are not in it.
void decode_records(Records& records, const TextHints& hints, const std::string& path,
                    model::Provenance& provenance);

/// Text of formats that are UTF-8 by definition: composed (NFC); the same findings.
void compose_records(Records& records, model::Provenance& provenance);

} // namespace sandan::io
