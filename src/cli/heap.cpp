#include "cli/heap.hpp"

#include <cstdint>
#include <cstdlib>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace sandan::cli {

namespace {

constexpr std::uintptr_t mebibyte = 1U << 20U;
// Left to itself, glibc soon keeps blocks of up to 32 MB when they are freed, in pieces.
constexpr std::uintptr_t returned_at_once = 4 * mebibyte;
/// Only what is touched of it is memory.
constexpr std::uintptr_t in_large_pages = 12 * mebibyte;
// More than that: it must not go back at once, and the advice with it.
constexpr std::uintptr_t kept_on_top = in_large_pages + mebibyte;
constexpr std::uintptr_t large_page = 2 * mebibyte;
constexpr std::uintptr_t usual_step = mebibyte / 8;

std::uintptr_t address(const void* place) {
    return reinterpret_cast<std::uintptr_t>(place);
}

/// Where the heap has not given anything yet; the end of the heap if that cannot be told.
std::uintptr_t top_of_heap() {
    constexpr std::size_t not_from_a_list = 32 * 1024; // larger than what is kept for the next
    void* volatile probe = std::malloc(not_from_a_list);
    const auto top = address(probe);
    std::free(probe);
    return top;
}

} // namespace

void prepare_heap() {
    // NOLINTBEGIN(concurrency-mt-unsafe): before threads
    mallopt(M_MMAP_THRESHOLD, int{returned_at_once});
    mallopt(M_TRIM_THRESHOLD, int{kept_on_top});
    const auto top = top_of_heap();
    const auto end = address(sbrk(0));
    if (end - top > large_page) {
        return; // another malloc, elsewhere
    }
    // What is left before the next boundary goes to a block nobody touches, and a step more is
    // taken: the heap starts anew at a large page. A byte beyond would make that one small.
    constexpr std::uintptr_t bookkeeping = 128;
    const auto boundary = (end / large_page + 1) * large_page;
    mallopt(M_TOP_PAD, int{in_large_pages});
    const void* volatile filler = std::malloc(boundary - top - bookkeeping);
    mallopt(M_TOP_PAD, int{usual_step}); // of every thread's heap
    // NOLINTEND(concurrency-mt-unsafe)
    const auto grown = address(sbrk(0));
    if (filler != nullptr && boundary < grown) {
        auto* const begin = reinterpret_cast<void*>(boundary); // NOLINT(performance-no-int-to-ptr)
        (void)madvise(begin, grown - boundary, MADV_HUGEPAGE); // a wish
    }
} // NOLINT(clang-analyzer-unix.Malloc): the filler stays

} // namespace sandan::cli
