"""MaGGIe's loop of synthesising images, written again from its description, with Pillow and numpy: float64 planes of the whole
picture, made anew at every try; with fg and bg, as the original. Prints milliseconds of processor time for each picture: all of
it, that of JPEGs, and that without any file.

python3 synth_pil.py SET PICTURES, where SET is what MattingSet draws, with 24 people and 6 places.
"""
import os
import sys
import tempfile
import time

import numpy as np
from PIL import Image

folder, count = sys.argv[1], int(sys.argv[2])
spent = {}


class phase:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.begin = time.process_time()

    def __exit__(self, *_):
        spent[self.name] = spent.get(self.name, 0) + time.process_time() - self.begin


def crop(person):
    with phase("jpeg"):
        colours = Image.open(f"{folder}/people/images/{person:04d}.jpg").convert("RGB")
    with phase("png"):
        alpha = Image.open(f"{folder}/people/alphas/{person:04d}.png").convert("L")
    with phase("synth"):
        ys, xs = np.where(np.array(alpha) > 0)
        box = (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)
        return colours.crop(box), alpha.crop(box)


def picture(number, out):
    random = np.random.RandomState(number)
    with phase("jpeg"):
        place = Image.open(f"{folder}/places/{random.randint(0, 6):04d}.jpg").convert("RGB")
    width, height = place.size
    composed, alphas, alone = place.copy(), [], []
    for person in random.choice(24, 3, replace=False):
        colours, alpha = crop(person)
        with phase("synth"):
            scale = random.uniform(0.5, 0.9) * height / alpha.size[1]
            size = (int(alpha.size[0] * scale), int(alpha.size[1] * scale))
            colours, alpha = colours.resize(size), alpha.resize(size)
            for _ in range(3):
                x, y = random.randint(0, width - size[0]), random.randint(0, height - size[1])
                new = np.zeros((height, width))
                new[y : y + size[1], x : x + size[0]] = np.array(alpha) / 255.0
                left = [old * (1 - new) for old in alphas]
                if all(a.sum() == 0 or b.sum() / a.sum() >= 0.7 for a, b in zip(alphas, left)):
                    alphas = left + [new]
                    composed.paste(colours, (x, y), alpha)
                    canvas = Image.new("RGB", (width, height))
                    canvas.paste(colours, (x, y))
                    alone.append(canvas)
                    break
    with phase("synth"):
        planes = [Image.fromarray((a * 255).astype("uint8")) for a in alphas]
    with phase("jpeg"):
        composed.save(f"{out}/image.jpg")
        place.save(f"{out}/bg.jpg")
        for k, one in enumerate(alone):
            one.save(f"{out}/{k}.jpg")
    with phase("png"):
        for k, plane in enumerate(planes):
            plane.save(f"{out}/{k}.png")


with tempfile.TemporaryDirectory() as made:
    picture(0, made)
    spent.clear()
    begin = time.process_time()
    for n in range(count):
        picture(n, made)
    total = time.process_time() - begin
print(*(f"{1e3 * seconds / count:.2f}" for seconds in (total, spent["jpeg"], spent["synth"])))
