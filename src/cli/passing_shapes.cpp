#include "cli/passing_shapes.hpp"

#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/position_check.hpp>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <utility>

namespace sandan::cli {

namespace {

/// A plain shapefile. \throws NotPlain, and whatever goes wrong.
class StreamedShapes : public PassingShapes {
public:
    StreamedShapes(const std::string& path, io::ReadOptions read, const FileOptions& options,
                   bool hashed)
        : m_stream{path, with(std::move(read), options), hashed} {
        const auto& crs = m_stream.provenance().crs;
        if (crs.metres_per_unit != 1 || crs.web_mercator) {
            throw io::NotPlain{};
        }
    }

    void read_beside(const std::string& path, io::ReadOptions read, model::Layer& to,
                     std::vector<io::InputFile>& files) override {
        const auto& system = m_stream.provenance().crs_definition;
        read.target_crs = system;
        to = io::read_layer(path, read, &files);
        require_content(to);
        m_position = std::make_unique<io::PositionCheck>(to, system, m_stream.box());
    }

    void pass(unsigned threads, const Work& work, const Settle& settle) override {
        m_stream.pass(threads, work, [&](Blocks blocks) {
            look_at(blocks);
            settle(blocks);
        });
    }

    [[nodiscard]] MeasuredLayer finish(std::vector<io::InputFile>& files) override {
        auto streamed = m_stream.finish();
        if (!m_any || (m_position && !m_position->in_place())) {
            throw io::NotPlain{};
        }
        files.insert(files.begin(), streamed.files.begin(), streamed.files.end());
        const auto crs = streamed.layer.provenance.crs;
        const auto definition = streamed.layer.provenance.crs_definition;
        return {.layer = std::move(streamed.layer),
                .crs = crs.epsg.empty() ? crs.name : crs.epsg,
                .definition = definition,
                .metres_per_unit = 1};
    }

    [[nodiscard]] std::vector<io::DeliveredPolygons>
    again(std::span<const std::size_t> numbers) override {
        std::vector<std::int64_t> fids;
        fids.reserve(numbers.size());
        auto run = m_runs.begin();
        for (const auto number : numbers) {
            while (std::next(run) != m_runs.end() && std::next(run)->number <= number) {
                ++run;
            }
            fids.push_back(run->fid + static_cast<std::int64_t>(number - run->number));
        }
        return m_stream.again(fids);
    }

private:
    /// From a feature on, records follow each other; until one is left out.
    struct Run {
        std::size_t number = 0;
        std::int64_t fid = 0;
    };

    static io::ReadOptions with(io::ReadOptions read, const FileOptions& options) {
        read.crs = options.crs;
        read.repair = options.repair;
        return read;
    }

    void look_at(Blocks blocks) {
        std::vector<const geom::PolygonSet*> shapes;
        for (const auto* const block : blocks) {
            shapes.push_back(&block->shapes);
            const auto boxes = block->shapes.boxes();
            m_any = m_any || !std::all_of(boxes.begin(), boxes.end(),
                                          [](const geom::Box& box) { return box.empty(); });
            number(block->fids);
        }
        if (m_position) {
            m_position->meet(shapes);
        }
    }

    void number(const std::vector<std::int64_t>& fids) {
        for (const auto fid : fids) {
            if (m_runs.empty() || fid - m_runs.back().fid !=
                                      static_cast<std::int64_t>(m_count - m_runs.back().number)) {
                m_runs.push_back({m_count, fid});
            }
            ++m_count;
        }
    }

    io::PolygonStream m_stream;
    std::unique_ptr<io::PositionCheck> m_position; ///< Of the layer beside.
    std::vector<Run> m_runs;
    std::size_t m_count = 0; ///< Of features.
    bool m_any = false;      ///< One of them is a polygon.
};

/// Any source, read as a whole.
class ReadShapes : public PassingShapes {
public:
    ReadShapes(const std::string& path, io::ReadOptions read, const FileOptions& options)
        : m_measured{read_measured(path, std::move(read), options, m_files)} {}

    void read_beside(const std::string& path, io::ReadOptions read, model::Layer& to,
                     std::vector<io::InputFile>& files) override {
        to = cli::read_beside(m_measured, path, std::move(read), files);
    }

    void pass(unsigned threads, const Work& work, const Settle& settle) override {
        constexpr std::size_t together = 1024;
        const auto count = m_measured.layer.features.size();
        std::vector<io::PolygonBlock> blocks(io::PolygonStream::most_blocks);
        std::vector<const io::PolygonBlock*> done;
        for (std::size_t from = 0; from < count; from += blocks.size() * together) {
            const auto left = (count - from + together - 1) / together;
            done.clear();
            for (std::size_t k = 0; k < std::min(blocks.size(), left); ++k) {
                blocks[k].place = k;
                done.push_back(&blocks[k]);
            }
            parallel_for(done.size(), threads, [&](std::size_t k) {
                const auto first = from + k * together;
                fill(blocks[k], first, std::min(count, first + together));
                work(blocks[k]);
            });
            settle(done);
        }
    }

    [[nodiscard]] MeasuredLayer finish(std::vector<io::InputFile>& files) override {
        files.insert(files.begin(), m_files.begin(), m_files.end());
        m_features = std::exchange(m_measured.layer.features, {});
        return m_measured;
    }

    [[nodiscard]] std::vector<io::DeliveredPolygons>
    again(std::span<const std::size_t> numbers) override {
        std::vector<io::DeliveredPolygons> all;
        all.reserve(numbers.size());
        for (const auto number : numbers) {
            const auto& feature = m_features[number];
            all.push_back({feature.shape.polygons, m_measured.layer.id(feature)});
        }
        return all;
    }

private:
    void fill(io::PolygonBlock& block, std::size_t first, std::size_t last) const {
        block.clear();
        for (auto i = first; i < last; ++i) {
            const auto& feature = m_measured.layer.features[i];
            block.shapes.add(feature.shape.polygons);
            block.fids.push_back(feature.fid);
            block.areas.push_back(geom::area(feature.shape.polygons));
            block.ids += m_measured.layer.id(feature);
            block.id_ends.push_back(block.ids.size());
        }
    }

    std::vector<io::InputFile> m_files;
    MeasuredLayer m_measured;
    std::vector<model::Feature> m_features; ///< Of the layer, once it is finished.
};

bool may_stream(const std::string& path, const FileOptions& options) {
    const auto extension = std::filesystem::path{path}.extension();
    return (extension == ".shp" || extension == ".SHP") && options.area_crs.empty();
}

/// False when the layer must be read as a whole, which also finds the words for what is wrong.
bool streams(const std::string& path, const io::ReadOptions& read, const FileOptions& options,
             bool hashed, const std::function<void(PassingShapes&)>& use) {
    if (!may_stream(path, options)) {
        return false;
    }
    try {
        StreamedShapes shapes{path, read, options, hashed};
        use(shapes);
        return true;
    } catch (const io::NotPlain&) {
        return false;
    } catch (const Error& e) {
        if (e.kind() != ErrorKind::input) {
            throw; // it would come again
        }
        return false;
    }
}

} // namespace

void look_again(PassingShapes& from, std::span<const std::size_t> numbers,
                const std::function<bool(std::size_t, const geom::Box&)>& keep,
                const std::function<void(std::size_t, io::DeliveredPolygons&&)>& take) {
    constexpr std::size_t together = 4096; // what is not kept is soon gone
    while (!numbers.empty()) {
        const auto some = numbers.first(std::min(together, numbers.size()));
        numbers = numbers.subspan(some.size());
        auto shapes = from.again(some);
        for (std::size_t i = 0; i < some.size(); ++i) {
            if (keep(some[i], geom::envelope(shapes[i].shape))) {
                take(some[i], std::move(shapes[i]));
            }
        }
    }
}

ChosenShapes choose(PassingShapes& from, std::span<const std::size_t> numbers,
                    const std::function<bool(std::size_t, const geom::Box&)>& keep) {
    ChosenShapes chosen;
    look_again(from, numbers, keep, [&](std::size_t number, io::DeliveredPolygons&& shape) {
        chosen.numbers.push_back(number);
        chosen.set.add(shape.shape);
        chosen.ids.push_back(std::move(shape.id));
    });
    return chosen;
}

void with_passing_shapes(const std::string& path, const io::ReadOptions& read,
                         const FileOptions& options, bool hashed,
                         const std::function<void(PassingShapes&)>& use) {
    if (!streams(path, read, options, hashed, use)) {
        ReadShapes shapes{path, read, options};
        use(shapes);
    }
}

} // namespace sandan::cli
