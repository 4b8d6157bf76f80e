#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "core/korean.hpp"
#include "io/suggest.hpp"
#include "io/toml.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <utility>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;

/// The files of a pack under one folder: ID.toml, or ID/*.toml in name order; none if not there.
std::vector<std::string> files_under(const fs::path& folder, const std::string& id) {
    const auto single = folder / "rules" / (id + ".toml");
    if (fs::is_regular_file(single)) {
        return {single.string()};
    }
    std::vector<std::string> files;
    const auto directory = folder / "rules" / id;
    if (fs::is_directory(directory)) {
        for (const auto& entry : fs::directory_iterator{directory}) {
            if (entry.path().extension() == ".toml") {
                files.push_back(entry.path().string());
            }
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

struct PackFiles {
    std::vector<std::string> files;
    bool shipped = false;  ///< Not the plan's own.
    bool replaces = false; ///< The plan's own, where one of this id ships, too.
};

PackFiles pack_files(const std::string& data_directory, const std::string& plan_directory,
                     const std::string& id) {
    const bool plain = !id.empty() && id.find_first_of("/\\") == std::string::npos && id[0] != '.';
    for (const auto& folder : {plan_directory, data_directory}) {
        auto files =
            plain && !folder.empty() ? files_under(folder, id) : std::vector<std::string>{};
        if (!files.empty()) {
            const bool shipped = folder == data_directory;
            const bool replaces = !shipped && !files_under(data_directory, id).empty();
            return {std::move(files), shipped, replaces};
        }
    }
    throw Error{
        ErrorKind::usage,
        Text{fmt::format("규칙 묶음 '{0}': 계획 파일 옆이나 {1}에 rules/{0}.toml도 rules/{0}/도 "
                         "없습니다; plan.jurisdiction을 확인하십시오",
                         id, data_directory),
             fmt::format("rule pack '{0}': no rules/{0}.toml or rules/{0}/ beside the plan or in "
                         "{1}; check plan.jurisdiction",
                         id, data_directory)}};
}

/// The parameters of the shipped packs: what a plan's own pack can give another value.
class Schema {
public:
    struct Entry {
        std::vector<std::string> units;
        bool negative = false; ///< Some shipped value is below 0.
    };

    using Entries = std::map<std::string, Entry>;

    /// Reads them all: an ordinance has names of its own, whatever the plan's jurisdiction.
    explicit Schema(const std::string& data_directory) {
        const auto folder = fs::path{data_directory} / "rules";
        if (!fs::is_directory(folder)) {
            return;
        }
        for (const auto& entry : fs::recursive_directory_iterator{folder}) {
            if (entry.path().extension() == ".toml") {
                add(entry.path().string());
            }
        }
    }

    /// By name; none for a rule without parameters.
    [[nodiscard]] const Entries& of(const std::string& rule) const {
        static const Entries none;
        const auto found = m_rules.find(rule);
        return found == m_rules.end() ? none : found->second;
    }

private:
    void add(const std::string& file) {
        const auto document = read_toml(file, ErrorKind::input);
        for (auto& table : TomlTable{document}.tables("parameter")) {
            auto& entry = m_rules[table.get<std::string>("rule")][table.get<std::string>("name")];
            entry.negative = entry.negative || table.get<double>("value") < 0;
            auto unit = table.get<std::string>("unit");
            if (std::find(entry.units.begin(), entry.units.end(), unit) == entry.units.end()) {
                entry.units.push_back(std::move(unit));
            }
        }
    }

    std::map<std::string, Entries> m_rules;
};

/// A name nobody asks for, or a number in another unit, would change nothing or the wrong thing
/// without a word.
void check_fits(const TomlTable& table, const Schema& schema, const model::RuleInfo& rule,
                const model::Parameter& parameter) {
    const auto& entries = schema.of(rule.id);
    const auto entry = entries.find(parameter.name);
    if (entry == entries.end()) {
        std::vector<std::string> names;
        for (const auto& [name, of_name] : entries) {
            names.push_back(name);
        }
        for (const auto& given : rule.parameters) {
            names.push_back(given.name);
        }
        if (std::find(names.begin(), names.end(), parameter.name) == names.end()) {
            const auto near = names.empty() ? Text{"; 이 규칙에는 매개변수가 없습니다",
                                                   "; expected none: it has no parameters"}
                                            : suggestion(parameter.name, names);
            table.fail("name", {format_ko("규칙 {}에는 매개변수 '{}'이(가) 없습니다{}", rule.id,
                                          parameter.name, near.ko),
                                fmt::format("rule {} has no parameter '{}'{}", rule.id,
                                            parameter.name, near.en)});
        }
        return;
    }
    const auto& units = entry->second.units;
    if (std::find(units.begin(), units.end(), parameter.unit) == units.end()) {
        table.fail("unit",
                   {format_ko("'{}'은(는) {} {}의 단위가 아닙니다; 쓸 수 있는 것: '{}'",
                              parameter.unit, rule.id, parameter.name, fmt::join(units, "', '")),
                    fmt::format("'{}' is not the unit of {} {}, expected '{}'", parameter.unit,
                                rule.id, parameter.name, fmt::join(units, "' or '"))});
    }
    if (parameter.value < 0 && !entry->second.negative) {
        table.fail("value", {fmt::format("{} {} 값이 {} {}입니다; 0 이상이어야 합니다", rule.id,
                                         parameter.name, parameter.value, parameter.unit),
                             fmt::format("{} {} is {} {}, expected 0 or more", rule.id,
                                         parameter.name, parameter.value, parameter.unit)});
    }
}

/// Nobody can check a value that does not say where it is from.
std::string read_source(TomlTable& table) {
    auto source = table.get<std::string>("source");
    if (source.find_first_not_of(" \t\r\n") == std::string::npos) {
        table.fail("source",
                   {"'source'가 비어 있습니다; 그 값을 정한 법령, 고시나 문서를 적으십시오",
                    "'source' is blank, expected the law, notice or document that says so"});
    }
    return source;
}

Severity severity_of(const std::string& word) {
    if (word == "error") {
        return Severity::error;
    }
    return word == "warning" ? Severity::warning : Severity::information;
}

model::RuleInfo read_rule(TomlTable& table) {
    model::RuleInfo rule;
    rule.id = table.get<std::string>("id");
    auto title = table.required_table("title");
    rule.title = {.ko = title.get<std::string>("ko"), .en = title.get<std::string>("en")};
    title.done();
    rule.severity = severity_of(table.get<std::string>("severity"));
    (void)table.one_of("severity", {"error", "warning", "information"});
    rule.status = table.get<std::string>("status");
    (void)table.one_of("status", {"V", "w", "d", "U"});
    rule.formula.en = table.get<std::string>("formula");
    rule.formula.ko = table.find<std::string>("formula_ko").value_or(rule.formula.en);
    rule.inputs = table.get<std::string>("inputs");
    rule.source = read_source(table);
    rule.vector = table.find<std::string>("vector").value_or("");
    if (auto reason = table.table("reason")) {
        rule.reason = {.ko = reason->get<std::string>("ko"), .en = reason->get<std::string>("en")};
        reason->done();
    }
    table.done();
    if (rule.status == "U" && rule.severity == Severity::error) {
        table.fail("severity", {format_ko("규칙 {}은(는) 상태가 U(미확인)여서 경고만 될 수 "
                                          "있습니다; severity = \"warning\"이어야 합니다",
                                          rule.id),
                                fmt::format("rule {} is of status U (not verified), so it can only "
                                            "be a warning; expected severity = \"warning\"",
                                            rule.id)});
    }
    return rule;
}

model::Parameter read_parameter(TomlTable& table, const std::string& pack) {
    model::Parameter parameter;
    parameter.name = table.get<std::string>("name");
    parameter.key = table.find<std::string>("key").value_or("");
    parameter.from = table.find<double>("from").value_or(0);
    parameter.value = table.get<double>("value");
    parameter.unit = table.get<std::string>("unit");
    parameter.valid_from = table.get<Date>("valid_from");
    parameter.valid_to = table.find<Date>("valid_to");
    parameter.source = read_source(table);
    parameter.verified = table.get<bool>("verified");
    parameter.jurisdiction = pack;
    table.done();
    if (parameter.valid_to && *parameter.valid_to < parameter.valid_from) {
        table.fail("valid_to",
                   {format_ko("valid_to {}이(가) valid_from {}보다 앞섭니다",
                              to_string(*parameter.valid_to), to_string(parameter.valid_from)),
                    fmt::format("valid_to {} is before valid_from {}",
                                to_string(*parameter.valid_to), to_string(parameter.valid_from))});
    }
    return parameter;
}

/// True if the two say different things of the same case on the same day.
bool contradict(const model::Parameter& a, const model::Parameter& b) {
    const bool same =
        a.jurisdiction == b.jurisdiction && a.name == b.name && a.key == b.key && a.from == b.from;
    const bool a_first = a.valid_to && *a.valid_to < b.valid_from;
    const bool b_first = b.valid_to && *b.valid_to < a.valid_from;
    return same && !a_first && !b_first;
}

class BookBuilder {
public:
    explicit BookBuilder(std::string data_directory)
        : m_data_directory{std::move(data_directory)} {}

    void add_pack(const std::string& id, const PackFiles& from) {
        const auto& files = from.files;
        std::vector<TomlDocument> documents;
        model::RulePack pack{.id = id,
                             .name = {},
                             .version = {},
                             .path = {},
                             .sha256 = {},
                             .own = !from.shipped,
                             .replaces_shipped = from.replaces,
                             .files = {}};
        std::string hashes;
        for (const auto& file : files) {
            documents.push_back(read_toml(file, ErrorKind::input));
            pack.files.push_back(documents.back().file);
            hashes += pack.files.back().sha256;
        }
        pack.path =
            files.size() == 1 ? files.front() : fs::path{files.front()}.parent_path().string();
        pack.sha256 = files.size() == 1 ? hashes : sha256_of_text(hashes);
        std::vector<TomlTable> roots{documents.begin(), documents.end()};
        const auto before = m_book.rules.size();
        for (auto& root : roots) {
            read_head(root, pack);
            add_rules(root);
        }
        if (!from.shipped && !m_schema) {
            m_schema.emplace(m_data_directory);
        }
        for (auto& root : roots) {
            add_parameters(root, id, from.shipped ? 0 : before);
            root.done();
        }
        if (pack.version.empty()) {
            throw Error{
                ErrorKind::input,
                Text{fmt::format(
                         "{}: 규칙 묶음 '{}'에 id, name, version이 있는 [pack] 테이블이 없습니다",
                         pack.path, id),
                     fmt::format("{}: rule pack '{}' has no [pack] table with "
                                 "id, name and version",
                                 pack.path, id)}};
        }
        m_book.packs.push_back(std::move(pack));
    }

    [[nodiscard]] model::RuleBook take() { return std::move(m_book); }

private:
    static void read_head(TomlTable& root, model::RulePack& pack) {
        auto head = root.table("pack");
        if (!head) {
            return;
        }
        if (!pack.version.empty()) {
            head->fail("", {fmt::format("규칙 묶음 '{}'에 [pack]이 두 번 있습니다; 하나만 두십시오",
                                        pack.id),
                            fmt::format("rule pack '{}' has [pack] twice; keep one", pack.id)});
        }
        if (head->get<std::string>("id") != pack.id) {
            head->fail(
                "id",
                {format_ko("이 묶음은 '{}'(으)로 불립니다; id와 파일 이름을 맞추십시오", pack.id),
                 fmt::format("this pack is asked for as '{}'; make id and file name "
                             "agree",
                             pack.id)});
        }
        pack.name = head->get<std::string>("name");
        pack.version = head->get<std::string>("version");
        head->done();
    }

    void add_rules(TomlTable& root) {
        for (auto& table : root.tables("rule")) {
            auto rule = read_rule(table);
            if (m_book.rule(rule.id) != nullptr) {
                table.fail("id", {format_ko("규칙 {}이(가) 두 번 선언되었습니다", rule.id),
                                  fmt::format("rule {} is declared a second time", rule.id)});
            }
            m_book.rules.push_back(std::move(rule));
        }
    }

    /// From `own` on the pack declares the rules itself, and thereby their parameters.
    void add_parameters(TomlTable& root, const std::string& pack, std::size_t own) {
        for (auto& table : root.tables("parameter")) {
            const auto id = table.get<std::string>("rule");
            auto parameter = read_parameter(table, pack);
            const auto rule =
                std::find_if(m_book.rules.begin(), m_book.rules.end(),
                             [&](const model::RuleInfo& known) { return known.id == id; });
            if (rule == m_book.rules.end()) {
                table.fail("rule",
                           {format_ko("이 계획의 어느 묶음도 규칙 '{}'을(를) 선언하지 않습니다; "
                                      "[[rule]]로 선언하거나 id를 고치십시오",
                                      id),
                            fmt::format("no pack of this plan declares a rule '{}'; declare "
                                        "it with [[rule]] or correct the id",
                                        id)});
            }
            if (std::distance(m_book.rules.begin(), rule) < static_cast<std::ptrdiff_t>(own)) {
                check_fits(table, *m_schema, *rule, parameter);
            }
            for (const auto& other : rule->parameters) {
                if (contradict(parameter, other)) {
                    table.fail("valid_from",
                               {fmt::format("{} {}에는 이 키, 구간, 날짜의 값이 이미 있습니다; "
                                            "앞의 값을 valid_to로 끝내십시오",
                                            id, parameter.name),
                                fmt::format("{} {} already has a value for this key, band and day; "
                                            "close the older one with valid_to",
                                            id, parameter.name)});
                }
            }
            rule->parameters.push_back(std::move(parameter));
        }
    }

    std::string m_data_directory;
    std::optional<Schema> m_schema; ///< Only read for a plan with packs of its own.
    model::RuleBook m_book;
};

/// What each rule said of the synthetic data (rules/examples.json, made by
/// tools/make_rule_reference.sh); a data folder without that file has rules without examples.
void add_examples(model::RuleBook& book, const std::string& data_directory) {
    std::ifstream file{fs::path{data_directory} / "rules" / "examples.json", std::ios::binary};
    const auto json = nlohmann::json::parse(file, nullptr, false);
    if (!json.is_object()) {
        return;
    }
    for (auto& rule : book.rules) {
        if (const auto found = json.find(rule.id); found != json.end() && found->is_object()) {
            rule.example = {.ko = found->value("ko", ""), .en = found->value("en", "")};
        }
    }
}

} // namespace

model::RuleBook read_rule_book(const std::string& data_directory,
                               const std::vector<std::string>& jurisdictions,
                               const std::string& plan_directory) {
    BookBuilder builder{data_directory};
    for (const auto& id : jurisdictions) {
        builder.add_pack(id, pack_files(data_directory, plan_directory, id));
    }
    auto book = builder.take();
    add_examples(book, data_directory);
    return book;
}

} // namespace sandan::io
