#pragma once
// Who works on which part. One of two engines is built: batch_queue.cpp, or with SANDAN_MPI
// batch_queue_mpi.cpp.

#include "cli/command.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace sandan::cli {

/// True when an MPI launcher started this process (mpirun, srun) and the engine is built in: its
/// ranks then need the network to speak with each other.
[[nodiscard]] bool started_by_mpi();

/// Calls `work(item)` once for every item, first things first: here, or on whichever rank is free
/// when a launcher started several. `work` tells how it ended, and must not throw.
/// Gives, on every rank, the gravest end of all (exit_order.hpp).
[[nodiscard]] Exit work_through(const std::vector<std::size_t>& items,
                                const std::function<Exit(std::size_t)>& work);

} // namespace sandan::cli
