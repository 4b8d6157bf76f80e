#!/usr/bin/env bash
# Times sandan against whichever peers are installed and prints ratios (see bench.py).
# usage: tools/bench.sh [SIZE...]     sizes 1k 10k 100k 1m 5m; default 10k 100k
# The kit (generator, yardsticks, peers' scripts) is looked for in $SANDAN_SHARED/bench, or in ../shared/bench.
set -euo pipefail
cd "$(dirname "$0")/.."
shared="${SANDAN_SHARED:-../shared}"
[ -d "$shared/bench" ] || { echo "no benchmark kit in $shared/bench; set SANDAN_SHARED" >&2; exit 2; }
sizes=("${@:-10k}")
[ $# -gt 0 ] || sizes=(10k 100k)
cmake --preset release >&2
cmake --build --preset release --target sandan_cli >&2
kit=build/bench
mkdir -p "$kit/out"
cp -r --no-preserve=mode "$shared/bench/." "$kit"
chmod +x "$kit"/gen/*.sh "$kit"/peers/*.sh
make -s -C "$kit/proto" t1 t2 t34 t5 t6 geosref >&2
for size in "${sizes[@]}"; do
    [ -d "$kit/data/$size" ] || { mkdir -p "$kit/data"; bash "$kit/gen/make_data.sh" "$size" >&2; }
done
python3 tools/bench.py "$kit" "$PWD/build/release/src/sandan" "$PWD/$kit/out" "${sizes[@]}"
