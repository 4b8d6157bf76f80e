"""Every picture of the repository is drawn by a committed command, and every picture a page shows is there."""
import pathlib, re, sys

root = pathlib.Path(sys.argv[1])
wrong = []
script = (root / "tools/make_pictures.sh").read_text()
files = [p for p in root.rglob("*") if not {"build", ".git", "node_modules", "out"} & set(p.relative_to(root).parts)]
drawn = {p.relative_to(root) for p in files if p.suffix in {".png", ".svg", ".jpg", ".gif"}}
themes = re.search(r"for theme in ([\w ]+);", script)[1].split()
known = {pathlib.Path(f"gis_data/pictures/new_complex_{theme}.png") for theme in themes}
for picture in sorted(drawn - known):
    wrong.append(f"{picture}: tools/make_pictures.sh does not draw it")
for picture in sorted(known - drawn):
    wrong.append(f"{picture}: tools/make_pictures.sh draws it, but it is not there")
for page in (p for p in files if p.suffix == ".md"):
    for target in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if not (page.parent / target).is_file():
            wrong.append(f"{page.relative_to(root)}: shows {target}, which is not there")
print("\n".join(wrong))
sys.exit(bool(wrong))
