#pragma once
// A DBF table read from its bytes: strict numbers, nothing cut at a NUL, every defect told.

#include <sandan/model/layer.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

struct DbfColumn {
    std::string name; ///< Raw bytes, without control bytes.
    char type = 'C';
    std::size_t at = 0; ///< In the row; the deletion flag is at 0.
    std::size_t width = 0;

    [[nodiscard]] bool numeric() const { return type == 'N' || type == 'F'; }
};

struct DbfTable {
    std::string_view bytes; ///< Of the file, or its header alone; must outlive the table.
    std::vector<DbfColumn> columns;
    std::size_t declared = 0; ///< Rows, as the header says.
    std::size_t held = 0;     ///< Whole rows that there is room for.
    std::size_t trailing = 0; ///< Bytes behind the last declared row and its end mark.
    std::size_t header = 0;
    std::size_t width = 0;  ///< Of a row.
    unsigned char ldid = 0; ///< Language driver.
    std::vector<model::ReadFinding> findings;

    [[nodiscard]] std::string_view row(std::size_t i) const {
        return bytes.substr(header + i * width, width);
    }
};

/// Nothing, with the reason in `why`, if the bytes are no DBF or the header contradicts itself.
[[nodiscard]] std::optional<DbfTable> open_dbf(std::string_view bytes, std::string& why);

/// The same of the first bytes of a file of `size`, which hold its header (64 KB do): rows are not
/// at hand in `bytes` then.
[[nodiscard]] std::optional<DbfTable> open_dbf_header(std::string_view bytes, std::size_t size,
                                                      std::string& why);

/// False for a row that is marked as deleted, which is told; so is another mark.
[[nodiscard]] bool is_live_row(const DbfTable& table, std::size_t row,
                               std::vector<model::ReadFinding>& findings);

/// Tells bytes behind the last declared row.
void tell_trailing_bytes(const DbfTable& table, std::vector<model::ReadFinding>& findings);

/// Cells of one row. Numbers are those of a strict grammar; integers beyond 2^53 and PNUs stay
/// text; dates become YYYY-MM-DD. What is none of these is empty, and told in `findings`.
[[nodiscard]] std::vector<model::Value> read_row(const DbfTable& table, std::size_t row,
                                                 std::vector<model::ReadFinding>& findings);

/// One cell as read_row reads it. `fid`: of its row, for findings.
[[nodiscard]] model::Value read_cell(const DbfColumn& column, std::string_view cell,
                                     std::int64_t fid, std::vector<model::ReadFinding>& findings);

/// What is read as a number but says no more than its digits: a PNU.
[[nodiscard]] bool names_parcel_number(const DbfColumn& column);

} // namespace sandan::io
