#pragma once
// A row of lots, some firms, and a matrix in which every firm may have every site.

#include <sandan/allocation/allocate.hpp>

#include "project_builder.hpp"

#include <deque>

namespace sandan::test {

/// `lots` squares of 50 m side by side (L1, L2, …), all in one block; every contiguous run of up
/// to 3 lots is a site. Cells are feasible with score 50 until a test says otherwise.
class RowOfLots {
public:
    explicit RowOfLots(std::size_t lots) {
        m_builder.complex("c", 2500.0 * static_cast<double>(lots));
        m_builder.parameter("PD-10", "min_contact", 1);
        m_builder.layer("lots", {"id", "complex", "use", "block", "phase", "management"});
        for (std::size_t i = 0; i < lots; ++i) {
            m_builder.feature(rectangle(50.0 * static_cast<double>(i), 0, 50, 50),
                              {"L" + std::to_string(i + 1), std::string{"c"}, std::string{"IND"},
                               std::string{"B1"}, 1.0, std::string{"MI"}});
            m_analysis.lots.emplace_back().area_m2 = 2500;
            if (i > 0) {
                m_analysis.contacts.push_back({i - 1, i, 50});
            }
        }
        for (std::size_t k = 1; k <= 3; ++k) {
            for (std::size_t first = 0; first + k <= lots; ++first) {
                std::vector<std::size_t> members;
                for (std::size_t i = first; i < first + k; ++i) {
                    members.push_back(i);
                }
                m_matrix.sites.push_back(
                    rules::make_site(m_builder.project(), m_analysis.lots, members));
            }
        }
    }

    model::Firm& firm(const std::string& id, double lots_min, double lots_max, double jobs) {
        model::Firm firm;
        firm.id = id;
        firm.name = "firm " + id;
        firm.area_min_m2 = 2500 * lots_min;
        firm.area_max_m2 = 2500 * lots_max;
        firm.jobs = jobs;
        firm.max_lots = 3;
        m_builder.firm(firm);
        auto& firms = m_builder.project().firms;
        for (std::size_t s = 0; s < m_matrix.sites.size(); ++s) {
            const double area = m_matrix.sites[s].area_m2;
            siting::FirmSite cell{.firm = firms.size() - 1,
                                  .site = s,
                                  .verdict = siting::Verdict::feasible,
                                  .score = 50,
                                  .reasons = {}};
            if (area < *firm.area_min_m2 || area > *firm.area_max_m2) {
                cell.verdict = siting::Verdict::infeasible;
                cell.reasons.push_back({"SI-02", rules::breach({}), true});
            }
            m_matrix.cells.push_back(std::move(cell));
        }
        return firms.back();
    }

    [[nodiscard]] model::Project& project() { return m_builder.project(); }

    [[nodiscard]] siting::Matrix& matrix() { return m_matrix; }

    [[nodiscard]] rules::Context context() { return {m_builder.project(), m_analysis, today}; }

    [[nodiscard]] allocation::Allocation allocate(const allocation::Options& options) {
        return allocation::allocate(context(), m_matrix, options);
    }

private:
    ProjectBuilder m_builder;
    rules::Analysis m_analysis;
    siting::Matrix m_matrix;
};

inline allocation::Options all_terms() {
    return {.objective = {"jobs", "investment", "fit", "proximity", "compactness"},
            .time_limit_s = 1e6,
            .locks = {}};
}

} // namespace sandan::test
