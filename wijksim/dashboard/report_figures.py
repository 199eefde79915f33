"""The figures of a report as tables, in the order in which they stand in it.

Represents: what each chart or map of a comparison shows, as numbers with a dot before decimals.
Source: the same panels that the report is made of (wijksim.report.figures).
Leaves out: the tables of a report, which it holds itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijksim.dashboard.taken import Cell, csv_text, file_stem
from wijksim.experiment.statistics import quantile
from wijksim.outcomes.base import QUINTILES, Outcome
from wijksim.report.answers import Teller
from wijksim.report.comparison import Comparison
from wijksim.report.figures import (
    BAND,
    group_panels,
    quantile_mean,
    quarters_of,
)
from wijksim.report.squares import beyond_chance, share_of

Rows = list[list[Cell]]


@dataclass(frozen=True)
class Taken:
    """One figure as a table, and the name of its file without ending."""

    stem: str
    csv: str


def report_tables(answer: Comparison, lang: str) -> list[Taken]:
    """A table for each figure of the report: fifths, then years, then maps."""
    teller = Teller(answer, lang)
    found = []
    for label in answer.others:
        for panel in group_panels(teller, label):
            outcome = _outcome(answer, teller, panel["outcome"])
            rows = _fifths(teller, label, outcome)
            stem = file_stem("fifths", outcome.name, label)
            heads = ["fifth", answer.baseline, label, "difference", "low", "high"]
            found.append(Taken(stem, csv_text(heads, rows)))
    for outcome, series in quarters_of(answer):
        heads = ["date", "policy", "mean", "p10", "p90"]
        found.append(Taken(file_stem("years", outcome.name), csv_text(heads, _quarters(series))))
    maps = [("before", share_of(answer.maps_before[answer.baseline]))]
    maps += [(f"after-{label}", share_of(answer.maps_after[label])) for label in answer.labels]
    base = answer.maps_each[answer.baseline]
    for label in answer.others:
        change, _ = beyond_chance(answer.maps_each[label], base)
        maps.append((f"change-{label}", change))
    for name, shares in maps:
        heads = ["row", "column", "share"]
        found.append(Taken(file_stem("map", name), csv_text(heads, _squares(shares))))
    return found


def _outcome(answer: Comparison, teller: Teller, name: str) -> Outcome:
    return next(one for one in answer.catalogue if one.key and teller.name(one) == name)


def _fifths(teller: Teller, label: str, outcome: Outcome) -> Rows:
    rows: Rows = []
    for place, group in enumerate(QUINTILES, 1):
        one = teller.answer(label, outcome, group).difference
        levels = teller.levels(label, outcome, group)
        rows.append([place, *levels, one.mean, one.low, one.high])
    return rows


def _quarters(series: dict[str, pd.DataFrame]) -> Rows:
    rows: Rows = []
    for label, wide in series.items():
        for day, values in zip(wide.index, wide.to_numpy().tolist(), strict=True):
            low, high = (quantile(values, share) for share in BAND)
            rows.append([str(day)[:10], label, quantile_mean(values), low, high])
    return rows


def _squares(shares: np.ndarray) -> Rows:
    return [
        [int(row), int(column), float(shares[row, column])]
        for row, column in zip(*np.nonzero(np.isfinite(shares)), strict=True)
    ]
