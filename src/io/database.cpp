#include "io/database.hpp"

#include "core/field_name.hpp"
#include "io/ready_gdal.hpp"

#include <gdal_frmts.h>

#include <mutex>

namespace sandan::io {

namespace {

constexpr std::string_view prefix = "pg:";

/// The one driver that opens a connection is not even known before a plan asks for it.
void register_driver() {
    static std::once_flag once;
    std::call_once(once, [] {
        ready_gdal();
        RegisterOGRPG();
    });
}

} // namespace

bool names_database(std::string_view path) noexcept {
    return path.starts_with(prefix);
}

Source database_source(const std::string& path, const std::string& layer) {
    if (lower_case(path).find("password") != std::string::npos) {
        throw Error{ErrorKind::usage,
                    Text{"pg: 비밀번호는 남에게 건네는 계획 파일에 쓰지 않습니다; ~/.pgpass나 환경 "
                         "변수 PGPASSWORD에 두십시오",
                         "pg: a password does not belong in a plan, which is passed on; put it "
                         "into ~/.pgpass or the environment variable PGPASSWORD"}};
    }
    if (layer.empty()) {
        throw Error{ErrorKind::usage,
                    Text{"어느 표입니까? layer = \"table\"이나 \"schema.table\"로 지정하십시오",
                         "which table? Name it with layer = \"table\" or \"schema.table\""}}
            .within(path);
    }
    register_driver();
    Source source;
    source.path = path;
    source.opened = "PG:" + path.substr(prefix.size());
    source.driver = "PostgreSQL";
    return source;
}

} // namespace sandan::io
