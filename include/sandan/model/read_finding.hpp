#pragma once

#include <sandan/core/text.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sandan::model {

/// One thing that reading met in a file: what ought to be there and what was done instead.
/// Severity, meaning and advice of its code stand in gis_data/catalogue/reading.csv.
struct ReadFinding {
    std::string code;      ///< "SHP-DBF-COUNT"
    std::int64_t fid = -1; ///< First record it is about, as the source counts; -1: the whole file.
    std::size_t count = 1; ///< Records it is about, from `fid` on.
    std::string pnu;       ///< Of the record, where it has one.
    Text expected;         ///< And what was found: "73 rows, found 50"
    Text done;             ///< "records 51 to 73 rejected"

    friend bool operator==(const ReadFinding&, const ReadFinding&) = default;
};

/// A file as it was read.
struct InputFile {
    std::string path;
    std::uint64_t bytes = 0;
    std::string sha256; ///< Lower-case hexadecimal.
};

/// What reading leaves behind besides values.
struct ReadLog {
    std::vector<ReadFinding> findings;
    std::vector<InputFile> files;
};

} // namespace sandan::model
