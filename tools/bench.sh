#!/usr/bin/env bash
# Times sandan against whichever peers are installed and prints ratios (see bench.py).
# usage: tools/bench.sh [SIZE...]     sizes 1k 10k 100k 1m 5m; default 10k 100k
# The kit of tools/bench_kit.sh is needed.
set -euo pipefail
cd "$(dirname "$0")/.."
sizes=("${@:-10k}")
[ $# -gt 0 ] || sizes=(10k 100k)
tools/bench_kit.sh "${sizes[@]}"
cmake --preset release >&2
cmake --build --preset release --target sandan_cli >&2
make -s -C build/bench/proto t1 t2 t34 t5 t6 geosref >&2
python3 tools/bench.py build/bench "$PWD/build/release/src/sandan" "$PWD/build/bench/out" "${sizes[@]}"
