#include "io/waivers_file.hpp"

#include "core/korean.hpp"
#include "io/toml.hpp"

#include <fmt/format.h>

namespace sandan::io {

namespace {

/// A waiver nobody answers for waives nothing.
std::string written(TomlTable& table, const char* key, const Text& what) {
    auto text = table.get<std::string>(key);
    if (text.find_first_not_of(" \t\r\n\u3000") == std::string::npos) {
        table.fail(key, {format_ko("'{}'이(가) 비어 있습니다; {}을(를) 적으십시오", key, what.ko),
                         fmt::format("'{}' is blank, expected {}", key, what.en)});
    }
    return text;
}

} // namespace

std::vector<model::Waiver> read_waivers(const std::string& path, const model::RuleBook& rules,
                                        model::ReadLog& log) {
    const auto document = read_toml(path, ErrorKind::usage);
    log.files.push_back(document.file);
    TomlTable root{document};
    std::vector<model::Waiver> waivers;
    for (auto& table : root.tables("waiver")) {
        model::Waiver waiver;
        waiver.rule = table.get<std::string>("rule");
        if (rules.rule(waiver.rule) == nullptr) {
            table.fail("rule", {format_ko("계획의 규칙 묶음에 규칙 '{}'이(가) 없습니다; `sandan "
                                          "rules`에 목록이 있습니다",
                                          waiver.rule),
                                fmt::format("no rule pack of the plan has a rule '{}'; `sandan "
                                            "rules` lists them",
                                            waiver.rule)});
        }
        waiver.subject = table.get<std::string>("subject");
        waiver.reason =
            written(table, "reason", {"규칙을 적용하지 않는 까닭", "why the rule is left out"});
        waiver.approver = written(table, "approver", {"허용한 사람", "who allowed it"});
        waiver.document =
            written(table, "document", {"허용한 문서", "the document that allows it"});
        waiver.until = table.get<Date>("until");
        table.done();
        waivers.push_back(std::move(waiver));
    }
    root.done();
    return waivers;
}

} // namespace sandan::io
