#!/usr/bin/env python3
"""Damaged shapefiles through `sandan inspect --machine`: none may crash it, hang it or lose a record in silence.

usage: mutants.py SANDAN SOURCE_TREE [COUNT]
A changed value that stays plausible cannot be told without a lock; how many depends on the seed, so up to 10 % may pass here.
The harness (acceptance/mutate.py) is looked for under SANDAN_SHARED, or under `shared` beside the checkout; without it the
test is skipped (77), with a message.
"""
import os
import pathlib
import shlex
import subprocess
import sys

SKIPPED = 77


def main():
    sandan, tree = sys.argv[1], pathlib.Path(sys.argv[2])
    count = sys.argv[3] if len(sys.argv) > 3 else "500"
    shared = pathlib.Path(os.environ.get("SANDAN_SHARED", tree.parent / "shared"))
    harness = shared / "acceptance" / "mutate.py"
    if not harness.is_file():
        print(f"SKIP: no {harness.name}, the mutants' harness")
        return SKIPPED
    seed = tree / "gis_data" / "new_complex" / "lots.shp"
    command = f"{shlex.quote(sandan)} inspect --machine {{shp}}"
    return subprocess.run(
        [sys.executable, str(harness), "run", str(seed), "-n", count, "--rng", "7", "-j", "2", "--cmd", command,
         "--allow-change", "0.10"], check=False).returncode


sys.exit(main())
