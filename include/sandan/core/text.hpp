#pragma once

#include <string>

namespace sandan {

enum class Language { ko, en };

/// A sentence or name for the reader, in both languages. UTF-8, NFC.
struct Text {
    std::string ko;
    std::string en;

    [[nodiscard]] const std::string& in(Language language) const noexcept {
        return language == Language::ko ? ko : en;
    }

    friend bool operator==(const Text&, const Text&) = default;
};

} // namespace sandan
