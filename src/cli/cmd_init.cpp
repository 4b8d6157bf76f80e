#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "cli/candidate.hpp"
#include "cli/commands.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>

namespace sandan::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string directory;
    std::vector<std::string> files;
};

constexpr const char* plan_crs = "EPSG:5186";

/// A basic string of TOML.
std::string toml_text(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result + '"';
}

/// The reader finds a canonical name in any case.
bool has_field(const model::Layer& layer, const std::string& canonical) {
    return std::any_of(layer.fields.begin(), layer.fields.end(), [&](const std::string& field) {
        return std::equal(
            field.begin(), field.end(), canonical.begin(), canonical.end(),
            [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
    });
}

class PlanWriter {
public:
    PlanWriter(const model::Codes& codes, std::string name, const Date& date)
        : m_codes{codes}, m_name{std::move(name)}, m_date{date} {}

    [[nodiscard]] std::string write(const std::vector<Candidate>& candidates) {
        head();
        complexes(candidates);
        for (const auto& candidate : candidates) {
            entry(candidate);
        }
        rest(candidates);
        return std::move(m_text);
    }

private:
    template <typename... Parts>
    void line(fmt::format_string<Parts...> format, Parts&&... parts) {
        m_text += fmt::format(format, std::forward<Parts>(parts)...) + '\n';
    }

    void head();
    void complexes(const std::vector<Candidate>& candidates);
    void complex(const std::string& id, double area_m2);
    void entry(const Candidate& candidate);
    void layer(const Candidate& candidate, const model::LayerRole& role);
    void unknown(const Candidate& candidate);
    void fields(const Candidate& candidate, const model::LayerRole& role);
    void rest(const std::vector<Candidate>& candidates);

    /// A key no other layer of the plan has: the role, or the role and a number.
    std::string key_of(const std::string& role) {
        const int number = ++m_used[role];
        return number == 1 ? role : fmt::format("{}_{}", role, number);
    }

    const model::Codes& m_codes;
    std::string m_name;
    Date m_date;
    std::map<std::string, int> m_used;
    std::string m_text;
};

void PlanWriter::head() {
    line("# 계획 파일: 아래 추정값을 확인하고 고치십시오. / Plan file: confirm or correct the "
         "guesses.");
    line("# 경로는 이 파일 기준. / Paths are relative to this file.");
    line("[plan]");
    line("name = {}", toml_text(m_name));
    line("reference_date = {} # 기준일: 이 날의 법령·고시를 적용 / law and notices of this day",
         to_string(m_date));
    line("crs = \"{}\" # 면적·거리를 재는 좌표계 / areas and distances are measured here",
         plan_crs);
    line("jurisdiction = [\"kr\"] # 조례 묶음 추가: [\"kr\", \"kr-52-jeonju\"] / add ordinances");
    line("");
}

void PlanWriter::complex(const std::string& id, double area_m2) {
    line("[[complex]]");
    line("id = {}", toml_text(id));
    line("name = {}", toml_text(id));
    line("kind = \"일반산업단지\" # 국가산업단지, 도시첨단산업단지, 농공단지, 준산업단지");
    line("designated_area_m2 = {:.2f} # 도면에서 잰 값: 고시 면적으로 바꾸십시오 / measured; give "
         "the notice's",
         area_m2);
    line("# started = 2027-01-01 # 착공 · completed = … # 준공 · developer = \"public\" | "
         "\"private\"");
    line("");
}

void PlanWriter::complexes(const std::vector<Candidate>& candidates) {
    std::map<std::string, double> areas;
    for (const auto& candidate : candidates) {
        const auto found = candidate.guess.fields.find("complex");
        if (candidate.guess.role != "boundary" || found == candidate.guess.fields.end()) {
            continue;
        }
        for (const auto& feature : candidate.content.features) {
            const auto id = candidate.content.text(feature, found->second);
            areas[id.value_or("?")] += geom::area(feature.shape.polygons);
        }
    }
    for (const auto& [id, area] : areas) {
        if (area > 0) {
            complex(id, area);
        }
    }
    if (areas.empty()) {
        line("# 단지마다 하나씩: 법정 기준은 단지별로 적용 / one per designated complex");
        line("# [[complex]]");
        line("# id = \"general\"");
        line("# name = \"…\"");
        line("# kind = \"일반산업단지\"");
        line("# designated_area_m2 = 1_830_000");
        line("");
    }
}

void PlanWriter::fields(const Candidate& candidate, const model::LayerRole& role) {
    std::string mapping;
    for (const auto& [canonical, source] : candidate.guess.fields) {
        if (canonical != source) {
            mapping +=
                fmt::format("{}{} = {}", mapping.empty() ? "" : ", ", canonical, toml_text(source));
        }
    }
    if (!mapping.empty()) {
        line("fields = {{ {} }}", mapping);
    }
    for (const auto& field : role.required) {
        if (!candidate.guess.fields.contains(field) && !has_field(candidate.content, field)) {
            line("# 필수 필드를 찾지 못함 / required, not recognised: {} (fields 에 추가 / add to "
                 "fields)",
                 field);
        }
    }
}

void PlanWriter::layer(const Candidate& candidate, const model::LayerRole& role) {
    const auto key = key_of(role.role);
    line("[layers.{}] # {} / {}{}", key, role.name.ko, role.name.en,
         candidate.guess.product.empty() ? "" : ", " + candidate.guess.product);
    if (key != role.role) {
        line("role = {}", toml_text(role.role));
    }
    line("path = {}", toml_text(candidate.path));
    if (!candidate.layer.empty()) {
        line("layer = {}", toml_text(candidate.layer));
    }
    if (candidate.crs_assumed) {
        line("crs = \"{}\" # 파일에 좌표계가 없음: 확인 / the file declares none: confirm",
             plan_crs);
    }
    fields(candidate, role);
    line("# vintage = {} # 자료 기준일 / date of the data", to_string(m_date));
    line("");
}

void PlanWriter::unknown(const Candidate& candidate) {
    if (candidate.failure == Text{}) {
        line("# 역할을 알 수 없음 / role not recognised; fields: {}",
             fmt::join(candidate.content.fields, ", "));
    } else {
        line("# 읽을 수 없음: {}", candidate.failure.ko);
        line("# cannot be read: {}", candidate.failure.en);
    }
    line("# [layers.restriction]");
    line("# path = {}", toml_text(candidate.path));
    if (!candidate.layer.empty()) {
        line("# layer = {}", toml_text(candidate.layer));
    }
    line("");
}

void PlanWriter::entry(const Candidate& candidate) {
    const auto& name = candidate.guess.role;
    if (name == "dem" || name == "firms" || name == "links" || name == "utilities" ||
        name == "assignments") {
        line("[{}{}]", name == "dem" ? "layers." : "", name);
        line("path = {}", toml_text(candidate.path));
        line("");
    } else if (const auto* const role = m_codes.role(name); role != nullptr) {
        layer(candidate, *role);
    } else {
        unknown(candidate);
    }
}

void PlanWriter::rest(const std::vector<Candidate>& candidates) {
    const bool firms = std::any_of(candidates.begin(), candidates.end(), [](const auto& candidate) {
        return candidate.guess.role == "firms";
    });
    if (!firms) {
        line("# [firms]");
        line("# path = \"firms.csv\" # 수요기업 / firms looking for land");
        line("");
    }
    line("# [[admission]] # 단지별 입주업종 / industries a complex admits");
    line("# complex = \"general\"");
    line("# ksic_rev = 10");
    line("# rule = \"allow C13 C20-C31\"");
    line("");
    line("[allocation]");
    line(R"(objective = ["jobs", "investment", "fit", "proximity", "compactness"])");
}

Date today() {
    return Date{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
}

Exit run(const Options& options, const Common& common) {
    const auto target = common.output.empty() ? (fs::path{options.directory} / "plan.toml").string()
                                              : common.output;
    const auto folder = fs::absolute(target).parent_path();
    if (fs::exists(target)) {
        throw Error{
            ErrorKind::usage,
            Text{fmt::format("{}: 이미 있어서 덮어쓰지 않습니다; 다른 폴더를 고르거나 옮기십시오",
                             target),
                 fmt::format("{}: is already there and is not overwritten; choose another "
                             "folder or move it away",
                             target)}};
    }
    const auto codes = io::read_codes(io::data_directory());
    std::vector<Candidate> candidates;
    for (const auto& file : options.files) {
        auto found = candidates_in(file, folder.string(), plan_crs, codes);
        std::move(found.begin(), found.end(), std::back_inserter(candidates));
    }
    auto name = folder.lexically_normal().filename().string();
    PlanWriter writer{codes, name.empty() ? "plan" : std::move(name), common.date_or(today())};
    const auto text = writer.write(candidates);
    std::error_code failed;
    fs::create_directories(folder, failed);
    io::write_file(target, text);
    const auto known = std::count_if(candidates.begin(), candidates.end(),
                                     [](const auto& one) { return !one.guess.role.empty(); });
    note(common, common.language == Language::ko
                     ? fmt::format("{}: 레이어 {}개 가운데 {}개를 알아봄. 내용을 확인한 뒤 "
                                   "`sandan check {}`를 실행하십시오",
                                   target, candidates.size(), known, target)
                     : fmt::format("{}: {} of {} layers recognised; confirm what it says, then run "
                                   "`sandan check {}`",
                                   target, known, candidates.size(), target));
    return Exit::clean;
}

} // namespace

void declare_init(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<Options>();
    app.option("directory", options->directory,
               {"plan.toml을 쓸 폴더", "Folder to write plan.toml into"})
        .required()
        .type_name("DIR");
    app.option("--from", options->files,
               {"계획에 적을 파일; 복사하지 않음", "Files the plan is to name; nothing is copied"})
        .required()
        .type_name("FILE");
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
