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

int lots_allowed(const model::Firm& firm, const Options& options) {
    const int own = firm.max_lots.value_or(options.plan_max_parcels);
    return options.max_parcels > 0 ? std::min(own, options.max_parcels) : own;
}

} // namespace sandan::allocation
