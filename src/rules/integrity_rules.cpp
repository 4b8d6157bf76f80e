// DI-01 … DI-06: parcel numbers (PNU), lot numbers (지번) and land categories (지목).
#include <sandan/geom/measure.hpp>
#include <sandan/model/pnu.hpp>

#include "core/korean.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;
using model::Pnu;

/// The cadastre, or a statement that it is missing.
const Layer* parcels_of(const Context& context, Sink& sink, const char* field = nullptr) {
    const auto* const parcels = context.project.layer("parcels");
    if (parcels == nullptr) {
        sink.add({"parcels", "", -1}, unknown({"layer parcels"}));
        return nullptr;
    }
    if (field != nullptr && !parcels->column(field)) {
        sink.add({"parcels", field, -1}, unknown({fmt::format("parcels.{}", field)}));
        return nullptr;
    }
    return parcels;
}

/// Source name of the PNU field, as the plan maps it.
std::string pnu_field(const Context& context, const Layer& parcels) {
    for (const auto& ref : context.project.plan.layers) {
        const auto mapped = ref.fields.find("id");
        if (ref.name == parcels.name && mapped != ref.fields.end()) {
            return mapped->second;
        }
    }
    return "id";
}

/// DI-01, 훈령1965 §19. A number column cannot hold 19 digits: one statement for the layer.
void pnu_syntax(const Context& context, Sink& sink) {
    const auto* const parcels = parcels_of(context, sink, "id");
    if (parcels == nullptr) {
        return;
    }
    const auto& numeric = parcels->provenance.numeric_fields;
    const auto field = pnu_field(context, *parcels);
    if (std::find(numeric.begin(), numeric.end(), field) != numeric.end()) {
        sink.add({"parcels", field, -1},
                 breach(told({"PNU가 숫자 항목에 저장됨: 19자리를 담지 못함",
                              "PNU stored as a number: it cannot hold 19 digits"})));
        return;
    }
    for (const auto& parcel : parcels->features) {
        const auto text = parcels->text(parcel, "id");
        const Text message{fmt::format("PNU '{}': 19자리 형식이 아님", text.value_or("")),
                           fmt::format("PNU '{}' has not the 19-digit form", text.value_or(""))};
        sink.add(subject_of(*parcels, parcel),
                 text && Pnu::parse(*text) ? pass() : placed(breach(told(message)), parcel.shape));
    }
}

/// Two records of one PNU that do not meet are one parcel in pieces: to merge, not an error.
bool all_disjoint(const std::vector<const Feature*>& records) {
    for (std::size_t i = 0; i < records.size(); ++i) {
        for (std::size_t j = i + 1; j < records.size(); ++j) {
            if (!(geom::distance(records[i]->shape, records[j]->shape) > 0)) {
                return false;
            }
        }
    }
    return true;
}

/// DI-02
void pnu_duplicate(const Context& context, Sink& sink) {
    const auto* const parcels = parcels_of(context, sink, "id");
    if (parcels == nullptr) {
        return;
    }
    std::map<std::string, std::vector<const Feature*>> by_pnu;
    for (const auto& parcel : parcels->features) {
        if (const auto text = parcels->text(parcel, "id")) {
            by_pnu[*text].push_back(&parcel);
        }
    }
    for (const auto& [pnu, records] : by_pnu) {
        const Subject subject{"parcels", pnu, records.front()->fid};
        if (records.size() == 1) {
            sink.add(subject, pass());
            continue;
        }
        const bool parts = all_disjoint(records);
        auto evidence =
            told({fmt::format("같은 PNU가 {}건{}", records.size(), parts ? " (떨어진 조각)" : ""),
                  fmt::format("{} records of one PNU{}", records.size(),
                              parts ? " (separate parts)" : "")},
                 location_of(records.back()->shape));
        evidence.measured = static_cast<double>(records.size());
        evidence.threshold = 1;
        evidence.advisory = parts;
        sink.add(subject, breach(std::move(evidence)));
    }
}

/// `963-254도` as number and mark; the mark is whatever follows the last digit.
struct SplitJibun {
    std::string number;
    std::string mark;
};

SplitJibun split_mark(const std::string& jibun) {
    const auto last = jibun.find_last_of("0123456789");
    if (last == std::string::npos) {
        return {jibun, {}};
    }
    const auto start = jibun.find_first_not_of(' ', last + 1);
    return {jibun.substr(0, last + 1), start == std::string::npos ? "" : jibun.substr(start)};
}

/// DI-03: a wrong mark is DI-04's to tell, so only the number is compared.
void pnu_matches_jibun(const Context& context, Sink& sink) {
    const auto* const parcels = parcels_of(context, sink, "jibun");
    if (parcels == nullptr) {
        return;
    }
    for (const auto& parcel : parcels->features) {
        const auto jibun = parcels->text(parcel, "jibun");
        const auto pnu = Pnu::parse(parcels->text(parcel, "id").value_or(""));
        const auto number = model::parse_jibun(split_mark(jibun.value_or("")).number);
        if (!pnu) {
            continue; // told by DI-01
        }
        if (!number) {
            sink.add(subject_of(*parcels, parcel),
                     unknown({fmt::format("parcels.jibun '{}'", jibun.value_or(""))}));
            continue;
        }
        const Text message{
            format_ko("지번 '{}'이(가) PNU의 {}{}-{}과(와) 다름", *jibun,
                      pnu->mountain() ? "산" : "", pnu->main_number(), pnu->sub_number()),
            fmt::format("lot number '{}' is not the PNU's {}{}-{}", *jibun,
                        pnu->mountain() ? "산" : "", pnu->main_number(), pnu->sub_number())};
        sink.add(subject_of(*parcels, parcel), model::consistent(*pnu, *number)
                                                   ? pass()
                                                   : placed(breach(told(message)), parcel.shape));
    }
}

/// DI-04, 공간정보법 규칙 §64
void land_category_mark(const Context& context, Sink& sink) {
    const auto* const parcels = parcels_of(context, sink, "jibun");
    if (parcels == nullptr) {
        return;
    }
    for (const auto& parcel : parcels->features) {
        const auto jibun = parcels->text(parcel, "jibun").value_or("");
        const auto mark = split_mark(jibun).mark;
        if (mark.empty()) {
            sink.add(subject_of(*parcels, parcel), unknown({"land-category mark of jibun"}));
            continue;
        }
        const Text message{
            format_ko("지번 '{}': '{}'은(는) 지목 부호 28개에 없음", jibun, mark),
            fmt::format("lot number '{}': '{}' is none of the 28 category marks", jibun, mark)};
        sink.add(subject_of(*parcels, parcel), context.project.codes.jimok_of_mark(mark) != nullptr
                                                   ? pass()
                                                   : placed(breach(told(message)), parcel.shape));
    }
}

/// DI-05: forest land in the land ledger (토임) is usual; a 산 number that is no forest is listed.
void category_matches_ledger(const Context& context, Sink& sink) {
    const auto* const parcels = parcels_of(context, sink, "jibun");
    if (parcels == nullptr) {
        return;
    }
    for (const auto& parcel : parcels->features) {
        const auto pnu = Pnu::parse(parcels->text(parcel, "id").value_or(""));
        const auto mark = split_mark(parcels->text(parcel, "jibun").value_or("")).mark;
        if (!pnu || mark.empty()) {
            continue; // told by DI-01, DI-04
        }
        const Text message{fmt::format("임야대장 필지의 지목이 '{}'", mark),
                           fmt::format("forest-ledger parcel of category '{}'", mark)};
        sink.add(subject_of(*parcels, parcel),
                 pnu->mountain() && mark != "임" ? breach(told(message)) : pass());
    }
}

/// First digits of every PNU of the plan's layers, with the layer that holds them.
std::map<std::string, std::map<std::string, std::size_t>> pnu_counts(const Context& context) {
    std::map<std::string, std::map<std::string, std::size_t>> counts;
    for (const auto& layer : context.project.layers) {
        const bool parcels = layer.role == "parcels" || layer.role == "acquisition";
        for (const auto& feature : layer.features) {
            const auto pnu = layer.text(feature, parcels ? "id" : "pnu");
            if (pnu && Pnu::parse(*pnu)) {
                ++counts[pnu->substr(0, 5)][layer.role];
            }
        }
    }
    return counts;
}

/// DI-06: old and new district codes in one plan do not join until they are mapped.
void code_vintage(const Context& context, Sink& sink) {
    const auto counts = pnu_counts(context);
    if (counts.empty()) {
        sink.add({"plan", "plan", -1}, unknown({"parcels.id"}));
        return;
    }
    bool mixed = false;
    for (const auto& [code, layers] : counts) {
        const auto* const successor = context.parameter("DI-06", "successor", code);
        const auto next = successor == nullptr ? "" : fmt::format("{:.0f}", successor->value);
        if (next.empty() || !counts.contains(next)) {
            continue;
        }
        mixed = true;
        for (const auto& [layer, rows] : layers) {
            auto evidence = told(
                {format_ko("옛 행정코드 {} {}건이 새 코드 {}과(와) 섞임", code, rows, next),
                 fmt::format("{1} records with the old code {0} among {2}", code, rows, next)});
            evidence.measured = static_cast<double>(rows);
            evidence.parameter = successor;
            sink.add({layer, code, -1}, breach(std::move(evidence)));
        }
    }
    if (!mixed) {
        sink.add({"plan", "plan", -1}, pass());
    }
}

constexpr std::array table{
    Rule{"DI-01", pnu_syntax},
    Rule{"DI-02", pnu_duplicate},
    Rule{"DI-03", pnu_matches_jibun},
    Rule{"DI-04", land_category_mark},
    Rule{"DI-05", category_matches_ledger},
    Rule{"DI-06", code_vintage},
};

} // namespace

std::span<const Rule> integrity_rules() {
    return table;
}

} // namespace sandan::rules
