"""Opens the results of `sandan run` in QGIS itself, and runs the Processing plugin; skipped (77) without QGIS.
usage: in_qgis.py SANDAN TREE [--keep FOLDER]   FOLDER keeps what was drawn, to be looked at"""
import json, os, pathlib, shutil, subprocess, sys, tempfile

try:
    from qgis.core import (QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRectangle,
                           QgsVectorLayer)
    from qgis.PyQt.QtCore import QSize
except ImportError:
    print("skipped: QGIS is not installed (tools/setup.sh --with-qgis)")
    sys.exit(77)

sandan, tree = sys.argv[1], pathlib.Path(sys.argv[2])
keep = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
plan = tree / "gis_data/new_complex/plan.toml"
faulty = tree / "gis_data/faulty/plan.toml"
wrong = []


def expect(holds, what):
    if not holds:
        wrong.append(what)
        print("WRONG:", what)


def draw(project, path):
    """What the map canvas shows when the project is opened."""
    settings = QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([layer for layer in root.layerOrder() if root.findLayer(layer).isVisible() and layer.isSpatial()])
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent() if project.viewSettings().defaultViewExtent().area() else settings.fullExtent())
    settings.setOutputSize(QSize(1400, 1000))
    settings.setOutputDpi(96)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(str(path))
    colours = {image.pixelColor(x, y).name() for x in range(0, 1400, 5) for y in range(0, 1000, 5)}
    return colours, job.takeLabelingResults()


def look(out, picture):
    project = QgsProject.instance()
    expect(project.read(str(out / "result.qgs")), "result.qgs is read")
    expect(project.crs().authid() == "EPSG:5186", f"the project's system is {project.crs().authid()}")
    layers = {layer.dataProvider().uri().table() or layer.source().split("layername=")[-1]: layer for layer in project.mapLayers().values()}
    expect(len(project.layerTreeRoot().findLayers()) == len(layers), "every layer stands in the tree")
    for name in ("lots", "assignments", "boundary", "zoning"):
        layer = layers.get(name)
        expect(layer is not None and layer.isValid(), f"layer {name} opens")
        if layer is None:
            continue
        expect(layer.crs().authid() == "EPSG:5186", f"{name}: system {layer.crs().authid()}")
        expect(layer.renderer().type() == "categorizedSymbol", f"{name}: renderer {layer.renderer().type()}")
        values = {c.value() for c in layer.renderer().categories()}
        field = layer.renderer().classAttribute()
        expect({f[field] for f in layer.getFeatures()} <= values, f"{name}: every {field} has its symbol")
        alone = QgsVectorLayer(f"{out}/result.gpkg|layername={name}", name, "ogr")
        expect(alone.renderer().type() == "categorizedSymbol", f"{name}: layer_styles is taken when the layer is opened alone")
        expect({c.label() for c in alone.renderer().categories()} == {c.label() for c in layer.renderer().categories()},
               f"{name}: project and layer_styles agree")
    expect(layers["lots"].labelsEnabled(), "lots have labels")
    wanted = {c.symbol().color().name() for c in layers["lots"].renderer().categories()}
    colours, labels = draw(project, picture)
    for layer in ("zoning",):
        expect(not project.layerTreeRoot().findLayer(layers[layer]).isVisible(), f"{layer} is switched off at first")
    expect(len(wanted & colours) >= len(wanted) // 2, f"colours of land uses are drawn: {len(wanted & colours)} of {len(wanted)}")
    print(f"layers {sorted(layers)}; {len(wanted & colours)} of {len(wanted)} land-use colours seen; picture {picture.stat().st_size} bytes")


def processing(folder):
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        print("skipped: qgis_process is not installed")
        return
    profile = folder / "profile"
    plugins = folder / "plugins"
    shutil.copytree(tree / "tools/qgis/sandan_processing", plugins / "sandan_processing")
    environment = dict(os.environ, SANDAN=sandan, QGIS_PLUGINPATH=str(plugins), QT_QPA_PLATFORM="offscreen",
                       QGIS_CUSTOM_CONFIG_PATH=str(profile), SANDAN_LANG="en", LD_PRELOAD="")

    def call(*words):
        return subprocess.run([program, "--json", *words], capture_output=True, text=True, env=environment)

    call("plugins", "enable", "sandan_processing")
    answer = call("run", "sandan:check", "--", f"PLAN={faulty}", f"OUTPUT={folder}/findings.gpkg")
    try:
        results = json.loads(answer.stdout)["results"]
    except (ValueError, KeyError):
        expect(False, f"sandan:check runs: {answer.stdout[-400:]} {answer.stderr[-800:]}")
        return
    told = subprocess.run([sandan, "check", str(faulty), "--json"], capture_output=True, text=True)
    expected = len(json.loads(told.stdout)["findings"])
    expect(results["FINDINGS"] >= expected > 0, f"sandan:check counts {results['FINDINGS']} findings, the command {expected}")
    expect(results["EXIT"] == 1, "sandan:check says that there are findings")
    print(f"sandan:check: {results['FINDINGS']} findings")
    answer = call("run", "sandan:coverage", "--", f"LAYER={tree}/gis_data/faulty/lots.shp", "ID=LOT_ID", f"OUTPUT={folder}/coverage.gpkg")
    try:
        found = json.loads(answer.stdout)["results"]["FINDINGS"]
        expect(found > 0, "sandan:coverage finds the faults of the faulty lots")
        print(f"sandan:coverage: {found} faults")
    except (ValueError, KeyError):
        expect(False, f"sandan:coverage runs: {answer.stdout[-400:]} {answer.stderr[-800:]}")
    answer = call("run", "sandan:check", "--", "PLAN=/nowhere.toml", f"OUTPUT={folder}/none.gpkg")
    expect(answer.returncode != 0 and "nowhere.toml" in answer.stderr + answer.stdout, "a plan that is not there is told")


os.environ["QT_QPA_PLATFORM"] = "offscreen"
application = QgsApplication([], False)
application.initQgis()
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    out = folder / "out"
    ran = subprocess.run([sandan, "run", str(plan), "-o", str(out), "-q"], capture_output=True, text=True)
    expect(ran.returncode in (0, 1), f"run: {ran.returncode} {ran.stderr[-400:]}")
    look(out, folder / "qgis.png")
    QgsProject.instance().clear()
    processing(folder)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "qgis.png", keep)
sys.stdout.flush()
os._exit(1 if wrong else 0)  # QGIS may crash while it unloads itself
