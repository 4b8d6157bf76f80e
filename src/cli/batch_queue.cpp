#include "cli/batch_queue.hpp"

#include "cli/exit_order.hpp"

namespace sandan::cli {

bool started_by_mpi() {
    return false;
}

Exit work_through(const std::vector<std::size_t>& items,
                  const std::function<Exit(std::size_t)>& work) {
    auto end = Exit::clean;
    for (const auto item : items) {
        end = graver(end, work(item));
    }
    return end;
}

} // namespace sandan::cli
