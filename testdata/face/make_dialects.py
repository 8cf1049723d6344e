#!/usr/bin/env python3
"""What two other programs' arithmetic makes of the MTCNN weights, for dialects.json.

Follows davidsandberg/facenet src/align/detect_face.py and timesler/facenet-pytorch models/utils/detect_face.py step by
step in numpy; the networks run in cv2's dnn on the published caffemodels and prototxts. One habit of the first is left
out: flipping the offsets where exactly one cell of a scale passes.

usage: make_dialects.py MODELS_DIR PHOTO... > dialects.json        (made with numpy and cv2 4.6.0)
"""
import hashlib
import json
import sys

import cv2
import numpy as np

models = sys.argv[1]
nets = [cv2.dnn.readNetFromCaffe(f"{models}/det{i}.prototxt", f"{models}/det{i}.caffemodel") for i in (1, 2, 3)]
outputs = [["conv4-2", "prob1"], ["conv5-2", "prob1"], ["conv6-2", "prob1", "conv6-3"]]


def run(which, images):  # N,H,W,3 RGB normalised; the weights want the image on its side
    nets[which].setInput(np.ascontiguousarray(images.transpose(0, 3, 2, 1), dtype=np.float32))
    return nets[which].forward(outputs[which])


def nms(boxes, threshold, method="Union", pixel=1.0, first=False):
    x1, y1, x2, y2, s = boxes[:, :5].T
    area = (x2 - x1 + pixel) * (y2 - y1 + pixel)
    order = np.argsort(-s, kind="stable")[::-1] if first else np.argsort(s, kind="stable")
    picked = []
    while order.size:
        i, rest = order[-1], order[:-1]
        picked.append(i)
        w = np.maximum(0, np.minimum(x2[i], x2[rest]) - np.maximum(x1[i], x1[rest]) + pixel)
        h = np.maximum(0, np.minimum(y2[i], y2[rest]) - np.maximum(y1[i], y1[rest]) + pixel)
        inter = w * h
        whole = np.minimum(area[i], area[rest]) if method == "Min" else area[i] + area[rest] - inter
        order = rest[inter / whole <= threshold]
    return np.array(picked, dtype=int)


def square(b):
    w, h = b[:, 2] - b[:, 0], b[:, 3] - b[:, 1]
    side = np.maximum(w, h)
    b[:, 0] += w * 0.5 - side * 0.5
    b[:, 1] += h * 0.5 - side * 0.5
    b[:, 2], b[:, 3] = b[:, 0] + side, b[:, 1] + side
    return b


def calibrate(b, reg):
    w, h = b[:, 2] - b[:, 0] + 1, b[:, 3] - b[:, 1] + 1
    b[:, :4] += np.stack([w, h, w, h], 1) * reg
    return b


def mean_pool(img, height, width):  # torch's adaptive average
    out = np.empty((height, width, 3), np.float32)
    H, W = img.shape[:2]
    for i in range(height):
        rows = img[i * H // height:-(-(i + 1) * H // height)].astype(np.float32)
        for j in range(width):
            out[i, j] = rows[:, j * W // width:-(-(j + 1) * W // width)].mean((0, 1))
    return out


def crops_facenet(img, b, side):
    H, W = img.shape[:2]
    out = []
    for x1, y1, x2, y2 in b[:, :4].astype(int):
        tmp = np.zeros((y2 - y1 + 1, x2 - x1 + 1, 3))
        sx, sy, ex, ey = max(x1, 1), max(y1, 1), min(x2, W), min(y2, H)
        tmp[sy - y1:ey - y1 + 1, sx - x1:ex - x1 + 1] = img[sy - 1:ey, sx - 1:ex]
        out.append(cv2.resize(tmp, (side, side), interpolation=cv2.INTER_AREA))
    return (np.array(out) - 127.5) * 0.0078125


def crops_torch(img, b, side):
    H, W = img.shape[:2]
    out = []
    for x1, y1, x2, y2 in np.trunc(b[:, :4]).astype(int):
        out.append(mean_pool(img[max(y1, 1) - 1:min(y2, H), max(x1, 1) - 1:min(x2, W)], side, side))
    return (np.array(out) - 127.5) * 0.0078125


def detect(img, torch, thresholds, factor, minsize=20):
    h, w = img.shape[:2]
    pixel = 0.0 if torch else 1.0
    crops = crops_torch if torch else crops_facenet
    fix = (lambda b: b) if torch else (lambda b: np.hstack([np.fix(b[:, :4]), b[:, 4:]]))
    m = 12.0 / minsize
    shorter, scale, k, everything = min(h, w) * m, m, 0, []
    while shorter >= 12:
        if torch:
            small = mean_pool(img, int(h * scale + 1), int(w * scale + 1))
        else:
            small = cv2.resize(img, (int(np.ceil(w * scale)), int(np.ceil(h * scale))), interpolation=cv2.INTER_AREA)
        reg, prob = run(0, ((small - 127.5) * 0.0078125)[None])
        prob, reg = prob[0, 1].T, reg[0].transpose(0, 2, 1)
        y, x = np.where(prob >= np.float32(thresholds[0]))
        if torch:
            corner = lambda v: np.floor(v.astype(np.float32) / np.float32(scale)).astype(float)
        else:
            corner = lambda v: np.fix(v / scale)
        b = np.stack([corner(2 * x + 1), corner(2 * y + 1), corner(2 * x + 12), corner(2 * y + 12), prob[y, x],
                      *reg[:, y, x]], 1)
        everything.append(b[nms(b, 0.5, "Union", pixel, torch)])
        k += 1
        shorter *= factor
        scale = scale * factor if torch else m * factor ** k
    b = np.vstack(everything)
    b = b[nms(b, 0.7, "Union", pixel, torch)]
    bw, bh = b[:, 2] - b[:, 0], b[:, 3] - b[:, 1]
    b = np.hstack([b[:, :4] + np.stack([bw, bh, bw, bh], 1) * b[:, 5:9], b[:, 4:5]])
    b = fix(square(b))
    counts = [len(b)]

    reg, prob = run(1, crops(img, b, 24))
    ok = prob[:, 1] > np.float32(thresholds[1])
    b, reg = np.hstack([b[ok, :4], prob[ok, 1:]]), reg[ok]
    pick = nms(b, 0.7, "Union", pixel, torch)
    b = fix(square(calibrate(b[pick], reg[pick])))
    counts.append(len(b))

    reg, prob, pts = run(2, crops(img, b, 48))
    ok = prob[:, 1] > np.float32(thresholds[2])
    b, reg, pts = np.hstack([b[ok, :4], prob[ok, 1:]]), reg[ok], pts[ok]
    bw, bh = b[:, 2] - b[:, 0] + 1, b[:, 3] - b[:, 1] + 1
    pts[:, :5] = bw[:, None] * pts[:, :5] + b[:, :1] - 1
    pts[:, 5:] = bh[:, None] * pts[:, 5:] + b[:, 1:2] - 1
    b = calibrate(b, reg)
    pick = nms(b, 0.7, "Min")
    counts.append(len(pick))
    return {"counts": counts, "boxes": b[pick].round(4).tolist(), "points": pts[pick].astype(float).round(4).tolist()}


result = {}
for path in sys.argv[2:]:
    bgr = cv2.imread(path)
    rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
    result[path.split("/")[-1]] = {
        "sha_bgr": hashlib.sha256(bgr.tobytes()).hexdigest(),
        "facenet": detect(rgb, False, (0.6, 0.7, 0.9), 0.85),
        "facenet_loose": detect(rgb, False, (0.6, 0.7, 0.7), 0.709),
        "facenet_pytorch": detect(rgb, True, (0.6, 0.7, 0.7), 0.709),
    }
json.dump(result, sys.stdout, indent=1)
print()
