// A CSV file is split into cells, or refused with its place; what is split survives writing it.
#include <sandan/core/error.hpp>

#include "core/csv.hpp"
#include "io/csv.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandan;
    try {
        const auto rows = io::split_csv({reinterpret_cast<const char*>(data), size}, "a.csv");
        for (const auto& row : rows) {
            const auto line = csv_line(row.cells);
            const auto again = io::split_csv(line, "b.csv");
            if (!again.empty() && again.front().cells.size() != row.cells.size()) {
                std::abort();
            }
        }
    } catch (const Error&) {
        return 0;
    }
    return 0;
}
