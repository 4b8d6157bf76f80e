#!/usr/bin/env bash
# Draws the pictures of the README with the built command.
# usage: tools/make_pictures.sh [SANDAN]   default: build/release/src/sandan
set -euo pipefail
cd "$(dirname "$0")/.."

sandan=${1:-build/release/src/sandan}
plan=gis_data/new_complex/plan.toml
pictures=gis_data/pictures

mkdir -p "$pictures"
for theme in landuse allocation; do
    "$sandan" map "$plan" --theme "$theme" --lang ko --paper A3 --dpi 100 -o "$pictures/new_complex_$theme.png"
done
ls -l "$pictures"
