"""What an audit says: how often one policy beats the other, and which numbers decide that.

Represents: for each key outcome the share of parameter sets in which the second policy does better
than the first, with its interval, and the parameters that go most with winning. A share above 95%
or below 5% is labelled "built in": whatever the numbers, the form of the model decides. A share
short of it, with the line in its interval, is "near built in: cannot tell".
Source: Wilson (1927) for the share; Spearman's rank correlation of a parameter with the sign.
Leaves out: by how much it is better, the mean over several seeds of a set (docs/audit.md), and
parameters that decide only together with another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from wijksim.experiment.statistics import wilson
from wijksim.outcomes.base import Outcome

BUILT_IN: Final = "built in"
NEAR: Final = "near built in: cannot tell"
"""Said where the line lies within the interval: chance decides on which side a share falls."""
ALWAYS: Final = 0.95
"""From the brief of the audit: above this share, or below what is left of 1, it is built in."""
MOST_NAMED: Final = 5
"""So many parameters are named per outcome."""


def gain(outcome: Outcome, first: float, second: float) -> float:
    """1 when the second figure is better, -1 when worse, 0 when the same, NaN when one lacks.

    By what the outcome is judged by (`Outcome.judged`). NaN, too, where no side is better.
    """
    if outcome.better_judged == "neither":
        return math.nan
    better = outcome.judged(second) - outcome.judged(first)
    if outcome.better_judged == "lower":
        better = -better
    return math.nan if math.isnan(better) else float(np.sign(better))


def gains_of(found: pd.DataFrame, catalogue: Sequence[Outcome]) -> pd.DataFrame:
    """The gain per set (row) and key outcome (column) from rows of set, outcome, first, second."""
    keys = {one.name: one for one in catalogue if one.key}
    rows = found[found["outcome"].isin(keys)]
    sign = [
        gain(keys[name], first, second)
        for name, first, second in zip(rows["outcome"], rows["first"], rows["second"], strict=True)
    ]
    table = rows.assign(gain=sign).pivot(index="set", columns="outcome", values="gain")
    return table.reindex(columns=list(keys))


def shares(gains: pd.DataFrame) -> pd.DataFrame:
    """Per key outcome: sets counted, share in which the second is better, interval and label.

    A tie counts half, and sets without a figure do not count.
    """
    rows = []
    for name in gains.columns:
        known = gains[name].dropna().to_numpy(dtype=np.float64)
        share = float((0.5 + 0.5 * known).mean()) if known.size else math.nan
        low, high = wilson(share, known.size) if known.size else (math.nan, math.nan)
        rows.append((name, int(known.size), share, low, high, _label(share, low, high)))
    return pd.DataFrame(
        rows, columns=["outcome", "sets", "share_better", "ci_low", "ci_high", "label"]
    )


def _label(share: float, low: float, high: float) -> str:
    if share > ALWAYS or share < 1.0 - ALWAYS:
        return BUILT_IN
    return NEAR if low < ALWAYS < high or low < 1.0 - ALWAYS < high else ""


def associations(gains: pd.DataFrame, sets: pd.DataFrame) -> pd.DataFrame:
    """Per key outcome and parameter the rank correlation with the sign, the strongest first.

    Nothing for an outcome whose sign is the same in every set.
    """
    parts = []
    for name in gains.columns:
        known = gains[name].dropna()
        if known.nunique() < 2:
            continue
        wins = _centred(rankdata(known.to_numpy()))
        values = sets.loc[known.index]
        found = {key: _correlation(wins, _centred(rankdata(values[key]))) for key in values}
        part = pd.Series(found).sort_values(key=np.abs, ascending=False, kind="stable")
        parts.append(
            pd.DataFrame(
                {"outcome": name, "parameter": part.index, "rank_correlation": part.to_numpy()}
            )
        )
    names = ["outcome", "parameter", "rank_correlation"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)


def _centred(ranks: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[float]:
    middle = math.fsum(ranks) / len(ranks)
    return [float(one) - middle for one in ranks]


def _correlation(one: list[float], other: list[float]) -> float:
    """Pearson's correlation of centred values; exact sums, so the same on every processor."""
    length = math.fsum(x * x for x in one) * math.fsum(y * y for y in other)
    if length <= 0.0:
        return 0.0
    return math.fsum(x * y for x, y in zip(one, other, strict=True)) / math.sqrt(length)


def as_text(table: pd.DataFrame, related: pd.DataFrame) -> str:
    """The audit as a table in Markdown, with the parameters that go most with winning."""
    lines = [
        "| outcome | sets | second better | 95% interval | label | goes with |",
        "|---|---|---|---|---|---|",
    ]
    for name, sets, share, low, high, label in zip(
        *(table[column] for column in table.columns), strict=True
    ):
        mine = related[related["outcome"] == name].head(MOST_NAMED)
        named = ", ".join(
            f"{key} {value:+.2f}"
            for key, value in zip(mine["parameter"], mine["rank_correlation"], strict=True)
        )
        lines.append(
            f"| {name} | {sets} | {100 * share:.1f}% | "
            f"{100 * low:.1f}–{100 * high:.1f}% | {label} | {named} |"
        )
    return "\n".join(lines)
