#include "cli/streaming.hpp"

#include <sandan/core/error.hpp>

#include "cli/lock.hpp"

#include <filesystem>

namespace sandan::cli {

namespace {

bool is_shapefile(const std::string& path) {
    const auto extension = std::filesystem::path{path}.extension();
    return extension == ".shp" || extension == ".SHP";
}

/// \throws NotPlain, and whatever goes wrong.
model::Layer stream(const std::string& path, const io::ReadOptions& read, const Common& common,
                    BlockCommand& command, RowSink& sink, std::vector<io::InputFile>* told) {
    io::PolygonStream layer{path, read, told != nullptr || !common.lock.empty()};
    const auto& crs = layer.provenance().crs;
    if (crs.metres_per_unit != 1 || crs.web_mercator) {
        throw io::NotPlain{};
    }
    std::vector<io::InputFile> beside;
    sink.add(command.begin(layer, beside));
    layer.pass(
        common.thread_count(), [&](const io::PolygonBlock& block) { command.measure(block); },
        [&](io::PolygonStream::Blocks measured) { command.write(measured, sink); });
    auto end = layer.finish();
    if (end.layer.ledger.delivered == 0 || !command.in_order()) {
        throw io::NotPlain{};
    }
    auto& files = end.files;
    files.insert(files.end(), beside.begin(), beside.end());
    hold_read_to_lock(common, files, path);
    if (told != nullptr) {
        *told = std::move(files);
    }
    return std::move(end.layer);
}

} // namespace

std::optional<Exit> stream_blocks(const std::string& path, const io::ReadOptions& read,
                                  const FileOptions& options, const Common& common,
                                  BlockCommand& command, std::vector<io::InputFile>* files) {
    if (!is_shapefile(path) || !options.area_crs.empty() || !may_grow(common.output)) {
        return std::nullopt;
    }
    std::optional<RowSink> sink;
    model::Layer layer;
    try {
        sink.emplace(common);
        layer = stream(path, read, common, command, *sink, files);
    } catch (const io::NotPlain&) {
        return std::nullopt;
    } catch (const Error& e) {
        if (e.kind() != ErrorKind::input) {
            throw; // it would come again, and a disk that fails once is not to be trusted
        }
        return std::nullopt; // said by who reads the layer as a whole, in its order
    }
    return command.conclude(layer, *sink);
}

} // namespace sandan::cli
