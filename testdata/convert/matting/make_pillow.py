"""Makes the mattes of a run again with Pillow and numpy, from what its journal says of places, and prints their CRC-32.

python3 make_pillow.py MADE/synth.tsv > pillow.json, after
cameo matting synth image --fg people --bg places --count 12 --people 3-5 --seed 5 MADE
"""
import json
import os
import sys
import zlib

import numpy as np
import PIL
from PIL import Image

here = os.path.dirname(os.path.abspath(__file__))
mattes, differ, samples = {}, 0, 0
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("#"):
        continue
    fields = line.rstrip("\n").split("\t")
    number, width, height = int(fields[0]), int(fields[2]), int(fields[3])
    planes = []
    for at in range(5, len(fields), 9):
        name, fate = fields[at], fields[at + 1]
        if fate != "placed":
            continue
        x, y, w, h = map(int, fields[at + 3 : at + 7])
        alpha = Image.open(os.path.join(here, "people", name.replace("images", "alphas").replace(".jpg", ".png"))).convert("L")
        alpha = alpha.crop(alpha.getbbox()).resize((w, h), Image.BICUBIC)
        plane = np.zeros((height, width), np.uint8)
        plane[y : y + h, x : x + w] = np.array(alpha)
        planes.append(plane)
    for k, plane in enumerate(planes):
        exact = plane.astype(np.int64)
        unit = 1
        floats = plane / 255.0
        for later in planes[k + 1 :]:
            exact = exact * (255 - later.astype(np.int64))
            unit *= 255
            floats = floats * (1 - later / 255.0)
        made = (exact // unit).astype(np.uint8)
        differ += int((np.floor(floats * 255).astype(np.uint8) != made).sum())
        samples += made.size
        mattes[f"alphas/{number}/{k}.png"] = zlib.crc32(made.tobytes())
json.dump(
    {"pillow": PIL.__version__, "float64_differs": differ, "of": samples, "crc32": mattes}, sys.stdout, indent=1
)
print()
