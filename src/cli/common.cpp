#include <sandan/core/error.hpp>
#include <sandan/core/visible.hpp>
#include <sandan/io/write.hpp>

#include "cli/command.hpp"
#include "cli/paint.hpp"
#include "cli/progress.hpp"
#include "core/csv.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <set>
#include <thread>
#include <unistd.h>

namespace sandan::cli {

unsigned Common::thread_count() const {
    return threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
}

io::Repair Common::repair_policy() const {
    if (repair == "none") {
        return io::Repair::none;
    }
    return repair == "force" ? io::Repair::force : io::Repair::automatic;
}

bool Common::colours(int stream) const {
    return want_colours(colour, isatty(stream) != 0, environment());
}

Date Common::date_or(const Date& reference) const {
    if (as_of.empty()) {
        return reference;
    }
    const auto date = parse_date(as_of);
    if (!date) {
        throw Error{ErrorKind::usage,
                    Text{fmt::format("--as-of {}: 날짜가 아닙니다; YYYY-MM-DD로 쓰십시오", as_of),
                         fmt::format("--as-of {}: not a date, write YYYY-MM-DD", as_of)}};
    }
    return *date;
}

void require_text_output(const std::string& path) {
    static const std::set<std::string> others{
        ".xlsx", ".xls",  ".ods", ".gpkg", ".shp", ".dbf",  ".fgb", ".pdf",  ".png",
        ".svg",  ".html", ".htm", ".zip",  ".doc", ".docx", ".hwp", ".hwpx", ".odt",
        ".ppt",  ".pptx", ".rtf", ".jpg",  ".gif", ".jpeg", ".tif", ".tiff", ".dxf",
        ".dwg",  ".qgs",  ".qgz", ".kml",  ".kmz", ".gml",  ".gdb", ".gz",   ".parquet"};
    auto extension = std::filesystem::path{path}.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (others.contains(extension)) {
        throw Error{
            ErrorKind::usage,
            Text{format_ko("{}: 이 결과는 {}(으)로 쓸 수 없습니다; 텍스트 파일(.csv, .json, "
                           ".txt)을 지정하십시오",
                           path, extension),
                 fmt::format("{}: this result cannot be written as {}; name a text file (.csv, "
                             ".json, .txt)",
                             path, extension)}};
    }
}

std::string printable(const std::string& text) {
    return text.starts_with('{') || text.starts_with('[') ? visible_json(text) : visible(text);
}

void deliver(const Common& common, const std::string& text) {
    const auto bytes = printable(text);
    if (!common.output.empty()) {
        require_text_output(common.output);
        io::write_file(common.output, bytes);
        return;
    }
    end_progress(common);
    const auto shown = common.colours(STDOUT_FILENO) ? painted(bytes) : bytes;
    if (std::fwrite(shown.data(), 1, shown.size(), stdout) != shown.size() ||
        std::fflush(stdout) != 0) {
        if (errno == EPIPE) {
            return; // who reads has seen enough, as in `sandan rules | head`
        }
        throw Error{ErrorKind::output,
                    Text{"표준 출력에 쓸 수 없습니다", "standard output: cannot write"}};
    }
}

std::string csv_start(const Common& common) {
    return common.excel ? "\xEF\xBB\xBF" : "";
}

std::string csv_text(const Common& common, const Table& table) {
    return csv_start(common) + to_csv(table);
}

void progress(const Common& common, const Text& step, double done) {
    if (common.watch) {
        common.watch->enter(step.in(common.language), done);
    }
}

void end_progress(const Common& common) {
    if (common.watch) {
        common.watch->end();
    }
}

void note(const Common& common, const std::string& line) {
    if (!common.quiet) {
        if (common.watch) {
            common.watch->clear_line();
        }
        fmt::print(stderr, "{}\n", visible_line(line));
    }
}

} // namespace sandan::cli
