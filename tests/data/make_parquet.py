"""Writes types.parquet, with every kind of column that a Parquet file has, and types.csv with its flat columns."""
import duckdb

duckdb.sql("""
    COPY (
        SELECT i AS id,
               CASE WHEN i = 3 THEN NULL ELSE 'name, ' || i END AS name,
               CAST(i * 1.5 AS DECIMAL(10, 2)) AS amount,
               CAST(12345678901234567890 + i AS DECIMAL(30, 4)) AS wide,
               CAST(i / 10 AS DOUBLE) AS score,
               CAST(i / 10 AS FLOAT) AS small,
               CAST(1000000000000 + i AS BIGINT) AS phone,
               CAST(i AS TINYINT) AS tiny,
               CAST(4000000000 + i AS UINTEGER) AS big,
               i % 2 = 0 AS member,
               DATE '2024-01-31' + CAST(i AS INTEGER) AS since,
               TIMESTAMP '2024-02-01 10:20:30' + to_milliseconds(i * 250) AS seen,
               TIME '08:15:00' + to_minutes(i) AS hour,
               [i, i + 1] AS orders,
               {'street': 'S' || i, 'town': 'T'} AS address
        FROM range(1, 6) r(i)
    ) TO 'types.parquet' (FORMAT parquet)
""")
duckdb.sql("COPY (SELECT * EXCLUDE (orders, address) FROM 'types.parquet') TO 'types.csv'")
