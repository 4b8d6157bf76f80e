"""Which libraries the command loads, and when. usage: loading.py SANDAN SOURCE
Asks the dynamic loader (LD_DEBUG), and times nothing."""
import os, pathlib, re, subprocess, sys

SLOW = ("gdal", "proj", "cairo", "pango", "CbcSolver", "Clp", "microhttpd")


def loaded(command):
    """The slow libraries whose initialisers ran, and the exit status."""
    run = subprocess.run(command, capture_output=True, text=True, errors="replace",
                         env={**os.environ, "LD_DEBUG": "files", "SANDAN_LANG": "en"})
    started = re.findall(r"calling init: \S*/lib([A-Za-z]+)", run.stderr)
    return {name for name in started if name in SLOW}, run.returncode


def main(sandan, source):
    complex_ = pathlib.Path(source, "gis_data/new_complex")
    plan = str(complex_ / "plan.toml")
    shapes = sorted(str(path) for path in pathlib.Path(source, "gis_data").rglob("*.shp"))
    faults = []

    def hold(words, needs, never):
        libraries, status = loaded([sandan, *words])
        if status not in (0, 1) or not needs <= libraries or libraries & never:
            faults.append(f"sandan {' '.join(words)}: exit {status}, loads {sorted(libraries)}; "
                          f"should need {sorted(needs)}, never {sorted(never)}")

    hold(["--help"], set(), set(SLOW))
    hold(["check", "--help"], set(), set(SLOW))
    hold(["completion", "bash"], set(), set(SLOW))
    hold(["rules"], set(), set(SLOW))
    hold(["explain", "LB-04"], set(), set(SLOW))
    hold(["--version"], {"gdal", "proj", "CbcSolver"}, {"cairo", "microhttpd"})
    if shapes:
        hold(["inspect", shapes[0], "--json"], {"proj"}, {"gdal", "cairo", "CbcSolver"})
    hold(["landuse", plan], {"proj"}, {"cairo", "CbcSolver", "microhttpd"})
    print("\n".join(faults) or f"loaded as said; {len(shapes)} shapefiles in gis_data")
    return bool(faults)


sys.exit(main(*sys.argv[1:]))
