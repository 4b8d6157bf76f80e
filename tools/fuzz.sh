#!/usr/bin/env bash
# Searches for inputs that break a reader, with libFuzzer under the address and undefined-behaviour sanitizers.
# usage: fuzz.sh TARGET SECONDS [LIBFUZZER_OPTION…]    targets: tests/fuzz/fuzz_<TARGET>.cpp
# A finding is left in build/fuzz/findings; put it into tests/fuzz/corpus/<TARGET> under a telling name, where every test run
# replays it.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,5p' "$0" >&2; exit 2; }
target=$1 seconds=$2
shift 2
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
[ -f "tests/fuzz/fuzz_$target.cpp" ] || { echo "fuzz.sh: no target $target; there are:" \
    "$(cd tests/fuzz && ls fuzz_*.cpp | sed 's/^fuzz_//; s/\.cpp$//' | tr '\n' ' ')" >&2; exit 2; }
cmake --preset fuzz > /dev/null
cmake --build --preset fuzz --target "fuzz_$target"
mkdir -p build/fuzz/found/"$target" build/fuzz/findings
"build/fuzz/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=2048 \
    -print_final_stats=1 -artifact_prefix="build/fuzz/findings/$target-" "$@" \
    "build/fuzz/found/$target" "tests/fuzz/corpus/$target"
