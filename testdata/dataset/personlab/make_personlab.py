"""Makes the files of this folder with h5py: the calls of generate_hdf5.py first, then other settings, then odd contents."""

import h5py
import numpy as np


def pixels(image, height, width):
    y, x, c = np.mgrid[:height, :width, :4]
    return ((image + 7 * y + 3 * x + 11 * c) % 251).astype(np.uint8)


def keypoints(image, persons, whole=True):
    rows = [[(image + 5 * row + column) % 640 + (0 if whole else 0.25) for column in range(51)] for row in range(persons)]
    return np.array(rows)


def add(group, image, height, width, persons, whole=True, **options):
    data = pixels(image, height, width)
    dataset = group.create_dataset(str(image), data=data, **options)
    dataset.attrs["keypoints"] = keypoints(image, persons, whole)


def plain(path, images, **options):
    with h5py.File(path, "w", **options) as file:
        group = file.create_group("coco")
        for image in images:
            add(group, image, 3 + image % 5, 2 + image % 7, image % 4, image % 3 != 0)
        if options:
            add(group, 200_000, 2, 3, 200)


plain("one.h5", [9])
plain("classic.h5", list(range(1, 41)) + [139_105, 581_929])
with h5py.File("classic.h5", "r+") as file:
    add(file["coco"], 160_000, 2, 3, 160)
plain("latest.h5", list(range(1, 41)), libver="latest")

with h5py.File("chunked.h5", "w") as file:
    group = file.create_group("coco")
    add(group, 10, 37, 29, 2, chunks=(8, 8, 4))
    add(group, 20, 37, 29, 3, False, chunks=(16, 16, 1), compression="gzip")
    add(group, 30, 5, 300, 0, chunks=(5, 100, 2), compression="gzip", shuffle=True, fletcher32=True)

with h5py.File("odd.h5", "w") as file:
    group = file.create_group("coco")
    add(group, 1, 4, 4, 1)
    group.create_dataset("2", data=pixels(2, 4, 4))
    group.create_dataset("3", data=pixels(3, 4, 4)[:, :, :3]).attrs["keypoints"] = keypoints(3, 1)
    group.create_dataset("4", data=pixels(4, 4, 4).astype(np.int8)).attrs["keypoints"] = keypoints(4, 1)
    group.create_dataset("5", data=pixels(5, 4, 4)).attrs["keypoints"] = keypoints(5, 1)[:, :50]
    group.create_dataset("6", data=pixels(6, 4, 4)).attrs["keypoints"] = "text"
    group.create_dataset("7", shape=(4, 4, 4), dtype=np.uint8).attrs["keypoints"] = keypoints(7, 1)
    group.create_group("8")
    group.create_dataset("9", data=pixels(9, 4, 4)).attrs["keypoints"] = keypoints(9, 1)[0]
    group.create_dataset("10", data=pixels(10, 4, 4)).attrs["keypoints"] = keypoints(10, 2).astype(np.float32)
    group.create_dataset("11", data=pixels(11, 4, 4)).attrs["keypoints"] = keypoints(11, 2).astype(np.int32)
    group.create_dataset("12", data=pixels(12, 4, 0)).attrs["keypoints"] = keypoints(12, 1)

with h5py.File("named.h5", "w") as file:
    add(file.create_group("coco"), 1, 4, 4, 1)
    file["coco"]["other"] = file["coco/1"]

with h5py.File("padded.h5", "w") as file:
    add(file.create_group("coco"), 1, 4, 4, 1)
    file["coco"]["007"] = file["coco/1"]

with h5py.File("linked.h5", "w") as file:
    add(file.create_group("coco"), 1, 4, 4, 1)
    file["coco"]["7"] = h5py.SoftLink("/coco/1")

with h5py.File("groupless.h5", "w") as file:
    add(file.create_group("images"), 1, 4, 4, 1)
