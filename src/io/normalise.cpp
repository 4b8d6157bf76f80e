#include "io/normalise.hpp"

#include "core/korean.hpp"
#include "io/tell.hpp"
#include "io/text_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace sandan::io {

namespace {

/// How a spelling is written as a code; empty when it is none.
using CodeOf = std::string (*)(const model::Codes& codes, const std::string& spelling);

template <typename Rows>
std::string code_of_name(const Rows& rows, const std::string& spelling) {
    const auto key = text_key(spelling);
    for (const auto& row : rows) {
        if (row.code == spelling) {
            return spelling;
        }
    }
    for (const auto& row : rows) {
        if (text_key(row.code) == key || text_key(row.name.ko) == key ||
            text_key(row.name.en) == key) {
            return row.code;
        }
    }
    return {};
}

std::string zone_of(const model::Codes& codes, const std::string& spelling) {
    auto inside = model::zone_code_in(spelling);
    return inside.empty() ? code_of_name(codes.zoning, spelling) : inside;
}

std::string use_of(const model::Codes& codes, const std::string& spelling) {
    return code_of_name(codes.land_uses, spelling);
}

std::string management_of(const model::Codes& codes, const std::string& spelling) {
    return code_of_name(codes.management_zones, spelling);
}

struct CodedField {
    std::string_view role;
    std::string_view field;
    CodeOf code_of;
};

constexpr std::array coded_fields{CodedField{"zoning", "code", zone_of},
                                  CodedField{"lots", "zoning", zone_of},
                                  CodedField{"parcels", "zoning", zone_of},
                                  CodedField{"lots", "use", use_of},
                                  CodedField{"lots", "management", management_of},
                                  CodedField{"management", "code", management_of}};

/// A spelling met, what it became, and where.
struct Change {
    std::string code;
    std::int64_t first = -1;
    std::size_t count = 0;
};

void name_codes_in(model::Layer& layer, const CodedField& coded, const model::Codes& codes) {
    const auto column = layer.column(coded.field);
    if (!column) {
        return;
    }
    std::map<std::string, Change> changes;
    for (auto& feature : layer.features) {
        auto* const text = std::get_if<std::string>(&feature.values[*column]);
        if (text == nullptr) {
            continue;
        }
        const auto [change, added] = changes.try_emplace(*text);
        if (added) {
            change->second = {coded.code_of(codes, *text), feature.fid, 0};
        }
        if (const auto& code = change->second.code; !code.empty() && code != *text) {
            ++change->second.count;
            *text = code;
        }
    }
    for (const auto& [spelling, change] : changes) {
        if (change.count != 0) {
            tell(layer.provenance.findings, "CODE-NAME",
                 {fmt::format("필드 {}에 코드(값 '{}')", coded.field, spelling),
                  fmt::format("a code in field {}; it holds '{}'", coded.field, spelling)},
                 {format_ko("{}(으)로 읽음, {}건", change.code, change.count),
                  fmt::format("read as {} in {} records", change.code, change.count)},
                 change.first, change.count);
        }
    }
}

} // namespace

void name_codes(model::Layer& layer, const model::Codes& codes) {
    for (const auto& coded : coded_fields) {
        if (coded.role == layer.role) {
            name_codes_in(layer, coded, codes);
        }
    }
}

void renumber_parcels(model::Layer& layer, const model::Codes& codes, const Date& day) {
    for (const auto* const field : {"id", "pnu"}) {
        const auto column = layer.column(field);
        if (!column) {
            continue;
        }
        std::map<std::pair<std::string, std::string>, Change> changes;
        for (auto& feature : layer.features) {
            auto* const text = std::get_if<std::string>(&feature.values[*column]);
            const auto pnu = text == nullptr ? std::nullopt : model::Pnu::parse(*text);
            if (!pnu) {
                continue;
            }
            const auto now = model::on_day(*pnu, day, codes.region_changes);
            if (now == *pnu) {
                continue;
            }
            auto& change = changes[{std::string{pnu->district()}, std::string{now.district()}}];
            change.first = change.count == 0 ? feature.fid : change.first;
            ++change.count;
            *text = now.text();
        }
        for (const auto& [districts, change] : changes) {
            tell(layer.provenance.findings, "PNU-REGION",
                 {fmt::format("{} 현재의 행정구역 코드 {}(파일은 {})", to_string(day),
                              districts.second, districts.first),
                  fmt::format("the region code of {}, {}; the file has {}", to_string(day),
                              districts.second, districts.first)},
                 {fmt::format("필지번호 {}개를 고쳐 읽음", change.count),
                  fmt::format("{} parcel numbers were rewritten", change.count)},
                 change.first, change.count);
        }
    }
}

} // namespace sandan::io
