#include "io/layer_crs.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/korean_ways.hpp>
#include <sandan/geom/measure.hpp>

#include "core/korean.hpp"
#include "geom/known_systems.hpp"
#include "io/snapshot.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace sandan::io {

namespace {

geom::CrsInfo describe(const std::string& definition, const std::string& path) {
    try {
        return geom::describe_crs(definition);
    } catch (const Error& e) {
        throw e.within(path);
    }
}

/// What PROJ is given: the EPSG code where the parameters are those of one, because only codes
/// carry a datum PROJ knows the shift of.
std::string for_proj(const geom::CrsInfo& info, const std::string& definition) {
    return info.epsg.empty() ? definition : info.epsg;
}

/// A code in the file that stands for other parameters than the file has: one of the two is wrong.
void refuse_contradiction(const geom::CrsInfo& in_file, const std::string& path) {
    if (!in_file.claimed.empty()) {
        const auto are = in_file.epsg.empty()
                             ? Text{"알려진 좌표계의 것이 아닙니다", "of no known system"}
                             : Text{fmt::format("{}의 것입니다", in_file.epsg),
                                    fmt::format("those of {}", in_file.epsg)};
        refuse(
            path, "CRS-CODE",
            Text{fmt::format("선언한 코드는 {}인데 변수는 {}; 어느 것이 맞는지 crs로 지정하십시오",
                             in_file.claimed, are.ko),
                 fmt::format("declares the code {}, but its parameters are {}; say with crs "
                             "which is true",
                             in_file.claimed, are.en)});
    }
}

void tell_oddities(const geom::CrsInfo& info, model::Provenance& provenance) {
    auto& findings = provenance.findings;
    if (!info.foreign_datum.empty()) {
        tell(findings, "CRS-DATUM",
             {fmt::format("{}의 데이텀 이름(파일은 {})", info.epsg, info.foreign_datum),
              fmt::format("the datum of {}; the file names {}", info.epsg, info.foreign_datum)},
             {format_ko("투영 변수대로 {}(으)로 읽음", info.epsg),
              fmt::format("read as {}, which its parameters are", info.epsg)});
    }
    if (info.own_shift) {
        tell(findings, "CRS-TOWGS84", {"TOWGS84 없는 좌표계 정의", "a definition without TOWGS84"},
             {"파일의 TOWGS84를 쓰지 않음(EPSG 등록 변환 사용)",
              "the file's TOWGS84 is not used, the registered transformation is"});
    }
}

std::string choose(const std::string& declared, const ReadOptions& options, const std::string& path,
                   model::Provenance& provenance) {
    if (declared.empty() && options.crs.empty()) {
        refuse(path, "CRS-NONE",
               Text{"좌표계가 선언되어 있지 않습니다; 지정하십시오(--crs, 둘째 레이어는 "
                    "--zone-crs나 --to-crs, 계획에서는 crs): EPSG:5186, EPSG:5174, …",
                    "declares no coordinate system; give it (--crs, of a second layer --zone-crs "
                    "or --to-crs, in a plan crs): EPSG:5186, EPSG:5174, …"});
    }
    provenance.crs_how = declared.empty() ? "option" : "declared";
    if (declared.empty()) {
        return options.crs;
    }
    const auto in_file = describe(declared, path);
    if (options.crs.empty()) {
        refuse_contradiction(in_file, path);
        tell_oddities(in_file, provenance);
        return declared;
    }
    const auto wanted = describe(options.crs, path);
    const bool allowed = wanted.epsg == in_file.epsg || wanted.epsg == in_file.claimed;
    if (!in_file.epsg.empty() && !allowed) {
        refuse(path, "CRS-CONTRADICTION",
               Text{fmt::format(
                        "선언한 좌표계는 {}({})인데 crs는 {}입니다; crs를 빼거나 파일을 고치십시오",
                        in_file.epsg, in_file.name, options.crs),
                    fmt::format(
                        "declares {} ({}), but crs says {}; leave crs out, or correct the file",
                        in_file.epsg, in_file.name, options.crs)});
    }
    provenance.crs_how = wanted.epsg == in_file.epsg ? "confirmed" : "option";
    if (in_file.epsg.empty()) {
        tell(provenance.findings, "CRS-UNKNOWN",
             {"알려진 좌표계여야 함: " + in_file.name,
              "a known system; it declares " + in_file.name},
             {options.crs + " 사용", options.crs + " is used"});
    }
    tell_oddities(in_file, provenance);
    return options.crs;
}

/// Only well-known text: PROJ would also take file names and pipelines for a system.
void require_wkt(const std::string& text, const std::string& path) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto bracket = text.find_first_of("[(");
    const bool word =
        first != std::string::npos && bracket != std::string::npos && first < bracket &&
        std::all_of(text.begin() + static_cast<std::ptrdiff_t>(first),
                    text.begin() + static_cast<std::ptrdiff_t>(bracket), [](unsigned char c) {
                        return std::isupper(c) != 0 || std::isspace(c) != 0 || c == '_';
                    });
    if (!word) {
        refuse(path, "CRS-PRJ",
               Text{".prj에 WKT(PROJCS[…]) 좌표계가 없습니다; crs로 좌표계를 지정하고 그 파일을 "
                    "지우십시오",
                    "the .prj holds no coordinate system in WKT (PROJCS[…]); give the system with "
                    "crs and remove it"});
    }
}

} // namespace

std::string prj_text(const std::string& prj_file, std::vector<InputFile>& files) {
    if (prj_file.empty()) {
        return {};
    }
    auto text = read_bytes(prj_file, files);
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.erase(0, 3);
    }
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        return {};
    }
    require_wkt(text, prj_file);
    return text;
}

std::string declared_crs(OGRLayer& layer) {
    const auto* const crs = layer.GetSpatialRef();
    if (crs == nullptr || crs->IsEmpty() != FALSE) {
        return {};
    }
    const std::array<const char*, 2> wkt2{"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    crs->exportToWkt(&text, wkt2.data());
    std::string definition = text == nullptr ? "" : text;
    CPLFree(text);
    return definition;
}

std::string believed_crs(const StatedCrs& stated, const ReadOptions& options,
                         const std::string& path) {
    if (stated.definition.empty() || stated.code.empty()) {
        return stated.definition;
    }
    const auto system = describe(stated.definition, path);
    const bool sure = system.how == "authority" || system.how == "parameters";
    if (!system.claimed.empty() || system.epsg == stated.code) {
        return stated.definition;
    }
    if (!sure) { // foreign: nothing to hold the code against
        return stated.code;
    }
    if (options.crs.empty()) {
        refuse(
            path, "CRS-CODE",
            Text{fmt::format(
                     "적힌 코드는 {}인데 변수는 {}의 것입니다; 어느 것이 맞는지 crs로 지정하십시오",
                     stated.code, system.epsg),
                 fmt::format("states the code {}, but its parameters are those of {}; say with crs "
                             "which is true",
                             stated.code, system.epsg)});
    }
    const auto wanted = describe(options.crs, path).epsg;
    return wanted == stated.code ? stated.code : stated.definition;
}

LayerCrs resolve_crs(const std::string& declared, const ReadOptions& options,
                     const std::string& path, model::Provenance& provenance) {
    LayerCrs crs;
    const auto definition = choose(declared, options, path, provenance);
    provenance.crs = describe(definition, path);
    crs.definition = for_proj(provenance.crs, definition);
    provenance.crs_definition = crs.definition;
    crs.working = provenance.crs;
    provenance.operation = {.name = "none", .accuracy_m = 0, .ballpark = false, .identity = true};
    if (options.target_crs.empty()) {
        return crs;
    }
    crs.working = describe(options.target_crs, path);
    try {
        crs.transform.emplace(crs.definition, for_proj(crs.working, options.target_crs));
    } catch (const Error& e) {
        throw e.within(path);
    }
    provenance.operation = crs.transform->operation();
    if (provenance.operation.identity) {
        crs.transform.reset();
    }
    return crs;
}

void refuse_false_degrees(const std::vector<Record>& records, const geom::CrsInfo& crs,
                          const std::string& path) {
    if (crs.projected) {
        return;
    }
    for (const auto& record : records) {
        const auto box = geom::envelope(record.shape);
        if (!box.empty() &&
            (box.max.x > 540 || box.min.x < -540 || box.max.y > 90.001 || box.min.y < -90.001)) {
            throw Error{
                ErrorKind::input,
                Text{format_ko("{0}: fid {1}의 위치가 {2:.10g} {3:.10g}인데 {4}이(가) 쓰는 도(°) "
                               "단위가 아닙니다; 실제 좌표계로 다시 내보내게 하십시오",
                               path, record.fid, box.min.x, box.min.y, crs.name),
                     fmt::format(
                         "{0}: fid {1} lies at {2:.10g} {3:.10g}, which is not in degrees as "
                         "{4} wants; have it exported again with its true coordinate "
                         "system",
                         path, record.fid, box.min.x, box.min.y, crs.name)}};
        }
    }
}

geom::Box box_of(const std::vector<Record>& records) {
    geom::Box all;
    for (const auto& record : records) {
        const auto box = geom::envelope(record.shape);
        if (!box.empty() && std::isfinite(box.max.x - box.min.x) &&
            std::isfinite(box.max.y - box.min.y)) {
            all.extend(box.min);
            all.extend(box.max);
        }
    }
    return all;
}

namespace {

/// Where land of Korea may lie, degrees: the mainland, Jeju, Ulleung and Dokdo.
constexpr geom::Box korea{{124.0, 32.9}, {132.2, 43.1}};

bool lies_in_korea(const std::string& crs, const geom::Point& p) {
    try {
        const auto degrees = geom::moved(p, crs, "EPSG:4326");
        return degrees.x >= korea.min.x && degrees.x <= korea.max.x && degrees.y >= korea.min.y &&
               degrees.y <= korea.max.y;
    } catch (const Error&) { // no way there, or beyond the reach of the projection
        return false;
    }
}

} // namespace

void check_place(const geom::Box& box, model::Provenance& provenance) {
    const auto& declared = provenance.crs.epsg;
    if (box.empty() || !provenance.crs.korean || geom::surely_in_korea(box, declared) ||
        (lies_in_korea(declared, box.min) && lies_in_korea(declared, box.max))) {
        return;
    }
    std::vector<std::string> fitting;
    for (const auto* const code : {"EPSG:5186", "EPSG:5174", "EPSG:5179", "EPSG:5181", "EPSG:5187",
                                   "EPSG:5185", "EPSG:2097", "EPSG:4326"}) {
        if (code != declared && lies_in_korea(code, box.min) && lies_in_korea(code, box.max)) {
            fitting.emplace_back(code);
        }
    }
    const auto others = fmt::format("{}", fmt::join(fitting, ", "));
    tell(provenance.findings, "CRS-PLACE",
         {fmt::format("{} 좌표로는 대한민국 안에 있어야 함{}", declared,
                      fitting.empty() ? "" : "; 국내에 놓이는 좌표계: " + others),
          fmt::format("a place in Korea, as {} coordinates; they lie elsewhere{}", declared,
                      fitting.empty() ? "" : ", but in Korea as " + others)},
         {"좌표를 그대로 읽음", "read as it stands"});
}

} // namespace sandan::io
