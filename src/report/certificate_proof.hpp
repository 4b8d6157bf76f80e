#pragma once
// The proof of a certificate's bound, and the planner's locks, as JSON.

#include <sandan/allocation/allocate.hpp>

#include <nlohmann/json.hpp>

namespace sandan::report {

[[nodiscard]] nlohmann::ordered_json proof_json(const allocation::BoundProof& proof);

/// \throws nlohmann::json::exception for what is missing or of another type.
[[nodiscard]] allocation::BoundProof read_proof(const nlohmann::ordered_json& json);

[[nodiscard]] nlohmann::ordered_json locks_json(const std::vector<allocation::Lock>& locks);

/// \throws nlohmann::json::exception for what is missing or of another type.
[[nodiscard]] std::vector<allocation::Lock> read_locks(const nlohmann::ordered_json& json);

} // namespace sandan::report
