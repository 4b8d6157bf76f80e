import os

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsVectorLayer,
)

from . import command


class Algorithm(QgsProcessingAlgorithm):
    """What the three have in common; a subclass says NAME, TITLE, HELP."""

    def name(self):
        return self.NAME

    def displayName(self):
        return self.TITLE

    def shortHelpString(self):
        return self.HELP

    def createInstance(self):
        return type(self)()

    def call(self, arguments, feedback):
        try:
            return command.run(arguments, feedback.pushInfo, feedback.isCanceled)
        except command.Failed as failed:
            raise QgsProcessingException(str(failed)) from failed

    def add_plan(self):
        self.addParameter(QgsProcessingParameterFile("PLAN", "계획 파일 / plan file", extension="toml"))

    def add_findings(self):
        self.addOutput(QgsProcessingOutputNumber("FINDINGS", "지적 사항 / findings"))

    @staticmethod
    def count(geopackage, table):
        return QgsVectorLayer(f"{geopackage}|layername={table}", table, "ogr").featureCount()

    @staticmethod
    def show(context, geopackage, names):
        """Opens the layers that are there, styled by the file's own layer_styles."""
        for name in names:
            source = f"{geopackage}|layername={name}"
            if QgsVectorLayer(source, name, "ogr").isValid():
                details = QgsProcessingContext.LayerDetails(name, context.project(), name)
                context.addLayerToLoadOnCompletion(source, details)


class RunPlan(Algorithm):
    NAME = "run"
    TITLE = "계획 전체 실행 / run a plan"
    HELP = "sandan run: findings, land use, siting, allocation and maps in one folder, its result.gpkg opened."

    def initAlgorithm(self, config=None):
        self.add_plan()
        self.addParameter(QgsProcessingParameterFolderDestination("FOLDER", "결과 폴더 / folder of results"))
        self.add_findings()

    def processAlgorithm(self, parameters, context, feedback):
        folder = self.parameterAsString(parameters, "FOLDER", context)
        plan = self.parameterAsFile(parameters, "PLAN", context)
        status = self.call(["run", plan, "-o", folder], feedback)
        geopackage = os.path.join(folder, "result.gpkg")
        self.show(context, geopackage, ["zoning", "lots", "boundary", "assignments", "findings_points"])
        return {"FOLDER": folder, "FINDINGS": self.count(geopackage, "findings"), "EXIT": status}


class CheckPlan(Algorithm):
    NAME = "check"
    TITLE = "계획 점검 / check a plan"
    HELP = "sandan check: every breach of a rule as a point and as land, with value, threshold and law."

    def initAlgorithm(self, config=None):
        self.add_plan()
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", "지적 사항 / findings", "GeoPackage (*.gpkg)"))
        self.add_findings()

    def processAlgorithm(self, parameters, context, feedback):
        geopackage = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        plan = self.parameterAsFile(parameters, "PLAN", context)
        status = self.call(["check", plan, "--report", f"gpkg={geopackage}"], feedback)
        self.show(context, geopackage, ["findings_polygons", "findings_points"])
        return {"OUTPUT": geopackage, "FINDINGS": self.count(geopackage, "findings"), "EXIT": status}


class Coverage(Algorithm):
    NAME = "coverage"
    TITLE = "틈·중첩·세편 / gaps, overlaps, slivers"
    HELP = "sandan coverage: what keeps a layer of parcels from being a partition, as points and as land."

    def initAlgorithm(self, config=None):
        self.addParameter(QgsProcessingParameterFeatureSource("LAYER", "필지 / parcels", [QgsProcessing.TypeVectorPolygon]))
        self.addParameter(QgsProcessingParameterField("ID", "식별자 / id", parentLayerParameterName="LAYER", optional=True))
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", "결함 / faults", "GeoPackage (*.gpkg)"))
        self.add_findings()

    def processAlgorithm(self, parameters, context, feedback):
        # As a GeoPackage: a layer in memory would become a shapefile with field names cut to ten bytes.
        path, name = self.parameterAsCompatibleSourceLayerPathAndLayerName(parameters, "LAYER", context, ["gpkg", "shp"], "gpkg", feedback)
        geopackage = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        arguments = ["coverage", path, "-o", geopackage]
        arguments += ["--layer", name] if name else []
        field = self.parameterAsString(parameters, "ID", context)
        arguments += ["--id", field] if field else []
        status = self.call(arguments, feedback)
        self.show(context, geopackage, ["coverage_shapes", "coverage"])
        return {"OUTPUT": geopackage, "FINDINGS": self.count(geopackage, "coverage"), "EXIT": status}
