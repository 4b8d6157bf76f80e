#include "cli/serve_routes.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>
#include <sandan/report/web_map.hpp>
#include <sandan/rules/rule.hpp>

#include "allocation/relaxation.hpp"
#include "cli/assignment_layer.hpp"
#include "workbench/answers.hpp"

#include <fmt/format.h>

#include <numeric>
#include <sys/eventfd.h>
#include <utility>

namespace sandan::cli {

namespace {

using workbench::Refusal;
using workbench::Response;
using workbench::Route;

constexpr const char* html = "text/html; charset=utf-8";

/// What went wrong as an answer: the page shows it, the workbench goes on.
Response answered(const std::function<Response()>& answer) {
    try {
        return answer();
    } catch (const Refusal& refusal) {
        return {.status = 409, .body = workbench::error_json(refusal.text())};
    } catch (const Error& e) {
        return {.status = 500, .body = workbench::error_json(e.message())};
    } catch (const std::exception& e) {
        return {.status = 500, .body = workbench::error_json({e.what(), e.what()})};
    }
}

Response file(std::string body, const char* type, const char* name) {
    return {.status = 200, .type = type, .body = std::move(body), .file_name = name};
}

/// Firms whose lock the rules do not allow: optimisation() forbids them every lot.
std::string outside(const allocation::Options& options) {
    std::string firms;
    for (const auto& lock : options.locks) {
        if (lock.forbid && lock.firm != "*") {
            firms += (firms.empty() ? "" : ", ") + lock.firm;
        }
    }
    return firms;
}

Text summary_of(const allocation::Allocation& found) {
    const auto placed = std::count_if(found.placements.begin(), found.placements.end(),
                                      [](const auto& placement) { return placement.placed; });
    const double percent = 100 * found.gap;
    return {
        fmt::format("다시 최적화함: {}개사 배치, 상한과의 격차 {:.2g} %", placed, percent),
        fmt::format("optimised anew: {} firms placed, {:.2g} % below the bound", placed, percent)};
}

void add(Text& text, const Text& more) {
    text.ko += (text.ko.empty() ? "" : " · ") + more.ko;
    text.en += (text.en.empty() ? "" : " · ") + more.en;
}

} // namespace

Workbench::Workbench(const Common& common, workbench::Session& session, report::MapData data,
                     std::string page, std::string save_path, int event)
    : m_common{common},
      m_session{session},
      m_data{data},
      m_page{std::move(page)},
      m_save_path{std::move(save_path)},
      m_event{event} {}

Workbench::~Workbench() {
    if (m_optimiser.joinable()) {
        m_optimiser.join();
    }
}

std::vector<Route> Workbench::routes() {
    const auto word = [this](auto&& say) {
        return [this, say](const std::string& body) {
            return answered([&] {
                require_idle();
                return say(body);
            });
        };
    };
    const auto look = [](auto&& show) {
        return [show](const std::string&) {
            return answered(show);
        };
    };
    return {
        {"GET", "", look([this] { return Response{.type = html, .body = m_page}; })},
        {"GET", "state", look([this] { return whole_state(); })},
        {"POST", "assign", word([this](const std::string& body) {
             auto asked = workbench::read_assign(body);
             return state(m_session.assign(asked.firm, std::move(asked.lots)));
         })},
        {"POST", "lock", word([this](const std::string& body) {
             const auto asked = workbench::read_lock(body);
             return state(m_session.lock(asked.firm, asked.locked));
         })},
        {"POST", "undo", word([this](const std::string& body) {
             workbench::read_nothing(body);
             return state(m_session.undo());
         })},
        {"POST", "redo", word([this](const std::string& body) {
             workbench::read_nothing(body);
             return state(m_session.redo());
         })},
        {"POST", "optimise", word([this](const std::string& body) {
             workbench::read_nothing(body);
             return optimise();
         })},
        {"POST", "save", word([this](const std::string& body) {
             workbench::read_nothing(body);
             return save();
         })},
        {"GET", "assignments.csv", look([this] {
             return file(printable(csv_text(m_common, m_session.assignments())),
                         "text/csv; charset=utf-8", "assignments.csv");
         })},
        {"GET", "assignments.gpkg", look([this] {
             const auto& project = m_session.context().project;
             return file(io::geopackage_bytes(project.plan.crs,
                                              {assignment_layer(project, m_session.allocation(),
                                                                m_common.language)}),
                         "application/geopackage+sqlite3", "assignments.gpkg");
         })},
        {"GET", "map.html", look([this] { return map_page(); })},
    };
}

void Workbench::require_idle() const {
    if (is_busy()) {
        throw Refusal{{"최적화가 끝날 때까지 기다리십시오", "wait until the optimiser is done"}};
    }
}

Response Workbench::state(const std::vector<std::size_t>& firms) {
    m_note = {};
    return {.body = workbench::state_json(
                m_session, {.busy = is_busy(), .save_path = m_save_path, .note = m_note}, firms)};
}

Response Workbench::whole_state() {
    std::vector<std::size_t> all(m_session.firms().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return {.body = workbench::state_json(
                m_session, {.busy = is_busy(), .save_path = m_save_path, .note = m_note}, all)};
}

Response Workbench::optimise() {
    const auto limit = m_session.context().project.plan.allocation.time_limit_s;
    auto options = m_session.optimisation(allocation::cpu_seconds() + limit);
    m_note = {};
    if (const auto firms = outside(options); !firms.empty()) {
        m_note = {fmt::format("규칙에 맞지 않는 자리에 고정되어 최적화에서 제외: {}", firms),
                  fmt::format("locked where the rules do not allow it, left out: {}", firms)};
    }
    m_failure = {};
    m_optimiser = std::thread{[this, options = std::move(options)] {
        try {
            m_found = allocation::allocate(m_session.context(), *m_data.siting, options);
        } catch (const Error& e) {
            m_failure = e.message();
        } catch (const std::exception& e) {
            m_failure = {e.what(), e.what()};
        }
        (void)eventfd_write(m_event, 1);
    }};
    return whole_state();
}

void Workbench::finish_optimising() {
    eventfd_t count = 0;
    (void)eventfd_read(m_event, &count);
    if (!m_optimiser.joinable()) {
        return;
    }
    m_optimiser.join();
    m_optimiser = {};
    if (m_failure != Text{}) {
        m_note = m_failure;
    } else if (m_found.status == allocation::Status::time_limit) {
        m_note = {"시간 안에 배치를 찾지 못함: 그대로 둠", "no plan found in time: all stays"};
    } else {
        (void)m_session.adopt(m_found);
        add(m_note, summary_of(m_found));
        for (const auto& conflict : m_found.conflicts) {
            add(m_note, conflict);
        }
    }
}

Response Workbench::save() {
    io::write_file(m_save_path, printable(csv_text(m_common, m_session.assignments())));
    m_session.mark_kept();
    note(m_common, m_save_path + (m_common.language == Language::ko ? ": 저장함" : ": saved"));
    return state({});
}

/// The map of the state as it is now, to be opened without the workbench.
Response Workbench::map_page() {
    require_idle();
    const auto allocation = m_session.allocation();
    const auto evaluation = rules::evaluate(m_session.context(), {}, {}, m_common.thread_count());
    auto data = m_data;
    data.allocation = &allocation;
    data.findings = &evaluation.findings;
    report::MapOptions options;
    options.language = m_common.language;
    return file(report::web_map(data, options, "allocation"), html, "map.html");
}

} // namespace sandan::cli
