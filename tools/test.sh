#!/usr/bin/env bash
# Installs, builds and runs every test: format, all tests in a build with warnings as errors and with
# the address and undefined-behaviour sanitizers, and the committed data against its generator.
# usage: tools/test.sh [PRESET…]   default: asan; a preset of CMakePresets.json, e.g. dev or release
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== install"
tools/setup.sh
echo "== format"
git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run -Werror
[ $# -gt 0 ] || set -- asan
for preset; do
    echo "== $preset: build, warnings are errors"
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset"
    echo "== $preset: test"
    ctest --preset "$preset" --output-on-failure
done
echo "== gis_data: regenerate and compare"
SANDAN_MAKE_GIS_DATA=build/$1/tools/make_gis_data tools/make_gis_data.sh --check
