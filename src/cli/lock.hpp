#pragma once

#include <sandan/io/read.hpp>
#include <sandan/model/project.hpp>

#include "cli/command.hpp"
#include "io/publication.hpp"

#include <map>
#include <string>
#include <vector>

namespace sandan::cli {

/// A lock that is new. It grows beside its place, so that there is room for it before any result
/// is; it appears when the results stand, or never.
class NewLock {
public:
    /// SHA-256 by name.
    using Hashes = std::map<std::string, std::string>;

    /// \throws Error{output} when FILE cannot be written.
    void begin(const std::string& file, Hashes hashes);

    /// Null when no lock is new.
    [[nodiscard]] const Hashes* hashes() const noexcept { return m_begun ? &m_hashes : nullptr; }

    /// \throws Error{output}.
    void keep();

private:
    bool m_begun = false;
    Hashes m_hashes;
    io::Publication m_publication;
};

/// With --lock FILE: begins a lock of the SHA-256 of `files` (and of the parts of shapefiles) if
/// FILE is absent, else holds them against it. Names in it are relative to the folder of the first
/// file, so that a copy elsewhere can be held against it. \throws Error{input} naming the file that
/// is another, missing or new; Error{usage} when FILE is an input or the output.
void hold_to_lock(const Common& common, const std::vector<std::string>& files);

/// Holds what was read against the lock, too: a file may have become another since it was hashed.
/// `first` is the first file of hold_to_lock. \throws Error{input} naming the file.
void hold_read_to_lock(const Common& common, const std::vector<io::InputFile>& read,
                       const std::string& first);

/// Puts a new lock in its place: after the results. If FILE came to be meanwhile, the inputs are
/// held against it. \throws Error{output}, and as hold_to_lock.
void keep_lock(const Common& common);

/// The same as hold_to_lock with a plan and all it names, relative to its folder; not with what
/// comes with this program.
void hold_plan_to_lock(const Common& common, const model::Project& project);

} // namespace sandan::cli
