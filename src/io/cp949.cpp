#include "io/cp949.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <glib.h>
#include <iconv.h>
#include <memory>
#include <mutex>

namespace sandan::io {

namespace {

constexpr unsigned first_lead = 0x81;
constexpr unsigned first_trail = 0x41;
constexpr std::size_t trails = 0xFF - first_trail;
constexpr std::size_t leads = 0xFF - first_lead;

/// The two-byte characters of one lead byte, three bytes of UTF-8 at most each: asked of iconv
/// once, because asking it for every cell of a million parcels costs more than reading them.
class Row {
public:
    [[nodiscard]] std::string_view at(unsigned char lead, unsigned char trail) noexcept {
        if (trail < first_trail || trail == 0xFF) {
            return {};
        }
        std::call_once(m_once, [&] { fill(lead); });
        const auto& cell = m_cells[trail - first_trail];
        return {cell.bytes.data(), cell.length};
    }

private:
    struct Cell {
        std::array<char, 3> bytes{};
        std::uint8_t length = 0;
    };

    void fill(unsigned char lead) {
        auto* const handle = iconv_open("UTF-8", "CP949");
        if (reinterpret_cast<std::intptr_t>(handle) == -1) { // how iconv says that it cannot
            return;
        }
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            fill(handle, lead, i);
        }
        iconv_close(handle);
    }

    void fill(iconv_t handle, unsigned char lead, std::size_t i) {
        std::array<char, 2> in{static_cast<char>(lead), static_cast<char>(first_trail + i)};
        std::array<char, 8> out{};
        char* from = in.data();
        char* to = out.data();
        std::size_t left = in.size();
        std::size_t room = out.size();
        iconv(handle, nullptr, nullptr, nullptr, nullptr);
        if (iconv(handle, &from, &left, &to, &room) != 0 || left != 0) {
            return;
        }
        const auto length = static_cast<gssize>(out.size() - room);
        if (g_utf8_strlen(out.data(), length) != 1) {
            return; // a byte of its own followed by ASCII
        }
        const std::unique_ptr<gchar, decltype(&g_free)> composed{
            g_utf8_normalize(out.data(), length, G_NORMALIZE_NFC), &g_free};
        const std::string_view text{composed.get()};
        if (text.size() <= m_cells[i].bytes.size()) {
            text.copy(m_cells[i].bytes.data(), text.size());
            m_cells[i].length = static_cast<std::uint8_t>(text.size());
        }
    }

    std::once_flag m_once;
    std::array<Cell, trails> m_cells{};
};

} // namespace

std::string_view cp949_character(unsigned char lead, unsigned char trail) noexcept {
    static std::array<Row, leads> rows;
    return is_cp949_lead(lead) ? rows[lead - first_lead].at(lead, trail) : std::string_view{};
}

} // namespace sandan::io
