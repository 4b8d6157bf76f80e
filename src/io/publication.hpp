#pragma once
// The one step by which results appear: complete, or not at all.

#include "core/scratch.hpp"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace sandan::io {

/// What a path is for an output.
enum class Target { file, stream };

/// A pipe, terminal or device is written through. \throws Error{output} for a folder, and for a
/// symbolic link: replacing it would not be what the reader of its place sees.
[[nodiscard]] Target target_kind(const std::string& path);

/// Writes to a pipe, terminal or device. \throws Error{output}.
void write_through(const std::string& path, const std::string& bytes);

/// A folder in which nobody else publishes meanwhile.
class FolderLock {
public:
    /// Waits until no other run publishes in `folder`; file systems without locks are not waited
    /// for.
    explicit FolderLock(const std::string& folder);
    ~FolderLock();

    FolderLock(FolderLock&& other) noexcept : m_number{std::exchange(other.m_number, -1)} {}

    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    FolderLock& operator=(FolderLock&&) = delete;

private:
    int m_number;
};

/// Results grow in scratch folders beside their targets; `commit` syncs them and renames them into
/// place, one run at a time in a folder. Of several, the last one (a manifest) is taken away first
/// and put in place last.
class Publication {
public:
    /// Writes `bytes` for `target`. \throws Error{output}.
    void add(const std::string& target, const std::string& bytes);

    /// Where another writer is to make the file for `target`. \throws Error{output}.
    [[nodiscard]] std::string reserve(const std::string& target);

    /// \throws Error{output}; then every target is what it was before.
    void commit();

private:
    struct Item {
        std::string target;
        std::string folder; ///< Of the target.
        std::string fresh;  ///< The new file in the scratch folder.
        std::string old;    ///< What `target` was, kept until all is done.
        bool had_old = false;
        bool placed = false;
    };

    const ScratchFolder& scratch_of(const std::string& folder, const std::string& target);
    Item& stage(const std::string& target);
    static void finish(const Item& item);
    static void keep_old(Item& item);
    static void place(Item& item);
    static void restore(Item& item) noexcept;
    [[nodiscard]] std::vector<FolderLock> lock_folders() const;
    void sync_folders() const;
    void place_all();

    std::deque<std::pair<std::string, ScratchFolder>> m_scratch; ///< By folder of the target.
    std::vector<Item> m_items;
};

} // namespace sandan::io
