"""Times `sandan batch run` under MPI on one rank and on two, over one parcel layer under FILES names.

usage: bench_batch.py DATA SANDAN OUT FILES      (tools/bench_batch.sh prepares all of it)
Printed are medians of CPU seconds (user + system, all processes) and of the time on the clock, the peak memory of the largest
process, and the efficiency: the time of one rank over twice that of two. Planning and merging are not timed. The merged tables
of one rank and two are compared, and with the header and, once for each file, the rows of a plain run on the layer.
SANDAN_BENCH_RUNS: how many runs, default 1; those on one rank and on two take turns. OUT is left empty.
"""
import filecmp, os, pathlib, shutil, statistics, sys, tempfile
from bench import aside, run

RUNS = int(os.environ.get("SANDAN_BENCH_RUNS", "1"))
TASKS = {"overlay, zones_b": ("overlay", "parcels"), "coverage, no faults": ("coverage", "parcels"), "coverage, 0.5 % faults": ("coverage", "parcels_g"),
         "adjacency": ("adjacency", "parcels")}
MPI = f"mpirun {'--allow-run-as-root ' if os.geteuid() == 0 else ''}--oversubscribe -n"


def link(layer, folder, count):
    """The layer under `count` names."""
    for number in range(1, count + 1):
        for part in layer.parent.glob(f"{layer.name}.*"):
            (folder / f"p{number:03}{part.suffix}").symlink_to(part)
    return " ".join(f"p{number:03}.shp" for number in range(1, count + 1))


def step(command, folder):
    """CPU, clock and memory of a command; the end of all when it fails."""
    used = run(command, folder, None)
    return sys.exit(f"failed: {command}") if used[0] is None else used


def run_in_parts(sandan, folder, plan, ranks):
    """What `batch run` needed. The merged table is RANKS.csv."""
    shutil.rmtree(folder / "work", ignore_errors=True)
    step(f"{sandan} batch plan work {plan} --parcel-id PID -q", folder)
    used = step(f"{MPI} {ranks} {sandan} batch run work --threads 1 -q", folder)
    step(f"{sandan} batch merge work -o {ranks}.csv --fail-on never -q", folder)
    return used


def compare(folder, files):
    """Whether 1.csv is 2.csv and, under one header, the rows of plain.csv for each file; and how many rows these are."""
    with open(folder / "plain.csv", "rb") as plain, open(folder / "1.csv", "rb") as merged:
        head, rows = plain.readline(), plain.read()
        alone = merged.readline() == head and all(merged.read(len(rows)) == rows for _ in range(files)) and not merged.read(1)
    return filecmp.cmp(folder / "1.csv", folder / "2.csv", shallow=False), alone, files * rows.count(b"\n")


def time_task(task, layer, sandan, folder, files):
    zones = f"{layer.parent}/zones_b.shp"
    plan = f"{link(layer, folder, files)} --task {task}" + (f" --zones {zones} --zone-class ZID" if task == "overlay" else "")
    step(f"{sandan} {task} p001.shp {f'{zones} --zone-class ZID --parcel-id' if task == 'overlay' else '--id'} PID -o plain.csv --fail-on never -q", folder)
    runs = {1: [], 2: []}
    for _ in range(RUNS):
        for ranks, results in runs.items():
            results.append(run_in_parts(sandan, folder, plan, ranks))
    for ranks, results in runs.items():
        cpu, wall = (statistics.median(result[column] for result in results) for column in (0, 1))
        runs[ranks] = wall
        print(f"  on {ranks} {'rank ' if ranks == 1 else 'ranks'} {cpu:9.3f} s CPU  {wall:9.3f} s  {max(memory for _, _, memory in results):7.0f} MB")
    same, alone, rows = aside(compare, folder, files)
    print(f"  efficiency {runs[1] / (2 * runs[2]):.2f}; {rows} rows; 1 and 2 ranks give the same bytes: {same}, plain runs the same: {alone}")
    return same and alone


def main(data, sandan, out, files):
    data, sandan, good = pathlib.Path(data).resolve(), pathlib.Path(sandan).resolve(), True
    os.makedirs(out, exist_ok=True)
    for title, (task, layer) in TASKS.items():
        print(f"{title}: {files} files of {data.name}", flush=True)
        with tempfile.TemporaryDirectory(dir=out) as folder:
            good = time_task(task, data / layer, sandan, pathlib.Path(folder).resolve(), int(files)) and good
    return not good


sys.exit(main(*sys.argv[1:]))
