"""Writes made/stored.raw and made/lz4.raw from docs/raw-payloads.md and docs/bundle.md alone: python3 make_raw.py"""
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


def payload(stored, codec, height, width, channels):
    entry = pad(
        struct.pack(
            "<QQQIBBBBHHI",
            0,
            len(stored),
            height * width * channels,
            crc32c(stored),
            codec,
            1,
            3,
            len("image"),
            len("image/x-raw"),
            0,
            0,
        )
        + struct.pack("<3Q", height, width, channels)
        + b"image"
        + b"image/x-raw"
    )
    begin = pad(stored)
    head = struct.pack("<QII", len(begin), len(entry), 1)
    return begin + entry + head + struct.pack("<II", crc32c(entry + head), 1) + b"CAMEOBDL"


# 2 rows of 3 pixels, RGB. They begin as a JPEG does.
colors = [(0xFF, 0xD8, 0xFF), (10, 20, 30), (250, 0, 1), (0, 0, 255), (0, 255, 0), (128, 64, 32)]
with open("made/stored.raw", "wb") as out:
    out.write(payload(bytes(sum(colors, ())), 0, 2, 3, 3))

# 10 rows of 20 gray pixels, all 7: one literal, a match of 194 at distance 1, five literals.
block = bytes([0x1F, 7, 1, 0, 194 - 4 - 15, 0x50]) + bytes([7] * 5)
with open("made/lz4.raw", "wb") as out:
    out.write(payload(block, 1, 10, 20, 1))
