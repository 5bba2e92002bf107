"""Makes the sample files beside this script. All of it is invented: groups with a centre and a spread, a fixed seed.

customers.csv   30 customers in the columns CustomerID, Age, Spend, Recency, Frequency, Category, Region:
                three groups of ten: frequent big spenders, occasional shoppers, customers who have gone quiet.
mall.csv        200 visitors of a shopping centre: five groups by income and spending score, of 80, 40, 36, 24 and 20.

    python3 make_samples.py
"""
import random
from pathlib import Path

HERE = Path(__file__).parent


def write(name, header, rows):
    lines = [",".join(header)] + [",".join(map(str, row)) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n", newline="\n")


def customers(rng):
    # age, spend, recency in days, frequency: centre and spread of each; what they buy most
    groups = [
        ((38, 5), (2600, 320), (9, 4), (34, 4), ["Electronics", "Electronics", "Home"]),
        ((29, 4), (780, 150), (38, 9), (11, 2), ["Fashion", "Fashion", "Sports"]),
        ((52, 6), (310, 90), (160, 25), (3, 1), ["Home", "Books", "Books"]),
    ]
    rows = []
    for group in range(3):
        age, spend, recency, frequency, bought = groups[group]
        for _ in range(10):
            rows.append([
                max(18, round(rng.gauss(*age))), round(max(40, rng.gauss(*spend)), 2), max(1, round(rng.gauss(*recency))),
                max(1, round(rng.gauss(*frequency))), rng.choice(bought), rng.choice(["North", "South", "East", "West"])])
    rng.shuffle(rows)
    return [[f"C{i:03d}", *row] for i, row in enumerate(rows, 1)]


def mall(rng):
    # visitors, income in thousands, spending score, age: centre and spread
    groups = [
        (80, (55, 7), (50, 5), (42, 14)),
        (40, (86, 10), (82, 7), (33, 4)),
        (36, (88, 11), (17, 8), (41, 9)),
        (24, (26, 6), (79, 8), (25, 5)),
        (20, (26, 6), (20, 8), (46, 11)),
    ]
    rows = []
    for count, income, score, age in groups:
        for _ in range(count):
            rows.append([
                rng.choice(["Female", "Female", "Male"]), min(75, max(18, round(rng.gauss(*age)))),
                max(12, round(rng.gauss(*income))), min(100, max(1, round(rng.gauss(*score))))])
    rng.shuffle(rows)
    return [[i, *row] for i, row in enumerate(rows, 1)]


write("customers.csv", ["CustomerID", "Age", "Spend", "Recency", "Frequency", "Category", "Region"], customers(random.Random(7)))
write("mall.csv", ["CustomerID", "Gender", "Age", "Annual Income (k$)", "Spending Score (1-100)"], mall(random.Random(11)))
