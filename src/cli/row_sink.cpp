#include "cli/row_sink.hpp"

#include "cli/json_rows.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace sandan::cli {

bool may_grow(const std::string& output) {
    std::error_code failed;
    const auto status = std::filesystem::symlink_status(output, failed);
    return !std::filesystem::exists(status) || std::filesystem::is_regular_file(status);
}

SpillPlace spill_place(const Common& common) {
    namespace fs = std::filesystem;
    if (!common.output.empty() && may_grow(common.output)) {
        const auto folder = fs::path{common.output}.parent_path().string();
        return {folder.empty() ? "." : folder, common.output};
    }
    std::error_code failed;
    const auto folder = fs::temp_directory_path(failed).string();
    if (failed || access(folder.c_str(), W_OK | X_OK) != 0) {
        return {};
    }
    return {folder, folder};
}

namespace {

/// Of what is shown in the end: the rest waits for io::write_file, which wants it whole, or for
/// colours, which are laid over it.
SpillPlace place_of_shown(const Common& common) {
    return common.output.empty() && !common.colours(STDOUT_FILENO) ? spill_place(common)
                                                                   : SpillPlace{};
}

} // namespace

RowSink::RowSink(const Common& common) : m_common{common}, m_spool{place_of_shown(common)} {
    if (!common.output.empty()) {
        require_text_output(common.output);
        if (may_grow(common.output)) {
            m_file = std::make_unique<io::GrowingFile>(common.output);
        }
    }
}

void RowSink::add(std::string_view text) {
    if (m_file) {
        m_file->add(text);
    } else {
        m_spool.add(text);
    }
}

void RowSink::finish() {
    if (m_file) {
        m_file->commit();
    } else {
        m_spool.for_each([&](const std::string& piece) { deliver(m_common, piece); });
    }
}

void add_json(RowSink& sink, const nlohmann::ordered_json& frame, const TextSpool& rows) {
    JsonRows document{frame};
    rows.for_each([&](const std::string& piece) {
        document.add_text(piece);
        sink.add(printable(document.take()));
    });
    sink.add(printable(document.end()));
}

} // namespace sandan::cli
