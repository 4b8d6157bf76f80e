"""Results appear complete or not at all, whatever the disk and the user do.

sweep  fails every call that changes the disk, one run per call: exit 4 and the old result untouched
kill   kills runs at random moments: old or new result, nothing torn, nothing left after the next run
memory gives runs less and less memory: a result as always, or exit 5 or 70 with a word, never a signal
same   changes clock zone, language of the system, rights mask, folder and threads: the same bytes
usage: outputs.py sweep|kill|memory|same SANDAN SOURCE_DIR [--injector SO] [--runs N] [--only KIND,…] [--seed N]
The injector is failing_io.cpp beside this, or another that listens to FAULTIO_N, _PATH, _STICKY and _COUNT."""
import argparse, hashlib, os, pathlib, random, resource, shutil, subprocess, sys, tempfile, time

def commands(source):
    """Name, file to look at (or folder), arguments; OUT is replaced."""
    data = source / "gis_data/new_complex"
    plan = data / "plan.toml"
    lots = data / "LSMD_CONT_LDREG_52113_5186.shp"
    zones = data / "LSMD_CONT_UQ111_52113.shp"
    old = source / "gis_data/upgrade_district/plan.toml"
    return {
        "csv": ("x.csv", ["overlay", lots, zones, "-o", "OUT"]),
        "gpkg": ("x.gpkg", ["overlay", lots, zones, "-o", "OUT"]),
        "nearest": ("x.csv", ["nearest", lots, zones, "-o", "OUT"]),
        "zonal": ("x.csv", ["zonal", lots, data / "dem.tif", "-o", "OUT"]),
        "json": ("x.json", ["coverage", lots, "--json", "-o", "OUT"]),
        "repaired": ("r.gpkg", ["inspect", lots, "--repaired", "OUT"]),
        "lock": ("x.lock", ["inspect", lots, "--lock", "OUT"]),
        "png": ("x.png", ["map", plan, "--theme", "zoning", "-o", "OUT"]),
        "svg": ("x.svg", ["map", plan, "--theme", "landuse", "-o", "OUT"]),
        "dxf": ("x.dxf", ["map", plan, "--theme", "landuse", "-o", "OUT"]),
        "html": ("x.html", ["map", plan, "--theme", "landuse", "-o", "OUT"]),
        "xlsx": ("x.xlsx", ["landuse", plan, "-o", "OUT"]),
        "pdf": ("x.pdf", ["map", plan, "--theme", "landuse", "-o", "OUT"]),
        "report": ("x.md", ["check", plan, "--report", "markdown=OUT", "--report", "json=OUT.json"]),
        "reporthtml": ("x.html", ["report", plan, "-o", "OUT"]),
        "reportpdf": ("x.pdf", ["report", plan, "-o", "OUT"]),
        "diffmap": ("x.png", ["map", plan, "--theme", "diff", "--old", plan, "-o", "OUT"]),
        "diff": ("x.md", ["diff", plan, plan, "--markdown", "-o", "OUT"]),
        "findings": ("x.gpkg", ["check", plan, "--report", "gpkg=OUT", "--report", "sarif=OUT.json"]),
        "baseline": ("x.base", ["check", plan, "--write-baseline", "OUT"]),
        "overlayxlsx": ("x.xlsx", ["overlay", lots, zones, "-o", "OUT"]),
        "coveragegpkg": ("x.gpkg", ["coverage", lots, "-o", "OUT"]),
        "sitecsv": ("x.csv", ["site", plan, "--excel", "-o", "OUT"]),
        "sitegpkg": ("x.gpkg", ["site", plan, "-o", "OUT"]),
        "allocate": ("x.csv", ["allocate", plan, "--time-limit", "3", "-o", "OUT", "--certificate", "OUT.json"]),
        "allocategpkg": ("x.gpkg", ["allocate", plan, "--time-limit", "3", "-o", "OUT"]),
        "upgradecsv": ("x.csv", ["upgrade", old, "-o", "OUT"]),
        "upgradegpkg": ("x.gpkg", ["upgrade", old, "-o", "OUT"]),
        "upgradexlsx": ("x.xlsx", ["upgrade", old, "-o", "OUT"]),
        "feasibility": ("x.xlsx", ["feasibility", plan, "-o", "OUT"]),
        "run": ("out", ["run", plan, "-o", "OUT"]),
    }

def contents(folder):
    """Every file below, with its digest."""
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*")) if p.is_file()}

def start(sandan, arguments, out, environment):
    words = [str(a).replace("OUT", str(out)) for a in arguments]
    return subprocess.Popen([sandan, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            env={**os.environ, "SANDAN_LANG": "en", **environment})

def finish(process):
    stderr = process.communicate()[1]
    return process.returncode, stderr.decode(errors="replace")

def old_result(folder, name, kind):
    """What stood there before: other bytes under the names of the result."""
    two = kind in ("report", "findings", "allocate")
    for target in [name, name + ".json"] if two else [name]:
        if kind == "run":
            (folder / target / "maps").mkdir(parents=True)
            for part in ("findings.json", "maps/zoning.pdf", "manifest.json", "summary.txt", "own.txt"):
                (folder / target / part).write_text("old " + part)
        elif kind != "lock":
            (folder / target).write_text("old")

def sweep(options, kind, name, arguments, work):
    def run(at, sticky):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        old_result(work, name, kind)
        before = contents(work)
        count = work.parent / "count"
        environment = {"LD_PRELOAD": options.injector, "FAIL_PATH": str(work), "FAIL_AT": str(at),
                       "FAIL_STICKY": str(sticky), "FAIL_COUNT": str(count),
                       "FAULTIO_PATH": str(work), "FAULTIO_N": str(at or -1),
                       "FAULTIO_STICKY": str(sticky), "FAULTIO_COUNT": str(count),
                       "ASAN_OPTIONS": "verify_asan_link_order=0"}
        status, said = finish(start(options.sandan, arguments, work / name, environment))
        calls = int(count.read_text()) if count.exists() else 0
        return status, said, calls, before, contents(work)

    status, said, calls, before, after = run(0, 0)
    wrong = [] if status in (0, 1) and calls > 0 else [f"{kind}: cannot be swept: {status} {calls} {said}"]
    steps = range(1, calls + 1)
    if options.runs and len(steps) > options.runs:
        steps = sorted(random.Random(options.seed).sample(steps, options.runs))
    for at in steps:
        for sticky in (0, 1):
            status, said, _, before, after = run(at, sticky)
            if status != 4 or before != after:
                wrong.append(f"{kind}: call {at} of {calls}, sticky {sticky}: exit {status}, "
                             f"changed {sorted(set(before.items()) ^ set(after.items()))}, {said}")
    print(f"sweep {kind}: {calls} calls, {len(steps) * 2} runs, {len(wrong)} wrong", flush=True)
    return wrong

def kill(options, kind, name, arguments, work):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    began = time.monotonic()
    finish(start(options.sandan, arguments, work / name, {}))
    duration = time.monotonic() - began
    good = contents(work)
    shutil.rmtree(work)
    work.mkdir()
    old_result(work, name, kind)
    old = contents(work)
    wrong, killed = [], 0
    chance = random.Random(options.seed)
    for number in range(options.runs):
        process = start(options.sandan, arguments, work / name, {})
        time.sleep(chance.uniform(0, duration * 1.1))
        process.kill()
        killed += finish(process)[0] == -9
        for path, digest in contents(work).items():
            if ".sandan-part-" not in path and digest not in (old.get(path), good.get(path)):
                wrong.append(f"{kind}: run {number}: {path} is torn")
        if kind == "run" and (work / name / "manifest.json").exists():
            now = {p: d for p, d in contents(work).items() if ".sandan-part-" not in p}
            if any(now.get(p) != d for p, d in good.items()) and any(now.get(p) != d for p, d in old.items()):
                wrong.append(f"{kind}: run {number}: a manifest beside a mixed result")
    finish(start(options.sandan, arguments, work / name, {}))
    left = [str(p) for p in work.rglob("*") if ".sandan-part-" in p.name]
    if left:
        wrong.append(f"{kind}: left behind: {left}")
    if any(contents(work).get(p) != d for p, d in good.items()):
        wrong.append(f"{kind}: the last result is not the right one")
    print(f"kill {kind}: {options.runs} runs, {killed} killed, {len(wrong)} wrong", flush=True)
    return wrong

def memory(options, kind, name, arguments, work):
    wrong, ends = [], {}
    for megabytes in range(1000, 40, -(960 // (options.runs or 40))):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        old_result(work, name, kind)
        before = contents(work)
        limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        words = [str(a).replace("OUT", str(work / name)) for a in arguments]
        done = subprocess.run([options.sandan, *words, "--threads", "2"], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, preexec_fn=limit)
        ends[done.returncode] = ends.get(done.returncode, 0) + 1
        if done.returncode == 127 and b"shared" in done.stderr:
            break  # not even the libraries fit
        whole = done.returncode in (0, 1)
        if done.returncode not in (0, 1, 4, 5, 70) or not (whole or before == contents(work)):
            wrong.append(f"{kind}: {megabytes} MB: exit {done.returncode}: {done.stderr[-300:]}")
    print(f"memory {kind}: exits {ends}, {len(wrong)} wrong", flush=True)
    return wrong

def same(options, kind, name, arguments, work):
    results = []
    for number, (environment, mask, threads) in enumerate([
            ({}, 0o022, 1), ({"TZ": "Asia/Seoul", "LC_ALL": "ko_KR.CP949"}, 0o077, 2),
            ({"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "LANG": "C"}, 0o002, 4)]):
        shutil.rmtree(work, ignore_errors=True)
        (work / str(number)).mkdir(parents=True)
        words = [str(a).replace("OUT", str(work / name)) for a in arguments]
        before = os.umask(mask)
        subprocess.run([options.sandan, *words, "--threads", str(threads)], cwd=work / str(number),
                       env={**os.environ, "SANDAN_LANG": "ko", **environment},
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        os.umask(before)
        results.append(contents(work))
    wrong = [f"{kind}: variant {i} differs: {sorted(set(r.items()) ^ set(results[0].items()))}"
             for i, r in enumerate(results) if r != results[0] or not r]
    print(f"same {kind}: {len(results)} variants, {len(wrong)} wrong", flush=True)
    return wrong

STEPS = {"sweep": sweep, "kill": kill, "memory": memory, "same": same}

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=STEPS)
    parser.add_argument("sandan")
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--injector", default="")
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        for kind, (name, arguments) in commands(options.source).items():
            if not options.only or kind in options.only.split(","):
                wrong += STEPS[options.mode](options, kind, name, arguments, pathlib.Path(scratch) / "work")
    print("\n".join(wrong))
    return bool(wrong)

sys.exit(main())
