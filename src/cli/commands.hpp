#pragma once

#include "cli/command.hpp"

#include <array>

namespace sandan::cli {

void declare_adjacency(Arguments& app, Common& common, Exit& exit);
void declare_allocate(Arguments& app, Common& common, Exit& exit);
void declare_batch(Arguments& app, Common& common, Exit& exit);
void declare_check(Arguments& app, Common& common, Exit& exit);
void declare_completion(Arguments& app, Common& common, Exit& exit);
void declare_coverage(Arguments& app, Common& common, Exit& exit);
void declare_diff(Arguments& app, Common& common, Exit& exit);
void declare_explain(Arguments& app, Common& common, Exit& exit);
void declare_feasibility(Arguments& app, Common& common, Exit& exit);
void declare_init(Arguments& app, Common& common, Exit& exit);
void declare_inspect(Arguments& app, Common& common, Exit& exit);
void declare_landuse(Arguments& app, Common& common, Exit& exit);
void declare_nearest(Arguments& app, Common& common, Exit& exit);
void declare_overlay(Arguments& app, Common& common, Exit& exit);
void declare_map(Arguments& app, Common& common, Exit& exit);
void declare_report(Arguments& app, Common& common, Exit& exit);
void declare_rules(Arguments& app, Common& common, Exit& exit);
void declare_run(Arguments& app, Common& common, Exit& exit);
void declare_selftest(Arguments& app, Common& common, Exit& exit);
void declare_serve(Arguments& app, Common& common, Exit& exit);
void declare_site(Arguments& app, Common& common, Exit& exit);
void declare_upgrade(Arguments& app, Common& common, Exit& exit);
void declare_verify(Arguments& app, Common& common, Exit& exit);
void declare_zonal(Arguments& app, Common& common, Exit& exit);

/// To add a command: write cmd_<name>.cpp, give it a declaration and a row here.
inline constexpr std::array commands{
    Command{"run",
            {"점검·토지이용·중첩·입지·배치·도면을 한 번에 수행", "all of it in one pass"},
            declare_run},
    Command{"inspect",
            {"파일에 무엇이 있고 어떻게 읽히는지 보기", "what is in a file"},
            declare_inspect},
    Command{"init",
            {"자료를 보고 계획 파일(plan.toml) 초안 쓰기", "write a first plan.toml from files"},
            declare_init},
    Command{"check", {"계획을 규칙으로 점검", "run the rules on a plan"}, declare_check},
    Command{"coverage",
            {"레이어의 틈·중첩·세편 찾기", "gaps, overlaps, slivers of a layer"},
            declare_coverage},
    Command{"adjacency",
            {"맞닿은 필지 쌍과 공유 경계 길이", "pairs of shapes that share a border"},
            declare_adjacency},
    Command{
        "overlay", {"필지 × 용도지역 면적", "area of every parcel in every zone"}, declare_overlay},
    Command{"nearest",
            {"가장 가까운 것 또는 거리 안의 모든 것과 그 거리",
             "the nearest of other shapes, or all within a distance"},
            declare_nearest},
    Command{"zonal",
            {"필지별 격자 통계", "statistics of a raster's cells in every parcel"},
            declare_zonal},
    Command{"batch",
            {"큰 레이어의 표를 부분으로 나누어 계산: plan, run, merge",
             "tables of large layers in parts: plan, run, merge"},
            declare_batch},
    Command{"landuse",
            {"단지별 토지이용계획표와 법정 기준 대조", "land-use plan per complex against the law"},
            declare_landuse},
    Command{"site",
            {"기업 × 후보지 입지 판정", "judge every firm on every candidate site"},
            declare_site},
    Command{"upgrade",
            {"노후단지의 필지·대지 지표", "indicators of an aged complex, site by site"},
            declare_upgrade},
    Command{
        "feasibility",
        {"타당성: 배치·수요·용량·사업비·경제성·협약", "placement, demand, cost, worth, promises"},
        declare_feasibility},
    Command{"diff",
            {"두 계획의 차이와 그 법적 의미", "what moved between two plans, and its legal weight"},
            declare_diff},
    Command{"rules", {"규칙 목록", "list the rules"}, declare_rules},
    Command{"explain",
            {"규칙 하나의 식·기준값·근거 또는 읽기 코드의 뜻 설명",
             "one rule or code of reading explained"},
            declare_explain},
    Command{"allocate",
            {"기업을 인접한 필지 묶음에 배정", "assign firms to contiguous sets of lots"},
            declare_allocate},
    Command{"verify",
            {"배정 인증서를 입력만으로 다시 계산하여 검증",
             "recompute an allocation from the inputs alone"},
            declare_verify},
    Command{"selftest",
            {"설치 점검, 또는 결함을 넣어 규칙 점검", "test the installation, or rules by faults"},
            declare_selftest},
    Command{"completion",
            {"셸 자동완성과 설명서(man) 만들기", "words for the shell's Tab key, and the manual"},
            declare_completion},
    Command{"serve",
            {"작업대: 브라우저에서 기업을 배정하고 바로 판정",
             "the workbench: assign firms in the browser, judged at once"},
            declare_serve},
    Command{"map",
            {"도면을 PNG, PDF, SVG, DXF, HTML로 그리기",
             "draw a map sheet as PNG, PDF, SVG, DXF or one HTML page"},
            declare_map},
    Command{"report",
            {"보고서 전체를 PDF나 HTML로 쓰기", "the whole report as PDF or one HTML page"},
            declare_report},
};

} // namespace sandan::cli
