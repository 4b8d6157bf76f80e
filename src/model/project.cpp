#include <sandan/model/project.hpp>

#include <algorithm>

namespace sandan::model {

namespace {

void add_packs(const RuleBook& rules, bool own, std::vector<InputFile>& files) {
    for (const auto& pack : rules.packs) {
        if (pack.own == own) {
            files.insert(files.end(), pack.files.begin(), pack.files.end());
        }
    }
    std::sort(files.begin(), files.end(),
              [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
}

} // namespace

const Layer* Project::layer(std::string_view role) const {
    const auto found = std::find_if(layers.begin(), layers.end(),
                                    [&](const Layer& layer) { return layer.role == role; });
    return found == layers.end() ? nullptr : &*found;
}

std::vector<const Layer*> Project::layers_of(std::string_view role) const {
    std::vector<const Layer*> found;
    for (const auto& layer : layers) {
        if (layer.role == role) {
            found.push_back(&layer);
        }
    }
    return found;
}

const Firm* Project::firm(std::string_view id) const {
    const auto found =
        std::find_if(firms.begin(), firms.end(), [&](const Firm& firm) { return firm.id == id; });
    return found == firms.end() ? nullptr : &*found;
}

std::vector<InputFile> Project::own_files() const {
    auto files = log.files;
    add_packs(rules, true, files);
    return files;
}

std::vector<InputFile> Project::input_files() const {
    auto files = own_files();
    add_packs(rules, false, files);
    return files;
}

std::vector<std::string> Project::input_paths() const {
    std::vector<std::string> paths;
    for (auto& file : input_files()) {
        paths.push_back(std::move(file.path));
    }
    return paths;
}

} // namespace sandan::model
