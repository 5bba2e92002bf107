"""Makes the sample files beside this script. All of it is invented: groups with a centre and a spread, a fixed seed.

customers.csv   30 customers in the columns CustomerID, Age, Spend, Recency, Frequency, Category, Region:
                three groups of ten: frequent big spenders, occasional shoppers, customers who have gone quiet.
mall.csv        200 visitors of a shopping centre: five groups by income and spending score, of 80, 40, 36, 24 and 20.
transactions.csv about 4,900 lines of purchases of 600 customers, from 2024-12-01 to 2025-11-30, in five groups: the
                best, loyal ones, new ones, ones that were good and stay away, ones that bought once long ago. With what
                such files have: lines without a customer, canceled invoices, returns, lines that cost nothing.

    python3 make_samples.py
"""
import datetime
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


def transactions(rng):
    # customers; days since the last purchase, from and to; purchases and lines of each, from and to; pounds a line
    groups = [
        (70, (0, 12), (14, 22), (1, 2), (44, 9)),
        (150, (5, 45), (6, 9), (1, 1), (24, 5)),
        (110, (3, 30), (1, 2), (1, 2), (12, 3)),
        (100, (150, 230), (7, 10), (1, 1), (34, 6)),
        (170, (240, 360), (1, 2), (1, 2), (9, 3)),
    ]
    last_day = datetime.date(2025, 11, 30)
    orders = []
    customer = 12000
    for count, ago, purchases, lines, pounds in groups:
        for _ in range(count):
            customer += rng.randint(1, 9)
            latest = rng.randint(*ago)
            days = [latest] + [rng.randint(latest, 364) for _ in range(rng.randint(*purchases) - 1)]
            orders += [(last_day - datetime.timedelta(days=day), customer, rng.randint(*lines), pounds) for day in days]
    orders.sort(key=lambda order: order[:2])
    rows = []
    invoice = 536000
    for day, customer, lines, pounds in orders:
        invoice += rng.randint(1, 3)
        time = f"{day} {rng.randint(8, 19):02d}:{rng.randint(0, 59):02d}"
        country = rng.choices(["United Kingdom", "France", "Germany", "Ireland"], [88, 4, 4, 4])[0]
        for _ in range(lines):
            code, text, price = rng.choice(PRODUCTS)
            quantity = max(1, round(max(2, rng.gauss(*pounds)) / price))
            rows.append([invoice, code, text, quantity, time, f"{price:.2f}", customer, country])
        quirk = rng.random()
        if quirk < 0.03:  # a canceled invoice
            code, text, quantity, price = rows[-1][1], rows[-1][2], rows[-1][3], rows[-1][5]
            invoice += 1
            rows.append([f"C{invoice}", code, text, -quantity, time, price, customer, country])
        elif quirk < 0.036:  # a return without a word
            rows.append([invoice, *rows[-1][1:3], -1, *rows[-1][4:]])
        elif quirk < 0.046:  # a gift
            rows.append([invoice, "GIFT", "Gift card", 1, time, "0.00", customer, country])
        if rng.random() < 0.06:  # somebody at the counter
            code, text, price = rng.choice(PRODUCTS)
            invoice += 1
            rows.append([invoice, code, text, rng.randint(1, 6), time, f"{price:.2f}", "", country])
    return rows


PRODUCTS = [
    ("P100", "Tea towel", 2.95), ("P101", "Mug", 3.75), ("P102", "Candle", 1.65), ("P103", "Cake tin", 4.95),
    ("P104", "Lunch bag", 1.95), ("P105", "Picture frame", 5.45), ("P106", "Doormat", 7.95), ("P107", "Lamp", 12.75),
    ("P108", "Paper garland", 0.85), ("P109", "Alarm clock", 8.5), ("P110", "Storage jar", 2.25),
    ("P111", "Cushion", 9.95), ("P112", "Wall clock", 14.95), ("P113", "Apron", 4.25), ("P114", "Gift wrap", 0.42),
]

write("customers.csv", ["CustomerID", "Age", "Spend", "Recency", "Frequency", "Category", "Region"], customers(random.Random(7)))
write("mall.csv", ["CustomerID", "Gender", "Age", "Annual Income (k$)", "Spending Score (1-100)"], mall(random.Random(11)))
write(
    "transactions.csv",
    ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"],
    transactions(random.Random(19)))
