"""What cv2, numpy and scikit-image make of patterns that the tests draw again: python3 make_texture.py > texture.json"""
import json

import cv2
import numpy as np
from skimage import color


def pattern(width, height, seed):
    x, y, c = np.meshgrid(np.arange(width), np.arange(height), np.arange(3))
    return (((x * 7 + y * 13 + c * 31 + seed) ^ ((x * y) >> 3)) & 255).astype(np.uint8)


def blurred_difference(bgr, kernel, sigma):
    b, g, r = [bgr[:, :, i].astype(np.float64) for i in range(3)]
    luma = 0.299 * r + 0.587 * g + 0.114 * b
    blurred = cv2.GaussianBlur(luma, (kernel, kernel), sigma, borderType=cv2.BORDER_REFLECT_101)
    return np.abs(blurred[:, ::-1] - blurred)


def mask(width, height):
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    return (x * 3 + y * 2) % 7 < 3


def lab(bgr):
    return color.rgb2lab(bgr[:, :, ::-1])


out = {"bs": [], "tone": []}
for width, height, seed, kernel, sigma in [
    (64, 64, 1, 55, 8.6), (61, 47, 2, 55, 8.6), (200, 130, 3, 55, 8.6), (129, 1, 4, 55, 8.6), (2, 90, 5, 55, 8.6),
    (256, 256, 6, 31, 5.0), (1024, 1024, 7, 55, 8.6), (80, 70, 8, 1, 1.0),
]:
    d = blurred_difference(pattern(width, height, seed), kernel, sigma)
    m = mask(width, height)
    out["bs"].append({
        "width": width, "height": height, "seed": seed, "kernel": kernel, "sigma": sigma,
        "full": d.mean(), "masked": d[m].mean(), "most": d.max(), "at": d[height // 3, width // 4],
    })
for width, height, seed in [(40, 30, 1), (97, 61, 9)]:
    bgr = pattern(width, height, seed)
    m = mask(width, height)
    l = lab(bgr)[m]
    out["tone"].append({
        "width": width, "height": height, "seed": seed, "blue": bgr[m][:, 0].mean(), "green": bgr[m][:, 1].mean(),
        "red": bgr[m][:, 2].mean(), "lightness": l[:, 0].mean(), "a": l[:, 1].mean(), "b": l[:, 2].mean(),
        "deviation": l[:, 0].std(),
    })
print(json.dumps(out, indent=1))
