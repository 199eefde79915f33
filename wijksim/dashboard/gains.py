"""What each pair of runs says about each key outcome, in steps that matter, better being positive.

Represents: the material of a score under somebody's own weights. A gain of 1 is one difference that
matters, in the better direction; for inequality, one step nearer to zero.
Source: `matters`, `better` and `near_zero` of each outcome (wijksim.outcomes).
Leaves out: outcomes without a better side, and whether steps may be added up: that is the viewer's
judgement, which the page says.
"""

from __future__ import annotations

import math
from typing import Any

from wijksim.experiment.compare import Compared
from wijksim.outcomes.base import ALL, Outcome


def weighable(compared: Compared) -> list[Outcome]:
    """The key outcomes that can be weighed, in the catalogue's order."""
    return [
        one for one in compared.catalogue if one.key and one.better_judged in ("lower", "higher")
    ]


def gains(compared: Compared, label: str) -> list[list[float]]:
    """For each pair, the gain of `label` over the baseline on each outcome; 0 where unknown."""
    found = []
    for before, after in zip(
        compared.values[compared.baseline], compared.values[label], strict=True
    ):
        found.append([_gain(one, before, after) for one in weighable(compared)])
    return found


def _gain(outcome: Outcome, before: Any, after: Any) -> float:
    base = before.get((outcome.name, ALL), math.nan)
    value = after.get((outcome.name, ALL), math.nan)
    step = outcome.judged(value) - outcome.judged(base)
    if outcome.better_judged == "lower":
        step = -step
    gain = step / outcome.matters
    return round(float(gain), 4) if math.isfinite(gain) else 0.0
