#pragma once

namespace sandan::io {

/// Sets GDAL up, once, before anything else is asked of it: its messages, and options that shield
/// it from configuration files. Not done when the program starts, as most runs never need GDAL, and
/// loading it takes longer than they do. Safe from any thread.
void ready_gdal();

} // namespace sandan::io
