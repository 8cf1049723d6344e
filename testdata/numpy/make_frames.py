"""Writes frames.tsv: the SHA-256 of protocol 4 pickles whose images sit around the limits of frames and batches."""
import hashlib
import os
import pickle


def image(seed, size):
    out = bytearray(size)
    state = seed
    for i in range(size):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out[i] = state >> 16 & 255
    return bytes(out)


cases = {
    "small": [5, 200, 255, 256, 257, 300],
    "frames": [5000] * 40,
    "edges": [65535, 65536, 65537, 65534, 10, 65525, 65521, 65522, 65523, 65524],
    "large": [70000, 70000, 4, 200000, 3, 65536],
    "pair": [2, 3],
    "none": [],
    "batch": [2 + i % 7 for i in range(1000)],
    "batches": [2 + i % 7 for i in range(2002)],
    "exact": [65536 - 2 - 5 - i for i in range(8, 28)],
}
lines = []
for name, sizes in cases.items():
    images = [image(i, size) for i, size in enumerate(sizes)]
    flags = [i % 3 != 1 for i in range(len(sizes) // 2)]
    data = pickle.dumps((images, flags), 4)
    lines.append("%s\t%s\t%s" % (name, " ".join(map(str, sizes)), hashlib.sha256(data).hexdigest()))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "frames.tsv"), "w") as out:
    out.write("\n".join(lines) + "\n")
