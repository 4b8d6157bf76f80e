#include <sandan/model/plan.hpp>

#include <algorithm>

namespace sandan::model {

const Complex* Plan::complex(std::string_view id) const {
    const auto found = std::find_if(complexes.begin(), complexes.end(),
                                    [&](const Complex& complex) { return complex.id == id; });
    return found == complexes.end() ? nullptr : &*found;
}

} // namespace sandan::model
