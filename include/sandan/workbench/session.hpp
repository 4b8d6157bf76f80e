#pragma once
// A planner's hand on an allocation: who gets which lots, judged at once, with a way back.

#include <sandan/allocation/allocate.hpp>
#include <sandan/core/finding.hpp>
#include <sandan/core/table.hpp>
#include <sandan/core/text.hpp>
#include <sandan/model/project.hpp>
#include <sandan/siting/feasibility.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandan::workbench {

/// What a planner asked for and cannot have; the session is as it was before.
class Refusal : public std::runtime_error {
public:
    explicit Refusal(Text text) : std::runtime_error{text.en}, m_text{std::move(text)} {}

    [[nodiscard]] const Text& text() const noexcept { return m_text; }

private:
    Text m_text;
};

/// What one firm holds.
struct Holding {
    std::vector<std::string> lots{}; ///< Ids, ascending; none: it has no place.
    bool locked = false; ///< Neither another firm nor the optimiser takes these lots from it.

    friend bool operator==(const Holding&, const Holding&) = default;
};

/// A firm as it stands.
struct FirmState {
    Holding holding;
    double area_m2 = 0;
    int phase = 0;
    siting::FirmSite judged{};       ///< Of a firm that holds lots: what `site` says of the pair.
    std::vector<Finding> findings{}; ///< Its reasons as `check` words them, in rule order.
};

/// Assigns by hand. Facts of lots are measured before, so a word costs the judgement of the pairs
/// it touches and the four rules that sum over all assignments. Not for several threads at once,
/// except that what optimisation() gives may be allocated meanwhile.
class Session {
public:
    /// Starts from the plan's own assignments. Keeps references to all but the date; `project` is
    /// changed in its `assignments` only. `matrix` may hold sites of any size.
    /// \throws Error{usage} for a plan without lots or firms.
    Session(model::Project& project, const rules::Analysis& analysis, const Date& date,
            const siting::Matrix& matrix);

    [[nodiscard]] const rules::Context& context() const noexcept { return m_context; }

    /// Parallel to project.firms.
    [[nodiscard]] const std::vector<FirmState>& firms() const noexcept { return m_firms; }

    /// FAIL, WARN, UNKNOWN and WAIVED of the rules over all assignments, and SI-07's PASS: how much
    /// of each capacity is used.
    [[nodiscard]] const std::vector<Finding>& sums() const noexcept { return m_sums; }

    /// The firm holds exactly these lots from now on; who held one of them loses it. No lots: it
    /// gives up its place. \returns the firms that changed, ascending.
    /// \throws Refusal for an unknown firm or lot, a lot that is not for firms, a locked firm, or a
    /// lot of one.
    std::vector<std::size_t> assign(const std::string& firm, std::vector<std::string> lots);

    /// \throws Refusal for an unknown firm or one without lots.
    std::vector<std::size_t> lock(const std::string& firm, bool locked);

    [[nodiscard]] bool can_undo() const noexcept { return m_done > 0; }

    [[nodiscard]] bool can_redo() const noexcept { return m_done < m_steps.size(); }

    /// The last word taken back, or said again. \throws Refusal when there is none.
    std::vector<std::size_t> undo();
    std::vector<std::size_t> redo();

    /// How to place all firms that are not locked. A firm locked to a place that the rules close
    /// keeps it, outside the optimisation. `cpu_limit_s`: of the whole process, from its start.
    [[nodiscard]] allocation::Options optimisation(double cpu_limit_s) const;

    /// Takes what allocate() made of optimisation(), as one step. Locked firms stay.
    std::vector<std::size_t> adopt(const allocation::Allocation& allocation);

    /// Replaces all holdings by `sites`, as one step. \throws Refusal as assign does.
    std::vector<std::size_t> adopt(const std::vector<allocation::FirmLots>& sites);

    /// As an allocation, for tables and maps; of no solver, as nothing is proven of it.
    [[nodiscard]] allocation::Allocation allocation() const;

    /// The table that the plan's [assignments], `allocate --from` and `--fix` read.
    [[nodiscard]] Table assignments() const;

    /// True when every firm holds what it held when mark_kept() was last called (or at the start).
    [[nodiscard]] bool is_kept() const;
    void mark_kept();

private:
    struct Step {
        std::map<std::size_t, Holding> before;
        std::map<std::size_t, Holding> after;
    };

    [[nodiscard]] std::size_t firm_of(const std::string& id) const;
    [[nodiscard]] std::size_t lot_of(const std::string& id) const;
    void require_open(const std::vector<std::string>& lots, std::size_t firm) const;
    [[nodiscard]] bool is_open(std::size_t firm) const;
    std::vector<std::size_t> take(std::map<std::size_t, Holding> after);
    std::vector<std::size_t> put(const std::map<std::size_t, Holding>& holdings);
    void judge(std::size_t firm);
    void sum_up();
    [[nodiscard]] std::vector<std::vector<std::string>> lots_held() const;

    model::Project& m_project;
    rules::Context m_context;
    const siting::Matrix& m_matrix;
    std::map<std::string, std::size_t> m_firm_numbers;
    std::map<std::string, std::size_t> m_lot_numbers;
    std::vector<FirmState> m_firms;
    std::vector<Finding> m_sums;
    std::vector<Step> m_steps;
    std::size_t m_done = 0; ///< Steps that count; those after it can be said again.
    std::vector<std::vector<std::string>> m_kept;
};

} // namespace sandan::workbench
