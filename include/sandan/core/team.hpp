#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sandan {

/// Threads that stay for many rounds of work: to start one takes longer than a short round. For one
/// user at a time.
class Team {
public:
    /// `threads`: together with the one that calls run(). \throws std::system_error
    /// when one cannot be started.
    explicit Team(unsigned threads);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    /// As parallel_for(count, threads, work).
    void run(std::size_t count, const std::function<void(std::size_t)>& work);

private:
    void stay();
    void drain();
    void end();

    bool m_roomy; ///< There is a processor for each thread.
    std::atomic<std::uint32_t> m_round{0};
    std::atomic<std::uint32_t> m_busy{0}; ///< Helpers that are not done with the round.
    std::atomic<std::size_t> m_next{0};
    std::size_t m_count = 0; ///< With the next two, set between rounds.
    const std::function<void(std::size_t)>* m_work = nullptr;
    int m_processor = -1; ///< That runs the thread that called run().
    bool m_over = false;
    std::mutex m_mutex; ///< Of the next two.
    std::size_t m_failed_at = 0;
    std::exception_ptr m_failure;
    std::vector<std::jthread> m_helpers;
};

} // namespace sandan
