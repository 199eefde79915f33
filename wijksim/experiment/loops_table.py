"""What each feedback loop does when it alone is cut, as the table of docs/loops.md.

Represents: Carnisse at rest, with the push of each loop, with and without the cut; means over the
last year and over seeds. Loops that show soon live two years, the others four.
`python -m wijksim.experiment.loops_table [LOOP ...] [--seeds N]` prints it; some ten minutes.
Source: wijksim.experiment.loops. Leaves out: other neighbourhoods, other starts.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from wijksim.experiment.loops import LOOPS, Shown, loop_named, show_loops
from wijksim.experiment.pattern_scores import AT_REST
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations

SOON: Final = ("R3", "R4", "R5", "R9", "R10")
"""Loops that show within two years."""
HEAD: Final = (
    "| loop | outcome | at rest | pushed | pushed, cut | loop (standard error) "
    "| seeds with the sign |\n"
    "|---|---|---|---|---|---|---|"
)


def carnisse(*, years: int, weeks_before: int) -> Scenario:
    """Carnisse at rest from 2013 on, for so many years after so many weeks of warm-up."""
    rest = load_scenario(AT_REST, declarations=declarations())
    return replace(
        rest, start=date(2013, 1, 7), end=date(2012 + years, 12, 25), warm_up_weeks=weeks_before
    )


def lived(names: Iterable[str], *, seeds: Iterable[int]) -> dict[str, list[Shown]]:
    """What each loop does in the time in which it shows, once per seed."""
    names, seeds = list(names), list(seeds)
    soon = show_loops(
        carnisse(years=2, weeks_before=13), [one for one in names if one in SOON], seeds=seeds
    )
    late = show_loops(
        carnisse(years=4, weeks_before=26), [one for one in names if one not in SOON], seeds=seeds
    )
    return {name: (soon | late)[name] for name in names}


def as_row(name: str, shown: Sequence[Shown]) -> str:
    """One row of the table; the standard error needs two seeds or more."""
    loop, n = loop_named(name), len(shown)
    effects = [one.by_the_loop for one in shown]
    mean = sum(effects) / n
    error = (
        math.sqrt(sum((one - mean) ** 2 for one in effects) / (n - 1) / n) if n > 1 else math.nan
    )
    agree = sum(one * loop.sign > 0 for one in effects)
    rest, pushed, cut = (
        sum(values) / n
        for values in zip(*((s.baseline, s.pushed, s.cut) for s in shown), strict=True)
    )
    return (
        f"| {name} | {loop.outcome} | {rest:.4g} | {pushed:.4g} | {cut:.4g} | "
        f"{mean:+.3g} ({error:.2g}) | {agree} of {n} |"
    )


def main(arguments: Sequence[str]) -> None:
    """Print the table for the loops that are named, or for all."""
    parser = argparse.ArgumentParser(description="What each feedback loop does when it is cut.")
    parser.add_argument("loops", nargs="*", help="names such as R2; all loops without any")
    parser.add_argument("--seeds", type=int, default=5, help="seeds 1 to N (default 5)")
    given = parser.parse_args(arguments)
    shown = lived(given.loops or LOOPS, seeds=range(1, given.seeds + 1))
    print(HEAD, *(as_row(name, shown[name]) for name in shown), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
