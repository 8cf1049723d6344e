"""Prints a line for each image that h5py finds: name, shape, dtypes, layout, and sums of pixels and key points."""

import sys
import zlib

import h5py

with h5py.File(sys.argv[1], "r") as file:
    for name in file["coco"]:
        dataset = file["coco"][name]
        assert list(dataset.attrs) == ["keypoints"]
        assert dataset.chunks is None and dataset.maxshape == dataset.shape and dataset.fillvalue == 0
        numbers = dataset.attrs["keypoints"]
        print(
            name,
            "x".join(map(str, dataset.shape)),
            dataset.dtype,
            zlib.crc32(dataset[...].tobytes()),
            "x".join(map(str, numbers.shape)),
            numbers.dtype,
            zlib.crc32(numbers.tobytes()),
        )
