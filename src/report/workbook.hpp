#pragma once
// Tables as one Excel workbook (ISO/IEC 29500 .xlsx).

#include <sandan/core/table.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sandan::report {

/// One sheet. Cells of a measure (a column …_m2, …_m, share, score, …) become numbers where they
/// are written as one, everything else stays text: ids and PNUs keep their digits, and no cell is
/// ever a formula. What XML cannot hold is shown (visible.hpp).
struct Sheet {
    std::string name; ///< At most 31 characters, none of []:*?/ or backslash.
    Table table;
    std::string picture; ///< A PNG shown instead of the table, or empty.
};

/// A workbook with frozen bold headers, filters, columns as wide as their text, and words of
/// verdicts coloured by conditional formats. The same sheets give the same bytes. For one thread at
/// a time.
class Workbook {
public:
    /// \throws Error{output}: no room for a scratch file.
    Workbook();
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    /// The next sheet; nothing of it is needed afterwards.
    /// \throws Error{output}: more rows or longer texts than a sheet holds.
    void add(const Sheet& sheet);

    /// The bytes of all. Once, and last. \throws Error{output}
    [[nodiscard]] std::string take();

private:
    struct Open;
    std::unique_ptr<Open> m_open;
};

/// The bytes of one with these sheets. \throws Error{output}
[[nodiscard]] std::string workbook(const std::vector<Sheet>& sheets);

} // namespace sandan::report
