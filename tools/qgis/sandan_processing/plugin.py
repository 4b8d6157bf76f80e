from qgis.core import QgsApplication, QgsProcessingProvider

from .algorithms import CheckPlan, Coverage, RunPlan


class SandanProvider(QgsProcessingProvider):
    def id(self):
        return "sandan"

    def name(self):
        return "sandan"

    def loadAlgorithms(self):
        for algorithm in (RunPlan, CheckPlan, Coverage):
            self.addAlgorithm(algorithm())


class SandanPlugin:
    def __init__(self):
        self.provider = None

    def initProcessing(self):
        self.provider = SandanProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        self.initProcessing()

    def unload(self):
        QgsApplication.processingRegistry().removeProvider(self.provider)
