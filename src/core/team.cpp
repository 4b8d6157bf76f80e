#include <sandan/core/team.hpp>

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
/// woken, so it stays awake for some ten microseconds first.
void wait_for_change(const std::atomic<std::uint32_t>& number, std::uint32_t value) {
    constexpr unsigned looks = 4000;
    constexpr unsigned looks_in_a_row = 40;
    for (unsigned i = 1; i < looks && number.load() == value; ++i) {
        if (i % looks_in_a_row == 0) {
            std::this_thread::yield(); // to who is waited for, if it runs here
        }
#ifdef __SSE2__
        _mm_pause();
#endif
    }
    number.wait(value);
}

/// The processor that runs this thread; -1 if that is not told.
int own_processor() {
#ifdef __linux__
    return sched_getcpu();
#else
    return -1;
#endif
}

/// If this thread is run by that processor: moves it to another one that it may run on, if there
/// are enough for `threads`. Linux wakes threads beside the one that does so, and where few
/// processors share a cache it parts them late.
void leave([[maybe_unused]] int processor, [[maybe_unused]] std::size_t threads) {
#ifdef __linux__
    if (processor < 0 || own_processor() != processor) {
        return;
    }
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0 ||
        static_cast<std::size_t>(CPU_COUNT(&allowed)) < threads) {
        return;
    }
    auto others = allowed;
    CPU_CLR(static_cast<unsigned>(processor), &others);
    if (sched_setaffinity(0, sizeof others, &others) == 0) {
        (void)sched_setaffinity(0, sizeof allowed, &allowed); // it may come back
    }
#endif
}

} // namespace

Team::Team(unsigned threads) {
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

void Team::stay() {
    for (std::uint32_t round = 0;;) {
        wait_for_change(m_round, round);
        ++round; // nobody begins another one before all are done with this one
        if (m_over) {
            return;
        }
        leave(m_processor, m_helpers.size() + 1);
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
        wait_for_change(m_busy, busy);
    }
    if (m_failure) {
        std::rethrow_exception(std::exchange(m_failure, nullptr));
    }
}

} // namespace sandan
