#include "report/workbook.hpp"

#include <sandan/core/error.hpp>
#include <sandan/core/visible.hpp>

#include "core/korean.hpp"
#include "core/scratch.hpp"
#include "report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <xlsxwriter.h>

namespace sandan::report {

namespace {

void require(lxw_error status, const std::string& what, std::size_t row = 0) {
    if (status != LXW_NO_ERROR) {
        const auto where = row == 0 ? what : fmt::format("sheet '{}', row {}", what, row);
        throw Error{ErrorKind::output, fmt::format("{}: {}", where, lxw_strerror(status))};
    }
}

/// What a planner looks for first; the word itself stays, colour is never alone.
struct Verdict {
    const char* word;
    lxw_color_t fill;
};

constexpr std::array verdicts{
    Verdict{"FAIL", 0xF8CBAD},     Verdict{"infeasible", 0xF8CBAD},  Verdict{"WARN", 0xFFE699},
    Verdict{"UNKNOWN", 0xD9D9D9},  Verdict{"unknown", 0xD9D9D9},     Verdict{"feasible", 0xC6E0B4},
    Verdict{"WAIVED", 0xDDEBF7},   Verdict{"conditional", 0xFFE699}, Verdict{"placed", 0xC6E0B4},
    Verdict{"unplaced", 0xF8CBAD},
};

std::optional<double> number(const std::string& text) {
    double value = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, status] = std::from_chars(text.data(), end, value);
    if (text.empty() || status != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return value;
}

/// By the names that tables of this program use.
bool is_measure(std::string_view column) {
    constexpr std::array<std::string_view, 20> plain{
        "fid",       "share",   "sliver",   "pyeong",    "lots",   "score",    "measured",
        "threshold", "x",       "y",        "value",     "part",   "whole",    "capacity",
        "balance",   "by_area", "by_firms", "published", "listed", "remainder"};
    constexpr std::array<std::string_view, 5> suffixes{"_m2", "_m", "_percent", "_krw", "_per_ha"};
    return std::any_of(suffixes.begin(), suffixes.end(),
                       [&](std::string_view suffix) { return column.ends_with(suffix); }) ||
           std::find(plain.begin(), plain.end(), column) != plain.end();
}

class Writer {
public:
    Writer(std::string folder, const std::string& file) : m_folder{std::move(folder)} {
        lxw_workbook_options options{
            .constant_memory = LXW_FALSE, .tmpdir = m_folder.data(), .use_zip64 = LXW_FALSE};
        m_book = workbook_new_opt(file.c_str(), &options);
        if (m_book == nullptr) {
            throw Error{ErrorKind::output,
                        Text{"통합 문서: 메모리가 모자랍니다", "workbook: out of memory"}};
        }
        lxw_doc_properties properties{};
        properties.created = 946'684'800; // 2000-01-01: equal tables give equal bytes
        workbook_set_properties(m_book, &properties);
        m_head = workbook_add_format(m_book);
        format_set_bold(m_head);
        format_set_bottom(m_head, LXW_BORDER_THIN);
        for (std::size_t i = 0; i < verdicts.size(); ++i) {
            m_fills.at(i) = workbook_add_format(m_book);
            format_set_bg_color(m_fills.at(i), verdicts.at(i).fill);
        }
    }

    ~Writer() {
        if (m_book != nullptr) {
            lxw_workbook_free(m_book); // an error is on its way already
        }
    }

    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void add(const Sheet& sheet) {
        auto* const page = workbook_add_worksheet(m_book, sheet.name.c_str());
        if (page == nullptr) {
            throw Error{
                ErrorKind::output,
                Text{format_ko("통합 문서: '{}'은(는) 시트 이름이 될 수 없습니다", sheet.name),
                     fmt::format("workbook: '{}' is no name for a sheet", sheet.name)}};
        }
        if (!sheet.picture.empty()) {
            add_picture(page, sheet);
            return;
        }
        for (std::size_t c = 0; c < sheet.table.columns.size(); ++c) {
            add_column(page, sheet, c);
        }
        worksheet_freeze_panes(page, 1, 0);
        if (!sheet.table.rows.empty() && !sheet.table.columns.empty()) {
            worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(sheet.table.rows.size()),
                                 static_cast<lxw_col_t>(sheet.table.columns.size() - 1));
        }
    }

    void close() { require(workbook_close(std::exchange(m_book, nullptr)), "workbook"); }

private:
    static void add_picture(lxw_worksheet* page, const Sheet& sheet) {
        const std::vector<unsigned char> bytes(sheet.picture.begin(), sheet.picture.end());
        lxw_image_options options{};
        options.x_scale = 0.5;
        options.y_scale = 0.5;
        require(worksheet_insert_image_buffer_opt(page, 0, 0, bytes.data(), bytes.size(), &options),
                sheet.name);
    }

    void add_column(lxw_worksheet* page, const Sheet& sheet, std::size_t c) {
        const auto column = static_cast<lxw_col_t>(c);
        const auto& [columns, rows] = sheet.table;
        require(worksheet_write_string(page, 0, column, columns[c].c_str(), m_head), sheet.name);
        const bool measure = is_measure(columns[c]);
        auto width = display_width(columns[c]) + 3; // the filter's arrow
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const auto cell = visible(rows[r][c]);
            width = std::max(width, display_width(cell) + 1);
            const auto row = static_cast<lxw_row_t>(r + 1);
            const auto value = measure ? number(cell) : std::nullopt;
            if (value) {
                require(worksheet_write_number(page, row, column, *value, nullptr), sheet.name);
            } else if (!cell.empty()) {
                require(worksheet_write_string(page, row, column, cell.c_str(), nullptr),
                        sheet.name, r + 2);
            }
        }
        colour_verdicts(page, sheet, c);
        worksheet_set_column(page, column, column,
                             static_cast<double>(std::min<std::size_t>(width, 60)), nullptr);
    }

    /// By rules of the sheet, so that a cell that is edited gets the colour of its new word.
    void colour_verdicts(lxw_worksheet* page, const Sheet& sheet, std::size_t c) const {
        const auto& rows = sheet.table.rows;
        const bool any = std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
            return std::any_of(verdicts.begin(), verdicts.end(),
                               [&](const Verdict& verdict) { return row[c] == verdict.word; });
        });
        for (std::size_t i = 0; any && i < verdicts.size(); ++i) {
            auto word = fmt::format("\"{}\"", verdicts.at(i).word);
            lxw_conditional_format rule{};
            rule.type = LXW_CONDITIONAL_TYPE_CELL;
            rule.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
            rule.value_string = word.data();
            rule.format = m_fills.at(i);
            const auto column = static_cast<lxw_col_t>(c);
            require(worksheet_conditional_format_range(
                        page, 1, column, static_cast<lxw_row_t>(rows.size()), column, &rule),
                    sheet.name);
        }
    }

    std::string m_folder;
    lxw_workbook* m_book = nullptr;
    lxw_format* m_head = nullptr;
    std::array<lxw_format*, verdicts.size()> m_fills{};
};

} // namespace

struct Workbook::Open {
    ScratchFolder scratch{std::filesystem::temp_directory_path().string(), "workbook"};
    std::string path = scratch.file("workbook.xlsx"); // the library writes to paths only
    Writer writer{scratch.path(), path};
};

Workbook::Workbook() : m_open{std::make_unique<Open>()} {}

Workbook::~Workbook() = default;

void Workbook::add(const Sheet& sheet) {
    m_open->writer.add(sheet);
}

std::string Workbook::take() {
    m_open->writer.close();
    std::ifstream file{m_open->path, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    m_open.reset();
    return bytes;
}

std::string workbook(const std::vector<Sheet>& sheets) {
    Workbook book;
    for (const auto& sheet : sheets) {
        book.add(sheet);
    }
    return book.take();
}

} // namespace sandan::report
