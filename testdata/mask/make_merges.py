"""Merges and compares random masks with pycocotools; prints one JSON list."""
import json

import numpy as np
from pycocotools import mask as api

random = np.random.RandomState(11)
out = []
for case in range(60):
    h, w = random.randint(1, 40, 2)
    share = random.choice([0.0, 0.02, 0.3, 0.7, 1.0])
    masks = []
    for _ in range(random.randint(2, 5)):
        m = (random.rand(h, w) < share).astype(np.uint8)
        y, x = random.randint(0, h), random.randint(0, w)
        m[y:y + random.randint(1, 30), x:x + random.randint(1, 30)] = 1
        masks.append(api.encode(np.asfortranarray(m)))
    crowd = [int(c) for c in random.randint(0, 2, len(masks))]
    text = lambda m: m["counts"].decode()
    out.append({
        "size": [int(h), int(w)], "masks": [text(m) for m in masks], "crowd": crowd,
        "union": text(api.merge(masks, intersect=False)), "intersection": text(api.merge(masks, intersect=True)),
        "iou": [[float(v) for v in row] for row in api.iou(masks, masks, crowd)],
        "box": [[float(v) for v in api.toBbox(m)] for m in masks],
    })
print(json.dumps(out))
