#pragma once
// A map sheet's plan as a CAD drawing: one CAD layer for each class, in the plan's metres.

#include <sandan/io/write.hpp>
#include <sandan/render/scene.hpp>

#include <string>
#include <string_view>

namespace sandan::desktop {

/// DXF. CAD layers are named SD_<THEME>_<CLASS> in ASCII (other names are spoiled on the way);
/// labels stand on SD_<THEME>_TEXT, in whatever script. Hatches, legend and title are left out.
/// \throws Error{output}
[[nodiscard]] io::Drawing drawing(const render::MapSpec& spec, std::string_view theme);

} // namespace sandan::desktop
