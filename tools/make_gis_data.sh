#!/usr/bin/env bash
# usage: tools/make_gis_data.sh [--check]
# Builds make_gis_data and writes the synthetic folders of gis_data/ anew; with --check writes
# nothing there, but compares them byte for byte with what the generator makes (exit 1 if they differ).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=${SANDAN_TOOLS_BUILD:-$root/build/tools}
case "${1:-}" in
    "" | --check) ;;
    *) sed -n 2,4p "$0" >&2; exit 2 ;;
esac
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSANDAN_TESTS=OFF -DSANDAN_TOOLS=ON >/dev/null
cmake --build "$build" --target make_gis_data >/dev/null
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$(find "$build" -type f -name make_gis_data -perm -u+x | head -n 1)" "$made"
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
