"""The standard error of a sampled silhouette by a plain delete-a-group jackknife: make_jackknife.py OUT.json

The rows are those of mall_customers_2d.json and customers_3k.json, with their best labels, as if they were a sample of 1,000 times as many
rows less 7 for each segment but the last. Without each of 20 groups in turn, the silhouettes of the other rows are computed anew by scikit-learn. In a
segment of at least 160 rows, its i-th row is in part i modulo a floor(rows / 8), the last rows in one more part; in others in part i; the group is the part
plus the number of the segment, modulo 20.
"""
import json, sys
import numpy as np, pandas as pd
from sklearn.metrics import silhouette_samples

def mean(X, labels, sizes):
    s = silhouette_samples(X, labels)
    return sum(size * s[labels == c].mean() for c, size in enumerate(sizes)) / sum(sizes)

def groups_of(labels):
    groups = np.empty(len(labels), int)
    for c in np.unique(labels):
        rows = np.flatnonzero(labels == c)
        parts, i = len(rows) // 8, np.arange(len(rows))
        part = i if len(rows) < 160 else np.where(i < parts * 8, i % parts, parts)
        groups[rows] = (part + c) % 20
    return groups

def main():
    found = {}
    for name, k in [("mall_customers_2d", 5), ("customers_3k", 3), ("customers_3k", 10)]:
        reference = json.load(open(name + ".json"))
        raw = pd.read_csv(reference["dataset"]).dropna(subset=reference["features"])[reference["features"]].to_numpy(float)
        X, labels = (raw - raw.mean(0)) / raw.std(0), np.array(reference["best"][str(k)]["labels"])
        sizes = 1000 * np.bincount(labels) - 7 * (np.arange(k) < k - 1)
        groups = groups_of(labels)
        without = np.array([mean(X[groups != g], labels[groups != g], sizes) for g in range(20)])
        variance = 19 / 20 * ((without - without.mean()) ** 2).sum()
        found[f"{name}/{k}"] = {"sizes": sizes.tolist(), "mean": mean(X, labels, sizes), "error": float(np.sqrt(variance * (1 - len(X) / sizes.sum())))}
    json.dump(found, open(sys.argv[1], "w"), indent=1)
    print(found)
main()
