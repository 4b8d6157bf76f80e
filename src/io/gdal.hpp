#pragma once
// What src/io needs of GDAL, with ownership and errors made plain. Included by src/io/*.cpp only.

#include <sandan/core/error.hpp>

#include "io/gdal_messages.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
