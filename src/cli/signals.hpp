#pragma once

namespace sandan::cli {

/// From here on the process never dies by a signal: SIGINT, SIGTERM and SIGHUP end it with status 5
/// and leave nothing half done; a closed pipe and a full quota are errors of writing (4); an input
/// that is cut short while it is mapped is an error of the input (3); faults of our own are 70.
/// Call once, before any thread is made.
void take_signals();

/// While it lives, the next of these signals makes `event` (an eventfd) readable instead; the one
/// after it ends the process as before. One at a time.
class GentleEnd {
public:
    /// `event` outlives it.
    explicit GentleEnd(int event);
    /// From here on nobody writes to the event.
    ~GentleEnd();
    GentleEnd(const GentleEnd&) = delete;
    GentleEnd& operator=(const GentleEnd&) = delete;

private:
    int m_event;
};

} // namespace sandan::cli
