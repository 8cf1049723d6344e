"""Writes the arrays of this folder with numpy, and rows.tsv: what numpy itself reads back, as float32 hex."""
import io
import os
import struct

import numpy as np
from numpy.lib import format as npy

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.RandomState(7)
table = []


def keep(name, array, version=None):
    path = os.path.join(here, name + ".npy")
    with open(path, "wb") as out:
        if version is None:
            np.save(out, array)
        else:
            npy.write_array(out, array, version=version)
    back = np.load(path)
    rows = back.reshape(1, 1) if back.ndim == 0 else back.reshape(back.shape[0], int(np.prod(back.shape[1:])))
    for i, row in enumerate(rows.astype(np.float32)):
        table.append("%s\t%d\t%s" % (name, i, " ".join(struct.pack(">f", v).hex() for v in row)))


base = rng.randn(5, 7) * 3
for dtype in ["<f2", "<f4", "<f8", "|u1", "|i1", "<i2", "<u2", "<i4", "<u4", "<i8", "|b1"]:
    keep("c_" + dtype[1:], (base * 10).astype(dtype) if dtype != "|b1" else base > 0)
keep("fortran_f4", np.asfortranarray(base.astype("<f4")))
keep("fortran_i8_3d", np.asfortranarray((base[:, :6] * 100).astype("<i8").reshape(5, 3, 2)))
keep("cube_f4", base[:, :6].astype("<f4").reshape(5, 2, 3))
keep("vector_i4", np.arange(-3, 6, dtype="<i4"))
keep("scalar_f8", np.array(-2.5))
keep("empty_f4", np.zeros((0, 512), "<f4"))
keep("v2_f4", base.astype("<f4"), (2, 0))
keep("v3_f4", base.astype("<f4"), (3, 0))
np.save(os.path.join(here, "big_endian.npy"), base.astype(">f4"))
np.save(os.path.join(here, "fields.npy"), np.zeros(3, dtype=[("a", "<f4"), ("b", "<i4")]))
np.save(os.path.join(here, "complex.npy"), base.astype("<c8"))
np.savez(os.path.join(here, "stored.npz"), a=base.astype("<f4"), b=np.arange(4))
np.savez_compressed(os.path.join(here, "deflated.npz"), a=base.astype("<f4"), b=np.arange(4))
with open(os.path.join(here, "rows.tsv"), "w") as out:
    out.write("\n".join(table) + "\n")
