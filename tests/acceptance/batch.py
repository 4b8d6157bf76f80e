"""`sandan batch` under every engine that is installed: killed in the middle, resumed, and merged into
the bytes of one run. usage: batch.py SANDAN   (77 = skipped: ogr2ogr is missing)"""
import json, os, pathlib, shutil, signal, subprocess, sys, tempfile

SIDE, PART = 40, 97  # lots along an edge; records of a part, so that parts end within a row
OPTIONS = ["--parcel-id", "ID", "--zone-class", "CODE"]


def write_layer(path, features):
    """[(properties, ring)] as a shapefile in EPSG:5186, by GDAL's own tool."""
    rows = [{"type": "Feature", "properties": p, "geometry": {"type": "Polygon", "coordinates": [ring]}}
            for p, ring in features]
    source = path.with_suffix(".geojson")
    source.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    subprocess.run(["ogr2ogr", "-a_srs", "EPSG:5186", path, source], check=True, capture_output=True)
    return str(path)


def box(x, y, dx, dy, slope=0.0):
    """Counter-clockwise, its sides leaning east by `slope`."""
    return [[x, y], [x + dx, y], [x + dx + slope * dy, y + dy], [x + slope * dy, y + dy], [x, y]]


def make_layers(folder):
    x, y = 205_000, 361_000
    lots = [({"ID": f"L{i}"}, box(x + 20 * (i % SIDE), y + 20 * (i // SIDE), 20, 20)) for i in range(SIDE * SIDE)]
    zones = [({"CODE": f"UQA{k}"}, box(x - 300 + 130 * k, y - 10, 130, 20 * SIDE + 20, 0.3)) for k in range(8)]
    return write_layer(folder / "lots.shp", lots), write_layer(folder / "zones.shp", zones)


def engines(sandan, work):
    found = {"itself": [sandan, "batch", "run", work, "--threads", "1"]}
    if shutil.which("parallel"):
        parts = [str(p["part"]) for p in json.loads(pathlib.Path(work, "plan.json").read_text())["parts"]]
        found["GNU parallel"] = ["parallel", "-j2", sandan, "batch", "run", work, "--part", "{}", ":::", *parts]
    libraries = subprocess.run(["ldd", sandan], capture_output=True, text=True).stdout
    if "libmpi" in libraries and shutil.which("mpirun"):
        root = ["--allow-run-as-root"] if os.geteuid() == 0 else []
        found["MPI"] = ["mpirun", *root, "--oversubscribe", "-n", "2", sandan, "batch", "run", work, "--threads", "1"]
    return found


def kill_in_the_middle(command):
    """Kills all its processes when it tells of the first part."""
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    for line in run.stderr:
        if "part " in line:
            break
    try:
        os.killpg(run.pid, signal.SIGKILL)
    except ProcessLookupError:  # it was through already
        pass
    run.communicate()


def done(work):
    return {path.name: path.read_bytes() for path in pathlib.Path(work).glob("part-*")}


def of_each(sandan, folder, task, sources):
    """A fault when the parts of several sources are not what the command says of each, one after the other."""
    output = lambda *words: subprocess.run([sandan, *words], capture_output=True, check=True).stdout.splitlines(keepends=True)
    alone = [output(task, source) for source in sources]
    work = f"{folder}/{task}"
    output("batch", "plan", work, *sources, "--task", task)
    output("batch", "run", work)
    merged = output("batch", "merge", work)
    rows = alone[0] + [row for table in alone[1:] for row in table[1:]]
    print(f"{task} of {len(sources)} sources: {len(rows) - 1} rows {'equal' if merged == rows else 'DIFFER'}")
    return [] if merged == rows and len(rows) > 2 else [f"{task}: the parts are not the bytes of one run each"]


def main(sandan):
    if not shutil.which("ogr2ogr"):
        print("skipped: ogr2ogr (gdal-bin) is missing")
        return 77
    os.environ["SANDAN_LANG"] = "en"
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        lots, zones = make_layers(pathlib.Path(folder))
        overlapping = [({"ID": f"W{i}"}, box(205_000 + 20 * i, 361_000, 20 + i % 3, 20)) for i in range(9)]
        wide = write_layer(pathlib.Path(folder) / "wide.shp", overlapping)
        one = subprocess.run([sandan, "overlay", lots, zones, *OPTIONS], capture_output=True, check=True).stdout
        plan = [sandan, "batch", "plan", "WORK", lots, "--zones", zones, *OPTIONS, "--part-records", str(PART)]
        subprocess.run([folder + "/probe" if w == "WORK" else w for w in plan], check=True, capture_output=True)
        for name in engines(sandan, folder + "/probe"):
            work = f"{folder}/{name.replace(' ', '')}"
            subprocess.run([work if w == "WORK" else w for w in plan], check=True, capture_output=True)
            command = engines(sandan, work)[name]
            kill_in_the_middle(command)
            early = done(work)
            resumed = subprocess.run(command, capture_output=True, text=True)
            late = done(work)
            merged = subprocess.run([sandan, "batch", "merge", work], capture_output=True)
            if resumed.returncode != 0 or merged.returncode != 0:
                faults.append(f"{name}: exit {resumed.returncode}, {merged.returncode}: {resumed.stderr} {merged.stderr}")
            if merged.stdout != one:
                faults.append(f"{name}: the parts are not the bytes of one run")
            if any(late.get(part) != rows for part, rows in early.items()):
                faults.append(f"{name}: a part that was done was changed")
            print(f"{name}: killed with {len(early)} files of parts, resumed to {len(late)}, "
                  f"{len(one.splitlines()) - 1} rows {'equal' if merged.stdout == one else 'DIFFER'}")
        for task in ("coverage", "adjacency"):
            faults += of_each(sandan, folder, task, [lots, wide])
    print("\n".join(faults))
    return bool(faults)


sys.exit(main(*sys.argv[1:]))
