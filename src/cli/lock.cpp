#include "cli/lock.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <utility>

namespace sandan::cli {

namespace {

namespace fs = std::filesystem;

using Hashes = NewLock::Hashes;

std::string name_in(const fs::path& folder, const fs::path& file) {
    return fs::absolute(file).lexically_normal().lexically_relative(folder).generic_string();
}

void add_parts(const std::string& path, Hashes& hashes, const fs::path& folder) {
    const auto add = [&](const fs::path& file) {
        hashes[name_in(folder, file)] = io::sha256_of_file(file.string());
    };
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::recursive_directory_iterator{path}) {
            if (entry.is_regular_file()) {
                add(entry.path());
            }
        }
        return;
    }
    add(path);
    const auto extension = fs::path{path}.extension();
    if (extension != ".shp" && extension != ".SHP") {
        return;
    }
    for (const auto* const part :
         {".shx", ".dbf", ".prj", ".cpg", ".SHX", ".DBF", ".PRJ", ".CPG"}) {
        if (const auto file = fs::path{path}.replace_extension(part); fs::exists(file)) {
            add(file);
        }
    }
}

std::string text_of(const Hashes& hashes) {
    std::string text;
    for (const auto& [name, hash] : hashes) {
        text += fmt::format("{}  {}\n", hash, name); // as sha256sum writes it
    }
    return text;
}

Hashes read_lock(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    Hashes hashes;
    for (std::string line; std::getline(file, line);) {
        constexpr std::size_t digits = 64;
        if (line.size() < digits + 3 || line.substr(digits, 2) != "  ") {
            throw Error{
                ErrorKind::usage,
                Text{fmt::format("{}:{}: 잠금 파일의 줄(SHA-256, 빈칸 둘, 이름)이 아닙니다; 이전 "
                                 "실행의 잠금 파일이나 새 이름을 주십시오",
                                 path, hashes.size() + 1),
                     fmt::format("{}:{}: no line of a lock (SHA-256, two blanks, name); give "
                                 "the lock of an earlier run, or a new name",
                                 path, hashes.size() + 1)}};
        }
        hashes[line.substr(digits + 2)] = line.substr(0, digits);
    }
    return hashes;
}

[[noreturn]] void refuse(const std::string& name, const std::string& lock, const Text& why) {
    throw Error{
        ErrorKind::input,
        Text{fmt::format("{}: SRC-LOCK: {}: {}; 받아들이려면 잠금 파일을 지우십시오", name, lock,
                         why.ko),
             fmt::format("{}: SRC-LOCK: {} {}; remove the lock to accept it", name, why.en, lock)}};
}

void compare(const Hashes& now, const Hashes& before, const std::string& lock) {
    for (const auto& [name, hash] : now) {
        const auto found = before.find(name);
        if (found == before.end()) {
            refuse(name, lock, {"잠금 파일에 없습니다", "is not in"});
        }
        if (found->second != hash) {
            refuse(name, lock, {"잠금 파일에 적힌 파일과 다릅니다", "is not the file it was in"});
        }
    }
    for (const auto& [name, hash] : before) {
        if (now.find(name) == now.end()) {
            refuse(
                name, lock,
                {"잠금 파일에 있으나 이제 읽지 않습니다", "is not read any more, but stands in"});
        }
    }
}

/// Else one of the two would take the place of the other.
void refuse_as_output(const Common& common) {
    const auto place = [](const std::string& path) {
        return fs::absolute(path).lexically_normal();
    };
    if (!common.output.empty() && place(common.output) == place(common.lock)) {
        throw Error{ErrorKind::usage,
                    Text{"결과와 잠금 파일로 지정되었습니다; 다른 이름을 고르십시오",
                         "named for the result and for the lock; choose another "
                         "name"}}
            .within(common.lock);
    }
}

/// `now`: of the files as they are, or were when they were read.
void hold(const Common& common, const std::vector<std::string>& inputs, Hashes now) {
    refuse_as_output(common);
    io::refuse_overwriting(common.lock, inputs);
    if (fs::exists(common.lock)) {
        compare(now, read_lock(common.lock), common.lock);
    } else {
        common.new_lock->begin(common.lock, std::move(now));
    }
}

fs::path folder_of(const std::string& file) {
    return fs::absolute(file).lexically_normal().parent_path();
}

} // namespace

void NewLock::begin(const std::string& file, Hashes hashes) {
    static_cast<void>(io::target_kind(file)); // throws for what no file can take the place of
    m_publication.add(file, text_of(hashes));
    m_hashes = std::move(hashes);
    m_begun = true;
}

void NewLock::keep() {
    m_publication.commit();
    m_begun = false;
}

void hold_to_lock(const Common& common, const std::vector<std::string>& files) {
    if (common.lock.empty()) {
        return;
    }
    Hashes now;
    for (const auto& file : files) {
        add_parts(file, now, folder_of(files.front()));
    }
    hold(common, files, std::move(now));
}

void hold_read_to_lock(const Common& common, const std::vector<io::InputFile>& read,
                       const std::string& first) {
    if (common.lock.empty()) {
        return;
    }
    const auto* const fresh = common.new_lock->hashes();
    const auto locked = fresh != nullptr ? *fresh : read_lock(common.lock);
    for (const auto& file : read) {
        const auto name = name_in(folder_of(first), file.path);
        const auto found = locked.find(name);
        if (found == locked.end() || found->second != file.sha256) {
            refuse(name, common.lock,
                   {"잠금 파일에 적힌 파일과 다릅니다", "is not the file it was in"});
        }
    }
}

void hold_plan_to_lock(const Common& common, const model::Project& project) {
    if (common.lock.empty()) {
        return;
    }
    Hashes now;
    for (const auto& file : project.own_files()) {
        now[name_in(folder_of(project.plan.path), file.path)] = file.sha256;
    }
    hold(common, project.input_paths(), std::move(now));
}

void keep_lock(const Common& common) {
    const auto* const hashes = common.new_lock ? common.new_lock->hashes() : nullptr;
    if (hashes == nullptr) {
        return;
    }
    if (fs::exists(common.lock)) {
        compare(*hashes, read_lock(common.lock), common.lock);
    } else {
        common.new_lock->keep();
    }
}

} // namespace sandan::cli
