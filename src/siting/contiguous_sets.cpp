#include "siting/contiguous_sets.hpp"

namespace sandan::siting {

namespace {

/// The sets that grow from one root over nodes with larger numbers.
class Extension {
public:
    using Visit = std::function<bool(std::span<const std::size_t>)>;

    Extension(const Graph& graph, std::size_t max_size, const Visit& visit)
        : m_graph{graph}, m_max_size{max_size}, m_visit{visit}, m_seen(graph.size(), 0) {}

    bool from(std::size_t root) {
        m_root = root;
        m_set = {root};
        std::vector<std::size_t> border;
        const auto marked = mark(root, border);
        m_seen[root] = 1;
        const bool go_on = grow(std::move(border));
        m_seen[root] = 0;
        unmark(marked);
        return go_on;
    }

private:
    /// Adds the nodes that `node` is the first of the set to touch: its exclusive neighbours.
    std::vector<std::size_t> mark(std::size_t node, std::vector<std::size_t>& border) {
        std::vector<std::size_t> fresh;
        for (const auto neighbour : m_graph[node]) {
            if (neighbour > m_root && m_seen[neighbour] == 0) {
                m_seen[neighbour] = 1;
                fresh.push_back(neighbour);
                border.push_back(neighbour);
            }
        }
        return fresh;
    }

    void unmark(const std::vector<std::size_t>& nodes) {
        for (const auto node : nodes) {
            m_seen[node] = 0;
        }
    }

    /// `border` holds the nodes that may still join; each is taken out once it had its turn, so
    /// that no set is met twice.
    bool grow(std::vector<std::size_t> border) {
        if (!m_visit(m_set)) {
            return false;
        }
        if (m_set.size() == m_max_size) {
            return true;
        }
        while (!border.empty()) {
            const auto node = border.back();
            border.pop_back();
            auto wider = border;
            const auto fresh = mark(node, wider);
            m_set.push_back(node);
            const bool go_on = grow(std::move(wider));
            m_set.pop_back();
            unmark(fresh);
            if (!go_on) {
                return false;
            }
        }
        return true;
    }

    const Graph& m_graph;
    std::size_t m_max_size;
    const Visit& m_visit;
    std::size_t m_root = 0;
    std::vector<std::size_t> m_set;
    std::vector<char> m_seen; ///< In the set, or next to it.
};

} // namespace

bool contiguous_sets(const Graph& graph, std::size_t max_size,
                     const std::function<bool(std::span<const std::size_t>)>& visit) {
    if (max_size == 0) {
        return true;
    }
    Extension extension{graph, max_size, visit};
    for (std::size_t root = 0; root < graph.size(); ++root) {
        if (!extension.from(root)) {
            return false;
        }
    }
    return true;
}

} // namespace sandan::siting
