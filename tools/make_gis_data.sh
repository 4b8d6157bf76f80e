#!/usr/bin/env bash
# usage: tools/make_gis_data.sh [--check]
# Builds make_gis_data and writes the synthetic folders of gis_data/ anew; with --check writes
# nothing there, but compares them byte for byte with what the generator makes (exit 1 if they differ).
# SANDAN_MAKE_GIS_DATA names a generator that is built already.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build/tools
case "${1:-}" in
    "" | --check) ;;
    *) sed -n 2,5p "$0" >&2; exit 2 ;;
esac
generator=${SANDAN_MAKE_GIS_DATA:-}
if [ -z "$generator" ]; then
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSANDAN_TESTS=OFF -DSANDAN_TOOLS=ON >/dev/null
    cmake --build "$build" --target make_gis_data >/dev/null
    generator=$(find "$build" -type f -name make_gis_data -perm -u+x | head -n 1)
fi
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$generator" "$made"
status=0
for folder in "$made"/*/; do
    name=$(basename "$folder")
    if [ "${1:-}" = --check ]; then
        diff -rq "$folder" "$root/gis_data/$name" || status=1
    else
        rm -rf "${root:?}/gis_data/$name"
        cp -r "$folder" "$root/gis_data/$name"
    fi
done
[ "$status" = 0 ] || echo "gis_data differs from what the generator makes: run tools/make_gis_data.sh" >&2
exit "$status"
