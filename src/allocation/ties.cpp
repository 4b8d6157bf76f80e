#include "allocation/ties.hpp"

#include "allocation/books.hpp"

#include <algorithm>

namespace sandan::allocation {

std::vector<FirmLots> ties(const Finished& finished) {
    constexpr std::size_t most = 5;
    const auto& plan = finished.plan;
    const auto& problem = plan.problem;
    const auto starts = firm_starts(problem);
    Books books{problem};
    for (const auto at : finished.choice) {
        if (at != unplaced) {
            books.place(static_cast<std::uint32_t>(at));
        }
    }
    const auto total = books.worth();
    std::vector<FirmLots> found;
    for (std::uint32_t f = 0; f < problem.firms; ++f) {
        if (finished.choice[f] == unplaced) {
            continue;
        }
        const auto now = books.remove(f);
        std::vector<FirmLots> mine;
        for (auto c = starts[f]; c < starts[f + 1]; ++c) {
            if (c == now || plan.kept[c] != plan.kept[now] || !books.fits(c)) {
                continue;
            }
            books.place(c);
            if (books.worth() == total) {
                mine.push_back({finished.context.project.firms[f].id,
                                lot_ids(finished.context, finished.matrix, plan, c)});
            }
            books.remove(f);
        }
        books.place(now);
        std::sort(mine.begin(), mine.end(),
                  [](const auto& a, const auto& b) { return a.lots < b.lots; });
        mine.resize(std::min(mine.size(), most));
        found.insert(found.end(), mine.begin(), mine.end());
    }
    return found;
}

} // namespace sandan::allocation
