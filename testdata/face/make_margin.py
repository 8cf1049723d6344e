"""Writes margin.tsv: the fallback of face_preprocess.preprocess, for faces without landmarks, by numpy and cv2.

Columns: image, box x1 y1 x2 y2 (or - for none), margin, width, height, SHA-256 of the BGR samples.
"""
import hashlib
import pathlib

import cv2
import numpy as np

HERE = pathlib.Path(__file__).parent
BOXES = [None, (72, 47, 332, 321), (-49, 34, 222, 323), (10, 20, 5000, 4000), (30.7, 41.2, 90.9, 99.6), (0, 0, 1, 1)]


def bounds(shape, box, margin):
    height, width = shape[:2]
    if box is None:
        dx, dy = int(width * 0.0625), int(height * 0.0625)
        box = (dx, dy, width - dx, height - dy)
    result = np.zeros(4, dtype=np.int32)
    result[0] = np.maximum(box[0] - margin / 2, 0)
    result[1] = np.maximum(box[1] - margin / 2, 0)
    result[2] = np.minimum(box[2] + margin / 2, width)
    result[3] = np.minimum(box[3] + margin / 2, height)
    return result


with open(HERE / "margin.tsv", "w") as table:
    for name in ("src/00.jpg", "src/07.png"):
        image = cv2.imread(str(HERE / name))
        for box in BOXES:
            for margin in (0, 44, 33):
                left, top, right, bottom = bounds(image.shape, box, margin)
                for width, height in ((112, 112), (96, 112)):
                    crop = cv2.resize(image[top:bottom, left:right], (width, height))
                    digest = hashlib.sha256(crop.tobytes()).hexdigest()
                    corners = "-" if box is None else " ".join(str(v) for v in box)
                    print(name, corners, margin, width, height, digest, sep="\t", file=table)
