#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "io/publication.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <utility>

namespace sandan::io {

namespace {

std::string place_of(const std::string& path) {
    return std::filesystem::absolute(path).lexically_normal().string();
}

void refuse_twice(const std::vector<OutputFile>& files) {
    std::set<std::string> places;
    for (const auto& file : files) {
        if (!places.insert(place_of(file.path)).second && target_kind(file.path) == Target::file) {
            throw Error{ErrorKind::usage,
                        Text{"두 결과의 파일로 지정되었습니다; 다른 이름을 고르십시오",
                             "named for two results; choose another name"}}
                .within(file.path);
        }
    }
}

/// What a path leads to, through links; nothing if to no file or folder.
std::optional<std::pair<dev_t, ino_t>> file_at(const std::string& path) {
    struct stat found {};

    const bool is_one = stat(path.c_str(), &found) == 0 &&
                        (S_ISREG(found.st_mode) || S_ISDIR(found.st_mode)); // not of devices
    return is_one ? std::optional{std::pair{found.st_dev, found.st_ino}} : std::nullopt;
}

/// A shapefile is several files: any of them is the input.
bool is_part_of(const std::filesystem::path& output, const std::filesystem::path& input) {
    static const std::set<std::string> parts{".shp", ".shx", ".dbf", ".prj", ".cpg", ".qix"};
    std::error_code failed;
    return parts.contains(input.extension().string()) &&
           parts.contains(output.extension().string()) && output.stem() == input.stem() &&
           std::filesystem::equivalent(std::filesystem::absolute(output).parent_path(),
                                       std::filesystem::absolute(input).parent_path(), failed);
}

} // namespace

void write_file(const std::string& path, const std::string& bytes) {
    write_files({{path, bytes}});
}

void write_files(const std::vector<OutputFile>& files) {
    refuse_twice(files);
    Publication publication;
    std::vector<const OutputFile*> streams;
    for (const auto& file : files) {
        if (target_kind(file.path) == Target::file) {
            publication.add(file.path, file.bytes);
        } else {
            streams.push_back(&file);
        }
    }
    for (const auto* const file : streams) {
        write_through(file->path, file->bytes);
    }
    publication.commit();
}

void refuse_overwriting(const std::vector<std::string>& outputs,
                        const std::vector<std::string>& inputs) {
    std::set<std::pair<dev_t, ino_t>> read;
    for (const auto& input : inputs) {
        if (const auto file = file_at(input)) {
            read.insert(*file);
        }
    }
    for (const auto& output : outputs) {
        const auto file = file_at(output);
        const bool is_input =
            (file && read.contains(*file)) ||
            std::any_of(inputs.begin(), inputs.end(), [&](const std::string& input) {
                return !output.empty() && is_part_of(output, input);
            });
        if (is_input) {
            throw Error{ErrorKind::usage, Text{"출력이 입력이기도 합니다; 다른 이름을 고르십시오",
                                               "the output is also an input; choose another name"}}
                .within(output);
        }
    }
}

void refuse_overwriting(const std::string& output, const std::vector<std::string>& inputs) {
    refuse_overwriting(std::vector{output}, inputs);
}

} // namespace sandan::io
