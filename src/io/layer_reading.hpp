#pragma once

#include "io/source.hpp"

#include <vector>

namespace sandan::io {

/// Reads one layer of an opened source to its end and closes its ledger; adds what the source was
/// made of to `files`. \throws as read_layer.
[[nodiscard]] model::Layer read_source(Source source, const ReadOptions& options,
                                       std::vector<InputFile>& files);

} // namespace sandan::io
