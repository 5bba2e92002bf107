"""Reference numbers from scikit-learn for the stability of segments: make_stability.py Mall_Customers.csv OUT.json

The segments are k-means with k = 5 on standardized income and spending, numbered by size. Each of 20 refits has k-means on as many rows drawn
with replacement; its centres then label all rows. "segments" is the mean over the refits of the largest Jaccard index of a segment.
"""
import json, re, sys
import numpy as np, pandas as pd, sklearn
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, jaccard_score
from sklearn.preprocessing import StandardScaler

def main():
    path, out = sys.argv[1:]
    k, refits, rng = 5, 20, np.random.default_rng(7)
    X = StandardScaler().fit_transform(pd.read_csv(path)[["Annual Income (k$)", "Spending Score (1-100)"]].to_numpy(float))
    fit = KMeans(k, n_init=100, random_state=1, tol=0).fit(X)
    labels = np.argsort(np.lexsort((fit.cluster_centers_[:, 0], -np.bincount(fit.labels_))))[fit.labels_]
    others = [KMeans(k, n_init=20, random_state=i, tol=0).fit(X[rng.integers(len(X), size=len(X))]).predict(X) for i in range(refits)]
    rand = [adjusted_rand_score(labels, other) for other in others]
    jaccard = [[max(jaccard_score(labels == c, other == o) for o in range(k)) for c in range(k)] for other in others]
    found = {"scikit-learn": sklearn.__version__, "labels": labels.tolist(), "refits": [other.tolist() for other in others],
             "adjustedRand": float(np.mean(rand)), "lowest": min(rand), "highest": max(rand), "segments": np.mean(jaccard, axis=0).tolist()}
    flat = lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]"
    open(out, "w").write(re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", flat, json.dumps(found, indent=1)) + "\n")
    print({name: value for name, value in found.items() if name not in ("labels", "refits")})
main()
