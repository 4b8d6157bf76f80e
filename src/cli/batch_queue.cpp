#include "cli/batch_queue.hpp"

namespace sandan::cli {

bool started_by_mpi() {
    return false;
}

bool work_through(const std::vector<std::size_t>& items,
                  const std::function<bool(std::size_t)>& work) {
    bool good = true;
    for (const auto item : items) {
        good = work(item) && good;
    }
    return good;
}

} // namespace sandan::cli
