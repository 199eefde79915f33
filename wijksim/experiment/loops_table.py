"""What each feedback loop and each of its links does when it alone is cut, as in docs/loops.md.

Represents: Carnisse at rest, with the push of each loop, with and without the cut; means over the
last year and over seeds. Each loop lives as long as it takes to show.
`python -m wijksim.experiment.loops_table [LOOP ...] [--seeds N]` prints both tables; some fifteen
minutes. Source: wijksim.experiment.loops. Leaves out: other neighbourhoods, other starts.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from wijksim.experiment.loops import Shown, show_loops
from wijksim.experiment.loops_catalogue import LOOPS, loop_named
from wijksim.experiment.pattern_scores import AT_REST
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations

SOON: Final = ("R5", "R9", "R10")
"""Loops that show within two years, after 13 weeks of warm-up."""
LATE: Final = ("R3",)
"""Loops that take five years; like all others, which take four, after 26 weeks of warm-up."""
HEAD: Final = (
    "| loop | outcome | at rest | pushed | pushed, cut | loop (standard error) "
    "| seeds with the sign |\n"
    "|---|---|---|---|---|---|---|"
)
LINKS_HEAD: Final = (
    "| link | outcome | alone (standard error) | seeds with the sign | moves it "
    "| comes to the link: at rest, pushed, pushed and cut | brought back (standard error) |\n"
    "|---|---|---|---|---|---|---|"
)


def carnisse(*, years: int, weeks_before: int) -> Scenario:
    """Carnisse at rest from 2013 on, for so many years after so many weeks of warm-up."""
    rest = load_scenario(AT_REST, declarations=declarations())
    return replace(
        rest, start=date(2013, 1, 7), end=date(2012 + years, 12, 25), warm_up_weeks=weeks_before
    )


def lived(
    names: Iterable[str], *, seeds: Iterable[int], apart: bool = False
) -> dict[str, list[Shown]]:
    """What each loop does in the time in which it shows, once per seed; `apart`, also its links."""
    names, seeds = list(names), list(seeds)
    shown: dict[str, list[Shown]] = {}
    for years, weeks, those in (
        (2, 13, [one for one in names if one in SOON]),
        (4, 26, [one for one in names if one not in (*SOON, *LATE)]),
        (5, 26, [one for one in names if one in LATE]),
    ):
        found = carnisse(years=years, weeks_before=weeks)
        shown |= show_loops(found, those, seeds=seeds, apart=apart)
    return {name: shown[name] for name in names}


def mean_and_error(effects: Sequence[float]) -> tuple[float, float]:
    """The mean, and its standard error; the error is nan for one value alone."""
    n = len(effects)
    mean = sum(effects) / n
    if n == 1:
        return mean, math.nan
    return mean, math.sqrt(sum((one - mean) ** 2 for one in effects) / (n - 1) / n)


def moves(effects: Sequence[float], sign: int) -> bool:
    """Whether effects, one a seed, lie along a sign by more than twice their standard error."""
    mean, error = mean_and_error(effects)
    return mean * sign > 2.0 * error


def as_row(name: str, shown: Sequence[Shown]) -> str:
    """One row of the table; the standard error needs two seeds or more."""
    loop, n = loop_named(name), len(shown)
    effects = [one.by_the_loop for one in shown]
    mean, error = mean_and_error(effects)
    agree = sum(one * loop.sign > 0 for one in effects)
    rest, pushed, cut = (
        sum(values) / n
        for values in zip(*((s.baseline, s.pushed, s.cut) for s in shown), strict=True)
    )
    return (
        f"| {name} | {loop.outcome} | {rest:.4g} | {pushed:.4g} | {cut:.4g} | "
        f"{mean:+.3g} ({error:.2g}) | {agree} of {n} |"
    )


def as_links(name: str, shown: Sequence[Shown]) -> list[str]:
    """A row for each link of a loop that was taken apart."""
    loop, n = loop_named(name), len(shown)
    rows = []
    for link in loop.links:
        outcome, sign = loop.judged(link)
        each = [one.links[link] for one in shown]
        alone = [one.alone for one in each]
        mean, error = mean_and_error(alone)
        agree = sum(one * sign > 0 for one in alone)
        answer = "yes" if moves(alone, sign) else "no"
        rest, pushed, cut = (
            sum(values) / n
            for values in zip(
                *((one.came_at_rest, one.came_pushed, one.came_cut) for one in each), strict=True
            )
        )
        back, spread = mean_and_error([one.returned for one in each])
        rows.append(
            f"| `{link}` | {outcome} | {mean:+.3g} ({error:.2g}) | {agree} of {n} | {answer} | "
            f"{rest:.4g}, {pushed:.4g}, {cut:.4g} | {back:+.2g} ({spread:.2g}) |"
        )
    return rows


def main(arguments: Sequence[str]) -> None:
    """Print the tables for the loops that are named, or for all."""
    parser = argparse.ArgumentParser(description="What each feedback loop does when it is cut.")
    parser.add_argument("loops", nargs="*", help="names such as R2; all loops without any")
    parser.add_argument("--seeds", type=int, default=5, help="seeds 1 to N (default 5)")
    given = parser.parse_args(arguments)
    shown = lived(given.loops or LOOPS, seeds=range(1, given.seeds + 1), apart=True)
    print(HEAD, *(as_row(name, shown[name]) for name in shown), sep="\n")
    print("", LINKS_HEAD, *(row for name in shown for row in as_links(name, shown[name])), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
