"""pandas, DuckDB and polars read what a sweep leaves: plain Parquet, one row per figure."""

import sys

import duckdb
import pandas as pd
import polars as pl

FOLDER = sys.argv[1] if len(sys.argv) > 1 else "results/first-look"

by_pandas = pd.read_parquet(f"{FOLDER}/runs").groupby("scenario")["value"].mean()
by_duckdb = duckdb.sql(
    f"SELECT scenario, avg(value) FROM '{FOLDER}/runs/*.parquet' GROUP BY scenario ORDER BY 1"
).fetchall()
by_polars = (
    pl.scan_parquet(f"{FOLDER}/runs/*.parquet")
    .group_by("scenario")
    .agg(pl.col("value").mean())
    .sort("scenario")
    .collect()
)

for (scenario, value), duck, polar in zip(
    by_pandas.items(), by_duckdb, by_polars.rows(), strict=True
):
    print(f"{scenario},{value:.9g},{duck[1]:.9g},{polar[1]:.9g}")
