#include <sandan/core/missing.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace sandan {

namespace {

/// What stands around a name in English, and in Korean; the first row that fits holds.
struct Phrase {
    std::string_view before;
    std::string_view after;
    std::string_view ko_before;
    std::string_view ko_after;
};

constexpr std::array phrases{
    Phrase{"the plan before (sandan diff OLD NEW)", "", "변경 전 계획 (sandan diff OLD NEW)", ""},
    Phrase{"", " of the plan before", "변경 전 계획의 ", ""},
    Phrase{"layer buildings (none of ", " on the land)", "레이어 buildings (건축물 ",
           "동 가운데 이 땅에 놓인 것이 없음)"},
    Phrase{"layer zoning (", " m² uncovered)", "레이어 zoning (", " m² 빠짐)"},
    Phrase{"layer ", "", "레이어 ", ""},
    Phrase{"parameter ", "", "기준값 ", ""},
    Phrase{"limits of zone ", "", "용도지역 ", "의 한도"},
    Phrase{"kind of zone ", "", "용도지역 ", "의 종류"},
    Phrase{"lots of complex ", "", "단지 ", "의 획지"},
    Phrase{"lots of ", " PNUs of buildings", "건축물의 PNU ", "개가 가리키는 획지"},
    Phrase{"lots of ", "", "단지 ", "의 획지"},
    Phrase{"buildings.pnu or geometry of ", "", "buildings.pnu나 도형: 건축물 ", "동"},
    Phrase{"land-category mark of jibun", "", "지번의 지목 부호", ""},
    Phrase{"reference.id (none matches parcels.id)", "",
           "reference.id (parcels.id와 맞는 것이 없음)", ""},
    Phrase{"rule ", "", "규칙 ", ""},
};

/// "3 of 10 lots": 3 of the file's 10 lots could not be read.
std::string unread_lots(std::string_view what) {
    constexpr std::string_view of = " of ";
    constexpr std::string_view lots = " lots";
    const auto at = what.find(of);
    if (at == std::string_view::npos || !what.ends_with(lots) ||
        at + of.size() + lots.size() > what.size()) {
        return std::string{what};
    }
    const auto all = what.substr(at + of.size(), what.size() - lots.size() - at - of.size());
    std::string text{"획지 "};
    return text.append(all).append("개 중 ").append(what.substr(0, at)).append("개");
}

std::string in_korean(std::string_view what) {
    const auto* const found =
        std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& phrase) {
            return what.size() >= phrase.before.size() + phrase.after.size() &&
                   what.starts_with(phrase.before) && what.ends_with(phrase.after);
        });
    if (found == phrases.end()) {
        return unread_lots(what);
    }
    const auto length = what.size() - found->before.size() - found->after.size();
    const auto name = what.substr(found->before.size(), length);
    std::string text{found->ko_before};
    // What the plan before lacks is again a layer or a field.
    text += found->before.empty() ? in_korean(name) : std::string{name};
    return text.append(found->ko_after);
}

} // namespace

std::string missing_in(std::string_view what, Language language) {
    return language == Language::ko ? in_korean(what) : std::string{what};
}

std::vector<std::string> missing_in(const std::vector<std::string>& what, Language language) {
    std::vector<std::string> texts;
    texts.reserve(what.size());
    std::transform(what.begin(), what.end(), std::back_inserter(texts),
                   [&](const auto& it) { return missing_in(it, language); });
    return texts;
}

} // namespace sandan
