#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace sandan::geom {

/// Answers of a pure function that is dear to ask, kept by argument. Thread-safe; two threads that
/// ask the same for the first time may both work it out. A failure (exception) is not kept.
template <class Key, class Value>
class Memo {
public:
    template <class Make>
    Value get(const Key& key, const Make& make) {
        {
            const std::scoped_lock lock{m_mutex};
            if (const auto known = m_known.find(key); known != m_known.end()) {
                return known->second;
            }
        }
        Value made = std::invoke(make);
        const std::scoped_lock lock{m_mutex};
        return m_known.emplace(key, std::move(made)).first->second;
    }

private:
    std::mutex m_mutex;
    std::map<Key, Value> m_known;
};

} // namespace sandan::geom
