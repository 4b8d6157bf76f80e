// The library as another program sees it: built against the installed package only.
#include <sandan/geom/measure.hpp>
#include <sandan/model/area.hpp>

#include <cstdio>

int main() {
    const sandan::geom::MultiPolygon lot{
        {.outer = {{0, 0}, {100, 0}, {100, 165}, {0, 165}, {0, 0}}, .holes = {}}};
    const double area = sandan::geom::area(lot);
    const double tolerance = sandan::model::area_tolerance(area, 1200);
    std::printf("lot %.1f m2, ledger tolerance %.2f m2\n", area, tolerance);
    return area == 16500.0 && tolerance > 0 ? 0 : 1;
}
