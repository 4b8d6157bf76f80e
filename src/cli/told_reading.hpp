#pragma once
// What reading a layer told, kept beyond the layer: for who tells of parts once all are done.

#include <sandan/model/layer.hpp>

#include "cli/command.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sandan::cli {

struct ToldReading {
    std::string path;
    std::string driver; ///< How findings call a record hangs on it.
    model::Ledger ledger;
    std::vector<model::ReadFinding> findings; ///< The first ones, as many as are shown.
    std::size_t count = 0;                    ///< Of all findings.

    friend bool operator==(const ToldReading&, const ToldReading&) = default;
};

[[nodiscard]] ToldReading told_of(const model::Layer& layer);

/// The ledger on stderr.
void note_ledger(const Common& common, const ToldReading& told);

/// Ledger and findings on stderr.
void note_reading(const Common& common, const ToldReading& told);

/// All but the path, which means something only to who has it.
[[nodiscard]] nlohmann::ordered_json told_json(const ToldReading& told);

/// \throws nlohmann::json::exception.
[[nodiscard]] ToldReading told_from(const nlohmann::ordered_json& json);

} // namespace sandan::cli
