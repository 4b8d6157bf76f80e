#include "geotiff.hpp"

#include <bit>

namespace gis_data {

namespace {

void put(std::string& bytes, std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) {
        bytes.push_back(static_cast<char>((value >> (8 * i)) & 0xffU));
    }
}

void put_real(std::string& bytes, double value) {
    put(bytes, std::bit_cast<std::uint64_t>(value), 8);
}

enum Type : std::uint16_t { short_type = 3, long_type = 4, double_type = 12 };

/// The directory of the only image and the values that do not fit in it.
class Directory {
public:
    explicit Directory(int entries)
        : m_values_at{8U + 2U + 12U * static_cast<unsigned>(entries) + 4U} {
        put(m_entries, static_cast<std::uint64_t>(entries), 2);
    }

    void add(int tag, Type type, std::uint64_t value) { entry(tag, type, 1, value); }

    void add(int tag, const std::vector<double>& values) {
        entry(tag, double_type, values.size(), m_values_at + m_values.size());
        for (const double value : values) {
            put_real(m_values, value);
        }
    }

    void add(int tag, const std::vector<std::uint16_t>& values) {
        entry(tag, short_type, values.size(), m_values_at + m_values.size());
        for (const std::uint16_t value : values) {
            put(m_values, value, 2);
        }
    }

    [[nodiscard]] std::string bytes() const { return m_entries + std::string(4, '\0') + m_values; }

private:
    void entry(int tag, Type type, std::size_t count, std::uint64_t value) {
        put(m_entries, static_cast<std::uint64_t>(tag), 2);
        put(m_entries, type, 2);
        put(m_entries, count, 4);
        put(m_entries, value, 4);
    }

    std::uint64_t m_values_at;
    std::string m_entries;
    std::string m_values;
};

Directory describe(const Terrain& terrain, std::uint64_t data_at) {
    const auto cell = static_cast<double>(terrain.cell);
    const auto columns = static_cast<std::uint64_t>(terrain.columns);
    const auto rows = static_cast<std::uint64_t>(terrain.rows);
    Directory directory{13};
    directory.add(256, long_type, columns);
    directory.add(257, long_type, rows);
    directory.add(258, short_type, 32);
    directory.add(259, short_type, 1);
    directory.add(262, short_type, 1);
    directory.add(273, long_type, data_at);
    directory.add(277, short_type, 1);
    directory.add(278, long_type, rows);
    directory.add(279, long_type, columns * rows * 4);
    directory.add(339, short_type, 3);
    directory.add(33550, std::vector<double>{cell, cell, 0});
    directory.add(33922, std::vector<double>{0, 0, 0, static_cast<double>(terrain.west),
                                             static_cast<double>(terrain.north), 0});
    // GTModelType projected, GTRasterType pixel-is-area, ProjectedCSType 5186
    directory.add(34735, std::vector<std::uint16_t>{1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072,
                                                    0, 1, 5186});
    return directory;
}

} // namespace

std::string geotiff(const Terrain& terrain) {
    const std::size_t head = 8 + describe(terrain, 0).bytes().size();
    std::string file = "II";
    put(file, 42, 2);
    put(file, 8, 4);
    file += describe(terrain, head).bytes();
    for (const float height : terrain.height_m) {
        put(file, std::bit_cast<std::uint32_t>(height), 4);
    }
    return file;
}

} // namespace gis_data
