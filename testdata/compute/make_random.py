"""Numbers of io.cameo.compute.SampleRandom, from the description in its Javadoc. Writes random.json."""
import json
import math

M = (1 << 64) - 1


def mix(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & M
    z = (z ^ z >> 27) * 0x94D049BB133111EB & M
    return z ^ z >> 31


def link(place, value):
    return mix(((place ^ value) + 0x632BE59BD9B4E019) & M)


class Draws:
    def __init__(self, place):
        self.place, self.count = place, 0

    def bits(self):
        self.count += 1
        return mix((self.place + self.count * 0x9E3779B97F4A7C15) & M)

    def below(self, bound):
        while True:
            product = (self.bits() >> 32) * bound
            if (product & 0xFFFFFFFF) >= (1 << 32) % bound:
                return product >> 32

    def unit(self):
        return (self.bits() >> 11) * 2.0**-53

    def gauss(self):
        while True:
            u, v = 2 * self.unit() - 1, 2 * self.unit() - 1
            s = u * u + v * v
            if 0 < s < 1:
                return u * math.sqrt(-2 * math.log(s) / s)


cases = []
for seed, epoch, key in [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (42, 7, 123456789), (-1, -2, -3)]:
    place = link(link(link(0, seed & M), epoch & M), key & M)
    row = {"seed": seed, "epoch": epoch, "key": key}
    row["bits"] = ["%016x" % d for d in (lambda r: [r.bits() for _ in range(4)])(Draws(place))]
    row["step3_bits"] = "%016x" % Draws(link(place, 3)).bits()
    row["below_1000000007"] = (lambda r: [r.below(1000000007) for _ in range(8)])(Draws(place))
    row["below_1610612736"] = (lambda r: [r.below(1610612736) for _ in range(8)])(Draws(place))
    row["units"] = (lambda r: [r.unit() for _ in range(4)])(Draws(place))
    row["gauss"] = (lambda r: [r.gauss() for _ in range(4)])(Draws(place))
    cases.append(row)
with open("random.json", "w") as out:
    json.dump(cases, out, indent=1)
