"""Holds every #include of ours against the module graph below; a new edge is added here, on purpose."""
import pathlib, re, sys

MAY_USE = {
    "core": set(),
    "geom": {"core"},
    "model": {"core", "geom"},
    "io": {"core", "geom", "model"},
    "overlay": {"core", "geom", "model"},
    "landuse": {"core", "geom", "model", "overlay"},
    "render": {"core", "geom"},
    "web": {"core"},
    "rules": {"core", "geom", "model", "overlay", "landuse"},
    "siting": {"core", "geom", "model", "overlay", "landuse", "rules"},
    "allocation": {"core", "geom", "model", "overlay", "landuse", "rules", "siting"},
    "upgrade": {"core", "geom", "model", "overlay", "landuse", "rules", "siting", "allocation"},
    "feasibility": {"core", "geom", "model", "overlay", "landuse", "rules"},
    "report": {"core", "geom", "model", "overlay", "landuse", "rules", "siting", "allocation", "upgrade", "feasibility", "render", "web"},
}
MAY_USE["desktop"] = set(MAY_USE)
MAY_USE["workbench"] = set(MAY_USE) - {"io", "desktop"}
MAY_USE["cli"] = set(MAY_USE)

# Third-party headers, each at home in one module's sources and in no public header.
HOME = {r"gdal|ogr|cpl_": "io", r"geos_c": "geom", r"boost/geometry": "geom", r"proj\.h": "geom",
        r"cairo|pango|fontconfig": "render", r"toml\+\+|glib|sqlite3|minizip|nettle": "io", r"zlib": "web", r"pugixml": "desktop", r"microhttpd": "workbench", r"xlsxwriter": "report", r"Cbc|Osi|Coin|glpk|Highs": "allocation", r"CLI/|mpi\.h": "cli", r"seccomp": "cli"}

def main(root):
    wrong = []
    for path in [*root.glob("src/*/*"), *root.glob("include/sandan/*/*")]:
        if path.suffix not in {".cpp", ".hpp"}:
            continue
        module, public = path.parent.name, "include" in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if not (found := re.match(r'\s*#include [<"]([^>"]+)[>"]', line)):
                continue
            name = found[1]
            used = re.match(r"(?:sandan/)?(\w+)/", name)
            if used and used[1] in MAY_USE and used[1] not in MAY_USE[module] | {module}:
                wrong.append(f"{path}:{number}: {module} may not use {used[1]}")
            for pattern, home in HOME.items():
                if re.match(pattern, name) and (module != home or public):
                    wrong.append(f"{path}:{number}: <{name}> belongs in src/{home}")
    print("\n".join(wrong))
    return bool(wrong)

sys.exit(main(pathlib.Path(sys.argv[1])))
