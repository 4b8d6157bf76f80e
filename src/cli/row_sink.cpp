#include "cli/row_sink.hpp"

#include <filesystem>
#include <system_error>

namespace sandan::cli {

bool may_grow(const std::string& output) {
    std::error_code failed;
    const auto status = std::filesystem::symlink_status(output, failed);
    return !std::filesystem::exists(status) || std::filesystem::is_regular_file(status);
}

RowSink::RowSink(const Common& common) : m_common{common} {
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
        m_text += text;
    }
}

void RowSink::finish() {
    if (m_file) {
        m_file->commit();
    } else {
        deliver(m_common, m_text);
    }
}

} // namespace sandan::cli
