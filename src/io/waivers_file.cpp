#include "io/waivers_file.hpp"

#include "io/toml.hpp"

#include <fmt/format.h>

namespace sandan::io {

std::vector<model::Waiver> read_waivers(const std::string& path, const model::RuleBook& rules) {
    const auto document = read_toml(path, ErrorKind::usage);
    TomlTable root{document};
    std::vector<model::Waiver> waivers;
    for (auto& table : root.tables("waiver")) {
        model::Waiver waiver;
        waiver.rule = table.get<std::string>("rule");
        if (rules.rule(waiver.rule) == nullptr) {
            table.fail("rule", fmt::format("no rule pack of the plan has a rule '{}'; `sandan "
                                           "rules` lists them",
                                           waiver.rule));
        }
        waiver.subject = table.get<std::string>("subject");
        waiver.reason = table.get<std::string>("reason");
        waiver.approver = table.get<std::string>("approver");
        waiver.document = table.get<std::string>("document");
        waiver.until = table.get<Date>("until");
        table.done();
        waivers.push_back(std::move(waiver));
    }
    root.done();
    return waivers;
}

} // namespace sandan::io
