"""Entry point that QGIS calls."""


def classFactory(iface):
    from .plugin import SandanPlugin

    return SandanPlugin()
