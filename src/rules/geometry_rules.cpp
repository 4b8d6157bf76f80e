#include "rules/topics.hpp"

namespace sandan::rules {

std::span<const Rule> geometry_rules() {
    return {};
}

} // namespace sandan::rules
