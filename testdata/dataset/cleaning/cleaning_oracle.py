"""Cleans drawn identities with scikit-learn, as InsightFace's dataset_clean.py and dataset_c2c.py do: cleaning.npy, cleaning.tsv."""
import os

import numpy as np
from sklearn.cluster import DBSCAN
from sklearn.preprocessing import normalize

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.RandomState(6)
labels, rows = [], []
for identity in range(40):
    count = rng.randint(1, 14)
    centres = normalize(rng.randn(3, 12))
    for _ in range(count):
        labels.append(identity * 3 - 7)
        rows.append(centres[rng.choice(3, p=[0.7, 0.2, 0.1])] * 3 + rng.randn(12) * rng.choice([0.15, 0.3, 1.5]))
for identity in (500, 501):  # clusters of one size: the first found stays
    a, b = normalize(rng.randn(2, 12))
    for vector in (b, a, a, b, a, b):
        labels.append(identity)
        rows.append(vector * 5 + rng.randn(12) * 0.1)
order = rng.permutation(len(labels))
labels = np.array(labels)[order]
rows = np.array(rows)[order].astype("<f4")
np.save(os.path.join(here, "cleaning.npy"), rows)
unit = normalize(rows.astype(np.float64))
cosine = np.zeros(len(labels))
cluster = np.zeros(len(labels), int)
kept = np.zeros(len(labels), int)
for label in sorted(set(labels)):
    mine = np.where(labels == label)[0]
    centre = normalize(np.mean(unit[mine], axis=0, keepdims=True))
    cosine[mine] = np.dot(unit[mine], centre.T).flatten()
    cluster[mine] = DBSCAN(eps=0.6, min_samples=2).fit_predict(unit[mine])
    largest, size = -1, 0
    for number in range(cluster[mine].max() + 1):
        if np.sum(cluster[mine] == number) > size:
            largest, size = number, np.sum(cluster[mine] == number)
    kept[mine] = (cluster[mine] == largest) & (size > 0)
with open(os.path.join(here, "cleaning.tsv"), "w") as out:
    for row in zip(labels, cosine, cluster, kept):
        out.write("%d\t%.17g\t%d\t%d\n" % row)
