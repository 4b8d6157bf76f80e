#pragma once

#include <sandan/allocation/allocate.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace sandan::allocation {

/// The planner's locks, by firm and lot.
class Locks {
public:
    /// \throws Error{usage} naming the firm or lot that does not exist, or a firm locked twice.
    Locks(const model::Project& project, const std::vector<Lock>& locks);

    [[nodiscard]] bool locked(std::size_t firm) const { return m_exact.contains(firm); }

    [[nodiscard]] bool permits(std::size_t firm, const std::vector<std::size_t>& lots) const;

    /// The locks that keep the firm off these lots, one by one, in words.
    [[nodiscard]] std::vector<Constraint> against(const model::Layer& layer, std::size_t firm,
                                                  const std::vector<std::size_t>& lots) const;

    /// Why the locks cannot all be kept on this matrix; empty when nothing speaks against them yet.
    [[nodiscard]] std::vector<Text> conflicts(const rules::Context& context,
                                              const siting::Matrix& matrix,
                                              const Options& options) const;

private:
    std::map<std::size_t, std::vector<std::size_t>> m_exact; ///< firm → lots, ascending
    std::map<std::size_t, std::set<std::size_t>> m_forbidden;
    std::set<std::size_t> m_forbidden_to_all;
};

} // namespace sandan::allocation
