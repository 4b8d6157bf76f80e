#include "cli/sandbox.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sched.h>
#include <seccomp.h>
#include <sys/resource.h>

namespace sandan::cli {

namespace {

// Leak and race checkers stop the process from a second one, and keep terabytes in reserve.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

constexpr std::array never{SCMP_SYS(execve),
                           SCMP_SYS(execveat),
                           SCMP_SYS(kill),
                           SCMP_SYS(mount),
                           SCMP_SYS(umount2),
                           SCMP_SYS(pivot_root),
                           SCMP_SYS(chroot),
                           SCMP_SYS(unshare),
                           SCMP_SYS(setns),
                           SCMP_SYS(bpf),
                           SCMP_SYS(perf_event_open),
                           SCMP_SYS(keyctl),
                           SCMP_SYS(add_key),
                           SCMP_SYS(request_key),
                           SCMP_SYS(userfaultfd),
                           SCMP_SYS(init_module),
                           SCMP_SYS(finit_module),
                           SCMP_SYS(delete_module),
                           SCMP_SYS(kexec_load),
                           SCMP_SYS(reboot),
                           SCMP_SYS(io_uring_setup),
                           SCMP_SYS(io_uring_enter),
                           SCMP_SYS(io_uring_register),
                           SCMP_SYS(open_by_handle_at),
                           SCMP_SYS(process_vm_readv),
                           SCMP_SYS(process_vm_writev)};

constexpr std::array processes{SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace)};

constexpr std::array sockets{SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect),
                             SCMP_SYS(bind), SCMP_SYS(listen)};

constexpr std::array connections{SCMP_SYS(accept), SCMP_SYS(accept4)};

/// A list of refusals that the kernel will hold the process to.
class Filter {
public:
    Filter() : m_context{seccomp_init(SCMP_ACT_ALLOW)} {}

    ~Filter() { seccomp_release(m_context); }

    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    template <typename Calls>
    void deny(const Calls& calls) {
        for (const int call : calls) {
            note(seccomp_rule_add(m_context, SCMP_ACT_ERRNO(EPERM), call, 0));
        }
    }

    /// New threads are made by clone with CLONE_THREAD; clone3 hides its flags in memory, and libc
    /// falls back to clone where it is unknown.
    void deny_new_processes() {
        deny(processes);
        note(seccomp_rule_add(m_context, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                              SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)));
        note(seccomp_rule_add(m_context, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0));
    }

    [[nodiscard]] bool load() {
        note(seccomp_attr_set(m_context, SCMP_FLTATR_CTL_TSYNC, 1));
        return m_good && seccomp_load(m_context) == 0;
    }

private:
    void note(int result) { m_good = m_good && result == 0; }

    scmp_filter_ctx m_context;
    bool m_good = true;
};

void lower(__rlimit_resource resource, rlim_t most) {
    rlimit limit{};
    if (getrlimit(resource, &limit) == 0) {
        limit.rlim_cur = std::min(limit.rlim_cur, most);
        (void)setrlimit(resource, &limit);
    }
}

} // namespace

bool enter_sandbox(Network network) {
    constexpr rlim_t gigabyte = rlim_t{1} << 30U;
    lower(RLIMIT_NOFILE, 256);
    Filter filter;
    filter.deny(never);
    if (network != Network::allowed) {
        filter.deny(sockets);
    }
    if (network == Network::denied) {
        filter.deny(connections);
    }
    if (!sanitized) {
        lower(RLIMIT_DATA, 4 * gigabyte);
        filter.deny_new_processes();
    }
    return filter.load();
}

} // namespace sandan::cli
