"""Writes pillow.json: what Pillow makes of seeded bytes, as CRC-32 of the samples and the first sixteen of them.

Run with Pillow 9.4.0: python3 make_pillow.py > pillow.json
"""
import json
import sys
import zlib

import PIL
from PIL import Image


def noise(seed, count):
    """Bytes 24 to 31 of a linear congruential generator (Numerical Recipes), one after the other."""
    out = bytearray(count)
    x = seed
    for i in range(count):
        x = (x * 1664525 + 1013904223) & 0xFFFFFFFF
        out[i] = x >> 24
    return bytes(out)


def edges(seed, count):
    """Bytes of a matte: runs of 0 and 255, and a few others."""
    raw = noise(seed, count)
    return bytes(0 if b < 90 else 255 if b < 180 else b for b in raw)


def digest(image):
    raw = image.tobytes()
    return {"crc32": zlib.crc32(raw), "first": raw[:16].hex()}


FILTERS = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}


def resizes():
    cases = [
        (1, 1, 5, 3), (5, 3, 1, 1), (7, 9, 7, 9), (64, 48, 64, 21), (64, 48, 23, 48), (33, 65, 20, 130),
        (100, 80, 37, 29), (100, 80, 233, 170), (257, 129, 31, 17), (31, 17, 257, 129), (200, 301, 199, 300),
        (640, 360, 77, 45), (16, 16, 17, 15), (8, 1000, 4, 333), (1000, 8, 333, 4),
    ]
    boxes = [
        (100, 80, (10, 20, 90, 70), 37, 29), (100, 80, (0.5, 0.25, 99.5, 79.75), 64, 64),
        (100, 80, (33.3, 11.7, 34.1, 12.9), 9, 5), (100, 80, (0, 0, 100, 40), 100, 40),
        (100, 80, (20, 0, 60, 80), 40, 80), (64, 64, (1, 1, 64, 64), 63, 63),
    ]
    everything = [(w, h, None, ow, oh) for w, h, ow, oh in cases] + boxes
    for seed, (w, h, box, ow, oh) in enumerate(everything):
        for mode, channels in (("L", 1), ("RGB", 3)):
            image = Image.frombytes(mode, (w, h), noise(seed + 1, w * h * channels))
            for name, code in FILTERS.items():
                entry = {"seed": seed + 1, "channels": channels, "width": w, "height": h, "filter": name}
                if box:
                    entry["box"] = box
                entry.update({"to_width": ow, "to_height": oh})
                entry.update(digest(image.resize((ow, oh), code, box)))
                yield entry


def pastes():
    for seed, (w, h) in enumerate([(1, 1), (7, 5), (64, 3), (65, 3), (200, 90), (129, 31)]):
        for mode, channels in (("L", 1), ("RGB", 3)):
            canvas = Image.frombytes(mode, (w, h), noise(3 * seed + 101, w * h * channels))
            colours = Image.frombytes(mode, (w, h), noise(3 * seed + 102, w * h * channels))
            alpha = Image.frombytes("L", (w, h), edges(3 * seed + 103, w * h))
            canvas.paste(colours, (0, 0), alpha)
            yield {"seed": 3 * seed + 101, "channels": channels, "width": w, "height": h, **digest(canvas)}


def every_paste():
    """All samples over all samples with all alphas: rows are colours, columns alphas, one image for each canvas."""
    crc = 0
    colours = Image.frombytes("L", (256, 256), bytes(i >> 8 for i in range(65536)))
    alpha = Image.frombytes("L", (256, 256), bytes(i & 255 for i in range(65536)))
    for under in range(256):
        canvas = Image.new("L", (256, 256), under)
        canvas.paste(colours, (0, 0), alpha)
        crc = zlib.crc32(canvas.tobytes(), crc)
    return crc


json.dump(
    {
        "pillow": PIL.__version__,
        "resizes": list(resizes()),
        "pastes": list(pastes()),
        "every_paste_crc32": every_paste(),
    },
    sys.stdout,
    indent=1,
)
print()
