#!/usr/bin/env python3
"""Damaged shapefiles through `sandan inspect --machine`: none may crash it, hang it or lose a record in silence.

usage: mutants.py SANDAN SOURCE_TREE --runs FOLDER [--count N] [--rng N] [--jobs N] [--most-mb N]
                  [--seed SHP | --with-heights | --korean] [--lock]
A changed value that stays plausible cannot be told without a lock; 4.5 % may pass, and none with --lock.
FOLDER holds many_runs and one_run (tests/acceptance/*.cpp), which load the program once for all runs.
The harness (acceptance/mutate.py) is looked for under SANDAN_SHARED, or under `shared` beside the checkout; without it the
test is skipped (77), with a message.
"""
import argparse
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from served import Served  # noqa: E402

SKIPPED = 77


def seed_of(options, scratch):
    data = options.tree / "gis_data"
    if options.seed:
        return options.seed
    if options.korean:
        return data / "upgrade_district/LSMD_CONT_LDREG_52113_5186.shp"
    lots = data / "new_complex/lots.shp"
    if not options.with_heights:
        return lots
    seed = scratch / "heights.shp"
    subprocess.run(["ogr2ogr", "-dim", "XYZ", "-lco", "ENCODING=UTF-8", seed, lots], check=True)
    shutil.copy(lots.with_suffix(".dbf"), seed.with_suffix(".dbf"))  # GDAL's own has asterisks for nothing, which is told
    return seed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sandan")
    parser.add_argument("tree", type=pathlib.Path)
    parser.add_argument("--runs", type=pathlib.Path, required=True)
    parser.add_argument("--count", default="500")
    parser.add_argument("--rng", default="7")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--most-mb", default="512")
    parser.add_argument("--seed", type=pathlib.Path)
    parser.add_argument("--with-heights", action="store_true", help="the seed is a PolygonZ")
    parser.add_argument("--korean", action="store_true", help="the seed is a cadastre in CP949")
    parser.add_argument("--lock", action="store_true")
    parser.add_argument("--report", default=os.devnull)
    options = parser.parse_args()
    shared = pathlib.Path(os.environ.get("SANDAN_SHARED", options.tree.parent / "shared"))
    harness = shared / "acceptance" / "mutate.py"
    if not harness.is_file():
        print(f"SKIP: no {harness.name}, the mutants' harness")
        return SKIPPED
    with tempfile.TemporaryDirectory() as scratch, Served(options.sandan, options.runs) as program:
        command = shlex.join(program.command(options.most_mb)) + " inspect --machine {shp}"
        if options.lock:
            command += " --lock {seed}.lock"
        return subprocess.run(
            [sys.executable, str(harness), "run", str(seed_of(options, pathlib.Path(scratch))), "-n", options.count,
             "--rng", options.rng, "-j", options.jobs, "--cmd", command, "--report", options.report,
             "--allow-change", "0" if options.lock else "0.045"], check=False).returncode


sys.exit(main())
