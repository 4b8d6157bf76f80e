#!/usr/bin/env python3
"""Real and nasty public data, read by sandan, against what independent programs measured on them.

usage: reference.py SANDAN SOURCE_TREE [--runs FOLDER] [--only SET,…] [--quick]
For every layer in a reference.json of shared/data: count, kinds of geometry, field names, text of the first record, the system,
invalid records, area, and the overlaps of the layer. For every nasty file: an exit status the contract knows and, if it is not 0,
a reason; no record of the binary walk lost. Prints a table, and each deviation. 77 = skipped: no shared data.
Areas: 1e-9 of the reference in the layer's own system, 1e-7 after a transformation. Pairs above 0.01 m² may differ by as many as
lie next to the limit (the reference's two engines do), their area by 0.02 % or 0.1 m². --quick leaves out nasty files and overlaps.
"""
import argparse
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from served import Served  # noqa: E402

SKIPPED = 77
KINDS = (".shp", ".geojson", ".json", ".gpkg", ".zip", ".fgb", ".dbf")
DEFINED = {0, 1, 2, 3, 5}
# What differs from the reference, and why that is right. Anything else is a failure.
EXPLAINED = {}


class Set:
    """Checks of one folder."""

    def __init__(self, folder):
        self.folder, self.layers, self.checks, self.deviations = folder, 0, 0, []

    def check(self, layer, what, good, detail=""):
        self.checks += 1
        if not good:
            self.deviations.append((layer, what, detail))


def layers_of(reference, folder, prefix=""):
    """(name, what is known of it) of every layer in a reference."""
    for name, known in reference.items():
        if not isinstance(known, dict):
            continue
        if "feature_count" in known or "rows" in known or "count" in known:
            yield prefix + name, known
        else:
            yield from layers_of(known, folder, prefix)


def find(folder, name):
    """File and layer that a reference names; nothing for what is no vector layer."""
    if (folder / name).is_file():
        return folder / name, None
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in KINDS and p.name != "reference.json")
    for path in files:
        if path.name == name or (path.stem == name and path.suffix != ".dbf"):
            return path, None
    for path in files:
        if path.suffix == ".gpkg":
            with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as base:
                if base.execute("SELECT 1 FROM gpkg_contents WHERE table_name = ?", (name,)).fetchone():
                    return path, name
    zips = [p for p in files if p.suffix == ".zip"]
    return (zips[0], None) if len(zips) == 1 else (None, None)


def first_row(package, layer):
    """The first record that sandan hands on, as text."""
    with sqlite3.connect(package) as base:
        base.row_factory = sqlite3.Row
        tables = [r[0] for r in base.execute("SELECT table_name FROM gpkg_contents")]
        table = layer if layer in tables else tables[0]
        row = base.execute(f'SELECT * FROM "{table}" ORDER BY 1 LIMIT 1').fetchone()
        return {k: row[k] for k in row.keys()} if row else {}


def same_text(found, known):
    if known in (None, ""):
        return found in (None, "")
    if known in ("False", "True"):
        return found == (known == "True")
    if isinstance(found, float) or isinstance(known, float):
        try:
            return abs(float(found) - float(known)) <= 1e-9 * max(1, abs(float(known)))
        except (TypeError, ValueError):
            return False
    return str(found) == str(known).strip() or str(found) == str(known).strip().removesuffix(".0")


def check_layer(run, results, name, known, path, layer, scratch, coverage):
    results.layers += 1
    package = scratch / "read.gpkg"
    package.unlink(missing_ok=True)
    words = []
    area_crs = known.get("area_crs")
    if area_crs and area_crs != "native":
        words += ["--area-crs", area_crs]
    status, out, err = run(["inspect", str(path), "--json", "--lang", "en", *words])
    if "CRS-NONE" in err:
        words += ["--crs", "EPSG:5186"]
        status, out, err = run(["inspect", str(path), "--json", "--lang", "en", *words])
    try:
        document = json.loads(out)
    except ValueError:
        results.check(name, "read", False, f"exit {status}: {err.strip()[:160]}")
        return
    read = next((l for l in document["layers"] if layer in (None, l["name"])), None)
    if read is None:
        results.check(name, "read", False, "no such layer")
        return
    ledger = read["ledger"]
    results.check(name, "ledger", ledger["declared"] == ledger["delivered"] + ledger["null"] + ledger["rejected"])
    count = known.get("feature_count", known.get("rows", known.get("count")))
    results.check(name, "count", ledger["declared"] == count, f"{ledger['declared']}, reference {count}")
    if known.get("geometry_types"):
        kinds = {k.removesuffix(" Z"): n for k, n in known["geometry_types"].items() if k not in ("None", "NULL")}
        found = {k: n for k, n in read["geometry_types"].items() if k != "NULL"}
        results.check(name, "types", kinds == found, f"{found}, reference {kinds}")
    fields = known.get("fields")
    if fields:
        names = [f[0] if isinstance(f, list) else f["name"] if isinstance(f, dict) else f for f in fields]
        results.check(name, "fields", names == read["fields"], f"{read['fields']}, reference {names}")
    if known.get("crs_epsg_identified"):
        results.check(name, "system", (read["crs"] or {}).get("epsg") == known["crs_epsg_identified"], str(read["crs"]))
    if "invalid" in known:
        found = sorted(i["fid"] for i in read["invalid"])
        ids = known["invalid"]
        if isinstance(ids, int):  # their number alone
            found, ids = [len(found)], [ids]
        else:
            ids = sorted(int(i["fid"]) for i in ids)
        results.check(name, "invalid", ids == found, f"{found[:8]}, reference {ids[:8]}")
    area = known.get("area_after_make_valid_m2")
    if area and ledger["rejected"] == 0:
        within = 1e-9 if area_crs == "native" else 1e-7
        results.check(name, "area", abs((read["area_m2"] or 0) - area) <= within * area + 1e-4,
                      f"{read['area_m2']}, reference {area}")
    row = known.get("first_row") or (known.get("first_rows") or [None])[0]
    if row and document["layers"].index(read) == 0 and len(document["layers"]) == 1:
        run(["inspect", str(path), "--repaired", str(package), *words])
        if package.exists():
            found = first_row(package, read["name"])
            wrong = {k: (found.get(k), v) for k, v in row.items() if not same_text(found.get(k), v)}
            results.check(name, "first record", not wrong, str(wrong)[:200])
            results.check(name, "text", "\ufffd" not in json.dumps(found, ensure_ascii=False, default=str))
    if coverage and "overlap_pairs_gt_1_m2" in known:
        check_coverage(run, results, name, known, path, layer, words)


def check_coverage(run, results, name, known, path, layer, words):
    more = ["--layer", layer] if layer else []
    status, out, err = run(["coverage", str(path), "--json", "--repair", "force", *more, *words])
    try:
        found = json.loads(out)
    except ValueError:
        results.check(name, "coverage", False, f"exit {status}: {err.strip()[:160]}")
        return
    pairs, near = known["overlap_pairs_gt_0.01_m2"], known["pairs_near_thresholds"]
    results.check(name, "overlaps", abs(found["overlap_pairs"] - pairs) <= max(2, near / 10),
                  f"{found['overlap_pairs']}, reference {pairs}")
    total = known["overlap_total_m2"]
    results.check(name, "overlap area", abs(found["overlap_area_m2"] - total) <= max(2e-4 * total, 0.1),
                  f"{found['overlap_area_m2']}, reference {total}")


def records_in(known):
    """Records that the binary walk, or else GDAL, found in a nasty file."""
    if "binary" in known:
        binary = known["binary"]
        return binary.get("records_walked", binary.get("records_declared"))
    layers = known.get("gdal_3.6.2", {}).get("layers") or []
    return layers[0].get("features_read") if layers else None


def check_nasty(run, results, folder, name, known):
    path = folder / name
    if not path.is_file():
        return
    results.layers += 1
    words = ["inspect", str(path), "--json", "--lang", "en"]
    status, out, err = run(words)
    if status == 3 and "CRS-NONE" in err:
        status, out, err = run([*words, "--crs", "EPSG:5186"])
    results.check(name, "exit status", status in DEFINED, f"exit {status}")
    try:
        document = json.loads(out) if out.strip() else None
    except ValueError:
        document = None
    findings = [f for l in (document or {"layers": []})["layers"] for f in l["findings"] + l["warnings"]]
    results.check(name, "reason", status == 0 or f"{name}".split("/")[-1] in err or findings, f"exit {status}: {err[:160]}")
    opens = known.get("gdal_3.6.2", {}).get("opens")
    expected = records_in(known)
    if status != 0 and not document:
        return
    ledgers = [l["ledger"] for l in document["layers"]]
    results.check(name, "ledger", all(l["declared"] == l["delivered"] + l["null"] + l["rejected"] for l in ledgers))
    if expected is not None and len(ledgers) == 1:
        results.check(name, "records", ledgers[0]["declared"] >= expected or bool(findings),
                      f"{ledgers[0]}, reference {expected}")
    if opens is False:
        results.check(name, "told", status != 0 or bool(findings), "GDAL cannot open it, and nothing is told")


def report(sets):
    print(f"{'set':26}{'layers':>8}{'checks':>8}{'passed':>8}{'explained':>11}{'wrong':>7}")
    wrong = 0
    for results in sets:
        name = results.folder.name
        explained = [d for d in results.deviations if (name, d[0], d[1]) in EXPLAINED]
        bad = [d for d in results.deviations if d not in explained]
        wrong += len(bad)
        print(f"{name:26}{results.layers:8}{results.checks:8}{results.checks - len(results.deviations):8}"
              f"{len(explained):11}{len(bad):7}")
        for layer, what, detail in explained:
            print(f"    {layer}: {what}: {detail}: {EXPLAINED[(name, layer, what)]}")
        for layer, what, detail in bad:
            print(f"    WRONG {layer}: {what}: {detail}")
    print(f"{len(sets)} sets, {sum(s.layers for s in sets)} layers, {sum(s.checks for s in sets)} checks, {wrong} wrong")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sandan")
    parser.add_argument("tree", type=pathlib.Path)
    parser.add_argument("--runs", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    data = pathlib.Path(os.environ.get("SANDAN_SHARED", options.tree.parent / "shared")) / "data"
    if not data.is_dir():
        print("SKIP: no shared/data, the public data sets")
        return SKIPPED
    sets = []
    with tempfile.TemporaryDirectory() as scratch, Served(options.sandan, options.runs) as run:
        for file in sorted(data.glob("*/reference.json")):
            folder = file.parent
            if options.only and folder.name not in options.only.split(","):
                continue
            reference = json.loads(file.read_text())
            results = Set(folder)
            for name, known in reference.get("files", {}).items():
                if folder.name.startswith("nasty") and not options.quick:
                    check_nasty(run, results, folder, name, known)
            if "files" not in reference:
                for name, known in layers_of(reference, folder):
                    path, layer = find(folder, name)
                    if path is not None:
                        check_layer(run, results, name, known, path, layer, pathlib.Path(scratch),
                                    not options.quick)
            if results.layers:
                sets.append(results)
    return bool(report(sets))


sys.exit(main())
