#!/usr/bin/env python3
"""What strangers send, file by file: the exit status that the contract gives, a reason, and no memory beyond 1 GB.

usage: hostile.py SANDAN --runs FOLDER
"""
import argparse
import json
import math
import os
import pathlib
import random
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from served import Served  # noqa: E402

SQUARE = "[[[210000,350000],[210010,350000],[210010,350010],[210000,350010],[210000,350000]]]"


def geojson(geometry, crs="urn:ogc:def:crs:EPSG::5186"):
    return ('{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"%s"}},"features":[{"type":"Feature",'
            '"properties":{"id":"1"},"geometry":%s}]}' % (crs, geometry))


def package(folder, run, name):
    """A sound GeoPackage of one square."""
    source = folder / "one.geojson"
    source.write_text(geojson('{"type":"Polygon","coordinates":%s}' % SQUARE))
    path = folder / name
    run(["inspect", str(source), "--repaired", str(path)])
    return path


def with_sql(path, *statements):
    base = sqlite3.connect(path)
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()


class Checks:
    def __init__(self, run):
        self.run, self.count, self.wrong = run, 0, []

    def expect(self, what, path, status, words=""):
        self.count += 1
        found, out, err = self.run(["inspect", "--lang", "en", str(path)])
        if found != status or words not in out + err or (status and not err and not out):
            self.wrong.append(f"{what}: exit {found} instead of {status}, or no '{words}': {(out + err)[-300:]}")


def geopackages(checks, folder):
    run = checks.run
    path = package(folder, run, "trigger.gpkg")
    table = sqlite3.connect(path).execute("SELECT table_name FROM gpkg_contents").fetchone()[0]
    with_sql(path, f'CREATE TRIGGER eat AFTER INSERT ON "{table}" BEGIN DELETE FROM "{table}"; END')
    before = path.read_bytes()
    checks.expect("a trigger is never fired", path, 0, "declared 1 = delivered 1")
    if path.read_bytes() != before or list(folder.glob("trigger.gpkg-*")):
        checks.wrong.append("a GeoPackage was changed by reading")

    path = package(folder, run, "view.gpkg")
    with_sql(path, f'ALTER TABLE "{table}" RENAME TO hidden',
             f"CREATE VIEW \"{table}\" AS SELECT *, load_extension('stranger') FROM hidden")
    checks.expect("a view", path, 3, "GPKG-")
    path = package(folder, run, "virtual.gpkg")
    with_sql(path, f'ALTER TABLE "{table}" RENAME TO hidden', f'CREATE VIRTUAL TABLE "{table}" USING fts4(a)')
    checks.expect("a virtual table", path, 3, "GPKG-")

    path = package(folder, run, "huge.gpkg")
    base = sqlite3.connect(path)
    column = base.execute("SELECT column_name FROM gpkg_geometry_columns").fetchone()[0]
    for (trigger,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f'DROP TRIGGER "{trigger}"')
    base.execute(f'UPDATE "{table}" SET "{column}" = zeroblob({70 << 20})')
    base.commit()
    base.close()
    checks.expect("a shape of 70 MB", path, 3, "GPKG-HUGE")

    path = package(folder, run, "hot.gpkg")
    path.with_name("hot.gpkg-wal").write_bytes(b"x" * 100)
    checks.expect("another program's unsaved changes", path, 3, "GPKG-UNSAVED")
    path = package(folder, run, "cut.gpkg")
    path.write_bytes(path.read_bytes()[:9000])
    checks.expect("a GeoPackage cut off", path, 3, "GPKG-DAMAGED")

    path = package(folder, run, "count.gpkg")
    base = sqlite3.connect(path)
    if base.execute("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_ogr_contents'").fetchone():
        base.execute("UPDATE gpkg_ogr_contents SET feature_count = 7")
    else:
        base.execute("CREATE TABLE gpkg_ogr_contents(table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER)")
        base.execute("INSERT INTO gpkg_ogr_contents VALUES (?, 7)", (table,))
    base.commit()
    base.close()
    checks.expect("a count that lies", path, 1, "SRC-COUNT")

    path = package(folder, run, "index.gpkg")
    base = sqlite3.connect(path)
    indices = [r[0] for r in base.execute("SELECT name FROM sqlite_master WHERE name LIKE 'rtree%' AND sql LIKE '%VIRTUAL%'")]
    for index in indices:
        base.execute(f'DELETE FROM "{index}"')
    base.commit()
    base.close()
    checks.expect(f"a spatial index without entries ({len(indices)})", path, 0, "delivered 1")

    path = package(folder, run, "name.gpkg")
    name = 'lots"; DROP TABLE gpkg_contents; --'
    with_sql(path, f'UPDATE gpkg_contents SET table_name = replace(table_name, table_name, \'{name}\')',
             f'UPDATE gpkg_geometry_columns SET table_name = \'{name}\'',
             f'ALTER TABLE "{table}" RENAME TO "{name.replace(chr(34), chr(34) * 2)}"')
    checks.expect("a layer whose name is a command", path, 0, "delivered 1")
    with sqlite3.connect(path) as base:
        if not base.execute("SELECT 1 FROM gpkg_contents").fetchone():
            checks.wrong.append("the name of a layer was run")


def texts(checks, folder):
    depth = 100_000
    path = folder / "deep.geojson"
    path.write_text(geojson('{"type":"Polygon","coordinates":%s%s}' % ("[" * depth, "]" * depth)))
    checks.expect("brackets 100,000 deep", path, 3, "deep.geojson")
    nested = '{"type":"GeometryCollection","geometries":[' * depth + "]}" * depth
    path.write_text(geojson(nested))
    checks.expect("collections 100,000 deep", path, 3, "deep.geojson")
    path.write_text(geojson('{"type":"Polygon","coordinates":[[[1e999,0],[1,0],[1,1],[1e999,0]]]}'))
    checks.expect("a coordinate beyond all numbers", path, 1, "rejected")

    path = folder / "long.csv"
    path.write_text("firm_id,name\n1," + "x" * (20 << 20) + "\n")
    checks.expect("a line of 20 MB", path, 0, "delivered 1")
    path.write_text("firm_id,name\n1,\"" + "x" * 1000)
    checks.expect("a quote that never ends", path, 3, "long.csv")

    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    for name in ("x.gml", "x.kml", "x.gpx", "x.xml"):
        path = folder / name
        path.write_text(laughs)
        checks.expect("XML is not read", path, 2, "not read")
    for name in ("x.geojson", "x.csv", "x.fgb", "x.dxf", "x.gpkg", "x.xlsx", "x.zip"):
        path = folder / name
        path.write_text(laughs)
        found, out, err = checks.run(["inspect", "--lang", "en", str(path)])
        checks.count += 1
        if found not in (2, 3) or not err or "haha" in out + err:
            checks.wrong.append(f"XML called {name}: exit {found}: {err[-200:]}")


def counts(checks, folder):
    """Counts of billions are no reason to ask for memory."""
    shp = bytearray(100 + 8 + 48)
    struct.pack_into(">i", shp, 0, 9994)
    struct.pack_into(">i", shp, 24, len(shp) // 2)
    struct.pack_into("<ii", shp, 28, 1000, 5)
    struct.pack_into(">ii", shp, 100, 1, 24)
    struct.pack_into("<i", shp, 108, 5)
    struct.pack_into("<ii", shp, 144, 1_000_000_000, 1_000_000_000)
    shx = bytearray(shp[:100]) + struct.pack(">ii", 50, 24)
    struct.pack_into(">i", shx, 24, len(shx) // 2)
    dbf = struct.pack("<BBBBIHH20x", 3, 24, 1, 1, 0xFFFFFFFF, 65, 11) + b"ID".ljust(11, b"\0") + b"C" + bytes(4) + \
        b"\x0a" + bytes(15) + b"\r" + b" 1         "
    prj = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],' \
          'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
    for extension, content in ((".shp", shp), (".shx", shx), (".dbf", dbf), (".prj", prj.encode())):
        (folder / ("bomb" + extension)).write_bytes(bytes(content))
    checks.expect("counts of billions", folder / "bomb.shp", 1, "SHP-RECORD-DAMAGED")
    checks.expect("a table of 2³² rows", folder / "bomb.dbf", 1, "SRC-COUNT")


def archives(checks, folder):
    """Bombs and disguises inside archives; what their names may do is tested beside the reader (archive_test.cpp)."""
    def pack(name, members):
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members:
                archive.writestr(member, content)
        return path

    zeros = bytes(40 << 20)
    checks.expect("a bomb", pack("bomb.zip", [("lots.shp", zeros), ("lots.shx", zeros), ("lots.dbf", zeros)]), 3, "ZIP-ENTRY")
    checks.expect("a spreadsheet that is a bomb", pack("bomb.xlsx", [("xl/sharedStrings.xml", zeros)]), 3, "ZIP-ENTRY")
    inner = pack("inner.zip", [("lots.shp", zeros)]).read_bytes()
    checks.expect("an archive in an archive", pack("outer.zip", [("inner.zip", inner)]), 3, "found 0")
    vrt = f'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{folder}/secret.csv</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
    (folder / "secret.csv").write_text("id\nswordfish\n")
    checks.expect("a virtual data set as the only file", pack("vrt.zip", [("lots.vrt", vrt)]), 3, "found 0")
    checks.expect("one called .shp", pack("shp.zip", [("lots.shp", vrt), ("lots.shx", vrt)]), 2, "virtual data set")
    sheet = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    checks.expect("a spreadsheet with entities", pack("xxe.xlsx", [("xl/workbook.xml", sheet)]), 3, "document type")


def flips(checks, folder):
    """A FlatGeobuf with one bit changed: every record that it declares is told of, and nothing asks for gigabytes."""
    source = folder / "many.geojson"
    shapes = ",".join('{"type":"Feature","properties":{"id":"%d"},"geometry":{"type":"Point","coordinates":[%d,350000]}}' %
                      (i, 210000 + i) for i in range(50))
    source.write_text('{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::5186"}},'
                      '"features":[%s]}' % shapes)
    if not shutil.which("ogr2ogr"):
        print("no ogr2ogr: FlatGeobuf is not tried")
        return
    good = folder / "good.fgb"
    subprocess.run(["ogr2ogr", "-lco", "SPATIAL_INDEX=NO", good, source], check=True)
    content = good.read_bytes()
    path = folder / "flip.fgb"
    chance = random.Random(3)
    for number in range(150):
        changed = bytearray(content)
        place = chance.randrange(8, 400 if number % 2 else len(content))
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        found, out, err = checks.run(["inspect", "--lang", "en", str(path)])
        checks.count += 1
        ledger = re.search(r"declared (\d+) = delivered (\d+) \(repaired \d+\) \+ null (\d+) \+ rejected (\d+)", out)
        lost = ledger and int(ledger[2]) + int(ledger[3]) < 50
        if found not in (0, 1, 2, 3, 5) or (found and not err and not out) or (found == 0 and lost):
            checks.wrong.append(f"FlatGeobuf, byte {place}: exit {found}: {(out + err)[-300:]}")


def resources(checks, folder):
    """Shapes made to eat time and memory: a result, or an end with its reason."""
    path = folder / "ring.geojson"
    points = [[210000 + 1000 * math.cos(2 * math.pi * i / 1_000_000), 350000 + 1000 * math.sin(2 * math.pi * i / 1_000_000)]
              for i in range(1_000_000)]
    path.write_text(geojson('{"type":"Polygon","coordinates":%s}' % json.dumps([points + points[:1]])))
    checks.expect("a ring of a million points", path, 0, "delivered 1")

    path = folder / "zigzags.geojson"
    size = 300
    points = [[210000 + i, 350000 + (i % 2) * size] for i in range(size)]
    points += [[210000 + (i % 2) * size, 350000 + size - i - 0.5] for i in range(size)]
    path.write_text(geojson('{"type":"Polygon","coordinates":%s}' % json.dumps([points + points[:1]])))
    checks.expect("a ring that crosses itself 90,000 times", path, 1, "GEO-REJECTED")

    copies = folder / "copies.geojson"
    one = '{"type":"Feature","properties":{"id":"1"},"geometry":{"type":"Polygon","coordinates":%s}}' % SQUARE
    copies.write_text('{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::5186"}},'
                      '"features":[%s]}' % ",".join([one] * 100_000))
    checks.count += 1
    found, out, err = checks.run(["overlay", str(copies), str(copies), "--lang", "en"])
    if found != 5 or "20 pieces" not in err:
        checks.wrong.append(f"overlay of 100,000 copies: exit {found}: {(out[:200] + err[-300:])}")
    checks.count += 1
    found, out, err = checks.run(["coverage", str(copies), "--lang", "en"])
    if found != 5 or "20 pieces" not in err:
        checks.wrong.append(f"coverage of 100,000 copies: exit {found}: {(out[:200] + err[-300:])}")


def status_of(process, key):
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(key + ":"):
            return line.split()[1]
    return ""


def sandbox(checks, sandan, folder):
    """The filter is in force while a file is read, and is not with --no-sandbox. The result goes to a pipe that is read late."""
    path = folder / "one.geojson"
    path.write_text(geojson('{"type":"Polygon","coordinates":%s}' % SQUARE))
    for options, expected in (([], "2"), (["--no-sandbox"], "0")):
        checks.count += 1
        pipe = folder / "pipe"
        os.mkfifo(pipe)
        process = subprocess.Popen([sandan, "inspect", str(path), "-o", str(pipe), *options],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while time.monotonic() < end and process.poll() is None and not waiting(process.pid):
            pass
        found = status_of(process.pid, "Seccomp")
        with open(pipe, encoding="utf-8") as reader:
            reader.read()
        process.wait()
        pipe.unlink()
        if found != expected:
            checks.wrong.append(f"sandbox {options}: Seccomp is {found}, expected {expected}")


def waiting(process):
    """Asleep without having used the processor for a while."""
    def used():
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        return fields[0], fields[11], fields[12]
    before = used()
    time.sleep(0.3)
    return before[0] == "S" and used() == before


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sandan")
    parser.add_argument("--runs", type=pathlib.Path, required=True)
    options = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp())
    try:
        with Served(options.sandan, options.runs) as run:
            checks = Checks(run)
            for step in (geopackages, texts, counts, archives, flips):
                step(checks, scratch)
            checks.run = Served(options.sandan)  # these may take longer than a served run may last
            resources(checks, scratch)
            sandbox(checks, options.sandan, scratch)
    finally:
        shutil.rmtree(scratch)
    print("\n".join(checks.wrong))
    print(f"{checks.count} hostile inputs, {len(checks.wrong)} wrong")
    return bool(checks.wrong)


sys.exit(main())
