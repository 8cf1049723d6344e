#!/usr/bin/env python3
"""Writes coded planes from docs/matting-records.md alone, with the samples that they must decode to.

  python3 make_planes.py    makes plane8.bin/.raw, plane16.bin/.raw beside itself
"""
import os
import struct
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
CLEAR, FULL, SOFT = 0, 1, 2


def zigzag(number):
    return 2 * number if number >= 0 else -2 * number - 1


def expected(kind, x, above):
    first = 0
    while first < len(above) - 1 and above[first][1] <= x:
        first += 1
    for other, end in above[first:first + 8]:
        if other == kind:
            return end
    return x + 1


def runs_of(row, full):
    kinds = [CLEAR if s == 0 else FULL if s == full else SOFT for s in row]
    runs, kind, x = [], CLEAR, 0
    while True:
        end = x
        while end < len(row) and kinds[end] == kind:
            end += 1
        runs.append((kind, end))
        if end == len(row):
            return runs
        kind, x = kinds[end], end


def tokens_of(runs, above):
    out, x = bytearray(), 0
    for i, (kind, end) in enumerate(runs):
        if i == len(runs) - 1:
            out.append(0)
            return out
        second = (runs[i + 1][0] - kind - 1) % 3
        z = zigzag(end - (above[0][1] if i == 0 else expected(kind, x, above)))
        if z <= 125:
            out.append(1 + 2 * z + second)
        else:
            out.append(253 + second)
            length = end - x
            while length > 127:
                out.append(length & 127 | 128)
                length >>= 7
            out.append(length)
        x = end


def residuals_of(rows, y, top, runs, bits):
    out, x = [], 0
    for kind, end in runs:
        for at in range(x, end) if kind == SOFT else ():
            left = rows[y][at - 1] if at else 0
            up = rows[y - 1][at] if y > top else 0
            corner = rows[y - 1][at - 1] if at and y > top else 0
            predicted = sorted((left, up, left + up - corner))[1]
            difference = (rows[y][at] - predicted) % (1 << bits)
            out.append(zigzag(difference - (1 << bits) if difference >> (bits - 1) else difference))
        x = end
    return out


def huffman(plain):
    """Any complete code will do: all values that occur get codes of two neighbouring lengths."""
    values = sorted(set(plain))
    if len(values) == 1:
        lengths = {values[0]: 1}
    else:
        bits = (len(values) - 1).bit_length()
        short = (1 << bits) - len(values)
        lengths = {v: bits - 1 if i < short else bits for i, v in enumerate(values)}
    codes, code, before = {}, 0, 0
    for value in sorted(lengths, key=lambda v: (lengths[v], v)):
        code <<= lengths[value] - before
        before = lengths[value]
        codes[value] = code
        code += 1
    last = values[-1]
    nibbles = [lengths.get(v, 0) for v in range(last + 1)] + [0]
    table = bytes([last]) + bytes(nibbles[i] | nibbles[i + 1] << 4 for i in range(0, last + 1, 2))
    stream = ''.join(format(codes[v], '0%db' % lengths[v]) for v in plain)
    stream += '0' * (-len(stream) % 8)
    return table + bytes(int(stream[i:i + 8][::-1], 2) for i in range(0, len(stream), 8))


def deflated(plain):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(plain) + packer.flush()


def stream(plain, mode):
    stored = (bytes, huffman, deflated)[mode](bytes(plain))
    return struct.pack('<B3xII', mode, len(plain), len(stored)) + stored


def plane(rows, bytes_each, full, modes):
    height, width = len(rows), len(rows[0])
    ys = [y for y in range(height) if any(rows[y])]
    xs = [x for x in range(width) if any(row[x] for row in rows)]
    top, bottom = ys[0], ys[-1] + 1
    above, tokens, residuals = [(CLEAR, width)], bytearray(), []
    for y in range(top, bottom):
        runs = runs_of(rows[y], full)
        tokens += tokens_of(runs, above)
        residuals += residuals_of(rows, y, top, runs, 8 * bytes_each)
        above = runs
    header = struct.pack('<BBBxIIIIIIHxx', 1, bytes_each, 1, width, height, xs[0], top,
                         xs[-1] + 1 - xs[0], bottom - top, full)
    streams = stream(tokens, modes[0])
    for byte in range(bytes_each):
        streams += stream([r >> 8 * byte & 255 for r in residuals], modes[1 + byte])
    return header + streams


def drawing(width, height, most):
    """A disc with a soft edge, stripes of one sample, a bar as long as a length of two bytes."""
    rows = [[0] * width for _ in range(height)]
    for y in range(3, height - 2):
        for x in range(width):
            distance = ((x - width // 3) ** 2 + (y - height // 2) ** 2) ** 0.5
            rows[y][x] = int(min(1, max(0, (height / 3 - distance) / 6 + 0.5)) * most)
        if y % 5 == 0:
            rows[y][y::7] = [most // 3] * len(rows[y][y::7])
    rows[height - 3][10:width - 20] = [most] * (width - 30)
    return rows


def write(name, rows, bytes_each, full, modes):
    with open(os.path.join(HERE, name + '.bin'), 'wb') as out:
        out.write(plane(rows, bytes_each, full, modes))
    with open(os.path.join(HERE, name + '.raw'), 'wb') as out:
        for row in rows:
            out.write(struct.pack('<%d%s' % (len(row), 'BH'[bytes_each - 1]), *row))


write('plane8', drawing(240, 40, 255), 1, 255, (1, 1))
write('plane16', drawing(200, 30, 65535), 2, 65535, (0, 2, 1))
