#include "allocation/enumerate.hpp"

namespace sandan::allocation {

namespace {

class Esu {
public:
    Esu(const LotGraph& graph, std::size_t max_lots, SetVisitor& visitor)
        : m_graph{graph}, m_max{max_lots}, m_visitor{visitor}, m_reached(graph.size(), 0) {}

    void from(std::uint32_t root) {
        m_root = root;
        m_reached[root] = 1;
        grow(root, {});
        m_reached[root] = 0;
    }

private:
    /// Adds `lot`; `frontier` are the lots that may still join.
    void grow(std::uint32_t lot, const std::vector<std::uint32_t>& inherited) {
        m_set.push_back(lot);
        if (m_visitor.enter(m_set) && m_set.size() < m_max) {
            auto frontier = inherited;
            for (const auto& neighbour : m_graph[lot]) {
                if (neighbour.lot > m_root && m_reached[neighbour.lot] == 0) {
                    m_reached[neighbour.lot] = 1;
                    frontier.push_back(neighbour.lot);
                }
            }
            const auto fresh = frontier.size() - inherited.size();
            const std::vector<std::uint32_t> opened(
                frontier.end() - static_cast<std::ptrdiff_t>(fresh), frontier.end());
            while (!frontier.empty()) {
                const auto next = frontier.back();
                frontier.pop_back();
                grow(next, frontier);
            }
            for (const auto o : opened) {
                m_reached[o] = 0;
            }
        }
        m_visitor.leave();
        m_set.pop_back();
    }

    const LotGraph& m_graph;
    std::size_t m_max;
    SetVisitor& m_visitor;
    std::uint32_t m_root = 0;
    std::vector<std::uint32_t> m_set;
    std::vector<std::uint8_t> m_reached; ///< In the set or a neighbour of it.
};

} // namespace

void enumerate_connected(const LotGraph& graph, std::size_t max_lots, SetVisitor& visitor) {
    Esu esu{graph, max_lots, visitor};
    for (std::uint32_t root = 0; root < graph.size() && max_lots > 0; ++root) {
        esu.from(root);
    }
}

} // namespace sandan::allocation
