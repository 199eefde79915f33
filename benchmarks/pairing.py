"""How much the same luck in both runs of a pair lowers the variance of their difference.

Represents: the paired difference top-down against bottom-up in the last year of the horizon, for
each key outcome, beside the same difference between runs with luck of their own. The variance of
the latter is var(A) + var(B), estimated from the same runs, so that nothing has to be run twice.
The ratio is what pairing leaves; 1 / ratio says how many times fewer runs it asks.

Source: common random numbers (Law 2015, "Simulation modeling and analysis", chapter 11); the
interval is a percentile bootstrap over pairs (Efron 1979).

Run it by `python benchmarks/pairing.py [--pairs N] [--quick]`; `make bench` runs a few pairs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from end_to_end import PAIR
from rich.console import Console
from rich.progress import track
from rich.table import Table

import wijksim
from wijksim.outcomes.base import ALL
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.results import RunResult, run_branches
from wijksim.scenario.settled import Scenario

KEYS = tuple(one.name for one in OUTCOMES if one.key)
QUARTERS = 4
AIM = 0.25
"""What pairing may leave of the variance, asked of at least `AIM_OUTCOMES` outcomes."""
AIM_OUTCOMES = 3
DRAWS = 4000
QUICK_PAIRS = 4
Figures = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Pairing:
    """What pairing does to one outcome. `paired` and `unpaired` are variances of a difference."""

    outcome: str
    paired: float
    unpaired: float
    ratio: float
    low: float
    high: float
    correlation: float
    pairs: int


def last_year(result: RunResult, outcome: str) -> float:
    """The mean over the last four quarters of an outcome, for everybody."""
    rows: pd.DataFrame = result.outcomes
    chosen = rows[(rows["outcome"] == outcome) & (rows["group"] == ALL)]
    return float(chosen["value"].to_numpy()[-QUARTERS:].mean())


def ratio_of(a: Figures, b: Figures) -> float:
    """Variance of the paired difference over var(A) + var(B); NaN when neither varies."""
    apart = a.var(ddof=1) + b.var(ddof=1)
    return float((a - b).var(ddof=1) / apart) if apart > 0.0 else float("nan")


def pairing(outcome: str, a: Sequence[float], b: Sequence[float]) -> Pairing:
    """What pairing does, from the figures of both runs of each pair; pairs with a NaN are left out.

    Raises ValueError for fewer than two pairs.
    """
    both = np.array([a, b], dtype=float)
    both = both[:, np.isfinite(both).all(axis=0)]
    number = both.shape[1]
    if number < 2:
        raise ValueError(f"{outcome}: a variance needs at least two pairs, and {number} are known")
    chance = np.random.default_rng(20)
    picked = chance.integers(0, number, size=(DRAWS, number))
    drawn = np.array([ratio_of(both[0, rows], both[1, rows]) for rows in picked])
    low, high = np.nanquantile(drawn, (0.025, 0.975))
    return Pairing(
        outcome=outcome,
        paired=float((both[0] - both[1]).var(ddof=1)),
        unpaired=float(both[0].var(ddof=1) + both[1].var(ddof=1)),
        ratio=ratio_of(both[0], both[1]),
        low=float(low),
        high=float(high),
        correlation=float(np.corrcoef(both)[0, 1]) if (both.std(axis=1) > 0.0).all() else 0.0,
        pairs=number,
    )


def figures_of_pairs(scenarios: Sequence[Scenario], seeds: Sequence[int]) -> dict[str, Figures]:
    """By key outcome, the figures of the last year: shape (scenarios, pairs)."""
    found = {name: np.empty((len(scenarios), len(seeds))) for name in KEYS}
    for column, seed in enumerate(track(seeds, description="pairs", transient=True)):
        for row, result in enumerate(run_branches(scenarios, seed=seed)):
            for name in KEYS:
                found[name][row, column] = last_year(result, name)
    return found


def measure(*, pairs: int) -> tuple[list[Pairing], dict[str, Figures]]:
    """Run pairs of the two main scenarios; gives what pairing does, and the figures themselves."""
    scenarios = [wijksim.load_scenario(name) for name in PAIR]
    figures = figures_of_pairs(scenarios, range(1, pairs + 1))
    return [pairing(name, *figures[name]) for name in KEYS], figures


def met(found: Sequence[Pairing]) -> int:
    """In how many outcomes at most a quarter of the variance is left."""
    return sum(one.ratio <= AIM for one in found)


def show(found: Sequence[Pairing], console: Console) -> None:
    """Print a table and whether it is what was asked."""
    table = Table(title="Variance of the difference in the last year, top-down less bottom-up")
    for heading in ("outcome", "unpaired", "paired", "ratio", "95% interval", "correlation"):
        table.add_column(heading, overflow="fold")
    for one in found:
        table.add_row(
            one.outcome,
            f"{one.unpaired:.4g}",
            f"{one.paired:.4g}",
            f"{one.ratio:.3f}",
            f"{one.low:.3f} to {one.high:.3f}",
            f"{one.correlation:.2f}",
            style=None if one.ratio <= AIM else "bold red",
        )
    console.print(table)
    count = met(found)
    verdict = "met" if count >= AIM_OUTCOMES else "missed"
    console.print(
        f"{found[0].pairs} pairs: at most {AIM:g} in {count} of {len(found)} outcomes; "
        f"asked in {AIM_OUTCOMES}: {verdict}"
    )


def main() -> int:
    """Measure and print; gives the exit code."""
    parser = argparse.ArgumentParser(description="Measure what the same luck is worth.")
    parser.add_argument("--pairs", type=int, default=20, help="pairs to run")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_PAIRS} pairs only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures there")
    chosen = parser.parse_args()
    pairs = QUICK_PAIRS if chosen.quick else chosen.pairs
    if pairs < 2:
        parser.error("--pairs is a whole number from 2 on: one pair has no variance")
    found, figures = measure(pairs=pairs)
    show(found, Console())
    if chosen.json is not None:
        told = {name: values.tolist() for name, values in figures.items()}
        chosen.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
