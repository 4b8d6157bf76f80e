"""Times sandan as a whole process against the peers that are installed, from files to result file.

usage: bench.py KIT SANDAN OUT SIZE...      (tools/bench.sh prepares all of it)
KIT holds data/SIZE (its generator's), and the built yardsticks in proto/. Runs of all programs are
interleaved; printed are medians of CPU seconds (user + system, all children) and of the time on the
clock, peak memory, and how many times more CPU than sandan each one needs. What takes more than a
hundred times as long as sandan, or fails, runs once. Answers are compared in the same run.
PostGIS has the layers loaded and indexed before, its server's CPU is counted (bench_postgis.py).
SANDAN_BENCH_RUNS: how many runs, SANDAN_BENCH_ONLY: the programs, by their first words.
"""
import concurrent.futures, csv, json, os, pathlib, resource, shutil, statistics, struct, subprocess, sys, time
import bench_postgis

RUNS = int(os.environ.get("SANDAN_BENCH_RUNS", "5"))
TASKS = {"T1": "read and check every polygon, 0.5 % faults", "T2a": "area of parcels in 30 large zones", "T2b": "area of parcels in many small zones",
         "T3": "coverage, no faults", "T3g": "coverage, 0.5 % faults", "T4": "adjacency with the length of shared borders",
         "T5": "distance to the nearest of 5,000 polygons", "T6": "mean, count, min, max of a height model, cells by covered share"}
SIZES_OF_PATIENCE = ("1k", "10k", "100k")  # of QGIS and PostGIS, which take minutes for these
PEERS = {"plain GEOS": "geos", "PostGIS": "postgis"}  # whose answers are compared, and the file they are in


def commands(task, kit, data, sandan, out):
    """Program -> command line; only programs that are there."""
    if task == "T1":
        return commands_of_reading(kit, data, sandan, out)
    if task in ("T4", "T5", "T6"):
        return commands_of_kernels(task, kit, data, sandan, out)
    zones = f"{data}/zones_{'a' if task == 'T2a' else 'b'}"
    layer = f"{data}/parcels{'_g' if task == 'T3g' else ''}"
    overlay = task.startswith("T2")
    ours = (f"{sandan} overlay {layer}.shp {zones}.shp --parcel-id PID --zone-class ZID" if overlay else
            f"{sandan} coverage {layer}.shp --boundary {data}/boundary.shp --id PID --min-area 0.000001")
    found = {"sandan": f"{ours} -q --threads 1 -o {out}.sandan.csv", "sandan, 2 threads": f"{ours} -q --threads 2 -o {out}.sandan2.csv"}
    proto, geos, mapshaper = kit / "proto/t2", kit / "proto/geosref", kit / "npm/node_modules/.bin/mapshaper"
    if overlay and proto.exists():
        found["prototype"] = f"{proto} {layer} {zones} {out}.prototype.csv"
        found["plain GEOS"] = f"env ALGO=prep {proto} {layer} {zones} {out}.geos.csv"
    if not overlay and (kit / "proto/t34").exists():
        found["prototype"] = f"{kit}/proto/t34 cov {layer} {data}/boundary {out}.prototype.csv"
    if not overlay and geos.exists():
        found["plain GEOS"] = f"{geos} T3 {layer} {data}/boundary {out}.geos.csv"
    if mapshaper.exists():
        found["mapshaper"] = f"{kit}/peers/ms.sh {task} {data} {out}.mapshaper.csv"
    if overlay and data.name == "10k" and shutil.which("ogr2ogr"):
        found["ogr2ogr"] = f"{kit}/peers/og.sh {task} {data} {out}.ogr"
    if have_geopandas():
        found["geopandas"] = f"python3 {kit}/peers/gp.py {task} {data} {out}.geopandas.csv"
    return found


def commands_of_reading(kit, data, sandan, out):
    ours = f"{sandan} inspect {data}/parcels_f.shp --fail-on never -q"
    found = {"sandan": f"{ours} --threads 1 -o {out}.sandan.csv", "sandan, 2 threads": f"{ours} --threads 2 -o {out}.sandan2.csv",
             "sandan --json, hashes": f"{ours} --json --threads 1 -o {out}.sandan.json"}
    if (kit / "proto/t1").exists():
        found["prototype"] = f"{kit}/proto/t1 {data}/parcels_f {out}.prototype.csv"
        found["plain GEOS"] = f"env MODE=geos {kit}/proto/t1 {data}/parcels_f {out}.geos.csv"
    return found


def commands_of_kernels(task, kit, data, sandan, out):
    layer = f"{data}/parcels"
    ours, proto, other = {"T4": (f"adjacency {layer}.shp --min-length 0.01", "t34 adj", "-"), "T5": (f"nearest {layer}.shp {data}/sens.shp --to-id SID", "t5", f"{data}/sens"),
                          "T6": (f"zonal {layer}.shp {data}/dem.tif", "t6", f"{data}/dem.tif")}[task]
    ours = f"{sandan} {ours} --id PID -q"
    found = {"sandan": f"{ours} --threads 1 -o {out}.sandan.csv", "sandan, 2 threads": f"{ours} --threads 2 -o {out}.sandan2.csv"}
    if (kit / "proto" / proto.split()[0]).exists():
        found["prototype"] = f"{kit}/proto/{proto} {layer} {other if task != 'T4' else ''} {out}.prototype.csv"
    if task != "T6" and (kit / "proto/geosref").exists():
        found["plain GEOS"] = f"{kit}/proto/geosref {task} {layer} {other} {out}.geos.csv"
    if task != "T6" and have_geopandas():
        found["geopandas"] = f"python3 {kit}/peers/gp.py {task} {data} {out}.geopandas.csv"
    if task == "T6" and shutil.which("exactextract"):
        stats = " ".join(f"--stat {name}=dem({name})" for name in ("count", "mean", "min", "max"))
        found["exactextract"] = f"exactextract --polygons {layer}.shp --raster dem:{data}/dem.tif --fid PID {stats} --output {out}.exactextract.csv"
    return found


def commands_of_qgis(task, kit, data, out):
    able = shutil.which("qgis_process.bin") and task != "T4" and data.name in SIZES_OF_PATIENCE
    return {"QGIS": f"bash {kit}/peers/qg.sh {task} {data} {out}.qgis"} if able else {}


def is_too_slow(runs, name):
    return bool(runs[name]) and (runs[name][0][0] is None or runs[name][0][0] > 100 * (runs["sandan"][0][0] or 1))


def have_geopandas():
    return subprocess.run(["python3", "-c", "import geopandas"], capture_output=True).returncode == 0


def run(command, folder, errors=subprocess.DEVNULL):
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command.split(), stdout=subprocess.DEVNULL, stderr=errors, cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu if status == 0 else None, time.monotonic() - begin, usage.ru_maxrss / 1024


def answer(task, path):
    """Key -> m², without what is below a square millimetre."""
    result = {}
    with open(path, newline="") as file:
        for row in csv.reader(file):
            if row[0] in ("parcel_id", "kind", "sliver", "outside") or "(none)" in row:
                continue
            if task.startswith("T2"):
                key, area = ((row[0], row[2]), row[3]) if len(row) > 3 else ((row[0], row[1]), row[2])
            else:
                key, area = (row[0], *sorted(row[1:3])) if row[0] == "overlap" else ("gap", row[3]), row[3]
            if float(area) > 2e-6:
                result[key] = result.get(key, 0) + float(area)
    return result


def record_ids(path):
    """Values of the column PID of a .dbf, by record: duplicated parcels keep theirs."""
    data = pathlib.Path(path).read_bytes()
    count, head, size = struct.unpack_from("<IHH", data, 4)
    start = 1
    for field in range(32, head - 1, 32):
        if data[field:field + 11].split(b"\0")[0] == b"PID":
            break
        start += data[field + 16]
    width = data[field + 16]
    return [data[at + start:at + start + width].decode().strip() for at in range(head, head + count * size, size)]


def compare_reading(data, out, peer):
    """Numbers of the invalid records."""
    ids = record_ids(f"{data}/parcels_f.dbf")
    ours = {int(ids[found["fid"]]) for found in json.load(open(f"{out}.sandan.json"))["layers"][0]["invalid"]}
    theirs = {int(line) for line in open(f"{out}.{peer}.csv")}
    return f"{len(theirs)} invalid records", sorted(ours ^ theirs)


def numbers(task, path):
    """Key -> the numbers that answer: length, distance, or count and mean; and how many values there are to compare exactly."""
    answers, extremes = {}, {}
    with open(path, newline="") as file:
        for row in csv.reader(file):
            if row[0] in ("id", "id_a", "PID"):
                continue
            if task == "T4":
                if float(row[2]) > 0.011:  # ours lists none below 0.01
                    answers[tuple(sorted(row[:2]))] = [float(row[2])]
            elif task == "T5":
                answers[row[0]] = [float(row[-1])]
            elif len(row) == 6:  # ours: id, count, nodata, mean, min, max
                answers[row[0]], extremes[row[0]] = [float(row[1]), float(row[3])], [float(v) for v in row[4:]]
            else:  # the prototype's: id, mean, count, min, max
                answers[row[0]], extremes[row[0]] = [float(row[2]), float(row[1])], [float(v) for v in row[3:]]
    return answers, extremes


def compare_kernels(task, out, peer):
    (ours, our_extremes), (theirs, their_extremes) = numbers(task, f"{out}.sandan.csv"), numbers(task, f"{out}.{peer}.csv")

    def differ(a, b):
        return a is None or b is None or any(abs(x - y) > 2e-6 + 1e-6 * abs(y) for x, y in zip(a, b))

    wrong = [k for k in ours.keys() | theirs.keys() if differ(ours.get(k), theirs.get(k))]
    return f"{len(theirs)} answers", wrong + [k for k in our_extremes if differ(our_extremes[k], their_extremes.get(k))]


def compare_areas(task, out, peer):
    ours, theirs = answer(task, f"{out}.sandan.csv"), answer(task, f"{out}.{peer}.csv")
    if not task.startswith("T2"):  # gaps have no name: totals
        ours = {k: v for k, v in ours.items() if k[0] == "overlap"} | {"gaps": sum(v for k, v in ours.items() if k[0] == "gap")}
        theirs = {k: v for k, v in theirs.items() if k[0] == "overlap"} | {"gaps": sum(v for k, v in theirs.items() if k[0] == "gap")}
    return f"{len(theirs)} areas", [k for k in ours.keys() | theirs.keys() if abs(ours.get(k, 0) - theirs.get(k, 0)) > 2e-6 + 1e-6 * theirs.get(k, 0)]


def compare(task, data, out, ran):
    """Against plain GEOS and PostGIS, or the prototype where GEOS has no word for it."""
    same = open(f"{out}.sandan.csv").read() == open(f"{out}.sandan2.csv").read()
    print(f"  1 and 2 threads give the same bytes: {same}")
    for name, peer in ({"prototype": "prototype"} if task == "T6" else PEERS).items():
        if name in ran:
            kernels = compare_kernels if task in ("T4", "T5", "T6") else compare_areas
            count, wrong = compare_reading(data, out, peer) if task == "T1" else kernels(task, out, peer)
            print(f"  {name}: {count}, {len(wrong)} differ{'' if task == 'T1' else ' by more than 1e-6'}{': ' + str(wrong[:3]) if wrong else ''}")
            same = same and not wrong
    return same


def aside(function, *arguments):
    """In a process that ends: the peak memory of a program begins with that of the process which starts it."""
    sys.stdout.flush()
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        return pool.submit(function, *arguments).result()


def measure_all(programs, kit, postgis):
    """Program -> its runs; those of all programs take turns."""
    runs = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, command in programs.items():
            if not is_too_slow(runs, name):
                runs[name].append(postgis.run(run, command, kit) if name == "PostGIS" else run(command, kit))
    return runs


def report(runs):
    """Prints a line for each program; those that did what they were asked."""
    unit, ran = statistics.median(r[0] for r in runs["sandan"]), []
    for name, results in runs.items():
        if None in (cpu for cpu, _, _ in results):
            print(f"  {name:20} failed")
            continue
        ran.append(name)
        cpu = statistics.median(c for c, _, _ in results)
        wall = statistics.median(w for _, w, _ in results)
        print(f"  {name:20} {cpu:9.3f} s CPU  {cpu / unit:8.2f} x  {wall:9.3f} s  {max(m for _, _, m in results):7.0f} MB")
    return ran


def main(kit, sandan, out, *sizes):
    kit, good, only = pathlib.Path(kit).resolve(), True, os.environ.get("SANDAN_BENCH_ONLY", "").split(",")
    os.makedirs(out, exist_ok=True)

    def wanted(name):
        return only == [""] or name.startswith(("sandan", *only))

    with bench_postgis.server(kit, wanted("PostGIS") and not set(sizes).isdisjoint(SIZES_OF_PATIENCE)) as postgis:
        for size in sizes:
            data, patient = kit / "data" / size, postgis and size in SIZES_OF_PATIENCE
            if patient:
                postgis.load(data)
            for task, title in TASKS.items():
                results = f"{out}/{task}_{size}"
                programs = commands(task, kit, data, sandan, results) | commands_of_qgis(task, kit, data, results)
                programs |= postgis.commands(task, results) if patient else {}
                runs = measure_all({name: command for name, command in programs.items() if wanted(name)}, kit, postgis)
                print(f"{task} {size}: {title}")
                ran = report(runs)
                good = good and all(name in ran for name in runs if name.startswith("sandan"))
                good = aside(compare, task, data, results, ran) and good
    return not good


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
