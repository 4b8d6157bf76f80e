#include "cli/read_locks.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/report/allocation.hpp>

#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace sandan::cli {

namespace {

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream{text};
    for (std::string part; std::getline(stream, part, ';');) {
        if (!part.empty()) {
            parts.push_back(part);
        }
    }
    return parts;
}

} // namespace

std::vector<allocation::Lock> read_locks(const std::string& path) {
    const auto table = io::read_table(path);
    const auto firm = table.column("firm_id");
    const auto parcels = table.column("parcels");
    const auto mode = table.column("mode");
    const auto status = table.column("status"); // of what `allocate` wrote: some firms have no lots
    if (!firm || !parcels) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("{}:1: 열은 firm_id,parcels[,mode]여야 합니다", path),
                         fmt::format("{}:1: expected the columns firm_id,parcels[,mode]", path)}};
    }
    std::vector<allocation::Lock> locks;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const auto& row = table.rows[r];
        const auto word = mode ? row[*mode] : std::string{};
        if (!word.empty() && word != "lock" && word != "forbid") {
            throw Error{
                ErrorKind::usage,
                Text{fmt::format("{}:{}: mode '{}': lock이나 forbid여야 합니다", path, r + 2, word),
                     fmt::format("{}:{}: mode '{}', expected lock or forbid", path, r + 2, word)}};
        }
        auto lots = split(row[*parcels]);
        if (lots.empty() && status && row[*status] == "unplaced") {
            continue;
        }
        if (lots.empty()) {
            throw Error{
                ErrorKind::usage,
                Text{fmt::format("{}:{}: 기업 '{}'의 획지가 없습니다; 획지를 적거나 행을 빼십시오",
                                 path, r + 2, row[*firm]),
                     fmt::format("{}:{}: firm '{}' has no parcels; name its lots or leave the "
                                 "row out",
                                 path, r + 2, row[*firm])}};
        }
        locks.push_back({.firm = row[*firm], .lots = std::move(lots), .forbid = word == "forbid"});
    }
    return locks;
}

std::vector<allocation::FirmLots> read_previous(const std::string& path) {
    const auto text = read_text(path, {"allocate의 배정표(CSV)나 인증서(JSON)",
                                       "assignments (csv) or a certificate (JSON) of allocate"});
    std::vector<allocation::FirmLots> sites;
    if (text.starts_with('{')) {
        try {
            for (auto& site : report::read_certificate(text).assignments) {
                sites.push_back({std::move(site.firm), std::move(site.lots)});
            }
        } catch (const Error& e) {
            throw e.within(path);
        }
    } else {
        for (auto& lock : read_locks(path)) {
            if (lock.forbid) {
                throw Error{
                    ErrorKind::usage,
                    Text{fmt::format("{}: 기업 '{}': 이전 계획은 아무것도 금지하지 않습니다; 그런 "
                                     "행은 --fix에 주십시오",
                                     path, lock.firm),
                         fmt::format("{}: firm '{}': a plan before forbids nothing, give such "
                                     "rows to --fix",
                                     path, lock.firm)}};
            }
            sites.push_back({std::move(lock.firm), std::move(lock.lots)});
        }
    }
    std::set<std::string> firms;
    for (auto& site : sites) {
        if (!firms.insert(site.firm).second) {
            throw Error{ErrorKind::usage,
                        Text{format_ko("{}: 기업 '{}'이(가) 두 번 나옵니다", path, site.firm),
                             fmt::format("{}: firm '{}' stands twice", path, site.firm)}};
        }
        std::sort(site.lots.begin(), site.lots.end());
    }
    return sites;
}

std::string read_text(const std::string& path, const Text& expected) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) {
        throw Error{
            ErrorKind::input,
            Text{format_ko("{}: 읽을 수 없습니다; {}이(가) 있어야 합니다", path, expected.ko),
                 fmt::format("{}: cannot read it, expected {}", path, expected.en)}};
    }
    return text.str();
}

} // namespace sandan::cli
