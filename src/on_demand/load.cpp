// Loads a library when the first of its functions is called (make_stubs.py writes what calls this).
// Linked into the command only: GDAL with all that it links takes longer to load than most commands
// take to run, and most never call it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace {

/// As the assembler lays it down.
struct Library {
    const char* soname;
    const char* names; ///< One after the other, each with its NUL.
    void** slots; ///< Where its functions are, on pages of their own; null before it is loaded.
    std::size_t count;
};

/// What the loader does with a program whose library is missing or another one. No exception could
/// pass the function that was called.
[[noreturn]] void fail(const char* soname) {
    constexpr int internal = 70;
    const char* const why = dlerror();
    static_cast<void>(std::fprintf(stderr, "sandan: %s cannot be loaded: %s\n", soname,
                                   why == nullptr ? "unknown reason" : why));
    _exit(internal);
}

/// From now on nobody can put another function in the place of one.
void protect(const Library& library) {
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(library.slots);
    const auto bytes = (library.count * sizeof(void*) + page - 1) / page * page;
    if (begin % page == 0) { // pages larger than the assembler knew stay as they are
        static_cast<void>(mprotect(library.slots, bytes, PROT_READ));
    }
}

} // namespace

/// Fills the slots of a library. Safe from any thread: who comes second waits.
extern "C" __attribute__((visibility("hidden"))) void
sandan_load_library(const Library* library) noexcept {
    static std::mutex guard;
    const std::scoped_lock alone{guard};
    if (library->slots[0] != nullptr) {
        return;
    }
    void* const handle = dlopen(library->soname, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        fail(library->soname);
    }
    // The first one last: it tells that all are there.
    const char* name = library->names;
    void* first = nullptr;
    for (std::size_t i = 0; i < library->count; ++i) {
        void* const function = dlsym(handle, name);
        if (function == nullptr) {
            fail(library->soname);
        }
        if (i == 0) {
            first = function;
        } else {
            __atomic_store_n(&library->slots[i], function, __ATOMIC_RELEASE);
        }
        name += std::strlen(name) + 1;
    }
    __atomic_store_n(&library->slots[0], first, __ATOMIC_RELEASE);
    protect(*library);
}
