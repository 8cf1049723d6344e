"""Planes drawn with a seed, and what cv2 and numpy make of them. Writes planes/*.png and morphology.json."""
import hashlib
import json

import cv2
import numpy as np

R = np.random.RandomState(20250102)


def soft(h, w, blobs):
    out = np.zeros((h, w), np.float32)
    for _ in range(blobs):
        centre = (int(R.randint(0, w)), int(R.randint(0, h)))
        cv2.ellipse(out, centre, (int(R.randint(1, w // 3 + 2)), int(R.randint(1, h // 3 + 2))), 30, 0, 360, 1.0, -1)
    return (cv2.GaussianBlur(out, (0, 0), 2) * 255).round().astype(np.uint8)


PLANES = {
    "one": np.array([[200]], np.uint8),
    "row": R.randint(0, 2, (1, 70)).astype(np.uint8) * 255,
    "column": R.randint(0, 2, (70, 1)).astype(np.uint8) * 255,
    "soft": soft(97, 200, 3),
    "wide": soft(33, 131, 2),
    "word": soft(40, 64, 2),
    "noise": R.randint(0, 256, (37, 65)).astype(np.uint8),
    "empty": np.zeros((30, 66), np.uint8),
    "full": np.full((30, 66), 255, np.uint8),
    "corners": np.zeros((48, 129), np.uint8),
    "sparse": ((R.rand(80, 150) < 0.002) * 255).astype(np.uint8),
}
PLANES["corners"][[0, 0, -1, -1], [0, -1, 0, -1]] = [255, 9, 10, 255]
PLANES["later"] = np.roll(PLANES["soft"], 3, 1)
PLANES["deep"] = (PLANES["soft"].astype(np.uint16) * 257 + R.randint(0, 3, PLANES["soft"].shape)).clip(0, 65535).astype(np.uint16)


def ellipse(k):
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (k, k))


def uneven(a, k, n):
    e = ellipse(k)
    return cv2.dilate(a, e, iterations=n).astype(int) - cv2.erode(a, e, iterations=n) > 0


def evaluation(a):
    unit = np.iinfo(a.dtype).max
    out = np.zeros(a.shape, np.uint8)
    out[a > unit / 2] = 2
    out[uneven(a, 25, 1)] = 1
    return out


def notebook(a):
    factor = np.iinfo(a.dtype).max // 255
    out = np.full(a.shape, 128, np.uint8)
    out[cv2.erode(a, ellipse(25)) > 254.5 * factor] = 255
    out[cv2.dilate(a, ellipse(25)) < 10 * factor] = 0
    return out


def motion(before, now, k, n):
    moved = np.zeros(now[0].shape, np.uint8)
    for b, a in zip(before, now):
        moved |= (np.abs(a.astype(int) - b) > 5).astype(np.uint8)
    return cv2.dilate(moved, ellipse(k), iterations=n)


def binarized(a, threshold, order, kd, ke):
    out = cv2.threshold(a, threshold, 1, cv2.THRESH_BINARY)[1]
    for step in order.split("_"):
        kernel = np.ones((kd if step == "dilate" else ke,) * 2, np.uint8)
        out = (cv2.dilate if step == "dilate" else cv2.erode)(out, kernel)
    return out * 255


def down_up(m):
    h, w = m.shape
    small = cv2.resize(m, (0, 0), fx=0.125, fy=0.125, interpolation=cv2.INTER_LINEAR)
    return (cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR) > 127).astype(np.uint8) * 255


CASES = []


def case(result, **what):
    CASES.append({**what, "sha256": hashlib.sha256(np.ascontiguousarray(result).tobytes()).hexdigest()})


for name, a in PLANES.items():
    cv2.imwrite(f"planes/{name}.png", a)
    case(evaluation(a), op="evaluation", plane=name)
    case(notebook(a), op="notebook", plane=name)
    for k in (1, 2, 3, 4, 7, 25):
        for n in (1, 2, 5, 14):
            case(uneven(a, k, n).astype(np.uint8), op="transition", plane=name, k=k, n=n)
    if a.dtype == np.uint8:
        for order in ("dilate_erode", "erode_dilate", "dilate", "erode"):
            for kd, ke in ((1, 1), (2, 3), (29, 4), (5, 28), (16, 17)):
                threshold = float(R.uniform(0.1, 0.95) * 255)
                case(binarized(a, threshold, order, kd, ke), op="binarized", plane=name, threshold=threshold,
                     order=order, k=kd, n=ke)
        if a.shape[0] % 8 == 0 and a.shape[1] % 8 == 0:
            case(down_up((a > 127).astype(np.uint8) * 255), op="downup", plane=name)
for k, n in ((2, 3), (3, 6), (4, 4), (3, 1)):
    case(motion([PLANES["soft"]], [PLANES["later"]], k, n), op="motion", plane="later", k=k, n=n)
big = np.zeros((128, 192), np.uint8)
big[20:100, 30:150] = 255
big[50:60] = 0
big[(R.rand(128, 192) < 0.1)] ^= 255
cv2.imwrite("planes/big.png", big)
case(down_up(big), op="downup", plane="big")
odd = big[:123, :187].copy()
cv2.imwrite("planes/odd.png", odd)
case(down_up(odd), op="downup", plane="odd")
with open("morphology.json", "w") as out:
    json.dump({"ellipse": {k: ["".join(map(str, row)) for row in ellipse(k).tolist()] for k in list(range(1, 33)) + [64]},
               "cases": CASES}, out, indent=0)
