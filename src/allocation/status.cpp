#include <sandan/allocation/allocate.hpp>

#include <algorithm>

namespace sandan::allocation {

std::string_view to_string(Status status) noexcept {
    switch (status) {
    case Status::optimal:
        return "optimal";
    case Status::optimal_in_pool:
        return "optimal_in_pool";
    case Status::feasible:
        return "feasible";
    case Status::time_limit:
        return "time_limit";
    case Status::infeasible:
        break;
    }
    return "infeasible";
}

Options options_of(const model::AllocationOptions& plan) {
    Options options;
    options.objective = plan.objective;
    options.plan_max_parcels = plan.max_parcels;
    options.gap = plan.gap;
    options.time_limit_s = plan.time_limit_s;
    options.seed = plan.seed;
    return options;
}

int lots_allowed(const model::Firm& firm, const Options& options) {
    const int own = firm.max_lots.value_or(options.plan_max_parcels);
    return options.max_parcels > 0 ? std::min(own, options.max_parcels) : own;
}

int most_lots(const std::vector<model::Firm>& firms, const Options& options) {
    int most = 1;
    for (const auto& firm : firms) {
        most = std::max(most, lots_allowed(firm, options));
    }
    return most;
}

} // namespace sandan::allocation
