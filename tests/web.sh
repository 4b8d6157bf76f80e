#!/usr/bin/env bash
# The viewer's tests; exit status 77 = skipped, something is not installed (tools/setup.sh --with-browser).
# usage: tests/web.sh bundle|viewer|report|bench SANDAN SOURCE_ROOT
set -euo pipefail
check=$1 sandan=$2 root=$3

if ! command -v node >/dev/null || [ ! -d "$root/tools/web/node_modules" ]; then
    echo "skipped: node or tools/web/node_modules is not there, see tools/setup.sh --with-browser"
    exit 77
fi
case $check in
    bundle) node "$root/tools/web/build.mjs" --check ;;
    viewer | report | bench) node "$root/tools/web/test/$check.mjs" "$sandan" "$root/gis_data" ;;
esac
