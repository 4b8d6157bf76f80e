#include "geom/contact_sample.hpp"

#include <sandan/core/parallel.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/second_opinion.hpp>

#include "geom/boxes.hpp"
#include "geom/disagreement.hpp"

#include <algorithm>
#include <atomic>
#include <tuple>
#include <vector>

namespace sandan::geom {

namespace {

bool before(const Contact& x, const Contact& y) {
    return std::tie(x.a, x.b) < std::tie(y.a, y.b);
}

/// Those with a shape of the sample, by (a, b).
std::vector<Contact> contacts_of_sample(const ContactSurvey& survey, std::size_t step) {
    std::vector<Contact> all;
    for (std::size_t group = 0; group < survey.groups(); ++group) {
        for (const auto& contact : survey.contacts(group)) {
            if (contact.a % step == 0 || contact.b % step == 0) {
                all.push_back(contact);
            }
        }
    }
    return all;
}

} // namespace

void cross_check_sample(
    const ContactSurvey& survey, std::span<const Box> sampled, std::size_t step,
    const std::function<NumberedShapes(std::span<const std::size_t>, const HilbertTree&)>& read,
    const std::function<Text(std::size_t, std::size_t)>& name, unsigned threads,
    std::size_t together) {
    const auto contacts = contacts_of_sample(survey, step);
    std::vector<std::atomic<bool>> seen(contacts.size());
    const auto length = [&](std::size_t a, std::size_t b) {
        const Contact wanted{a, b, 0};
        const auto found = std::lower_bound(contacts.begin(), contacts.end(), wanted, before);
        const bool listed = found != contacts.end() && !before(wanted, *found);
        if (listed) {
            seen[static_cast<std::size_t>(found - contacts.begin())] = true;
        }
        return listed ? found->length : 0;
    };
    for (std::size_t from = 0; from < sampled.size(); from += together) {
        const HilbertTree places{sampled.subspan(from, std::min(together, sampled.size() - from))};
        const auto near = read(survey.near(places), places);
        const auto& [shapes, numbers] = near;
        const BoxIndex index{shapes.boxes()};
        parallel_for(numbers.size(), threads, [&](std::size_t i) {
            if (numbers[i] % step != 0 || !places.any(shapes.box(i))) {
                return;
            }
            for (const auto k : index.query(grown(shapes.box(i), survey.tolerance()))) {
                if (k == i || (k < i && numbers[k] % step == 0)) {
                    continue; // that one sees the pair
                }
                const auto a = std::min(i, k);
                const auto b = std::max(i, k);
                cross_check(shapes, {a, b, length(numbers[a], numbers[b])}, survey.min_length(),
                            survey.tolerance(), [&] { return name(numbers[a], numbers[b]); });
            }
        });
    }
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        if (const auto& [a, b, length_m] = contacts[i]; !seen[i]) { // boxes lie apart
            disagree_on_border(name(a, b), length_m, 0);
        }
    }
}

} // namespace sandan::geom
