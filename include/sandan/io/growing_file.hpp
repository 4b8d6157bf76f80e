#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sandan::io {

/// A result too large for memory: grows piece by piece beside `path`, appears in one step.
class GrowingFile {
public:
    /// \throws Error{output}, also for what is no regular file.
    explicit GrowingFile(const std::string& path);
    /// Without commit(): nothing appears.
    ~GrowingFile();
    GrowingFile(const GrowingFile&) = delete;
    GrowingFile& operator=(const GrowingFile&) = delete;

    /// \throws Error{output}.
    void add(std::string_view bytes);
    /// \throws Error{output}; then the old file is untouched.
    void commit();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace sandan::io
