#include "cli/row_sink.hpp"

#include <filesystem>
#include <span>
#include <system_error>
#include <unistd.h>
#include <utility>

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

RowSink::RowSink(const Common& common) : m_common{common} {
    if (common.output.empty()) {
        if (!common.colours(STDOUT_FILENO)) { // which are laid over a whole text
            m_place = spill_place(common);
        }
        return;
    }
    require_text_output(common.output);
    if (may_grow(common.output)) {
        m_file = std::make_unique<io::GrowingFile>(common.output);
    }
}

void RowSink::add(std::string_view text) {
    constexpr std::size_t most = 1U << 22U; // bytes in memory
    if (m_file) {
        m_file->add(text);
        return;
    }
    m_text += text;
    if (m_text.size() >= most && !m_place.folder.empty()) {
        spill();
    }
}

void RowSink::spill() {
    if (!m_spilled) {
        m_spilled = std::make_unique<SpillFile>(m_place);
    }
    m_pieces.push_back({m_spilled->add(std::as_bytes(std::span{m_text})), m_text.size()});
    m_text.clear();
}

void RowSink::finish() {
    if (m_file) {
        m_file->commit();
        return;
    }
    auto last = std::move(m_text);
    for (const auto& [offset, size] : m_pieces) {
        m_text.resize(size);
        m_spilled->read(offset, std::as_writable_bytes(std::span{m_text}));
        deliver(m_common, m_text);
    }
    deliver(m_common, last);
}

} // namespace sandan::cli
