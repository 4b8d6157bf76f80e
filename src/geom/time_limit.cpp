#include "geom/time_limit.hpp"

#include <ctime>
#include <stdexcept>

namespace sandan::geom::geos {

namespace {

constexpr double never = 0;
constexpr unsigned steps = 64; // between two looks at the clock, which is a system call

double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double& end() {
    thread_local double value = never;
    return value;
}

} // namespace

TimeLimit::TimeLimit(double seconds) {
    end() = processor_seconds() + seconds;
}

TimeLimit::~TimeLimit() {
    end() = never;
}

bool TimeLimit::passed() {
    return end() != never && processor_seconds() > end();
}

void TimeLimit::ask() {
    thread_local unsigned asked = 0;
    if (++asked % steps == 0 && passed()) {
        throw std::runtime_error{"out of time"};
    }
}

} // namespace sandan::geom::geos
