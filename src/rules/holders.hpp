#pragma once

#include <sandan/core/date.hpp>
#include <sandan/model/project.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sandan::rules {

/// How long a lot is held, or what does not say so.
struct Hold {
    std::optional<double> years; ///< Full years.
    std::string_view missing;    ///< Without `years`: the field that is open ("register.pnu", …).
};

/// Since when lots are held: by the lot's own `owned_since`, else by the factory register, whose
/// latest row counts. Lots without the field are held by who is registered there, and a lot of no
/// row by nobody. Where the field is there and blank, no row says nothing: who bought land and has
/// not built on it is in no factory register, but bound all the same (집적법 §39①). Read from any
/// thread.
class Holders {
public:
    /// `bound_years`: a lot held for less is bound whatever a row without a date would say.
    Holders(const model::Project& project, std::optional<double> bound_years);

    [[nodiscard]] Hold of(const model::Layer& lots, const model::Feature& lot,
                          const Date& date) const;

private:
    struct Rows {
        std::optional<Date> latest;
        bool undated = false; ///< Some row has no date.
    };

    [[nodiscard]] bool is_young(const Rows& rows, const Date& date) const;

    std::map<std::string, Rows> m_rows; ///< By lot id.
    std::optional<Rows> m_unplaced;     ///< Of no lot: they may be of any.
    std::optional<double> m_bound_years;
    bool m_registered = false; ///< The plan has a register.
};

} // namespace sandan::rules
