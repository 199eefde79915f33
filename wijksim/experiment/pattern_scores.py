"""The scores of the patterns: a few seeds of the scenarios that each pattern is about.

Represents: a table of patterns with the value found and whether it lies in the band. Values are
means over the seeds. Run it with `python -m wijksim.experiment.pattern_scores 1 2 3`.
Source: see `patterns`. Leaves out: the spread over seeds, which decides about no pattern.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.experiment import patterns as of
from wijksim.experiment.patterns import Pattern, Watch, lived, mean_of
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations

AT_REST: Final = "carnisse/at-rest"
ROLL_OUT: Final = "carnisse/top-down-rollout"
FROM_BELOW: Final = "carnisse/bottom-up-self-organisation"
FORMS: Final = "access.forms"
AUDITED: Final = (2016, 2018)
"""Years on which the audit office looked back, the first year of the teams left out."""

Row = tuple[Pattern, str, float]


def watched(name: str, *, seed: int, weeks: int | None = None) -> Watch:
    """A scenario lived under the eyes of a watch."""
    return lived(WijkModel(name, seed=seed, collect=False), weeks=weeks)


def rest(watches: Sequence[Watch]) -> list[Row]:
    """P0: the lowest and the highest year of each level, means over seeds, over the first year."""
    rows: list[Row] = []
    for pattern, level in zip(of.P0, of.LEVELS, strict=True):
        years = np.mean([watch.years(level) for watch in watches], axis=0)
        rows.append((pattern, "lowest", float(years.min() / years[0])))
        rows.append((pattern, "highest", float(years.max() / years[0])))
    return rows


def use_and_debt(watches: Sequence[Watch]) -> list[Row]:
    """P12, P13, P14, measured at rest."""
    rows: list[Row] = []
    for kind, found in (
        (of.USE, [watch.use_in_every_year() for watch in watches]),
        (of.RETURN, [watch.use_again() for watch in watches]),
    ):
        for pattern in kind:
            domain = pattern.name.rsplit(" ", 1)[1]
            rows.append((pattern, "at rest", mean(one[domain] for one in found)))
    rows.append((of.KNOWN_DEBT, "at rest", mean(one.known_debt() for one in watches)))
    running = mean(one.debt_after(2, running=True) for one in watches)
    rows.append((of.DEBT_RUNNING, "at rest", running))
    rows.append((of.DEBT_AFTER, "at rest", mean(one.debt_after(3) for one in watches)))
    rows.append((of.OVERLOAD, "at rest", mean(one.overload_ratio() for one in watches)))
    return rows


def access(watches: Sequence[Watch]) -> list[Row]:
    """P4, P5 and P8, where a team carries all access."""
    missed = mean(outcome(one, "missed_norm", *AUDITED) for one in watches)
    duration = mean(outcome(one, "duration", *AUDITED) for one in watches)
    return [
        (of.MISSED, "roll-out", missed),
        (of.DURATION, "roll-out", duration),
        (of.RETREAT, "roll-out", mean(one.retreat() for one in watches)),
    ]


def take_up(watches: Sequence[Watch], seeds: Iterable[int]) -> list[Row]:
    """P15: reach at rest with one more form than at the start, against the same without."""
    plain = load_scenario(AT_REST, declarations=declarations())
    more = {FORMS: float(plain.levers[FORMS]) + 1.0}
    asked_more = load_scenario(AT_REST, overrides=more, declarations=declarations())
    years = (plain.start.year, plain.end.year)
    with_form = [lived(WijkModel(asked_more, seed=seed, collect=False)) for seed in seeds]
    before = mean(outcome(one, "reach", *years) for one in watches)
    after = mean(outcome(one, "reach", *years) for one in with_form)
    return [(of.FORM, "at rest", 100.0 * (1.0 - after / before))]


def room(watches: Sequence[Watch]) -> list[Row]:
    """P1: median years until room to experiment is secured; endless where it never is."""
    found = []
    for watch in watches:
        model = watch.model
        start = model.scenario.first_week + model.scenario.warm_up_weeks
        secured = int(model.world.municipality.secured_week[0])
        found.append((secured - start) / WEEKS_PER_YEAR if secured >= start else float("inf"))
    return [(of.ROOM, "self-organisation", float(np.median(found)))]


def scores(seeds: Sequence[int]) -> list[Row]:
    """All patterns of one neighbourhood with their values."""
    resting = [watched(AT_REST, seed=seed) for seed in seeds]
    rows = [*rest(resting), *use_and_debt(resting), *take_up(resting, seeds)]
    rows += access([watched(ROLL_OUT, seed=seed) for seed in seeds])
    rows += room([watched(FROM_BELOW, seed=seed) for seed in seeds])
    return rows


def outcome(watch: Watch, name: str, first_year: int, last_year: int) -> float:
    """Mean of an outcome over the quarters of some calendar years."""
    return mean_of(watch.model, outcome=name, first_year=first_year, last_year=last_year)


def mean(values: Iterable[float]) -> float:
    """Mean over seeds."""
    return float(np.mean(list(values)))


def as_text(rows: Iterable[Row]) -> str:
    """The scores as a table in Markdown."""
    lines = ["| pattern | kind | band | value | |", "|---|---|---|---|---|"]
    for pattern, where, value in rows:
        band = f"{pattern.low:.3g}–{pattern.high:.3g} {pattern.unit}"
        verdict = "in" if pattern.holds(value) else "**out**"
        what = f"{pattern.name}: {pattern.doc}, {where}"
        lines.append(f"| {what} | {pattern.kind} | {band} | {value:.3g} | {verdict} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print the table for the seeds given, or for seeds 1 to 3."""
    seeds = [int(one) for one in arguments] or [1, 2, 3]
    sys.stdout.write(as_text(scores(seeds)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
