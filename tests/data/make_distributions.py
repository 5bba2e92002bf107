"""Histograms and correlations by NumPy: make_distributions.py Mall_Customers.csv customers_3k.csv distributions.json

The edges follow the rule of the product, worked out here once more from NumPy's quantiles: between three times the distance of the
quartiles beyond them, whole numbers in bins of equally many of them, and logarithmic where (q75 + q25 - 2 median) / (q75 - q25) > 0.25
and the largest value is at least 20 times the smallest.
The counts are numpy.histogram's, the correlation is numpy.corrcoef's.
"""
import json, sys
import numpy as np, pandas as pd

FILES = [(sys.argv[1], ["Age", "Annual Income (k$)", "Spending Score (1-100)"]), (sys.argv[2], None)]

def whole(low, high, q25, q50, q75):
    return all(float(x).is_integer() for x in (low, high, 2 * q50, 4 * q25, 4 * q75))

def edges_of(v):
    q25, q50, q75 = np.quantile(v, [.25, .5, .75])
    low, high = v.min(), v.max()
    log = bool(low > 0 and high >= 20 * low and q75 + q25 - 2 * q50 > .25 * (q75 - q25))
    def within(f):
        reach = 3 * (f(q75) - f(q25))
        return (max(f(low), f(q25) - reach), min(f(high), f(q75) + reach)) if reach > 0 else (f(low), f(high))
    if log:
        a, b = within(np.log)
        e = np.exp(np.linspace(a, b, 25))
        if a == np.log(low): e[0] = low
        if b == np.log(high): e[-1] = high
        if whole(low, high, q25, q50, q75): e = np.append(np.unique(np.ceil(e[:-1])), np.floor(e[-1]) + 1)
        return log, e
    a, b = within(lambda x: x)
    if whole(low, high, q25, q50, q75):
        a, b = np.floor(a), np.ceil(b)
        width = np.ceil((b - a + 1) / 24)
        return log, a + width * np.arange(int(np.ceil((b - a + 1) / width)) + 1)
    return log, np.linspace(a, b, 25)

out = []
for path, names in FILES:
    t = pd.read_csv(path)
    names = names or [c for c in t.columns if c in ("Age", "Spend", "Recency", "Frequency")]
    features = []
    for name in names:
        v = t[name].to_numpy(float)
        log, e = edges_of(v)
        features.append({"name": name, "log": log, "edges": e.tolist(), "all": np.histogram(v, e)[0].tolist(),
                         "below": int((v < e[0]).sum()), "above": int((v > e[-1]).sum())})
    out.append({"file": path.split("/")[-1], "features": features, "correlation": np.corrcoef(t[names].to_numpy(float).T).tolist()})
json.dump({"numpy": np.__version__, "files": out}, open(sys.argv[3], "w"), indent=1)
