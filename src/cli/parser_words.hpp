#pragma once

#include <string>

namespace sandan::cli {

/// What CLI11 says of a wrong command line, in Korean; a sentence that it did not say in the
/// version this was written for is quoted. One line.
[[nodiscard]] std::string parser_words_in_korean(const std::string& english);

} // namespace sandan::cli
