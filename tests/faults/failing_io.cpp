// Preloaded into a program, makes one call that changes the disk fail: the FAIL_AT-th of those
// whose path holds FAIL_PATH, and with FAIL_STICKY=1 all after it. FAIL_COUNT names a file for the
// count. With FAIL_READS=1 it is calls that read; with FAIL_CHANGES=1 the call does not fail, but
// before it the file grows by a byte, as by another program's hand.
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <sys/types.h>
#include <unistd.h>

namespace {

std::atomic<long> calls{0};

long setting(const char* name, long otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtol(text, nullptr, 10);
}

bool watched(const char* path) {
    const char* const wanted = std::getenv("FAIL_PATH");
    return wanted != nullptr && path != nullptr && std::strstr(path, wanted) != nullptr;
}

bool watched(int descriptor) {
    const auto link = "/proc/self/fd/" + std::to_string(descriptor);
    char path[4096];
    const auto length = readlink(link.c_str(), path, sizeof path - 1);
    path[length < 0 ? 0 : length] = '\0';
    return watched(path);
}

template <typename Function>
Function real(Function, const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// Another program writes to the file that a descriptor is of.
void change(int descriptor) {
    const auto link = "/proc/self/fd/" + std::to_string(descriptor);
    const int other = open(link.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (other >= 0) {
        (void)real(&write, "write")(other, " ", 1);
        close(other);
    }
}

/// True if this call is to fail; errno is set.
bool fails(bool counts, bool reads = false) {
    if (!counts || reads != (setting("FAIL_READS", 0) == 1)) {
        return false;
    }
    const long number = ++calls;
    const long at = setting("FAIL_AT", 0);
    if (at == 0 || (number != at && (setting("FAIL_STICKY", 0) == 0 || number < at))) {
        return false;
    }
    errno = static_cast<int>(setting("FAIL_ERRNO", ENOSPC));
    return true;
}

bool fails_to_read(int descriptor) {
    if (!fails(watched(descriptor), true)) {
        return false;
    }
    const bool changes = setting("FAIL_CHANGES", 0) == 1;
    if (changes) {
        change(descriptor);
    }
    return !changes;
}

struct Report {
    ~Report() {
        if (const char* const path = std::getenv("FAIL_COUNT")) {
            if (auto* const file = std::fopen(path, "w")) {
                std::fprintf(file, "%ld\n", calls.load());
                std::fclose(file);
            }
        }
    }
} report;

} // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t count) {
    return fails(watched(fd)) ? -1 : real(&write, "write")(fd, bytes, count);
}

ssize_t read(int fd, void* bytes, size_t count) {
    return fails_to_read(fd) ? -1 : real(&read, "read")(fd, bytes, count);
}

ssize_t pread(int fd, void* bytes, size_t count, off_t at) {
    return fails_to_read(fd) ? -1 : real(&pread, "pread")(fd, bytes, count, at);
}

ssize_t pread64(int fd, void* bytes, size_t count, off64_t at) {
    return fails_to_read(fd) ? -1 : real(&pread64, "pread64")(fd, bytes, count, at);
}

ssize_t pwrite(int fd, const void* bytes, size_t count, off_t at) {
    return fails(watched(fd)) ? -1 : real(&pwrite, "pwrite")(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t at) {
    return fails(watched(fd)) ? -1 : real(&pwrite64, "pwrite64")(fd, bytes, count, at);
}

int fsync(int fd) {
    return fails(watched(fd)) ? -1 : real(&fsync, "fsync")(fd);
}

int fdatasync(int fd) {
    return fails(watched(fd)) ? -1 : real(&fdatasync, "fdatasync")(fd);
}

int ftruncate(int fd, off_t length) {
    return fails(watched(fd)) ? -1 : real(&ftruncate, "ftruncate")(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    return fails(watched(fd)) ? -1 : real(&ftruncate64, "ftruncate64")(fd, length);
}

int rename(const char* from, const char* to) {
    return fails(watched(to)) ? -1 : real(&rename, "rename")(from, to);
}

} // extern "C"
