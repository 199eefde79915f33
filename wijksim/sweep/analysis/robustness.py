"""Which scenario one would regret least, whatever the world turns out to be.

Represents: scenarios as options and points as futures. The regret of an option in a future is how
much worse it does there than the best option in that future. Robust is who is never far behind.

Source: minimax regret (Savage 1951); the share of futures that are good enough (Starr 1963; McPhail
et al. 2018). Good enough is here: behind by less than the difference that matters.
Leaves out: how likely futures are; weighing outcomes. Chance blurs a future's best: regret is
somewhat overstated with few seeds, for all options alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from wijksim.experiment.statistics import mean_of, quantile
from wijksim.sweep.analysis.blocks import share_interval
from wijksim.sweep.analysis.effects import Word, effect_of
from wijksim.sweep.analysis.reading import Block

HIGH: Final = 0.9
FEWEST_FUTURES: Final = 10
"""With fewer futures than this nothing is told (assumption)."""


@dataclass(frozen=True)
class Regret:
    """One option, in the outcome's unit: regret on average, in the worst tenth, and at worst.

    `good` is the share of futures in which it is good enough, with the interval that so many drawn
    futures leave; `best` the share in which no option does better.
    """

    scenario: str
    futures: int
    mean: float
    high: float
    worst: float
    good: float
    good_low: float
    good_high: float
    best: float
    regrets: Block


def regrets_of(
    levels: Mapping[str, Block], *, better: str, matters: float, blocks: Block | None = None
) -> list[Regret]:
    """The regret of each option; levels have shape (futures, replicates).

    `blocks` numbers the futures that a design drew together, shape (futures,); by default each was
    drawn alone. Nothing when there is one option, too few futures, or no side of the outcome that
    is better.
    """
    if len(levels) < 2 or better not in ("lower", "higher"):
        return []
    means = np.stack([one.mean(axis=1) for one in levels.values()])
    whole = np.isfinite(means).all(axis=0)
    drawn = (np.arange(len(whole)) if blocks is None else blocks)[whole]
    means = means[:, whole]
    futures = means.shape[1]
    if futures < FEWEST_FUTURES:
        return []
    loss = means if better == "lower" else -means
    regrets = loss - loss.min(axis=0)
    found = []
    for place, scenario in enumerate(levels):
        own = regrets[place]
        enough = own < matters
        low, high = share_interval(enough, drawn)
        found.append(
            Regret(
                scenario=scenario,
                futures=futures,
                mean=mean_of(own),
                high=quantile(own, HIGH),
                worst=float(own.max()),
                good=float(enough.mean()),
                good_low=low,
                good_high=high,
                best=float((own <= 0).mean()),
                regrets=np.sort(own),
            )
        )
    return found


def most_robust(regrets: list[Regret], *, matters: float) -> Regret | None:
    """The option with the least worst regret; None when the next is behind by less than matters."""
    if not regrets:
        return None
    first, second = sorted(regrets, key=lambda one: one.worst)[:2]
    return first if second.worst - first.worst >= matters else None


def nearly_least(regrets: list[Regret], *, matters: float) -> list[Regret]:
    """The options whose worst regret is above the least by less than matters, the least first."""
    ordered = sorted(regrets, key=lambda one: one.worst)
    return [one for one in ordered if one.worst - ordered[0].worst < matters]


def left_open_by_chance(levels: Mapping[str, Block], *, matters: float) -> bool:
    """Whether chance leaves the difference between any two options too open to tell regrets."""
    return any(
        effect_of(one - other, matters=matters).word is Word.UNSURE
        for one, other in combinations(levels.values(), 2)
    )


def widest(regrets: list[Regret]) -> float:
    """The largest regret of any option, for a common scale; NaN of nothing."""
    return max((one.worst for one in regrets), default=math.nan)
