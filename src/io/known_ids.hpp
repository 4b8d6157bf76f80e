#pragma once
// Joins between tables: an id is itself, or the one id that only its spelling tells apart.

#include <sandan/model/read_finding.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sandan::io {

class KnownIds {
public:
    void add(const std::string& id);

    /// The id that `spelling` is, or by text_key() can only be; nothing for no or several ones. A
    /// folded match is told in `findings`, with `place` ("links.csv:3").
    [[nodiscard]] std::optional<std::string> find(const std::string& spelling,
                                                  const std::string& place,
                                                  std::vector<model::ReadFinding>& findings) const;

private:
    std::set<std::string> m_ids;
    std::map<std::string, std::set<std::string>> m_by_key;
};

} // namespace sandan::io
