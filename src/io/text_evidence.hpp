#pragma once
// Which encoding the texts of a layer are in, judged from all of them, whoever holds them.

#include <sandan/model/layer.hpp>

#include "io/encoding.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

constexpr std::int64_t field_name = -1; ///< In place of a record number.

/// How well the texts of a layer fit an encoding. ASCII fits any and is not counted.
struct Fit {
    std::size_t texts = 0;
    std::size_t misfits = 0; ///< With a byte that does not belong.
    std::int64_t first_misfit = -2;
    std::size_t characters = 0; ///< Not ASCII.
    std::size_t hangul = 0;     ///< Of these.

    [[nodiscard]] bool all_but_one_in(std::size_t share) const { return misfits * share <= texts; }

    [[nodiscard]] bool mostly_hangul() const { return 2 * hangul >= characters; }

    [[nodiscard]] std::size_t hangul_percent() const {
        return characters == 0 ? 0 : 100 * hangul / characters;
    }

    /// A text that is not ASCII, of record `fid`, decoded.
    void add(const Decoded& decoded, std::int64_t fid);
    void add_misfit(std::int64_t fid);
    /// Other texts of the same layer, each so many times.
    void add(const Fit& other, std::size_t times = 1);
};

class TextEvidence {
public:
    TextEvidence() = default;
    virtual ~TextEvidence() = default;
    TextEvidence(const TextEvidence&) = default;
    TextEvidence(TextEvidence&&) = default;
    TextEvidence& operator=(const TextEvidence&) = default;
    TextEvidence& operator=(TextEvidence&&) = default;

    virtual Fit fit(const std::string& encoding) = 0;
    /// True if most texts that are not ASCII have a letter of ASCII beside what is not, as in
    /// "Übach".
    virtual bool stands_in_words() = 0;
};

/// A letter of ASCII stands beside a byte that is none.
[[nodiscard]] bool is_within_word(std::string_view text);

/// Marks that turn the writing direction or have no width: what is read is not what is seen.
[[nodiscard]] bool holds_unseen_mark(const std::string& utf8);

/// What a layer says about its text, in the order it is believed: the user's word, the .cpg, the
/// DBF's language driver; then the bytes themselves.
struct TextHints {
    std::string option; ///< --encoding, or the plan's
    std::string cpg;    ///< Content of the .cpg file.
    unsigned char ldid = 0;
};

/// Decides on the encoding and records it and how it was found. A hint that the bytes contradict is
/// passed over with a finding, except the user's. \throws Error{input} if most texts are not in the
/// user's encoding; Error{usage} if that is unknown.
void find_encoding(TextEvidence& texts, const TextHints& hints, const std::string& path,
                   model::Provenance& provenance);

/// Evidence that grows text by text, for all encodings that a decision on `hints` may ask for.
class TextSurvey : public TextEvidence {
public:
    explicit TextSurvey(const TextHints& hints);

    /// In all of its encodings a digit's byte is that digit: texts that differ in digits fit alike.
    [[nodiscard]] bool digits_stand_alone() const;

    /// A text that is not ASCII, as stored, of record `fid` or a field_name.
    void add(std::string_view text, std::int64_t fid);
    /// What was seen elsewhere with the same hints, so many times.
    void add(const TextSurvey& other, std::size_t times = 1);

    Fit fit(const std::string& encoding) override;

    bool stands_in_words() override { return 2 * m_words >= m_texts; }

    /// True if every text is whole in `encoding` and without unseen marks.
    [[nodiscard]] bool sound_in(const std::string& encoding) const;

private:
    struct Candidate {
        std::string encoding;
        Fit fit;
        bool sound = true;
    };

    std::vector<Candidate> m_candidates;
    std::size_t m_texts = 0;
    std::size_t m_words = 0;
};

} // namespace sandan::io
