#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "io/publication.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>

namespace sandan::io {

namespace {

std::string place_of(const std::string& path) {
    return std::filesystem::absolute(path).lexically_normal().string();
}

void refuse_twice(const std::vector<OutputFile>& files) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (place_of(files[i].path) == place_of(files[j].path) &&
                target_kind(files[i].path) == Target::file) {
                throw Error{ErrorKind::usage,
                            Text{"두 결과의 파일로 지정되었습니다; 다른 이름을 고르십시오",
                                 "named for two results; choose another name"}}
                    .within(files[i].path);
            }
        }
    }
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

void refuse_overwriting(const std::string& output, const std::vector<std::string>& inputs) {
    for (const auto& input : inputs) {
        std::error_code failed;
        if ((std::filesystem::equivalent(output, input, failed) && !failed) ||
            (!output.empty() && is_part_of(output, input))) {
            throw Error{ErrorKind::usage, Text{"출력이 입력이기도 합니다; 다른 이름을 고르십시오",
                                               "the output is also an input; choose another name"}}
                .within(output);
        }
    }
}

} // namespace sandan::io
