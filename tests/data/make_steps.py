"""Every step of k-means from given centres, by scikit-learn: make_steps.py Mall_Customers.csv kmeans_steps.json

Standardized features (population standard deviation), tol=0. With max_iter=i, scikit-learn gives the centres after i moves, and the
labels and the inertia of the assignment to them: the step i + 1 of the trace. Step 1 assigns the rows to the initial centres. "moved"
is the number of labels that differ from those of the step before; the last step changes none. Labels are one digit a row.
"""
import json, platform, sys
import numpy as np, pandas as pd, sklearn
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, pairwise_distances_argmin, silhouette_score
from sklearn.preprocessing import StandardScaler

AGE, INCOME, SCORE = "Age", "Annual Income (k$)", "Spending Score (1-100)"
CASES = [([AGE, INCOME], 4), ([AGE, SCORE], 4), ([INCOME, SCORE], 5), ([INCOME, SCORE], 2), ([AGE, INCOME, SCORE], 6),
         ([AGE, INCOME, SCORE], 9), ([INCOME], 3)]

def step(X, centres, labels, inertia, before):
    several = len(set(labels)) > 1
    return {"moved": int((labels != before).sum()), "inertia": float(inertia),
            "sizes": np.bincount(labels, minlength=len(centres)).tolist(), "centres": centres.tolist(),
            "silhouette": float(silhouette_score(X, labels)) if several else None,
            "calinskiHarabasz": float(calinski_harabasz_score(X, labels)) if several else None,
            "daviesBouldin": float(davies_bouldin_score(X, labels)) if several else None,
            "labels": "".join(map(str, labels))}

def steps(X, init):
    labels = pairwise_distances_argmin(X, init)
    yield step(X, init, labels, ((X - init[labels]) ** 2).sum(), np.full(len(X), -1))
    for i in range(1, 301):
        km = KMeans(len(init), init=init, n_init=1, max_iter=i, tol=0, algorithm="lloyd").fit(X)
        yield step(X, km.cluster_centers_, km.labels_, km.inertia_, labels)
        if (km.labels_ == labels).all(): return
        labels = km.labels_

def main():
    path, out = sys.argv[1:3]
    table, cases = pd.read_csv(path), []
    for features, k in CASES:
        scaler = StandardScaler().fit(table[features].to_numpy(float))
        X = scaler.transform(table[features].to_numpy(float))
        # The lowest rows in the first feature: centres that have far to go.
        init = np.unique(X, axis=0)[:k]
        cases.append({"features": features, "k": k, "mean": scaler.mean_.tolist(), "scale": scaler.scale_.tolist(),
                      "steps": list(steps(X, init))})
    versions = {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "numpy": np.__version__}
    lines = ",\n".join(json.dumps(case).replace('{"moved"', '\n {"moved"') for case in cases)
    open(out, "w").write(f'{{"dataset": "{path.split("/")[-1]}", "versions": {json.dumps(versions)}, "cases": [\n{lines}]}}\n')
    print([(case["features"], case["k"], len(case["steps"])) for case in cases])
main()
