#pragma once

#include "cli/command.hpp"

#include <array>

namespace sandan::cli {

void declare_check(CLI::App& app, Common& common, Exit& exit);
void declare_explain(CLI::App& app, Common& common, Exit& exit);
void declare_landuse(CLI::App& app, Common& common, Exit& exit);
void declare_init(CLI::App& app, Common& common, Exit& exit);
void declare_rules(CLI::App& app, Common& common, Exit& exit);

/// To add a command: write cmd_<name>.cpp, give it a declaration and a row here.
inline constexpr std::array commands{
    Command{"check", "규칙 점검 / run the rules on a plan", declare_check},
    Command{"explain", "규칙 하나의 식·기준값·근거 / one rule: formula, threshold, source",
            declare_explain},
    Command{"landuse", "토지이용계획표 / land-use plan per complex against the law",
            declare_landuse},
    Command{"init", "자료에서 계획 파일 초안 / write a first plan.toml from files", declare_init},
    Command{"rules", "규칙 목록 / list the rules", declare_rules},
};

} // namespace sandan::cli
