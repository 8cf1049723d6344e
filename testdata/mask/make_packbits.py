"""Packs seeded random bytes with numpy in every way that Cameo does; prints one JSON list."""
import json

import numpy as np

random = np.random.RandomState(5)
out = []
for shape in [(1, 1, 8), (3, 5, 8), (2, 3, 1), (1, 4, 13), (2, 2, 64), (3, 1, 71), (1, 1, 0), (1, 2, 130)]:
    a = random.randint(0, 256, shape).astype(np.uint8) * random.randint(0, 2, shape).astype(np.uint8)
    for order in ("big", "little"):
        packed = np.packbits(a, axis=-1, bitorder=order)
        flat = np.packbits(a, bitorder=order)
        back = np.unpackbits(packed, axis=-1, count=shape[-1], bitorder=order)
        assert (back == (a != 0)).all()
        out.append({
            "shape": shape, "order": order, "bytes": a.tobytes().hex(), "packed_last_axis": packed.tobytes().hex(),
            "packed_flat": flat.tobytes().hex(), "unpacked_last_axis": back.tobytes().hex(),
            "unpacked_bytes": np.unpackbits(a[..., None], axis=-1, bitorder=order).tobytes().hex(),
        })
print(json.dumps(out))
