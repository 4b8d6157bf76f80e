#pragma once

namespace sandan::geom::geos {

/// Ends a GEOS call on this thread that takes too long, by a failure of the call. GEOS asks between
/// two steps. One at a time on each thread; other threads are not concerned.
class TimeLimit {
public:
    /// From now on, in seconds of this thread's processor time.
    explicit TimeLimit(double seconds);
    ~TimeLimit();

    TimeLimit(const TimeLimit&) = delete;
    TimeLimit& operator=(const TimeLimit&) = delete;

    /// The limit of this thread, if it has one, is behind.
    [[nodiscard]] static bool passed();

    /// What GEOS calls back, on any thread. GEOS_interruptRequest would end whatever call of any
    /// thread comes next; an exception ends this one, and GEOS hands it on as the call's failure.
    static void ask();
};

} // namespace sandan::geom::geos
