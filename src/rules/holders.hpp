#pragma once

#include <sandan/core/date.hpp>
#include <sandan/model/project.hpp>

#include <map>
#include <optional>
#include <string>

namespace sandan::rules {

/// Since when lots are held: by the lot's own `owned_since`, else by the factory register, whose
/// latest row counts. Read from any thread.
class Holders {
public:
    /// `bound_years`: a lot held for less is bound whatever a row without a date would say.
    Holders(const model::Project& project, std::optional<double> bound_years);

    /// Full years at `date`; infinity when the register has nobody on the lot; nothing when
    /// neither tells.
    [[nodiscard]] std::optional<double> years(const model::Layer& lots, const model::Feature& lot,
                                              const Date& date) const;

private:
    struct Rows {
        std::optional<Date> latest;
        bool undated = false; ///< Some row has no date.
    };

    bool m_registered = false;          ///< There is a register.
    std::map<std::string, Rows> m_rows; ///< By lot id.
    std::optional<double> m_bound_years;
};

} // namespace sandan::rules
