"""Customers of a file of invoice lines by pandas: peer_purchases.py FILE; prints seconds and customers as JSON."""
import json, sys, time
import pandas as pd

started = time.perf_counter()
lines = pd.read_csv(sys.argv[1], dtype={"InvoiceNo": str, "StockCode": str})
read = time.perf_counter() - started
lines = lines[lines.CustomerID.notna() & ~lines.InvoiceNo.str.startswith("C")]
lines = lines[(lines.Quantity > 0) & (lines.UnitPrice > 0)].copy()
lines["day"] = pd.to_datetime(lines.InvoiceDate).dt.normalize()
lines["amount"] = lines.Quantity * lines.UnitPrice
customers = lines.groupby("CustomerID").agg(
    last=("day", "max"), first=("day", "min"), frequency=("InvoiceNo", "nunique"), monetary=("amount", "sum"),
    items=("Quantity", "sum"), lines=("amount", "size"))
print(json.dumps({"read": read, "all": time.perf_counter() - started, "customers": len(customers),
                  "monetary": float(customers.monetary.sum()), "frequency": int(customers.frequency.sum())}))
