#!/usr/bin/env bash
# Copies the benchmark kit (generator, yardsticks, peers' scripts) to build/bench and makes its data of each SIZE that is not there yet.
# usage: tools/bench_kit.sh SIZE...     sizes 1k 10k 100k 1m 5m
# The kit is looked for in $SANDAN_SHARED/bench, or in ../shared/bench.
set -euo pipefail
cd "$(dirname "$0")/.."
shared="${SANDAN_SHARED:-../shared}"
[ -d "$shared/bench" ] || { echo "no benchmark kit in $shared/bench; set SANDAN_SHARED" >&2; exit 2; }
kit=build/bench
mkdir -p "$kit/out" "$kit/data"
cp -r --no-preserve=mode "$shared/bench/." "$kit"
chmod +x "$kit"/gen/*.sh "$kit"/peers/*.sh
for size; do
    [ -d "$kit/data/$size" ] || bash "$kit/gen/make_data.sh" "$size" >&2
done
