// Every code that reading may give is explained, and every explained code is given somewhere.
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "places.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <regex>
#include <set>

using namespace sandan;

namespace {

/// Words such as "SHP-DBF-COUNT", also within a message ("{}: CRS-LIE: …"), in the sources that
/// read files and compute. (A first letter after the dash keeps "UTF-8" and "ISO-8859-1" out.)
std::set<std::string> codes_in_sources() {
    const std::regex quoted{R"re([" ]([A-Z]{3,}-[A-Z][A-Z0-9-]+)[":])re"};
    const std::set<std::string> other_words{"EUC-KR", "YYYY-MM-DD"};
    std::set<std::string> codes;
    for (const auto* const folder : {"src/geom", "src/io", "src/cli", "src/upgrade"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator{
                 std::filesystem::path{SANDAN_SOURCE_DIR} / folder}) {
            const auto extension = entry.path().extension();
            if (extension != ".cpp" && extension != ".hpp") {
                continue;
            }
            const auto text = test::read_file(entry.path().string());
            for (std::sregex_iterator at{text.begin(), text.end(), quoted}, end; at != end; ++at) {
                codes.insert((*at)[1]);
            }
        }
    }
    for (const auto& word : other_words) {
        codes.erase(word);
    }
    return codes;
}

} // namespace

TEST_CASE("codes of reading in the sources are those of the catalogue", "[io]") {
    std::set<std::string> rows;
    for (const auto& row : io::read_codes(io::data_directory()).reading) {
        rows.insert(row.code);
    }
    CHECK(rows == codes_in_sources());
    CHECK(rows.count("SHP-DBF-COUNT") == 1);
}
