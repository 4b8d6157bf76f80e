#include "cli/batch_ids.hpp"

#include <sandan/core/error.hpp>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <functional>
#include <string_view>

namespace sandan::cli {

namespace {

std::uint64_t hash_of(std::string_view text) {
    return std::hash<std::string_view>{}(text);
}

/// The first cell of each row of a table, as it is written.
class FirstCells {
public:
    explicit FirstCells(const std::string& path) : m_path{path}, m_rows{path, std::ios::binary} {
        if (!std::getline(m_rows, m_row)) { // the header
            fail();
        }
    }

    /// False at the end.
    [[nodiscard]] bool next() {
        if (!std::getline(m_rows, m_row)) {
            if (m_rows.bad()) {
                fail();
            }
            return false;
        }
        while (std::count(m_row.begin(), m_row.end(), '"') % 2 != 0 &&
               std::getline(m_rows, m_more)) { // a line ends within a quoted cell
            m_row += '\n';
            m_row += m_more;
        }
        return true;
    }

    /// Valid until next().
    [[nodiscard]] std::string_view cell() const {
        bool quoted = false;
        const auto end = std::find_if(m_row.begin(), m_row.end(), [&](char c) {
            quoted = (c == '"') != quoted;
            return c == ',' && !quoted;
        });
        return std::string_view{m_row}.substr(0, static_cast<std::size_t>(end - m_row.begin()));
    }

private:
    [[noreturn]] void fail() const {
        throw Error{ErrorKind::input, Text{"읽을 수 없습니다", "cannot be read"}}.within(m_path);
    }

    std::string m_path;
    std::ifstream m_rows;
    std::string m_row;
    std::string m_more;
};

using Hashes = std::vector<std::uint64_t>;

/// Adds the hashes of the ids of one source, each once, that fall into a portion of all.
void add_ids(const std::vector<std::string>& files, std::size_t portion, std::size_t portions,
             Hashes& all) {
    const auto from = all.size();
    for (const auto& file : files) {
        for (FirstCells rows{file}; rows.next();) {
            const auto hash = hash_of(rows.cell());
            const bool again = all.size() != from && all.back() == hash; // a record's next row
            if (!again && hash % portions == portion) {
                all.push_back(hash);
            }
        }
    }
    const auto own = all.begin() + static_cast<std::ptrdiff_t>(from);
    std::sort(own, all.end());
    all.erase(std::unique(own, all.end()), all.end());
}

/// What stands in sorted `all` more than once, once.
void add_repeated(const Hashes& all, Hashes& repeated) {
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (all[i] == all[i - 1] && (i == 1 || all[i - 2] != all[i])) {
            repeated.push_back(all[i]);
        }
    }
}

std::string first_of(const std::vector<std::vector<std::string>>& tables, const Hashes& sorted) {
    for (const auto& files : tables) {
        for (const auto& file : files) {
            for (FirstCells rows{file}; rows.next();) {
                if (std::binary_search(sorted.begin(), sorted.end(), hash_of(rows.cell()))) {
                    return std::string{rows.cell()};
                }
            }
        }
    }
    return {};
}

} // namespace

SharedIds shared_ids(const std::vector<std::vector<std::string>>& tables, std::size_t records,
                     std::size_t at_a_time) {
    const auto portions = records / at_a_time + 1;
    Hashes repeated;
    for (std::size_t portion = 0; portion < portions; ++portion) {
        Hashes all;
        for (const auto& files : tables) {
            add_ids(files, portion, portions, all);
        }
        std::sort(all.begin(), all.end());
        add_repeated(all, repeated);
    }
    if (repeated.empty()) {
        return {};
    }
    std::sort(repeated.begin(), repeated.end());
    return {.count = repeated.size(), .first = first_of(tables, repeated)};
}

} // namespace sandan::cli
