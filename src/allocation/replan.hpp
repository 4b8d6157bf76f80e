#pragma once
// What follows a finished plan: how it differs from the one before, other plans nearly as good, and
// what each lot and firm is worth to it.

#include "allocation/stages.hpp"

namespace sandan::allocation {

/// Everything the follow-ups need; the parts must outlive it.
struct Finished {
    const rules::Context& context;
    const siting::Matrix& matrix;
    const PlanProblem& plan;
    const Choice& choice;
    SolveOptions options; ///< Of the solves to come; the time limit is one of the process.
};

[[nodiscard]] Replanning compare(const Finished& finished, const std::vector<FirmLots>& previous);

/// At most `count` plans, each with at least a fifth of the placed firms (one or more) on other
/// lots than in the plan and in every earlier alternative, found by charging for what those used.
/// Best found, not proven best; the loss and the distance are exact.
[[nodiscard]] std::vector<Alternative> alternatives(const Finished& finished, int count);

/// Without each placed lot, without each placed firm.
[[nodiscard]] std::vector<Importance> importance(const Finished& finished);

/// Each placed firm asking for a fifth less, then each for a fifth more: of land (its window) and
/// of every utility. Its sites are judged anew.
[[nodiscard]] std::vector<Importance> regrets(const Finished& finished, const Options& options);

/// The end of a solve when `solves` are still to come until `end` (CPU seconds of the process).
[[nodiscard]] double slice(double end, std::size_t solves);

} // namespace sandan::allocation
