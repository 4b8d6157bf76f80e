#include "io/geojson_members.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

namespace sandan::io {

namespace {

/// Follows the parser: depth 1 is the collection, 2 the array "features", 3 a member of it.
class Counter : public nlohmann::json_sax<nlohmann::json> {
public:
    [[nodiscard]] std::optional<GeoJsonMembers> counted() const {
        return m_found ? std::optional{m_members} : std::nullopt;
    }

    bool null() override { return value(); }

    bool boolean(bool) override { return value(); }

    bool number_integer(number_integer_t) override { return value(); }

    bool number_unsigned(number_unsigned_t) override { return value(); }

    bool number_float(number_float_t, const string_t&) override { return value(); }

    bool binary(binary_t&) override { return value(); }

    bool string(string_t& text) override {
        if (m_inside && m_depth == 3 && m_key_is_type) {
            m_is_feature = text == "Feature";
        }
        return value();
    }

    bool key(string_t& name) override {
        if (m_depth == 1) {
            m_key_is_features = name == "features";
        } else if (m_depth == 3) {
            m_key_is_type = name == "type";
        }
        return true;
    }

    bool start_object(std::size_t) override {
        ++m_depth;
        if (m_inside && m_depth == 3) {
            m_is_feature = false;
            m_key_is_type = false;
        }
        return true;
    }

    bool end_object() override {
        if (m_inside && m_depth == 3) {
            take(m_is_feature);
        }
        --m_depth;
        return true;
    }

    bool start_array(std::size_t) override {
        if (m_inside && m_depth == 2) {
            take(false);
        }
        ++m_depth;
        if (m_depth == 2 && m_key_is_features) {
            m_inside = true;
            m_found = true;
        }
        return true;
    }

    bool end_array() override {
        if (m_inside && m_depth == 2) {
            m_inside = false;
            m_key_is_features = false;
        }
        --m_depth;
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
        return false; // GDAL says what is wrong with it
    }

private:
    bool value() {
        if (m_inside && m_depth == 2) {
            take(false);
        }
        return true;
    }

    void take(bool is_feature) {
        if (!is_feature && m_members.strangers++ == 0) {
            m_members.first_stranger = m_members.all;
        }
        ++m_members.all;
    }

    GeoJsonMembers m_members;
    std::size_t m_depth = 0;
    bool m_found = false;
    bool m_inside = false; ///< The array "features".
    bool m_key_is_features = false;
    bool m_key_is_type = false;
    bool m_is_feature = false;
};

} // namespace

std::optional<GeoJsonMembers> count_members(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    Counter counter;
    const bool whole = nlohmann::json::sax_parse(file, &counter);
    return whole ? counter.counted() : std::nullopt;
}

} // namespace sandan::io
