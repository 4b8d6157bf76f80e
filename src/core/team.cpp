#include <sandan/core/team.hpp>

#include <chrono>
#include <utility>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#ifdef __linux__
#include <sched.h>
#endif

namespace sandan {

namespace {

/// Waits while it has that value. Rounds follow each other sooner than a thread that sleeps is
/// woken: if it is `eager` it stays awake for a while first.
void wait_for_change(const std::atomic<std::uint32_t>& number, std::uint32_t value, bool eager) {
    constexpr std::chrono::microseconds a_while{100};
    constexpr int looks_at_a_time = 40;
    const auto end = std::chrono::steady_clock::now() + a_while;
    while (eager && number.load() == value && std::chrono::steady_clock::now() < end) {
        for (int i = 0; i < looks_at_a_time && number.load() == value; ++i) {
#ifdef __SSE2__
            _mm_pause();
#endif
        }
    }
    number.wait(value);
}

#ifdef __linux__

/// That this thread may be run by.
cpu_set_t processors() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    (void)sched_getaffinity(0, sizeof allowed, &allowed);
    return allowed;
}

std::size_t processor_count() {
    const auto allowed = processors();
    return static_cast<std::size_t>(CPU_COUNT(&allowed));
}

int own_processor() {
    return sched_getcpu();
}

/// Moves this thread to another processor that it may run on.
void leave(int processor) {
    const auto allowed = processors();
    auto others = allowed;
    CPU_CLR(static_cast<unsigned>(processor), &others);
    if (sched_setaffinity(0, sizeof others, &others) == 0) {
        (void)sched_setaffinity(0, sizeof allowed, &allowed); // it may come back
    }
}

#else

std::size_t processor_count() {
    return std::thread::hardware_concurrency();
}

int own_processor() {
    return -1;
}

void leave(int) {}

#endif

} // namespace

Team::Team(unsigned threads) : m_roomy{threads > 1 && threads <= processor_count()} {
    try {
        for (unsigned t = 1; t < threads; ++t) {
            m_helpers.emplace_back([this] { stay(); });
        }
    } catch (...) {
        end(); // or those that have begun would be waited for without end
        throw;
    }
}

Team::~Team() {
    end();
}

void Team::end() {
    m_over = true;
    ++m_round;
    m_round.notify_all();
}

/// Linux wakes a thread beside the one that does so, and where few processors share a cache it
/// parts them late. But who is brought back again and again had better stay: other programs run.
void Team::stay() {
    constexpr int most_moves = 4;
    int moves = 0;
    for (std::uint32_t round = 0;;) {
        wait_for_change(m_round, round, m_roomy);
        ++round; // nobody begins another one before all are done with this one
        if (m_over) {
            return;
        }
        if (m_roomy && moves < most_moves && own_processor() == m_processor) {
            leave(m_processor);
            ++moves;
        }
        drain();
        if (--m_busy == 0) {
            m_busy.notify_one();
        }
    }
}

void Team::drain() {
    for (auto i = m_next++; i < m_count; i = m_next++) {
        try {
            (*m_work)(i);
        } catch (...) {
            m_next = m_count; // all below i have begun, so the lowest that throws is still found
            const std::scoped_lock lock{m_mutex};
            if (i < m_failed_at) {
                m_failed_at = i;
                m_failure = std::current_exception();
            }
        }
    }
}

void Team::run(std::size_t count, const std::function<void(std::size_t)>& work) {
    m_count = m_failed_at = count;
    m_work = &work;
    m_processor = own_processor();
    m_next = 0;
    const auto helpers = static_cast<std::uint32_t>(m_helpers.size());
    m_busy = helpers;
    ++m_round;
    m_round.notify_all();
    drain();
    for (auto busy = m_busy.load(); busy != 0; busy = m_busy.load()) {
        wait_for_change(m_busy, busy, m_roomy);
    }
    if (m_failure) {
        std::rethrow_exception(std::exchange(m_failure, nullptr));
    }
}

} // namespace sandan
