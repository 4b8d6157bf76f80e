#pragma once

#include <sandan/model/codes.hpp>
#include <sandan/model/layer.hpp>

#include "cli/file_mode.hpp"
#include "cli/guess_role.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sandan::cli {

/// One layer, read as a command would read it, and what there is to say about it.
struct InspectedLayer {
    model::Layer layer;
    RoleGuess guess;
    geom::Operation operation;     ///< To the working system.
    std::string working_crs;       ///< "EPSG:5186", or --area-crs
    geom::Box box;                 ///< In the layer's own system.
    std::optional<double> area_m2; ///< Nothing for degrees without --area-crs.
    std::optional<Text> no_way;    ///< Why PROJ will not transform it, if it will not.
};

struct InspectedFile {
    std::string path;
    std::vector<io::InputFile> files; ///< What it is made of, as read.
    std::vector<InspectedLayer> layers;
};

/// Whether the layers of an InspectedFile are to have their features.
enum class Keep { features, nothing };

/// Without `hashed` what it is made of may come without SHA-256. \throws Error as read_layer does.
[[nodiscard]] InspectedFile inspect_file(const std::string& path, const FileOptions& options,
                                         const std::string& encoding, const model::Codes& codes,
                                         unsigned threads, Keep keep, bool hashed);

/// Findings of warning or worse.
[[nodiscard]] std::size_t count_issues(const InspectedFile& file, const model::Codes& codes);

/// SHA-256 over attributes and coordinates of all features, independent of their order.
[[nodiscard]] std::string content_digest(const std::vector<InspectedFile>& files);

[[nodiscard]] std::string inspection_json(const std::vector<InspectedFile>& files,
                                          const model::Codes& codes);
[[nodiscard]] std::string inspection_text(const std::vector<InspectedFile>& files,
                                          const model::Codes& codes, Language language);

} // namespace sandan::cli
