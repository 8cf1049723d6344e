"""Draws what the goldens lack and computes what OpenCV makes of simple operations.

    python3 make_images.py                 (needs cv2 and numpy; the files here were made with cv2 4.6.0, Debian 12)
"""
import hashlib
import pathlib

import cv2
import numpy as np

here = pathlib.Path(__file__).parent
color = cv2.imread(str(here / "src/rgb420_q90.jpg"), 1)

made = here / "made"
made.mkdir(exist_ok=True)
# A restart marker every two rows of blocks, so that FFD0..FFD7 stand in the entropy-coded data.
cv2.imwrite(str(made / "restart.jpg"), color, [cv2.IMWRITE_JPEG_QUALITY, 90, cv2.IMWRITE_JPEG_RST_INTERVAL, 2])
cv2.imwrite(str(made / "progressive_rst.jpg"), color,
            [cv2.IMWRITE_JPEG_PROGRESSIVE, 1, cv2.IMWRITE_JPEG_RST_INTERVAL, 3])
cv2.imwrite(str(made / "lossless.webp"), color, [cv2.IMWRITE_WEBP_QUALITY, 101])
np.save(made / "picture.npy", color[:8, :12])

images = {
    "bgr8": color,
    "gray8": cv2.imread(str(here / "src/rgb420_q90.jpg"), 0),
    "bgra8": cv2.imread(str(here / "src/rgba.png"), -1),
    "bgr16": cv2.imread(str(here / "src/rgb16.png"), -1),
    "gray16": cv2.imread(str(here / "src/gray16.png"), -1),
}
methods = {"nearest": 0, "linear": 1, "cubic": 2, "area": 3, "lanczos4": 4}
sizes = [(48, 36), (160, 120), (1, 1), (7, 200), (40, 30), (81, 59)]


def operations(image):
    for method, code in methods.items():
        for width, height in sizes:
            yield f"resize {width} {height} {method}", cv2.resize(image, (width, height), interpolation=code)
    yield "flip_horizontal", cv2.flip(image, 1)
    yield "flip_vertical", cv2.flip(image, 0)
    yield "pad 1 2 3 4 77", cv2.copyMakeBorder(image, 1, 2, 3, 4, cv2.BORDER_CONSTANT, value=(77, 77, 77, 77))
    yield "crop 5 6 20 10", image[6:16, 5:25]
    if image.ndim == 3:
        yield "to_gray", cv2.cvtColor(image, cv2.COLOR_BGR2GRAY if image.shape[2] == 3 else cv2.COLOR_BGRA2GRAY)


with open(here / "transforms.tsv", "w", encoding="utf-8") as out:
    out.write("#source\toperation\twidth\theight\tsha256 of the pixels, first 16 digits\n")
    for name, image in images.items():
        for operation, result in operations(image):
            digest = hashlib.sha256(np.ascontiguousarray(result).tobytes()).hexdigest()[:16]
            out.write(f"{name}\t{operation}\t{result.shape[1]}\t{result.shape[0]}\t{digest}\n")

with open(here / "encodings.tsv", "w", encoding="utf-8") as out:
    out.write("#source\tencoding\tquality\tbytes\tsha256 of the file\n")
    for name, image in images.items():
        for extension, key, qualities in ((".jpg", cv2.IMWRITE_JPEG_QUALITY, (0, 1, 50, 95, 100)),
                                          (".png", cv2.IMWRITE_PNG_COMPRESSION, (0, 1, 3, 6, 9))):
            for quality in qualities:
                data = cv2.imencode(extension, image, [key, quality])[1].tobytes()
                digest = hashlib.sha256(data).hexdigest()
                out.write(f"{name}\t{extension}\t{quality}\t{len(data)}\t{digest}\n")
