#!/usr/bin/env bash
# Installs, builds and runs every test: format, debug build with warnings as errors, ASan + UBSan
# build, and the committed data against its generator.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== install"
tools/setup.sh
echo "== format"
git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run -Werror
for preset in dev asan; do
    echo "== $preset: build"
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset"
    echo "== $preset: test"
    ctest --preset "$preset" --output-on-failure
done
echo "== gis_data: regenerate and compare"
tools/make_gis_data.sh --check
