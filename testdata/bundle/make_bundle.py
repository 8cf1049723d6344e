"""Writes bundle.bin from docs/bundle.md alone, without Cameo: python3 make_bundle.py"""
import struct


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def pad(data):
    return data + bytes(-len(data) % 8)


def lz4_of_zeros(count):
    """One literal zero, a match of all but the last five at distance 1, five literal zeros."""
    match = count - 6
    rest = match - 4 - 15
    lengths = b"\xff" * (rest // 255) + bytes([rest % 255])
    return bytes([0x1F]) + b"\0" + b"\x01\x00" + lengths + bytes([0x50]) + bytes(5)


parts = [
    ("image", "image/jpeg", 1, 0, b"\xff\xd8 no real one \xff\xd9", (17,), None),
    ("plane", "application/octet-stream", 1, 1, lz4_of_zeros(480), (20, 24), 480),
    ("boxes", "", 11, 0, struct.pack("<8d", 0, 1.5, -2, 3, 1e300, 5, 6, 7), (2, 4), None),
    ("größe", "text/plain", 6, 0, struct.pack("<i", -7), (), None),
    ("none", "", 8, 0, b"", (0, 51), None),
]
payload, directory = b"", b""
for name, media, dtype, codec, stored, shape, plain in parts:
    name, media = name.encode(), media.encode()
    directory += pad(
        struct.pack(
            "<QQQIBBBBHHI",
            len(payload),
            len(stored),
            len(stored) if plain is None else plain,
            crc32c(stored),
            codec,
            dtype,
            len(shape),
            len(name),
            len(media),
            0,
            0,
        )
        + struct.pack("<%dQ" % len(shape), *shape)
        + name
        + media
    )
    payload = pad(payload + stored)
head = struct.pack("<QII", len(payload), len(directory), len(parts))
with open("bundle.bin", "wb") as out:
    out.write(payload + directory + head)
    out.write(struct.pack("<II", crc32c(directory + head), 1) + b"CAMEOBDL")
