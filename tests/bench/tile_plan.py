#!/usr/bin/env python3
"""Tiles a plan of shapefiles: N × N copies of every layer side by side, with ids of their own, to measure `check` on many parcels.

usage: tile_plan.py PLAN_FOLDER OUT_FOLDER N [STEP_M]
new_complex with N = 5 has 93,275 parcels, 10,200 lots and 22 layers. Ids (first field) of the copies end in ~TILE, parcel numbers
carry the tile in their 리 digits; tables and the reference layer in EPSG:5174 are copied as they are.
"""
import shutil
import struct
import sys
from pathlib import Path

source, target, side = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
step = float(sys.argv[4]) if len(sys.argv) > 4 else 9000.0


def shifted(content, dx, dy):
    """A record's content, moved: polygons, lines and points (types 1, 3, 5)."""
    kind = struct.unpack_from("<i", content)[0]
    if kind == 1:
        x, y = struct.unpack_from("<2d", content, 4)
        return struct.pack("<i2d", kind, x + dx, y + dy)
    if kind not in (3, 5):
        return content
    box = struct.unpack_from("<4d", content, 4)
    parts, points = struct.unpack_from("<2i", content, 36)
    begin = 44 + 4 * parts
    values = list(struct.unpack_from(f"<{2 * points}d", content, begin))
    values[0::2] = [x + dx for x in values[0::2]]
    values[1::2] = [y + dy for y in values[1::2]]
    moved = [box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy]
    return struct.pack("<i4d", kind, *moved) + content[36:begin] + struct.pack(f"<{2 * points}d", *values)


def records_of(shp):
    data, at = shp.read_bytes(), 100
    while at < len(data):
        length = 2 * struct.unpack_from(">i", data, at + 4)[0]
        yield data[at + 8 : at + 8 + length]
        at += 8 + length


def tile_shapes(path, out, tiles):
    records = list(records_of(path))
    shp, shx = bytearray(), bytearray()
    number = 0
    for dx, dy in tiles:
        for record in records:
            content = shifted(record, dx, dy)
            number += 1
            shx += struct.pack(">2i", (100 + len(shp)) // 2, len(content) // 2)
            shp += struct.pack(">2i", number, len(content) // 2) + content
    header = bytearray(path.read_bytes()[:100])
    box = list(struct.unpack_from("<4d", header, 36))
    box[2] += max(dx for dx, _ in tiles)
    box[3] += max(dy for _, dy in tiles)
    struct.pack_into("<4d", header, 36, *box)
    for suffix, body in ((".shp", shp), (".shx", shx)):
        struct.pack_into(">i", header, 24, (100 + len(body)) // 2)
        (out / (path.stem + suffix)).write_bytes(bytes(header) + bytes(body))


def named(row, width, tile):
    """The row with an id of its own in the first field, after the deletion mark."""
    if tile == 0:
        return row
    text = row[1 : 1 + width].rstrip()
    if width >= 19 and len(text) == 19 and text.isdigit():  # a PNU
        text = text[:8] + b"%02d" % tile + text[10:]
    else:
        text = text[: width - 3] + b"~%02d" % tile
    return row[:1] + text.ljust(width) + row[1 + width :]


def tile_table(path, out, count):
    data = path.read_bytes()
    rows, head, size = struct.unpack_from("<IHH", data, 4)
    width = data[32 + 16]
    has_id = data[32:43].rstrip(b"\0").endswith(b"ID") or data[32:43].startswith(b"PNU")
    body = b"".join(
        named(data[head + i * size : head + (i + 1) * size], width, tile if has_id else 0)
        for tile in range(count) for i in range(rows))
    header = bytearray(data[:head])
    struct.pack_into("<I", header, 4, rows * count)
    (out / path.name).write_bytes(bytes(header) + body + b"\x1a")


shutil.copytree(source, target)
tiles = [(step * i, step * k) for k in range(side) for i in range(side)]
for path in sorted(source.glob("*.shp")):
    if "_5174" not in path.stem:
        tile_shapes(path, target, tiles)
        tile_table(path.with_suffix(".dbf"), target, len(tiles))
