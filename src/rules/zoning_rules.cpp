#include "rules/topics.hpp"

namespace sandan::rules {

std::span<const Rule> zoning_rules() {
    return {};
}

} // namespace sandan::rules
