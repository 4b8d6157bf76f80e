#include "cli/result_folder.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "core/csv.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <unistd.h>

namespace sandan::cli {

namespace {

constexpr std::string_view manifest_name = "manifest.json";

} // namespace

void Results::add(std::string path, std::string bytes) {
    files.emplace_back(std::move(path), std::move(bytes));
}

const std::string* Results::find(std::string_view path) const {
    const auto found = std::find_if(files.begin(), files.end(),
                                    [path](const auto& file) { return file.first == path; });
    return found == files.end() ? nullptr : &found->second;
}

void Results::add_table(const std::string& name, Table table) {
    add(name + ".csv", to_csv(table));
    workbook.add({name, std::move(table), {}});
}

std::string Results::take_workbook(const std::string& picture) {
    if (!picture.empty()) {
        workbook.add({"map", {}, picture});
    }
    return workbook.take();
}

void require_folder(const std::string& folder) {
    auto place = std::filesystem::absolute(folder).lexically_normal();
    std::error_code failed;
    while (!std::filesystem::exists(place, failed) && place.has_relative_path()) {
        place = place.parent_path();
    }
    if (!std::filesystem::is_directory(place, failed) || access(place.c_str(), W_OK) != 0) {
        throw Error{
            ErrorKind::output,
            Text{format_ko("{}: {}은(는) 쓸 수 있는 폴더가 아닙니다; 다른 폴더를 고르십시오",
                           folder, place.string()),
                 fmt::format("{}: {} is no folder that can be written in; choose another", folder,
                             place.string())}};
    }
}

void publish(const std::string& folder, const Files& files, const std::string& manifest,
             const std::vector<std::string>& inputs) {
    const std::filesystem::path home{folder};
    std::vector<io::OutputFile> outputs;
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : files) {
        outputs.push_back({(home / path).string(), bytes});
    }
    outputs.push_back({(home / manifest_name).string(), manifest});
    std::transform(outputs.begin(), outputs.end(), std::back_inserter(paths),
                   [](const io::OutputFile& output) { return output.path; });
    io::refuse_overwriting(paths, inputs);
    std::error_code failed;
    std::filesystem::create_directories(home / "maps", failed);
    if (failed) {
        throw Error{
            ErrorKind::output,
            Text{fmt::format("{}: 이 폴더를 만들 수 없습니다 ({})", folder, failed.message()),
                 fmt::format("{}: cannot make this folder ({})", folder, failed.message())}};
    }
    io::write_files(outputs);
}

std::vector<std::string> strangers(const std::string& folder, const Files& files) {
    std::vector<std::string> found;
    std::error_code failed;
    for (std::filesystem::recursive_directory_iterator entry{folder, failed}, end;
         !failed && entry != end; entry.increment(failed)) {
        const auto path = entry->path().lexically_relative(folder).string();
        const bool ours = path == manifest_name ||
                          std::any_of(files.begin(), files.end(),
                                      [&](const auto& file) { return file.first == path; });
        if (!ours && entry->is_regular_file(failed)) {
            found.push_back(path);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace sandan::cli
