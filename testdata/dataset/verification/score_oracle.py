"""Scores drawn embeddings the slow way, with numpy, scikit-learn and scipy. Writes score_*.npy (embeddings) and score.tsv.

The arithmetic follows InsightFace's verification.py step by step; nothing is shared with the project. scipy of today refuses the duplicate points that the original hands to
interp1d(kind="slinear"); what older ones did is a B-spline of degree 1 over those points, which is evaluated here.
"""
import os

import numpy as np
from scipy.interpolate import BSpline
from sklearn.model_selection import KFold
from sklearn.preprocessing import normalize

here = os.path.dirname(os.path.abspath(__file__))


def slinear(x, y, at):
    return float(BSpline(np.r_[x[0], x, x[-1]], y, 1)(at))


def folds_of(count, folds):
    everything = np.arange(count)
    return KFold(folds).split(everything) if folds > 1 else [(everything, everything)]


def score(given, same, folds, target):
    embeddings = normalize(np.sum([g.astype(np.float64) for g in given], axis=0))
    distance = np.sum(np.square(embeddings[0::2] - embeddings[1::2]), 1)
    same = np.asarray(same)
    accuracy, chosen, vals, fars = [], [], [], []
    for train, test in folds_of(len(same), folds):
        steps = np.arange(0, 4, 0.01)
        right = [np.mean((distance[train] < t) == same[train]) for t in steps]
        best = steps[int(np.argmax(right))]
        chosen.append(best)
        accuracy.append(np.mean((distance[test] < best) == same[test]))
        steps = np.arange(0, 4, 0.001)
        negatives = distance[train][~same[train]]
        far = np.array([np.mean(negatives < t) for t in steps])
        threshold = slinear(far, steps, target) if far.max() >= target else 0.0
        vals.append(np.mean(distance[test][same[test]] < threshold))
        fars.append(np.mean(distance[test][~same[test]] < threshold))
    norms = np.mean([np.mean(np.linalg.norm(g.astype(np.float64), axis=1)) for g in given])
    return [np.mean(accuracy), np.std(accuracy), np.mean(vals), np.std(vals), np.mean(fars), norms] + accuracy + chosen


def draw(rng, pairs, dims, noise, per_fold):
    same = [(i // per_fold) % 2 == 0 for i in range(pairs)]
    rows = []
    for flag in same:
        a = rng.randn(dims)
        b = a if flag else rng.randn(dims)
        rows += [a + noise * rng.randn(dims), b + noise * rng.randn(dims)]
    rows = np.array(rows) * rng.uniform(0.5, 20, (2 * pairs, 1))
    return rows.astype("<f4"), same


lines = []
rng = np.random.RandomState(5)
for name, pairs, dims, noise, per_fold, folds, target in [
    ("easy", 200, 8, 0.3, 10, 10, 1e-3),
    ("hard", 203, 6, 0.9, 7, 10, 1e-2),
    ("noise", 120, 4, 5.0, 6, 10, 1e-3),
    ("five", 101, 5, 0.7, 3, 5, 0.05),
    ("whole", 60, 5, 0.7, 3, 1, 0.1),
    ("exact", 80, 5, 0.7, 4, 10, 0.25),
    ("ends", 80, 5, 0.7, 4, 10, 1.0),
]:
    plain, same = draw(rng, pairs, dims, noise, per_fold)
    flipped = (plain * 0.8 + rng.randn(*plain.shape) * 0.2).astype("<f4")
    plain[3] = 0  # a row of zeros stays zero
    np.save(os.path.join(here, "score_%s.npy" % name), plain)
    np.save(os.path.join(here, "score_%s_flipped.npy" % name), flipped)
    flags = "".join("01"[s] for s in same)
    for given, tag in [([plain], "plain"), ([plain, flipped], "both")]:
        values = score(given, same, folds, target)
        lines.append("\t".join([name, tag, str(folds), repr(target), flags] + ["%.17g" % v for v in values]))
with open(os.path.join(here, "score.tsv"), "w") as out:
    out.write("\n".join(lines) + "\n")
