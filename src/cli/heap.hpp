#pragma once

namespace sandan::cli {

/// Sets how glibc's malloc takes memory from the system and gives it back: blocks of 4 MB and more
/// go back when they are freed, and the first 12 MB of the heap may be in large pages (2 MB, where
/// the system grants them on request), so that filling them costs a few faults and not thousands.
/// Changes the whole process, therefore the program's and not the library's. Call once, first thing
/// in main. Where less memory may be had, or with another malloc, it does what can be done of this.
void prepare_heap();

} // namespace sandan::cli
