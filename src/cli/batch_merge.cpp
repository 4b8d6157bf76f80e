#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "cli/batch_ids.hpp"
#include "cli/batch_part.hpp"
#include "io/publication.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <vector>

namespace sandan::cli {

namespace {

struct Close {
    void operator()(std::FILE* file) const noexcept { static_cast<void>(std::fclose(file)); }
};

using File = std::unique_ptr<std::FILE, Close>;

/// Where the result grows: a country's rows do not fit into memory.
class Rows {
public:
    Rows(std::FILE* out, const std::string& name) : m_out{out}, m_name{name} {}

    /// Adds the rows of a part, its header only when it is the first.
    void add(const std::string& path) {
        std::ifstream rows{path, std::ios::binary};
        std::string header;
        std::getline(rows, header);
        if (!rows) {
            throw Error{ErrorKind::input, Text{"읽을 수 없습니다", "cannot be read"}}.within(path);
        }
        if (m_empty) {
            write(header.data(), header.size());
            write("\n", 1);
        }
        m_empty = false;
        constexpr std::size_t block_bytes = 1U << 16U;
        std::array<char, block_bytes> block{};
        do {
            rows.read(block.data(), block.size());
            write(block.data(), static_cast<std::size_t>(rows.gcount()));
        } while (rows);
        if (rows.bad()) {
            throw Error{ErrorKind::input, Text{"읽을 수 없습니다", "cannot be read"}}.within(path);
        }
    }

    void finish() {
        if (std::fflush(m_out) != 0) {
            fail();
        }
    }

private:
    void write(const char* bytes, std::size_t count) {
        if (std::fwrite(bytes, 1, count, m_out) != count) {
            fail();
        }
    }

    [[noreturn]] void fail() const {
        throw Error{ErrorKind::output, Text{"쓸 수 없습니다", "cannot write"}}.within(m_name);
    }

    std::FILE* m_out;
    const std::string& m_name;
    bool m_empty = true;
};

void write_rows(const std::vector<DonePart>& parts, std::FILE* out, const std::string& name) {
    Rows rows{out, name};
    for (const auto& part : parts) {
        rows.add(part.rows);
    }
    rows.finish();
}

void write_rows(const std::vector<DonePart>& parts, const std::string& output) {
    if (output.empty()) {
        write_rows(parts, stdout, "standard output");
        return;
    }
    io::Publication publication;
    const bool stream = io::target_kind(output) == io::Target::stream;
    const auto place = stream ? output : publication.reserve(output);
    const File file{std::fopen(place.c_str(), "wb")};
    if (!file) {
        throw Error{ErrorKind::output, Text{"쓸 수 없습니다", "cannot write"}}.within(output);
    }
    write_rows(parts, file.get(), output);
    publication.commit();
}

/// All parts, as they were when they were done.
std::vector<DonePart> require_all(const BatchPlan& plan) {
    std::vector<DonePart> parts;
    std::vector<std::size_t> missing;
    for (std::size_t k = 0; k < plan.parts.size(); ++k) {
        if (auto done = find_done(plan, k)) {
            parts.push_back(std::move(*done));
        } else {
            missing.push_back(k + 1);
        }
    }
    if (!missing.empty()) {
        throw Error{
            ErrorKind::input,
            Text{fmt::format("{0}: 부분 {2}개 가운데 {1}번이 끝나지 않았습니다; sandan batch run "
                             "{0} 명령을 실행하십시오",
                             plan.folder, fmt::join(missing, ", "), plan.parts.size()),
                 fmt::format("{0}: part{3} {1} of {2} not done; run sandan batch run {0}",
                             plan.folder, fmt::join(missing, ", "), plan.parts.size(),
                             missing.size() == 1 ? "" : "s")}};
    }
    return parts;
}

/// No result may take the place of an input or of a part.
void refuse_inputs(const BatchPlan& plan, const std::vector<DonePart>& parts,
                   const std::string& output) {
    std::vector<std::string> inputs{plan.open_path("plan.json"), plan.open_path(plan.zones.path)};
    for (const auto& source : plan.sources) {
        inputs.push_back(plan.open_path(source.path));
    }
    for (const auto& part : parts) {
        inputs.push_back(part.rows);
    }
    io::refuse_overwriting(output, inputs);
}

void add(model::Ledger& to, const model::Ledger& from) {
    to.declared += from.declared;
    to.delivered += from.delivered;
    to.repaired += from.repaired;
    to.null += from.null;
    to.rejected += from.rejected;
}

/// What one run of the command over the whole source tells of it.
ToldReading whole_of(const BatchPlan& plan, std::size_t source,
                     const std::vector<DonePart>& parts) {
    ToldReading told;
    model::Ledger ledger;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        if (plan.parts[k].source == source) {
            told = parts[k].layers.front();
            add(ledger, told.ledger);
        }
    }
    if (const auto& whole = plan.sources[source].whole) {
        told = *whole;
    }
    told.path = plan.open_path(plan.sources[source].path);
    told.ledger = ledger;
    return told;
}

/// What lies beside the sources is the same for all of them: told once, unless it was found
/// otherwise in the system of another source.
std::vector<ToldReading> beside(const BatchPlan& plan, const std::vector<DonePart>& parts) {
    std::vector<ToldReading> all;
    for (const auto& part : parts) {
        for (std::size_t i = 1; i < part.layers.size(); ++i) {
            auto told = part.layers[i];
            told.path = plan.open_path(plan.zones.path);
            if (std::find(all.begin(), all.end(), told) == all.end()) {
                all.push_back(std::move(told));
            }
        }
    }
    return all;
}

/// Each source alone does not show it. Nothing where ids tell the records of all sources apart.
std::optional<Text> ids_in_doubt(const BatchPlan& plan, const std::vector<DonePart>& parts,
                                 std::size_t records) {
    if (plan.sources.size() < 2) {
        return std::nullopt;
    }
    if (plan.task.parcel_id.empty()) {
        return numbers_begin_anew();
    }
    if (!plan.kind->lists_records) {
        return Text{"서로 다른 원본에 같은 이름의 레코드가 있는지는 확인하지 않음",
                    "whether records of different sources have the same id is not looked at"};
    }
    std::vector<std::vector<std::string>> tables(plan.sources.size());
    for (std::size_t k = 0; k < parts.size(); ++k) {
        tables[plan.parts[k].source].push_back(parts[k].rows);
    }
    const auto shared = shared_ids(tables, records);
    if (shared.count == 0) {
        return std::nullopt;
    }
    return Text{fmt::format("이름 {}개가 둘 이상의 원본에 있음, 첫째는 {}; 그 행은 순서로만 구별됨",
                            shared.count, shared.first),
                fmt::format("{} ids stand in more than one source, the first is {}; their rows are "
                            "told apart by their order only",
                            shared.count, shared.first)};
}

void tell(const BatchPlan& plan, const std::vector<DonePart>& parts,
          const std::optional<Text>& doubt, const Common& common) {
    for (std::size_t source = 0; source < plan.sources.size(); ++source) {
        note_reading(common, whole_of(plan, source, parts));
    }
    for (const auto& told : beside(plan, parts)) {
        note_reading(common, told);
    }
    if (doubt) {
        note(common, doubt->in(common.language));
    }
}

} // namespace

Exit merge_parts(const BatchPlan& plan, const Common& common, const std::string& fail_on) {
    require_text_output(common.output);
    tell_changed_sources(plan, common);
    const auto parts = require_all(plan);
    refuse_inputs(plan, parts, common.output);
    OverlapCounts all;
    bool touched = false;
    for (const auto& part : parts) {
        all.parcels += part.counts.parcels;
        all.rows += part.counts.rows;
        all.slivers += part.counts.slivers;
        all.split += part.counts.split;
        all.twice += part.counts.twice;
        touched = touched ||
                  std::any_of(part.layers.begin(), part.layers.end(), [](const ToldReading& layer) {
                      return layer.ledger.repaired + layer.ledger.rejected != 0;
                  });
    }
    // Before the result, as what is said after it cannot take it back; and for a word only.
    const auto doubt = common.quiet ? std::nullopt : ids_in_doubt(plan, parts, all.parcels);
    write_rows(parts, common.output);
    tell(plan, parts, doubt, common);
    note(common, plan.kind->summary(all).in(common.language));
    return touched && fail_on != "never" ? Exit::findings : Exit::clean;
}

} // namespace sandan::cli
