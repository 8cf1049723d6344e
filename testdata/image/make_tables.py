"""Turns the goldens of real MXNet tools and OpenCV 4.6 into the tables the tests read.

    python3 make_tables.py GOLDEN_DIR      (GOLDEN_DIR holds img/decode_oracle.json and im2rec/manifest.json)
"""
import json
import pathlib
import sys

golden = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).parent

with open(here / "decode_oracle.tsv", "w", encoding="utf-8") as out:
    out.write("#file\tflag\tshape\tdtype\tsha256 of the pixels, first 16 digits\n")
    oracle = json.loads((golden / "img/decode_oracle.json").read_text(encoding="utf-8"))
    for name, facts in sorted(oracle.items()):
        for flag in (1, 0, -1):
            fact = facts[f"cv2_4.6_imread_{flag}"]
            row = ["null", "-", "-"] if fact is None else ["x".join(map(str, fact[0])), fact[1], fact[2]]
            out.write("\t".join([name, str(flag), *row]) + "\n")

with open(here / "im2rec_payloads.tsv", "w", encoding="utf-8") as out:
    out.write("#option set\tfile\tbytes of the payload\tsha256 of the payload\n")
    manifest = json.loads((golden / "im2rec/manifest.json").read_text(encoding="utf-8"))
    for name in ("default", "q50", "gray", "unchanged", "resize48", "crop_resize32", "png"):
        lines = (golden / f"im2rec/{name}.lst").read_text(encoding="utf-8").splitlines()
        files = {int(line.split("\t")[0]): line.split("\t")[-1] for line in lines}
        for record in manifest[f"{name}.rec"]["records"]:
            row = [name, files[record["key"]], str(record["payload_len"]), record["payload_sha256"]]
            out.write("\t".join(row) + "\n")
