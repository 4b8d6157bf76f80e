#pragma once

#include "core/spill_file.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandan::cli {

/// A long text that waits until it is wanted, from its beginning to its end.
class TextSpool {
public:
    /// A few megabytes are in memory, but all of it without a folder to go to.
    explicit TextSpool(SpillPlace place) : m_place{std::move(place)} {}

    /// Text that ends with a whole character. \throws Error{output} as SpillFile.
    void add(std::string_view text);

    /// Calls `take` with the text, piece by piece, which end with whole characters; at least once.
    /// \throws as add(), and what `take` throws.
    void for_each(const std::function<void(const std::string&)>& take) const;

private:
    struct Piece {
        std::size_t offset = 0;
        std::size_t size = 0;
    };

    void spill();

    SpillPlace m_place;
    std::unique_ptr<SpillFile> m_file;
    std::vector<Piece> m_pieces; ///< In the file.
    std::string m_text;          ///< After those.
};

} // namespace sandan::cli
