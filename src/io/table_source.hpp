#pragma once

#include "io/source.hpp"

namespace sandan::io {

/// A table and how it was read: encoding, name of the sheet, findings.
struct SourceTable {
    Table table;
    model::Provenance provenance;
};

/// The rows of a source that is a table. Of `options` count the layer (a sheet) and the encoding
/// (of a CSV). Findings are numbered like records: 0 for the first below the names, whatever is
/// blank. \throws as read_table of its path; Error{input} naming the sheets where `layer` is none,
/// Error{usage} for an encoding that is not known.
[[nodiscard]] SourceTable read_source_table(const Source& source, const ReadOptions& options);

/// Tells a column PNU whose cells are numbers of a spreadsheet, which keeps 15 digits (NUM-PNU).
void tell_of_numeric_parcel_numbers(const Source& source, const std::string& sheet,
                                    std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
