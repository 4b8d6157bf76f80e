#!/usr/bin/env bash
# From clone to map: installs what is missing, builds a release binary and runs the main job on the
# synthetic new complex into out/.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== 1/3 install"
tools/setup.sh
echo "== 2/3 build (release)"
cmake --preset release >/dev/null
cmake --build --preset release --target sandan_cli
echo "== 3/3 run the main job on gis_data/new_complex into out/"
build/release/src/sandan run gis_data/new_complex/plan.toml -o out
