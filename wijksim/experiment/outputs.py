"""The files of a result: tables for machines, and a manifest to repeat it.

Represents: the same bytes for the same command. Nothing in these files depends on the clock, the
machine, the number of processes or the folder they are written in.

Leaves out: the report for readers.
"""

from __future__ import annotations

import csv
import io
import json
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from wijksim.core.frames import pd
from wijksim.experiment.engine import Run
from wijksim.scenario.settled import Scenario

RESULT_FILES: Final = (
    "outcomes.parquet",
    "summary.csv",
    "manifest.json",
    "report.html",
    "report.pdf",
    "events.parquet",
)
"""Every file that a result can hold; an older one gives way when a new result takes its place."""

PACKAGES: Final = ("mesa", "numba", "numpy", "pandas", "pyarrow", "scipy")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """A text that a spreadsheet shows and does not run as a formula.

    >>> harmless("=1+1"), harmless("carnisse/mixed")
    ("'=1+1", 'carnisse/mixed')
    """
    return f"'{text}" if text.lstrip(" \ufeff").startswith(_FORMULA) else text


def as_csv(table: pd.DataFrame) -> bytes:
    """A table as CSV: UTF-8, points in numbers, ten digits, empty where there is no figure.

    No cell of it is run as a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([str(name) for name in table.columns])
    for row in table.itertuples(index=False, name=None):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8")


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """A table as a CSV file, see `as_csv`."""
    path.write_bytes(as_csv(table))


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value + 0.0:.10g}"
    return harmless(value) if isinstance(value, str) else str(value)


def write_parquet(table: pd.DataFrame, path: Path) -> None:
    """A table as Parquet, without notes on the program that made it."""
    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    if "date" in arrow.column_names:
        place = arrow.column_names.index("date")
        arrow = arrow.set_column(place, "date", arrow.column(place).cast(pa.date32()))
    pq.write_table(arrow, path, compression="zstd")


def one_run_table(run: Run) -> pd.DataFrame:
    """The figures of one run: date, outcome, group, value. Once-only figures stand at the end."""
    day = run.outcomes["date"].max() if len(run.outcomes) else None
    parts = [one for one in (run.outcomes, run.final.assign(date=day)) if len(one)]
    names = ["date", "outcome", "group", "value"]
    return pd.concat(parts, ignore_index=True)[names] if parts else run.outcomes[names]


def write_json(content: dict[str, Any], path: Path) -> None:
    """A manifest as JSON, keys in the order given."""
    text = json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"
    path.write_bytes(text.encode("utf-8"))


def versions() -> dict[str, str]:
    """Versions of the program and of all that can change its figures."""
    return {"wijksim": version_of("wijksim"), "python": platform.python_version()} | {
        name: version_of(name) for name in PACKAGES
    }


def version_of(package: str) -> str:
    """The installed version of a package, or "not installed"."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def manifest(
    *, command: str, scenarios: Sequence[Scenario], labels: Sequence[str], runs: dict[str, Any]
) -> dict[str, Any]:
    """What another person needs to repeat a result: command, seeds, versions, hashes of inputs."""
    return {
        "command": command,
        "versions": versions(),
        **runs,
        "scenarios": [
            {
                "scenario": label,
                "title": dict(one.title),
                "horizon": {"start": one.start.isoformat(), "end": one.end.isoformat()},
                "warm_up_weeks": one.warm_up_weeks,
                "inputs": [{"file": x.name, "sha256": x.sha256} for x in one.inputs],
            }
            for label, one in zip(labels, scenarios, strict=True)
        ],
    }
