#include "rules/topics.hpp"

namespace sandan::rules {

std::span<const Rule> integrity_rules() {
    return {};
}

} // namespace sandan::rules
