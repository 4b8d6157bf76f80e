#include "core/csv.hpp"

namespace sandan {

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const auto& cell : cells) {
        if (&cell != &cells.front()) {
            line += ',';
        }
        if (cell.find_first_of(",\"\r\n") == std::string::npos) {
            line += cell;
            continue;
        }
        line += '"';
        for (const char c : cell) {
            line.append(c == '"' ? 2 : 1, c);
        }
        line += '"';
    }
    return line + "\n";
}

} // namespace sandan
