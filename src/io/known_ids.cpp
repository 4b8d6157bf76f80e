#include "io/known_ids.hpp"

#include "io/tell.hpp"
#include "io/text_key.hpp"

#include <fmt/format.h>

namespace sandan::io {

void KnownIds::add(const std::string& id) {
    if (m_ids.insert(id).second) {
        m_by_key[text_key(id)].insert(id);
    }
}

std::optional<std::string> KnownIds::find(const std::string& spelling, const std::string& place,
                                          std::vector<model::ReadFinding>& findings) const {
    if (m_ids.contains(spelling)) {
        return spelling;
    }
    const auto found = m_by_key.find(text_key(spelling));
    if (found == m_by_key.end() || found->second.size() != 1) {
        return std::nullopt;
    }
    const auto& id = *found->second.begin();
    tell(findings, "NAME-FOLDED",
         {fmt::format("{}: '{}'의 표기(표에는 '{}')", place, id, spelling),
          fmt::format("{}: the spelling of '{}'; it has '{}'", place, id, spelling)},
         {"같은 것으로 봄", "taken for the same"});
    return id;
}

} // namespace sandan::io
