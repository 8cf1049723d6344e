"""Writes small verification sets in every form that Python 2 and 3 give them, and hostile ones, into pickles.tsv and refused.tsv.

Run under Python 2 (without numpy) it writes the Python 2 lines, under Python 3 with numpy the others:
    python2.7 make_pickles.py > py2.tsv; python3 make_pickles.py py2.tsv
"""
from __future__ import print_function

import binascii
import os
import pickle
import pickletools
import sys

PY2 = sys.version_info[0] == 2
IMAGES = [bytes(bytearray((i * 37 + j * 11 + (j >> 3)) & 255 for j in range(3 + 60 * i))) for i in range(6)]
SAME = [True, False, True]


def line(name, data):
    return name + "\t" + binascii.hexlify(data).decode("ascii")


if PY2:
    import cPickle

    for protocol in range(3):
        print(line("py2_str_p%d" % protocol, pickle.dumps((IMAGES, SAME), protocol)))
        print(line("py2_cpickle_str_p%d" % protocol, cPickle.dumps((IMAGES, SAME), protocol)))
    sys.exit(0)

import builtins

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
lines = open(sys.argv[1]).read().splitlines()
flat = [np.frombuffer(image, np.uint8).copy() for image in IMAGES]
column = [a.reshape(-1, 1) for a in flat]
frozen = [np.frombuffer(image, np.uint8) for image in IMAGES]
for protocol in range(6):
    tag = "_p%d" % protocol
    lines.append(line("py3_bytes" + tag, pickle.dumps((IMAGES, SAME), protocol)))
    lines.append(line("py3_flat" + tag, pickle.dumps((flat, SAME), protocol)))
    lines.append(line("py3_column" + tag, pickle.dumps((column, np.array(SAME)), protocol)))
    lines.append(line("py3_frozen" + tag, pickle.dumps([frozen, list(np.array(SAME))], protocol)))
    lines.append(line("py3_ints" + tag, pickle.dumps((tuple(IMAGES), [1, 0, 1]), protocol)))
    old = pickle.dumps((column, SAME), protocol)
    if protocol < 4:  # texts of framed protocols carry lengths
        lines.append(line("numpy1_column" + tag, old.replace(b"numpy._core.", b"numpy.core.")))
    lines.append(line("py3_pure" + tag, pickle._dumps((flat, SAME), protocol)))
    lines.append(line("py3_optimized" + tag, pickletools.optimize(pickle.dumps((column, SAME), protocol))))
    lines.append(line("py3_int64_flags" + tag, pickle.dumps((IMAGES, np.array(SAME).astype(np.int64)), protocol)))
with open(os.path.join(here, "pickles.tsv"), "w") as out:
    out.write("\n".join(lines) + "\n")


class Call(object):
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


class Plain(object):
    pass


cycle = []
cycle.append(cycle)
knot = []
knot.append((knot,))
deep = ()
for _ in range(40):
    deep = (deep,)
bomb = b"lol"
for _ in range(40):
    bomb = (bomb, bomb)
refused = []
for protocol in range(6):
    tag = "_p%d" % protocol
    for name, value in [
        ("system", Call(os.system, "echo hacked")),
        ("eval", Call(eval, "1+1")),
        ("exec", Call(getattr(builtins, "exec"), "1+1")),
        ("getattr", Call(getattr, "a", "upper")),
        ("import", Call(__import__, "os")),
        ("inside", (IMAGES, [Call(os.system, "echo hacked")])),
        ("cycle", cycle),
        ("knot", knot),
        ("deep", deep),
        ("bomb", bomb),
        ("object", Plain()),
        ("dict", {"a": 1}),
        ("set", {1}),
        ("float", (IMAGES, [1.0])),
        ("huge_int", 1 << 200),
        ("load", Call(np.load, "x.npy")),
        ("objects", np.array([{}, {}], dtype=object)),
        ("big_endian", np.arange(3, dtype=">i4")),
    ]:
        refused.append(line(name + tag, pickle.dumps(value, protocol)))
raw = {
    "inst": b"(S'echo hacked'\nios\nsystem\n.",
    "obj": b"(cos\nsystem\nS'echo hacked'\no.",
    "persid": b"P123\n.",
    "ext": b"\x82\x01.",
    "dup": b"]2.",
    "next_buffer": b"\x80\x05\x97.",
    "call_text": b"X\x02\x00\x00\x00os)R.",
    "call_ndarray": b"cnumpy\nndarray\n)R.",
    "long_memo": b"Nr\xff\xff\xff\xff.",
    "long_bytes": b"\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7f.",
    "negative_bytes": b"\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\xff.",
    "negative_string": b"T\xff\xff\xff\xff.",
    "long_frame": b"\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\x7fN.",
    "marks": b"(" * 100 + b".",
    "no_state": b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR.",
    "two_values": b"NN.",
    "no_value": b".",
    "open_mark": b"N(.",
    "pop_below_mark": b"N(\x85.",
    "append_to_tuple": b")Na.",
    "unknown_opcode": b"\xff.",
    "protocol_9": b"\x80\x09N.",
    "not_kept": b"h\x05.",
    "memo_of_list": b"]q\x00h\x00a.",
    "not_latin1": b"c_codecs\nencode\n(X\x02\x00\x00\x00\xd0\x96X\x06\x00\x00\x00latin1tR.",
    "bad_utf8": b"c_codecs\nencode\n(X\x01\x00\x00\x00\xc3X\x06\x00\x00\x00latin1tR.",
    "utf8_codec": b"c_codecs\nencode\n(X\x01\x00\x00\x00aX\x05\x00\x00\x00utf-8tR.",
    "bad_quotes": b"S'abc\n.",
    "bad_escape": b"S'\\q'\n.",
    "short_array": b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\x00tU\x01btR(K\x01(K\x09tcnumpy\ndtype\n(U\x02u1K\x00K\x01tR\x89U\x01atb.",
    "overflowing_array": b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\x00tU\x01btR(K\x01(\x8a\x08\x00\x00\x00\x00\x00\x00\x00\x10tcnumpy\ndtype\n(U\x02i8K\x00K\x01tR\x89U\x00tb.",
}
for name in sorted(raw):
    refused.append(line(name, raw[name]))
with open(os.path.join(here, "refused.tsv"), "w") as out:
    out.write("\n".join(refused) + "\n")
