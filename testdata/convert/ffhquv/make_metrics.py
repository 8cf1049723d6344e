"""What cv2 and numpy make of the maps in release/, and of embeddings: python3 make_metrics.py (writes beside itself)"""
import io
import json
import os
import zipfile

import cv2
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
y, x = np.mgrid[0:256, 0:256]
face = (((x - 128) / 70) ** 2 + ((y - 120) / 90) ** 2 < 1).astype(np.uint8) * 255
cv2.imwrite(os.path.join(here, "face.png"), face, [cv2.IMWRITE_PNG_COMPRESSION, 9])


def blurred_difference(bgr):
    b, g, r = [bgr[:, :, i].astype(np.float64) for i in range(3)]
    luma = 0.299 * r + 0.587 * g + 0.114 * b
    blurred = cv2.GaussianBlur(luma, (55, 55), 0, borderType=cv2.BORDER_REFLECT_101)
    return np.abs(blurred[:, ::-1] - blurred)


def figures(values):
    return {"mean": np.mean(values), "std": np.std(values), "least": np.min(values), "median": np.median(values),
            "p95": np.percentile(values, 95), "most": np.max(values)}


out = {"sets": {}}
for name in ["ffhq-uv", "ffhq-uv-interpolate"]:
    archive = zipfile.ZipFile(os.path.join(here, "release/dataset", name, "uv-maps/000.zip"))
    full, masked = {}, {}
    for entry in sorted(archive.namelist()):
        d = blurred_difference(cv2.imdecode(np.frombuffer(archive.read(entry), np.uint8), cv2.IMREAD_COLOR))
        key = os.path.basename(entry)[:-4]
        full[key] = d.mean()
        masked[key] = d[face > 0].mean()
    out["sets"][name] = {"full": full, "face": masked, "figures": figures(list(full.values()))}

rows = np.random.default_rng(7).normal(0.3, 1, (8, 32)).astype(np.float32)
np.save(os.path.join(here, "embeddings.npy"), rows)
unit = rows.astype(np.float64)
unit /= np.linalg.norm(unit, axis=1, keepdims=True)
mean = unit.mean(axis=0)
cosines = unit @ (mean / np.linalg.norm(mean))
out["ids"] = {"cosines": cosines.tolist(), "cosine_mean": cosines.mean(), "cosine_std": cosines.std(),
              "total_std": np.sqrt(np.mean(np.sum((unit - mean) ** 2, axis=1)))}
with open(os.path.join(here, "metrics.json"), "w", newline="\n") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
