#include "allocation/grown_sites.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace sandan::allocation {

namespace {

using Lots = std::vector<std::size_t>;

class SiteGrower {
public:
    explicit SiteGrower(const rules::Context& context)
        : m_layer{*context.project.layer("lots")}, m_context{context} {
        const auto* const border = context.parameter("PD-10", "min_contact");
        for (const auto& contact : context.analysis.contacts) {
            if (border != nullptr && contact.length >= border->value && on_offer(contact.a) &&
                on_offer(contact.b) && kind(contact.a) == kind(contact.b)) {
                m_touching[contact.a].push_back(contact.b);
                m_touching[contact.b].push_back(contact.a);
            }
        }
    }

    [[nodiscard]] std::set<Lots> all(int most) {
        std::set<Lots> found;
        std::set<Lots> last;
        for (std::size_t lot = 0; lot < m_layer.features.size(); ++lot) {
            if (on_offer(lot) && most > 0) {
                last.insert({lot});
            }
        }
        for (int size = 1; !last.empty(); ++size) {
            found.insert(last.begin(), last.end());
            last = size < most ? grown(last) : std::set<Lots>{};
        }
        return found;
    }

private:
    [[nodiscard]] bool on_offer(std::size_t lot) const {
        const auto& feature = m_layer.features[lot];
        return rules::is_on_offer(m_context.project, m_layer, feature) && !feature.shape.empty();
    }

    [[nodiscard]] std::tuple<std::string, std::string, std::string> kind(std::size_t lot) const {
        const auto text = [&](const char* field) {
            return m_layer.text(m_layer.features[lot], field).value_or("");
        };
        return {text("complex"), text("management"), text("phase")};
    }

    [[nodiscard]] std::set<Lots> grown(const std::set<Lots>& sets) {
        std::set<Lots> larger;
        for (const auto& lots : sets) {
            for (const auto lot : lots) {
                for (const auto next : m_touching[lot]) {
                    const auto at = std::lower_bound(lots.begin(), lots.end(), next);
                    if (at == lots.end() || *at != next) {
                        auto more = lots;
                        more.insert(more.begin() + (at - lots.begin()), next);
                        larger.insert(std::move(more));
                    }
                }
            }
        }
        return larger;
    }

    const model::Layer& m_layer;
    const rules::Context& m_context;
    std::map<std::size_t, Lots> m_touching;
};

} // namespace

std::set<std::vector<std::size_t>> grown_sites(const rules::Context& context, int most) {
    return SiteGrower{context}.all(most);
}

} // namespace sandan::allocation
