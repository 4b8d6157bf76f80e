// A queue of parts that ranks take from. Rank 0 hands them out and works itself: its main thread
// alone speaks MPI (MPI_THREAD_FUNNELED), a second thread of it computes.

#include <sandan/core/error.hpp>

#include "cli/batch_queue.hpp"
#include "cli/exit_order.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <mpi.h>
#include <mutex>
#include <optional>
#include <thread>

namespace sandan::cli {

namespace {

constexpr int asks = 1;
constexpr int answers = 2;
constexpr std::uint64_t no_more = std::numeric_limits<std::uint64_t>::max();

/// MPI from here to the end of the block.
class Ranks {
public:
    Ranks() {
        int level = MPI_THREAD_SINGLE;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level);
        if (level < MPI_THREAD_FUNNELED) {
            throw Error{ErrorKind::usage, Text{"이 MPI는 스레드를 쓰는 프로그램을 받지 않습니다",
                                               "this MPI takes no program with threads"}};
        }
        MPI_Comm_rank(MPI_COMM_WORLD, &m_rank);
        MPI_Comm_size(MPI_COMM_WORLD, &m_count);
    }

    ~Ranks() { MPI_Finalize(); }

    Ranks(const Ranks&) = delete;
    Ranks& operator=(const Ranks&) = delete;

    [[nodiscard]] int rank() const noexcept { return m_rank; }

    [[nodiscard]] int count() const noexcept { return m_count; }

    /// On all ranks the gravest end of all.
    [[nodiscard]] static Exit gravest(Exit end) {
        const std::uint64_t mine = gravity_of(end);
        std::uint64_t most = 0;
        MPI_Allreduce(&mine, &most, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
        return by_gravity.at(most);
    }

private:
    int m_rank = 0;
    int m_count = 1;
};

/// The items that nobody has taken yet. Safe from any thread.
class Queue {
public:
    explicit Queue(const std::vector<std::size_t>& items) : m_items{items} {}

    std::optional<std::size_t> take() {
        const std::scoped_lock alone{m_mutex};
        return m_next == m_items.size() ? std::nullopt : std::optional{m_items[m_next++]};
    }

private:
    const std::vector<std::size_t>& m_items;
    std::mutex m_mutex;
    std::size_t m_next = 0;
};

/// Answers one rank that asks, if one does; true if it was told that there is no more.
bool answer_one(Queue& queue) {
    int waiting = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, asks, MPI_COMM_WORLD, &waiting, &status);
    if (waiting == 0) {
        // Spinning would take the processor from who computes.
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        return false;
    }
    MPI_Recv(nullptr, 0, MPI_BYTE, status.MPI_SOURCE, asks, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    const auto item = queue.take();
    const std::uint64_t word = item ? *item : no_more;
    MPI_Send(&word, 1, MPI_UINT64_T, status.MPI_SOURCE, answers, MPI_COMM_WORLD);
    return !item;
}

/// Rank 0: hands out, and works on what it takes itself.
Exit lead(const std::vector<std::size_t>& items, const std::function<Exit(std::size_t)>& work,
          int others) {
    Queue queue{items};
    auto end = Exit::clean;
    std::jthread worker{[&] {
        while (const auto item = queue.take()) {
            end = graver(end, work(*item));
        }
    }};
    for (int busy = others; busy > 0;) {
        busy -= answer_one(queue) ? 1 : 0;
    }
    worker.join();
    return end;
}

/// Any other rank.
Exit follow(const std::function<Exit(std::size_t)>& work) {
    auto end = Exit::clean;
    while (true) {
        std::uint64_t word = no_more;
        MPI_Send(nullptr, 0, MPI_BYTE, 0, asks, MPI_COMM_WORLD);
        MPI_Recv(&word, 1, MPI_UINT64_T, 0, answers, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        if (word == no_more) {
            return end;
        }
        end = graver(end, work(static_cast<std::size_t>(word)));
    }
}

} // namespace

bool started_by_mpi() {
    constexpr std::array names{"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"};
    return std::any_of(names.begin(), names.end(), [](const char* name) {
        return std::getenv(name) != nullptr; // NOLINT(concurrency-mt-unsafe): before threads
    });
}

Exit work_through(const std::vector<std::size_t>& items,
                  const std::function<Exit(std::size_t)>& work) {
    if (!started_by_mpi()) { // alone: MPI would start a helper process
        auto end = Exit::clean;
        for (const auto item : items) {
            end = graver(end, work(item));
        }
        return end;
    }
    const Ranks ranks;
    return Ranks::gravest(ranks.rank() == 0 ? lead(items, work, ranks.count() - 1) : follow(work));
}

} // namespace sandan::cli
