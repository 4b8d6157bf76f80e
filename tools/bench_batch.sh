#!/usr/bin/env bash
# Times `sandan batch run` under MPI over many layers, on one rank and on two, and compares the merged results (see bench_batch.py).
# usage: tools/bench_batch.sh [FILES] [SIZE]     default 39 files of 1m; exit 77 where mpirun is missing
# All files are the kit's parcels (tools/bench_kit.sh) under other names, as in the kit's national.sh. $SANDAN_BENCH_RUNS: how many runs, default 1.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v mpirun >/dev/null || { echo "skipped: mpirun is missing (tools/setup.sh --with-mpi)"; exit 77; }
files=${1:-39} size=${2:-1m}
tools/bench_kit.sh "$size"
cmake --preset release -B build/mpi -DSANDAN_MPI=ON >&2
cmake --build build/mpi --target sandan_cli >&2
python3 tools/bench_batch.py "build/bench/data/$size" "$PWD/build/mpi/src/sandan" build/bench/out/batch "$files"
