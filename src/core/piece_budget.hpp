#pragma once
// Shapes that lie on each other many times give n² pieces: from 100,000 copies of one polygon a
// run would neither end nor say why.

#include <sandan/core/error.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace sandan {

/// How many pieces may come of shapes: 20 for each, and a million for a start. Safe to use from any
/// thread.
class PieceBudget {
public:
    /// `what` is being done, for the message.
    PieceBudget(std::size_t shapes, std::string what)
        : m_what{std::move(what)}, m_left{start + per_shape * static_cast<std::int64_t>(shapes)} {}

    /// Further shapes came in.
    void allow(std::size_t shapes) noexcept {
        m_left += per_shape * static_cast<std::int64_t>(shapes);
    }

    /// \throws Error{budget} when more came out than is allowed.
    void spend(std::size_t pieces) {
        if ((m_left -= static_cast<std::int64_t>(pieces)) < 0) {
            throw Error{ErrorKind::budget,
                        Text{"도형마다 조각이 20개를 넘습니다. 도형이 서로 여러 번 겹쳐 있을 때 "
                             "그렇습니다; 중복을 찾거나 레이어의 일부로 작업하십시오",
                             "more than 20 pieces for each shape, as when shapes lie on each other "
                             "many times; look for duplicates, or work on a part of the layer"}}
                .within(m_what);
        }
    }

private:
    static constexpr std::int64_t start = 1'000'000;
    static constexpr std::int64_t per_shape = 20;

    std::string m_what;
    std::atomic<std::int64_t> m_left;
};

} // namespace sandan
