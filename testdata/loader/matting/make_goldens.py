"""Makes the goldens of this folder with OpenCV: python3 make_goldens.py. Written for cv2 4.6 and numpy; seeded."""

import math
import os

import cv2
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
W, H = 97, 81
AFFINES = [(7.5, -3.0, 1.04, 0.96), (-10.0, 5.0, 0.95, 1.05), (0.0, 0.0, 1.0, 1.0)]
BLURS = [((1, 0), 3), ((0, 1), 15), ((1, 1), 9), ((1, -1), 49)]
GAMMAS = [0.5, 0.83, 1.5]


def write(name, image):
    cv2.imwrite(os.path.join(HERE, name), image, [cv2.IMWRITE_PNG_COMPRESSION, 9])


def affine(rotate, shear, zoom_x, zoom_y):
    c = np.array([[(W - 1) / 2], [(H - 1) / 2]])
    r, s = math.radians(rotate), math.tan(math.radians(shear))
    turn = np.array([[math.cos(r), -math.sin(r)], [math.sin(r), math.cos(r)]])
    m = turn @ np.array([[1, s], [0, 1]]) @ np.diag([zoom_x, zoom_y])
    return np.hstack([m, c - m @ c])


rng = np.random.RandomState(20240801)
color = cv2.resize(rng.randint(0, 256, (11, 13, 3), np.uint8), (W, H), interpolation=cv2.INTER_CUBIC)
color = np.clip(color.astype(int) + rng.randint(-6, 7, color.shape), 0, 255).astype(np.uint8)
gray = cv2.GaussianBlur((rng.rand(H, W) > 0.5).astype(np.uint8) * 255, (0, 0), 2)
gray = np.clip((gray.astype(int) - 110) * 9, 0, 255).astype(np.uint8)
write("color.png", color)
write("gray.png", gray)
for i, parameters in enumerate(AFFINES):
    m = affine(*parameters)
    write(f"affine_color_{i}.png", cv2.warpAffine(color, m, (W, H), flags=cv2.INTER_LINEAR))
    write(f"affine_matte_{i}.png", cv2.warpAffine(gray, m, (W, H), flags=cv2.INTER_LINEAR))
    write(f"affine_mask_{i}.png", cv2.warpAffine(gray, m, (W, H), flags=cv2.INTER_NEAREST))
for i, ((dx, dy), length) in enumerate(BLURS):
    kernel = np.zeros((length, length), np.float32)
    for k in range(length):
        kernel[length // 2 + (k - length // 2) * dy, length // 2 + (k - length // 2) * dx] = 1 / length
    write(f"blur_color_{i}.png", cv2.filter2D(color, -1, kernel))
    write(f"blur_matte_{i}.png", cv2.filter2D(gray, -1, kernel))
for i, gamma in enumerate(GAMMAS):
    table = np.floor(255 * (np.arange(256) / 255.0) ** gamma + 0.5).astype(np.uint8)
    write(f"gamma_{i}.png", cv2.LUT(color, table))
small = (W * 40 // H, 40)
write("resize_color.png", cv2.resize(color, small, interpolation=cv2.INTER_LINEAR))
write("resize_matte.png", cv2.resize(gray, small, interpolation=cv2.INTER_LINEAR))
write("resize_mask.png", cv2.resize(gray, small, interpolation=cv2.INTER_NEAREST))
