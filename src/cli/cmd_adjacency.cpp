#include <sandan/geom/adjacency.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/file_mode.hpp"
#include "cli/lock.hpp"
#include "core/csv.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <memory>

namespace sandan::cli {

namespace {

struct AdjacencyOptions {
    std::string layer;
    std::string inner; ///< --layer: inside a source of several
    std::string id;
    double min_length_m = 0.01;
    double tolerance_mm = 10;
    bool json = false;
    FileOptions file;
};

struct Result {
    MeasuredLayer measured;
    std::vector<geom::Contact> contacts;

    [[nodiscard]] std::string id(std::size_t at) const {
        return measured.layer.id(measured.layer.features[at]);
    }

    [[nodiscard]] double length_m() const {
        double sum = 0;
        for (const auto& contact : contacts) {
            sum += contact.length;
        }
        return sum;
    }
};

Result measure(const AdjacencyOptions& options, const Common& common) {
    std::vector<io::InputFile> files;
    Result result{
        read_measured(options.layer, reading(options.inner, options.id), options.file, files), {}};
    hold_read_to_lock(common, files, options.layer);
    result.contacts = geom::contacts(polygon_set_of(result.measured.layer), options.min_length_m,
                                     options.tolerance_mm / 1000, common.thread_count());
    return result;
}

/// Millions of rows: each id is made ready once.
std::string to_csv(const Result& result) {
    std::vector<std::string> ids;
    ids.reserve(result.measured.layer.features.size());
    for (const auto& feature : result.measured.layer.features) {
        ids.push_back(csv_line({result.measured.layer.id(feature)}));
        ids.back().pop_back();
    }
    auto text = csv_line({"id_a", "id_b", "length_m"});
    std::array<char, 32> number{};
    for (const auto& [a, b, length] : result.contacts) {
        auto* const end = fmt::format_to(number.data(), "{}\n", length);
        text.append(ids[a]).append(1, ',').append(ids[b]).append(1, ',').append(number.data(), end);
    }
    return text;
}

std::string to_json(const Result& result, const AdjacencyOptions& options,
                    const std::string& policy) {
    const auto& ledger = result.measured.layer.ledger;
    nlohmann::ordered_json json;
    json["schema"] = "sandan.adjacency/1";
    json["declared"] = ledger.declared;
    json["delivered"] = ledger.delivered;
    json["null"] = ledger.null;
    json["repaired"] = ledger.repaired;
    json["rejected"] = ledger.rejected;
    json["crs"] = result.measured.crs;
    json["min_length_m"] = options.min_length_m;
    json["tolerance_m"] = options.tolerance_mm / 1000;
    json["repair"] = policy;
    json["pairs"] = result.contacts.size();
    json["length_m"] = result.length_m();
    json["contacts"] = nlohmann::ordered_json::array();
    for (const auto& [a, b, length] : result.contacts) {
        json["contacts"].push_back(
            {{"id_a", result.id(a)}, {"id_b", result.id(b)}, {"length_m", length}});
    }
    return json.dump(2) + "\n";
}

Exit run(const AdjacencyOptions& options, const Common& common) {
    io::refuse_overwriting(common.output, {options.layer});
    hold_to_lock(common, {options.layer});
    const auto result = measure(options, common);
    note_reading(common, result.measured.layer);
    deliver(common, options.json ? to_json(result, options, common.repair)
                                 : csv_start(common) + to_csv(result));
    return exit_for_ledgers({&result.measured.layer}, options.file);
}

} // namespace

void declare_adjacency(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<AdjacencyOptions>();
    app.option("LAYER", options->layer,
               {"경계를 공유하는 도형의 레이어", "Layer whose shapes share borders"})
        .required();
    app.option("--layer", options->inner,
               {"레이어가 여럿인 자료에서 쓸 레이어", "Layer inside a source that has several"});
    app.option("--id", options->id,
               {"레코드의 이름이 되는 필드 (기본: 레코드 번호)",
                "Field that names a record (default: its number)"});
    app.option("--min-length", options->min_length_m,
               {"공유 길이가 이보다 긴 쌍만 나열 (기본 0.01 m)",
                "List pairs that share more than this (default 0.01 m)"})
        .non_negative()
        .type_name("M");
    app.option("--tolerance", options->tolerance_mm,
               {"간격이 이 이내인 경계는 공유로 봄 (기본 10 mm)",
                "Borders this near to each other are shared (default 10 mm)"})
        .non_negative()
        .type_name("MM");
    app.flag("--json", options->json,
             {"개수·합계·목록을 JSON으로 출력", "Counts, totals and the list as JSON"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit = run(*options, common);
    });
}

} // namespace sandan::cli
