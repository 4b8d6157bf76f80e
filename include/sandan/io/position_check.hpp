#pragma once

#include <sandan/geom/polygon_set.hpp>
#include <sandan/io/read.hpp>

#include <memory>
#include <span>
#include <string>

namespace sandan::io {

/// check_position against a reference that comes bit by bit. Of the reference other corners are
/// sampled, as its size shows only in the end: a verdict near the limits may be another one.
class PositionCheck {
public:
    /// `layer` must outlive this object. `box`: that of the whole reference.
    PositionCheck(const model::Layer& layer, const std::string& working, const geom::Box& box);
    ~PositionCheck();
    PositionCheck(const PositionCheck&) = delete;
    PositionCheck& operator=(const PositionCheck&) = delete;

    void meet(std::span<const geom::PolygonSet* const> reference);

    /// After the last bit: false where check_position throws.
    [[nodiscard]] bool in_place() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace sandan::io
