#include "cli/read_locks.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/report/allocation.hpp>

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
                    fmt::format("{}:1: expected the columns firm_id,parcels[,mode]", path)};
    }
    std::vector<allocation::Lock> locks;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const auto& row = table.rows[r];
        const auto word = mode ? row[*mode] : std::string{};
        if (!word.empty() && word != "lock" && word != "forbid") {
            throw Error{ErrorKind::usage, fmt::format("{}:{}: mode '{}', expected lock or forbid",
                                                      path, r + 2, word)};
        }
        auto lots = split(row[*parcels]);
        if (lots.empty() && status && row[*status] == "unplaced") {
            continue;
        }
        if (lots.empty()) {
            throw Error{ErrorKind::usage,
                        fmt::format("{}:{}: firm '{}' has no parcels; name its lots or leave the "
                                    "row out",
                                    path, r + 2, row[*firm])};
        }
        locks.push_back({.firm = row[*firm], .lots = std::move(lots), .forbid = word == "forbid"});
    }
    return locks;
}

std::vector<allocation::FirmLots> read_previous(const std::string& path) {
    const auto text = read_text(path, "assignments (csv) or a certificate (JSON) of allocate");
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
                throw Error{ErrorKind::usage,
                            fmt::format("{}: firm '{}': a plan before forbids nothing, give such "
                                        "rows to --fix",
                                        path, lock.firm)};
            }
            sites.push_back({std::move(lock.firm), std::move(lock.lots)});
        }
    }
    std::set<std::string> firms;
    for (auto& site : sites) {
        if (!firms.insert(site.firm).second) {
            throw Error{ErrorKind::usage,
                        fmt::format("{}: firm '{}' stands twice", path, site.firm)};
        }
        std::sort(site.lots.begin(), site.lots.end());
    }
    return sites;
}

std::string read_text(const std::string& path, const std::string& expected) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) {
        throw Error{ErrorKind::input,
                    fmt::format("{}: cannot read it, expected {}", path, expected)};
    }
    return text.str();
}

} // namespace sandan::cli
