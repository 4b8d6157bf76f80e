#pragma once

#include "io/toml.hpp"

#include <string>

namespace sandan::io {

/// The document as text: entries in their order, tables under headings, nested ones inline from the
/// third level on (`fields = { id = "PNU" }`). Reading it gives the same document.
[[nodiscard]] std::string to_toml(const TomlNode& root);

} // namespace sandan::io
