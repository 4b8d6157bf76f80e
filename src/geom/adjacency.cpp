#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/box_index.hpp>

#include "geom/beside.hpp"
#include "geom/boxes.hpp"
#include "geom/contact_survey.hpp"
#include "geom/survey_all.hpp"

#include <numeric>

namespace sandan::geom {

std::vector<Contact> contacts(const PolygonSet& shapes, double min_length, double tolerance,
                              unsigned threads) {
    ContactSurvey survey{min_length, tolerance};
    survey_all(shapes, survey, threads);
    (void)survey.doubtful();
    std::vector<std::size_t> numbers(shapes.size());
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    survey.measure(shapes, numbers, threads);
    std::vector<Contact> all;
    for (std::size_t group = 0; group < survey.groups(); ++group) {
        const auto some = survey.contacts(group);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

std::vector<Contact> contacts(std::span<const MultiPolygon> shapes, double min_length,
                              double tolerance) {
    return contacts(PolygonSet{shapes}, min_length, tolerance);
}

double shared_border(const MultiPolygon& shape, const MultiPolygon& other, double tolerance) {
    const PolygonSet own{std::vector<MultiPolygon>{shape}};
    const auto reach = grown(own.box(0), tolerance);
    std::vector<Segment> near;
    const PolygonSet others{std::vector<MultiPolygon>{other}};
    others.for_each_edge(0, [&](const Point& a, const Point& b) {
        if (a != b && touch(reach, box_of({1, a, b}, 0))) {
            near.push_back({1, a, b});
        }
    });
    const BoxIndex index{boxes_of(near)};

    double sum = 0;
    own.for_each_edge(0, [&](const Point& a, const Point& b) {
        if (a == b) {
            return;
        }
        const Segment s{0, a, b};
        std::vector<Stretch> stretches;
        for (const auto hit : index.query(box_of(s, tolerance))) {
            if (const auto stretch = shared_stretch(s, near[hit], tolerance)) {
                stretches.push_back(*stretch);
            }
        }
        sum += covered(stretches);
    });
    return sum;
}

} // namespace sandan::geom
