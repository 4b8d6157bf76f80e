#!/usr/bin/env python3
"""CPU time of `sandan inspect` over a shapefile against a plain OGR loop (every feature fetched, nothing looked at).

usage: reading.py SANDAN SHAPEFILE [RUNS]
Inspecting does more than reading: it checks every shape and measures it.
"""
import ctypes
import ctypes.util
import os
import resource
import statistics
import subprocess
import sys


def plain_loop(path):
    """Features fetched through the C functions of GDAL."""
    gdal = ctypes.CDLL(ctypes.util.find_library("gdal"))
    for name in ("GDALOpenEx", "GDALDatasetGetLayer", "OGR_L_GetNextFeature"):
        getattr(gdal, name).restype = ctypes.c_void_p
    gdal.GDALOpenEx.argtypes = [ctypes.c_char_p, ctypes.c_uint] + [ctypes.c_void_p] * 3
    gdal.GDALDatasetGetLayer.argtypes = [ctypes.c_void_p, ctypes.c_int]
    fetch, drop = gdal.OGR_L_GetNextFeature, gdal.OGR_F_Destroy
    fetch.argtypes = drop.argtypes = [ctypes.c_void_p]
    gdal.GDALAllRegister()
    layer = gdal.GDALDatasetGetLayer(gdal.GDALOpenEx(path.encode(), 4, None, None, None), 0)
    count = 0
    while feature := fetch(layer):
        drop(feature)
        count += 1
    return count


def cpu_seconds(words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout.decode()


def main():
    if sys.argv[1] == "--loop":
        print(plain_loop(sys.argv[2]))
        return 0
    sandan, path = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    loops = [cpu_seconds([sys.executable, os.path.abspath(__file__), "--loop", path]) for _ in range(runs)]
    ours = [cpu_seconds([sandan, "inspect", path]) for _ in range(runs)]
    plain, own = (statistics.median(seconds for seconds, _ in side) for side in (loops, ours))
    print(f"plain OGR loop {plain:.2f} s ({loops[0][1].strip()} features), sandan inspect {own:.2f} s: "
          f"ratio {own / plain:.2f}")
    return 0


sys.exit(main())
