#pragma once
// What `serve` answers, address by address.

#include <sandan/report/maps.hpp>
#include <sandan/workbench/session.hpp>

#include "cli/command.hpp"
#include "workbench/http_server.hpp"

#include <string>
#include <thread>
#include <vector>

namespace sandan::cli {

/// The session behind the addresses. One thread talks to it; the optimiser runs in one of its own,
/// and no word changes anything meanwhile.
class Workbench {
public:
    /// `page`: what the browser is given first. `save_path`: where assignments go, and nowhere
    /// else. `event`: an eventfd that is written to when the optimiser is done.
    Workbench(const Common& common, workbench::Session& session, report::MapData data,
              std::string page, std::string save_path, int event);
    ~Workbench();
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;

    /// GET ""                  the page
    /// GET "state"             everything the page shows of the session
    /// POST "assign"           {"firm", "lots"}: exactly these lots; none = no place
    /// POST "lock"             {"firm", "locked"}
    /// POST "undo", "redo"     {}
    /// POST "optimise"         {}: starts; "state" tells when it is done
    /// POST "save"             {}: writes the file
    /// GET "assignments.csv", "assignments.gpkg", "map.html"   the state, to be kept by the browser
    [[nodiscard]] std::vector<workbench::Route> routes();

    /// Takes over what the optimiser found; call it when the event is there.
    void finish_optimising();

    /// True while the optimiser runs: the process must be ended by cancel().
    [[nodiscard]] bool is_busy() const noexcept { return m_optimiser.joinable(); }

private:
    [[nodiscard]] workbench::Response state(const std::vector<std::size_t>& firms);
    [[nodiscard]] workbench::Response whole_state();
    [[nodiscard]] workbench::Response optimise();
    [[nodiscard]] workbench::Response save();
    [[nodiscard]] workbench::Response map_page();
    void require_idle() const;

    const Common& m_common;
    workbench::Session& m_session;
    report::MapData m_data;
    std::string m_page;
    std::string m_save_path;
    int m_event;
    Text m_note;
    std::thread m_optimiser;
    /// Written by the optimiser, read after it was joined.
    allocation::Allocation m_found;
    Text m_failure;
};

} // namespace sandan::cli
