#pragma once
// A PostgreSQL server with PostGIS of one test's own: on loopback, in a temporary folder, gone with
// the test.

#include "temp_dir.hpp"

#include <arpa/inet.h>
#include <cstdlib>
#include <iostream>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace sandan::test {

class PostgisServer {
public:
    /// Nothing, with a message, where PostgreSQL or PostGIS is not installed.
    [[nodiscard]] static std::unique_ptr<PostgisServer> start() {
        auto server = std::unique_ptr<PostgisServer>{new PostgisServer};
        if (!server->m_bin.empty() && server->launch()) {
            return server;
        }
        std::cout << "SKIP: no PostgreSQL with PostGIS (tools/setup.sh --with-postgis)\n";
        return nullptr;
    }

    ~PostgisServer() {
        if (m_running) {
            static_cast<void>(run("pg_ctl -D " + m_data + " -m immediate -w stop"));
        }
    }

    PostgisServer(const PostgisServer&) = delete;
    PostgisServer& operator=(const PostgisServer&) = delete;

    /// The words of a connection, as a plan has them after "pg:".
    [[nodiscard]] std::string words() const {
        return "host=127.0.0.1 port=" + std::to_string(m_port) + " user=planner dbname=postgres";
    }

    [[nodiscard]] bool sql(const std::string& statements) const {
        const auto file = m_dir.write("statements.sql", statements);
        std::filesystem::permissions(file, std::filesystem::perms::all);
        return run("psql -v ON_ERROR_STOP=1 -q -f " + file + " '" + words() + "'");
    }

private:
    PostgisServer() {
        namespace fs = std::filesystem;
        for (const auto* const version : {"17", "16", "15", "14"}) {
            const std::string bin = std::string{"/usr/lib/postgresql/"} + version + "/bin";
            const std::string extension =
                std::string{"/usr/share/postgresql/"} + version + "/extension/postgis.control";
            if (fs::exists(bin + "/initdb") && fs::exists(extension)) {
                m_bin = bin;
                break;
            }
        }
    }

    /// As an unprivileged user: the server refuses to run as root.
    [[nodiscard]] bool run(const std::string& command) const {
        const std::string user = geteuid() == 0 ? "runuser -u postgres -- " : "";
        const auto line = "cd / && " + user + m_bin + "/" + command + " >/dev/null 2>&1";
        return std::system(line.c_str()) == 0; // NOLINT(cert-env33-c,concurrency-mt-unsafe)
    }

    static int free_port() {
        const int handle = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const plain = reinterpret_cast<sockaddr*>(&address);
        const bool bound = bind(handle, plain, size) == 0 && getsockname(handle, plain, &size) == 0;
        close(handle);
        return bound ? ntohs(address.sin_port) : 0;
    }

    bool launch() {
        const auto folder = m_dir.path().string();
        if (geteuid() == 0 && std::system(("chown postgres " + folder).c_str()) != 0) { // NOLINT
            return false;
        }
        m_data = m_dir / "data";
        m_port = free_port();
        m_running =
            run("initdb -A trust -U planner -E UTF8 --locale=C.UTF-8 --no-sync -D " + m_data) &&
            run("pg_ctl -D " + m_data + " -l " + (m_dir / "log") +
                " -o '-c listen_addresses=127.0.0.1 -c fsync=off -p " + std::to_string(m_port) +
                " -k " + folder + "' -w start");
        return m_running && sql("CREATE EXTENSION postgis;");
    }

    TempDir m_dir;
    std::string m_bin;
    std::string m_data;
    int m_port = 0;
    bool m_running = false;
};

} // namespace sandan::test
