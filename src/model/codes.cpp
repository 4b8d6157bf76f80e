#include <sandan/model/codes.hpp>

#include <algorithm>

namespace sandan::model {

namespace {

template <typename Row, typename Key>
const Row* find_row(const std::vector<Row>& rows, std::string_view value, Key Row::*key) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.*key == value; });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace

const LandUse* Codes::land_use(std::string_view code) const {
    return find_row(land_uses, code, &LandUse::code);
}

const ManagementZone* Codes::management_zone(std::string_view code) const {
    return find_row(management_zones, code, &ManagementZone::code);
}

const ZoningCode* Codes::zoning_code(std::string_view code) const {
    return find_row(zoning, code, &ZoningCode::code);
}

const LayerRole* Codes::role(std::string_view name) const {
    return find_row(roles, name, &LayerRole::role);
}

std::optional<double> Codes::factory_rate(std::string_view ksic) const {
    const FactoryRate* best = nullptr;
    for (const auto& rate : factory_rates) {
        const bool longer = best == nullptr || rate.prefix.size() > best->prefix.size();
        if (ksic.starts_with(rate.prefix) && longer) {
            best = &rate;
        }
    }
    return best == nullptr ? std::nullopt : std::optional{best->percent};
}

const Jimok* Codes::jimok_of_mark(std::string_view mark) const {
    return find_row(jimok, mark, &Jimok::mark);
}

const ReadCode* Codes::read_code(std::string_view code) const {
    return find_row(reading, code, &ReadCode::code);
}

bool is_zone_code(std::string_view text) {
    constexpr std::size_t length = 6;
    const auto upper = [](char c) {
        return c >= 'A' && c <= 'Z';
    };
    const auto digit = [](char c) {
        return c >= '0' && c <= '9';
    };
    return text.size() == length && text[0] == 'U' && upper(text[1]) && upper(text[2]) &&
           std::all_of(text.begin() + 3, text.end(),
                       [&](char c) { return upper(c) || digit(c); }) &&
           digit(text[3]);
}

std::string zone_code_in(std::string_view number) {
    constexpr std::size_t before = 20;
    constexpr std::size_t length = 6;
    if (number.size() < before + length) {
        return {};
    }
    const auto code = number.substr(before, length);
    return is_zone_code(code) ? std::string{code} : std::string{};
}

} // namespace sandan::model
