"""Writes the .pt files of this folder with PyTorch and numpy, and tensors.tsv: what torch itself shows of them."""
import collections
import os

import numpy as np
import torch

here = os.path.dirname(os.path.abspath(__file__))
table = []


def path(name):
    return os.path.join(here, name + ".pt")


def tell(name, key, tensor):
    shape = ",".join(str(n) for n in tensor.shape)
    strides = ",".join(str(n) for n in tensor.stride())
    values = ",".join(np.float32(v).tobytes().hex() for v in tensor.detach().reshape(-1).tolist())
    grad = str(tensor.requires_grad).lower()
    table.append("\t".join([name, key, shape, strides, str(tensor.storage_offset()), grad, values]))


def keep(name, value):
    torch.save(value, path(name))
    if torch.is_tensor(value):
        tell(name, "", value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if torch.is_tensor(inner):
                tell(name, key, inner)
            elif isinstance(inner, dict):
                for second, tensor in inner.items():
                    tell(name, key + "/" + second, tensor)


base = torch.arange(24, dtype=torch.float32) / 8 - 1
for dtype in ["float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool"]:
    keep("type_" + dtype, (torch.arange(6) % 5).reshape(2, 3).to(getattr(torch, dtype)))
keep("single", torch.tensor(2.5))
keep("empty", torch.zeros(3, 0, 2))
keep("views", {
    "whole": base,
    "transposed": base.reshape(4, 6).t(),
    "tail": base[20:],
    "every_third": base[1::3],
    "expanded": base[:3].reshape(3, 1).expand(3, 4),
    "grad": torch.nn.Parameter(base[:2].clone()),
    "more": base[:8].reshape(1, 2, 1, 4),
})
storage = torch.arange(1049, dtype=torch.float32)
def of(begin, size):
    return torch.as_strided(storage, (1, size), (1049, 1), begin)
keep("coeffs", {
    view: {"id": of(0, 532), "exp": of(532, 45), "tex": of(577, 439), "angle": of(1016, 3),
           "gamma": torch.arange(27, dtype=torch.float32).reshape(1, 3, 9) + turn, "trans": of(1046, 3)}
    for turn, view in enumerate(["left", "front", "right"])
})
keep("ordered", collections.OrderedDict([("b", base[:2]), ("a", base[2:4])]))
torch.save({
    "points": np.arange(136, dtype=np.float32).reshape(68, 2),
    "params": np.array([np.float32(1024), 768, 0.5, np.array([3.25], np.float32), "x", None], dtype=object),
    "list": [1, 2.5, True, None, "text", torch.Size([2, 3])],
}, path("plain"))

torch.save({1: base}, path("number_key"))
torch.save(base, path("refused_legacy"), _use_new_zipfile_serialization=False)
torch.save(base.to(torch.bfloat16), path("refused_bfloat16"))
torch.save(base.to(torch.complex64), path("refused_complex"))
torch.save(base.to_sparse(), path("refused_sparse"))
torch.save(torch.nn.Linear(2, 2), path("refused_module"))

with open(os.path.join(here, "tensors.tsv"), "w") as out:
    out.write("\n".join(table) + "\n")
