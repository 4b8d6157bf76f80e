#include "cli/heap.hpp"

#include <cstdint>
#include <cstdlib>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace sandan::cli {

namespace {

constexpr int mebibyte = 1 << 20;
// Left to itself, glibc soon keeps blocks of up to 32 MB when they are freed, in pieces.
constexpr int returned_at_once = 4 * mebibyte;
// The heap grows by this much at a time; only what is touched is memory.
constexpr std::uintptr_t step = 12 * mebibyte;
// More than a step: what one step brought must not go back at once, and its advice with it.
constexpr std::uintptr_t kept_on_top = step + mebibyte;
constexpr std::uintptr_t large_page = 2 * mebibyte;

std::uintptr_t address(const void* place) {
    return reinterpret_cast<std::uintptr_t>(place);
}

} // namespace

void prepare_heap() {
    mallopt(M_MMAP_THRESHOLD, returned_at_once);
    mallopt(M_TOP_PAD, int{step});
    mallopt(M_TRIM_THRESHOLD, int{kept_on_top});
    const auto end = address(sbrk(0));
    void* volatile last = std::malloc(1);
    const auto used = address(last);
    std::free(last);
    if (end - used > step) {
        return; // another malloc, elsewhere
    }
    // What is left before the next boundary goes to a block nobody touches, which is no memory: the
    // heap grows by a step and starts anew at a large page. A byte beyond would make that one
    // small.
    constexpr std::uintptr_t bookkeeping = 128;
    const auto boundary = (end / large_page + 1) * large_page;
    void* volatile filler = std::malloc(boundary - used - bookkeeping);
    const auto grown = address(sbrk(0));
    if (filler != nullptr && boundary < grown) {
        (void)madvise(reinterpret_cast<void*>(boundary), grown - boundary, MADV_HUGEPAGE); // a wish
    }
}

} // namespace sandan::cli
