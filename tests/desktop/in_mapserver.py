"""Serves the result of `sandan run` with MapServer as OGC API Features and as WMS; skipped (77) without it.
usage: in_mapserver.py SANDAN TREE [--keep FOLDER]"""
import json, os, pathlib, shutil, subprocess, sys, tempfile

program = shutil.which("mapserv") or next((p for p in ("/usr/lib/cgi-bin/mapserv",) if os.path.exists(p)), None)
if program is None:
    print("skipped: MapServer is not installed (tools/setup.sh --with-qgis)")
    sys.exit(77)
sandan, tree = sys.argv[1], pathlib.Path(sys.argv[2])
keep = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
wrong = []


def expect(holds, what):
    if not holds:
        wrong.append(what)
        print("WRONG:", what)


def get(folder, path, query=""):
    (folder / "mapserver.conf").write_text(
        f'CONFIG\n ENV\n  MS_MAP_PATTERN "."\n  OGCAPI_HTML_TEMPLATE_DIRECTORY "/usr/share/mapserver/ogcapi/templates/html-plain/"\n END\n MAPS\n  sandan "{folder}/out/result.map"\n END\nEND\n')
    answer = subprocess.run([program], capture_output=True, env=dict(
        os.environ, MAPSERVER_CONFIG_FILE=str(folder / "mapserver.conf"), REQUEST_METHOD="GET", PATH_INFO=path,
        QUERY_STRING=query, SERVER_NAME="localhost", SERVER_PORT="80", SCRIPT_NAME="/ows"))
    head, _, body = answer.stdout.partition(b"\r\n\r\n")
    return head.decode(), body


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    ran = subprocess.run([sandan, "run", str(tree / "gis_data/new_complex/plan.toml"), "-o", str(folder / "out"), "-q"], capture_output=True, text=True)
    expect(ran.returncode in (0, 1), f"run: {ran.returncode} {ran.stderr[-400:]}")
    head, body = get(folder, "/sandan/ogcapi/collections", "f=json")
    try:
        names = {c["id"] for c in json.loads(body)["collections"]}
    except ValueError:
        names = set()
        expect(False, f"collections: {head} {body[:300]}")
    expect({"lots", "boundary", "assignments"} <= names, f"collections are {sorted(names)}")
    head, body = get(folder, "/sandan/ogcapi/collections/lots/items", "f=json&limit=1000")
    lots = json.loads(body)["features"] if body.startswith(b"{") else []
    counted = subprocess.run(["ogrinfo", "-ro", "-so", str(folder / "out/result.gpkg"), "lots"], capture_output=True, text=True).stdout
    count = int(counted.split("Feature Count: ")[1].split()[0])
    expect(len(lots) == count > 0, f"{len(lots)} lots are served, {count} are in the file")
    if lots:
        x, y = lots[0]["geometry"]["coordinates"][0][0][:2] if lots[0]["geometry"]["type"] == "Polygon" else lots[0]["geometry"]["coordinates"][0][0][0][:2]
        expect(124 < x < 132 and 33 < y < 39, f"places are in degrees, in Korea: {x} {y}")
        expect({"id", "use", "area_m2"} <= set(lots[0]["properties"]), f"properties are {sorted(lots[0]['properties'])}")
    extent = [line for line in (folder / "out/result.map").read_text().splitlines() if "EXTENT" in line][0].split()[1:]
    head, body = get(folder, "", f"map=sandan&service=WMS&version=1.1.1&request=GetMap&layers=lots,boundary&styles=&srs=EPSG:5186&bbox={','.join(extent)}&width=900&height=700&format=image/png")
    expect(body.startswith(b"\x89PNG"), f"WMS draws: {head} {body[:300]}")
    print(f"collections {sorted(names)}; {len(lots)} lots; WMS {len(body)} bytes")
    if keep and body.startswith(b"\x89PNG"):
        keep.mkdir(parents=True, exist_ok=True)
        (keep / "mapserver.png").write_bytes(body)
sys.exit(bool(wrong))
