#include "report/firm_looks.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace sandan::report {

namespace {

/// Always the place with the fewest neighbours among those left is taken last; of several the
/// later one, so that where nothing touches the order stays.
std::vector<std::size_t> smallest_last(const Neighbours& touching) {
    const auto count = touching.size();
    std::vector<std::size_t> left(count);
    for (std::size_t i = 0; i < count; ++i) {
        left[i] = touching[i].size();
    }
    std::vector<bool> taken(count, false);
    std::vector<std::size_t> order;
    while (order.size() < count) {
        std::size_t least = count;
        for (std::size_t i = 0; i < count; ++i) {
            if (!taken[i] && (least == count || left[i] <= left[least])) {
                least = i;
            }
        }
        taken[least] = true;
        order.push_back(least);
        for (const auto other : touching[least]) {
            --left[other];
        }
    }
    std::reverse(order.begin(), order.end());
    return order;
}

FirmLook look_at(std::size_t number) {
    return {number % firm_colours.size(), number / firm_colours.size()};
}

/// The best look for a place beside those that have one.
class Choice {
public:
    Choice(const std::vector<bool>& known, const std::vector<FirmLook>& looks)
        : m_known{known}, m_looks{looks} {}

    void take(std::size_t place) { ++m_uses.at(number_of(m_looks[place])); }

    [[nodiscard]] FirmLook best(const std::vector<std::size_t>& touching,
                                const std::vector<std::size_t>& near) const {
        std::array<bool, firm_look_count> beside{};
        for (const auto other : touching) {
            if (m_known[other]) {
                beside.at(number_of(m_looks[other])) = true;
            }
        }
        std::array<std::size_t, firm_colours.size()> colour_near{};
        for (const auto other : near) {
            if (m_known[other]) {
                ++colour_near.at(m_looks[other].colour);
            }
        }
        const auto cost = [&](std::size_t number) {
            const auto look = look_at(number);
            return std::tuple{beside.at(number), m_uses.at(number), colour_near.at(look.colour),
                              look.hatch};
        };
        std::size_t best = 0;
        for (std::size_t number = 1; number < firm_look_count; ++number) {
            best = cost(number) < cost(best) ? number : best;
        }
        return look_at(best);
    }

private:
    [[nodiscard]] static std::size_t number_of(const FirmLook& look) {
        return look.hatch * firm_colours.size() + look.colour;
    }

    const std::vector<bool>& m_known;
    const std::vector<FirmLook>& m_looks;
    std::array<std::size_t, firm_look_count> m_uses{};
};

} // namespace

std::vector<FirmLook> firm_looks(const Neighbours& touching, const Neighbours& near) {
    std::vector<FirmLook> looks(touching.size());
    std::vector<bool> known(touching.size(), false);
    Choice choice{known, looks};
    for (const auto place : smallest_last(touching)) {
        looks[place] = choice.best(touching[place], near[place]);
        known[place] = true;
        choice.take(place);
    }
    return looks;
}

} // namespace sandan::report
