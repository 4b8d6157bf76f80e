#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>
#include <sandan/report/web_map.hpp>
#include <sandan/rules/rule.hpp>

#include "cli/commands.hpp"
#include "cli/load.hpp"
#include "cli/lock.hpp"
#include "cli/programme.hpp"
#include "cli/read_locks.hpp"
#include "cli/serve_routes.hpp"
#include "cli/signals.hpp"
#include "core/scratch.hpp"
#include "workbench/http_server.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace sandan::cli {

namespace {

struct Options {
    std::string plan;
    std::string previous;
};

/// A descriptor that one thread writes to and another waits for.
class Event {
public:
    Event() : m_descriptor{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
        if (m_descriptor < 0) {
            throw Error{ErrorKind::output, Text{"serve: 파일을 더 열 수 없습니다",
                                                "serve: no more files can be opened"}};
        }
    }

    ~Event() { close(m_descriptor); }

    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }

private:
    int m_descriptor;
};

/// Beside the plan, so that it is found again; the plan's own file is an input and stays.
std::string save_path_of(const Common& common, const model::Project& project) {
    auto path = common.output;
    if (path.empty()) {
        path = (std::filesystem::path{project.plan.path}.parent_path() / "assignments.edited.csv")
                   .string();
    }
    require_text_output(path);
    io::refuse_overwriting(path, project.input_paths());
    return path;
}

/// The page shows what holds whoever is assigned: the assignments come from the session.
std::string first_page(const rules::Context& context, report::MapData& data, const Common& common) {
    const auto evaluation = rules::evaluate(context, {}, {}, common.thread_count());
    data.findings = &evaluation.findings;
    report::MapOptions options;
    options.language = common.language;
    auto page = report::live_web_map(data, options, "landuse");
    data.findings = nullptr;
    return page;
}

void begin_with(workbench::Session& session, const Options& options) {
    try {
        if (!options.previous.empty()) {
            (void)session.adopt(read_previous(options.previous));
            session.mark_kept();
        }
    } catch (const workbench::Refusal& refusal) {
        throw Error{ErrorKind::usage, refusal.text()}.within(options.previous);
    }
}

void tell_address(const Common& common, const std::string& address, const std::string& path) {
    const bool ko = common.language == Language::ko;
    if (std::filesystem::exists(path)) {
        note(common, fmt::format(fmt::runtime(ko ? "{}: 이미 있음, 저장하면 바뀝니다"
                                                 : "{}: is there, saving will replace it"),
                                 path));
    }
    note(common, ko ? "작업대: 아래 주소를 이 컴퓨터의 브라우저에서 여십시오. Ctrl-C로 끝냅니다."
                    : "workbench: open this address in a browser of this machine; Ctrl-C ends it");
    fmt::print("{}\n", address);
    if (std::fflush(stdout) != 0) {
        throw Error{ErrorKind::output,
                    Text{"표준 출력에 쓸 수 없습니다", "standard output: cannot write"}};
    }
}

void tell_end(const Common& common, const workbench::Session& session) {
    const bool ko = common.language == Language::ko;
    note(common, ko ? "작업대를 끝냅니다" : "workbench: ended");
    if (!session.is_kept()) {
        note(common,
             ko ? "저장하지 않은 배정은 사라집니다" : "assignments that were not saved are lost");
    }
}

Exit run(const Options& options, Common& common) {
    auto loaded = load_and_analyse(options.plan, common);
    const auto save_path = save_path_of(common, loaded.project);
    const auto context = loaded.context();
    const auto stated = std::exchange(loaded.project.assignments, {});
    const auto programme = site_firms(context, common.thread_count());
    const auto upgrade = upgrade_if_any(context, common.thread_count());
    report::MapData data{
        context, programme ? &programme->matrix : nullptr, nullptr,
        nullptr, upgrade ? &upgrade->survey : nullptr,     upgrade ? &upgrade->scheme : nullptr};
    const siting::Matrix none;
    auto page = programme ? first_page(context, data, common) : std::string{};
    loaded.project.assignments = stated;
    workbench::Session session{loaded.project, loaded.analysis, loaded.date,
                               programme ? programme->matrix : none};
    begin_with(session, options);
    const Event stop;
    const Event optimised;
    Workbench bench{common, session, data, std::move(page), save_path, optimised.descriptor()};
    const auto token = workbench::random_token();
    const auto port = common.listener->port();
    workbench::HttpServer server{std::move(*common.listener), token, bench.routes()};
    const GentleEnd gentle{stop.descriptor()};
    tell_address(common, fmt::format("http://127.0.0.1:{}/{}/", port, token), save_path);
    keep_lock(common);
    server.run(stop.descriptor(), optimised.descriptor(), [&] { bench.finish_optimising(); });
    tell_end(common, session);
    if (bench.is_busy()) { // nobody waits for what it would find
        cancel(static_cast<int>(Exit::clean));
    }
    return Exit::clean;
}

} // namespace

void declare_serve(Arguments& app, Common& common, Exit& exit) {
    const auto options = std::make_shared<Options>();
    app.option("plan", options->plan, {"계획 파일 (TOML)", "Plan file (TOML)"})
        .required()
        .type_name("PLAN");
    app.option("--port", common.port,
               {"127.0.0.1의 포트 (기본: 비어 있는 것)",
                "Port on 127.0.0.1 (default: one that is free)"})
        .type_name("N");
    app.option("--from", options->previous,
               {"계획의 배정 대신 이 배정(csv)이나 인증서(JSON)로 시작",
                "Begin with these assignments (csv) or this certificate (JSON), not the plan's"})
        .type_name("PREVIOUS");
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
