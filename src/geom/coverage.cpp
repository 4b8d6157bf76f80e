#include <sandan/geom/coverage.hpp>

#include "geom/coverage_survey.hpp"
#include "geom/survey_all.hpp"

namespace sandan::geom {

CoverageReport check_coverage(const PolygonSet& shapes, const MultiPolygon& boundary,
                              unsigned threads, double described_from) {
    CoverageSurvey survey;
    survey_all(shapes, survey, threads);
    survey.conclude(boundary);
    return survey.report(shapes, boundary, threads, described_from);
}

CoverageReport check_coverage(std::span<const MultiPolygon> shapes, const MultiPolygon& boundary,
                              unsigned threads) {
    return check_coverage(PolygonSet{shapes}, boundary, threads);
}

} // namespace sandan::geom
