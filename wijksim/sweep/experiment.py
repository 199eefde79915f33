"""An experiment with everything settled: scenarios, points, replicates and what is looked at.

Represents: an experiment file that was read and checked before the first run. Every mistake is told
with its file and line; so is a design of more runs than the budget, with the time they would take.

Leaves out: how the runs are shared out (`plan`), and the runs themselves.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.errors import Where, WijksimError
from wijksim.outcomes.base import Outcome
from wijksim.scenario.checking import fill, word_among
from wijksim.scenario.files import MAX_BYTES, parse, read_bytes
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.nodes import Node
from wijksim.scenario.settled import Declarations, Scenario, must_fill_a_quarter
from wijksim.scenario.shipped import Source, find
from wijksim.sweep.designs import Design
from wijksim.sweep.form import ExperimentForm
from wijksim.sweep.shipped import find_experiment
from wijksim.sweep.varying import settle_design

NANOSECONDS_PER_RESIDENT_WEEK: Final = 450
"""Time of one core for one resident during one week; measured, see docs/performance.md."""
RESIDENTS: Final = "population.inhabitants"
USUAL_RESIDENTS: Final = 10_000
"""Taken for a rough estimate of time when a profile does not say how many live there."""


@dataclass(frozen=True)
class Experiment:
    """A settled experiment. `scenarios` are those of the file, before anything is varied."""

    label: str
    title: Mapping[str, str]
    sha256: str
    scenarios: tuple[Scenario, ...]
    baseline: str
    design: Design
    replicates: int
    seed: int
    outcomes: tuple[Outcome, ...]
    chunk: int | None

    @property
    def units(self) -> int:
        """Pairs of a point and a replicate: what is run with the same luck."""
        return self.design.rows * self.replicates

    @property
    def runs(self) -> int:
        """Runs in all."""
        return self.units * len(self.scenarios)

    @property
    def seconds_per_unit(self) -> float:
        """About how long one core takes for all scenarios of one unit."""
        return sum(_seconds(one) for one in self.scenarios)


def load_experiment(
    path: str | Path, *, declarations: Declarations, catalogue: Sequence[Outcome]
) -> Experiment:
    """Read, check and settle an experiment, by its path or the name of a shipped one.

    Raises WijksimError for any mistake in it.
    """
    source = find_experiment(path)
    data = read_bytes(path=source.path, label=source.label)
    node = parse(data=data, label=source.label)
    form = fill(ExperimentForm, node)
    scenarios = _scenarios(form, node, source, declarations)
    labels = [one.name for one in scenarios]
    baseline = labels[0] if form.baseline is None else form.baseline
    word_among(baseline, labels, "the baseline", node.spot("baseline"))
    outcomes = _outcomes(form, node, catalogue)
    table = _table(form, node, source)

    def within_budget(rows: int) -> None:
        runs = rows * form.replicates * len(scenarios)
        if runs > form.budget:
            seconds = rows * form.replicates * sum(_seconds(one) for one in scenarios)
            raise WijksimError(
                f"this is {runs:,} runs: {rows:,} points, {form.replicates:,} replicates, "
                f"{len(scenarios)} scenarios",
                where=node.spot("vary", "method") if form.vary else node.spot("replicates"),
                why=f"the budget is {form.budget:,} runs; they would take about "
                f"{duration(seconds)} on one core",
                do=f"make the design smaller, or write 'budget: {runs}' if you mean it",
            )

    design = settle_design(
        form.vary,
        node,
        declarations=declarations,
        scenario=scenarios[0],
        labels=labels,
        table=table,
        within_budget=within_budget,
    )
    return Experiment(
        label=source.label,
        title={"nl": source.label, "en": source.label}
        if form.title is None
        else {"nl": form.title.nl, "en": form.title.en},
        sha256=hashlib.sha256(data + (table or b"")).hexdigest(),
        scenarios=scenarios,
        baseline=baseline,
        design=design,
        replicates=form.replicates,
        seed=form.seed,
        outcomes=outcomes,
        chunk=form.chunk,
    )


def _scenarios(
    form: ExperimentForm, node: Node, source: Source, declarations: Declarations
) -> tuple[Scenario, ...]:
    overrides: dict[str, Any] = {}
    if form.horizon is not None:
        overrides |= {"horizon.start": form.horizon.start, "horizon.end": form.horizon.end}
    if form.warm_up_weeks is not None:
        overrides["warm_up_weeks"] = form.warm_up_weeks
    if not form.scenarios:
        raise WijksimError(
            "the experiment names no scenario",
            where=node.spot("scenarios"),
            do="add one, such as carnisse/mixed",
        )
    found: list[Scenario] = []
    for place, name in enumerate(form.scenarios):
        where = node.spot("scenarios", place)
        file = find(name, named_in=source, where=where)
        one = load_scenario(file.path, overrides=overrides, declarations=declarations)
        must_fill_a_quarter(one)
        _must_fit(one, found, where)
        found.append(one)
    return tuple(found)


def _must_fit(one: Scenario, found: Sequence[Scenario], where: Where) -> None:
    if one.name in [other.name for other in found]:
        raise WijksimError(
            f"the scenario '{one.name}' is named twice", where=where, do="name it once"
        )
    for other in found[:1]:
        if one.horizon != other.horizon or one.texts.get("code") != other.texts.get("code"):
            raise WijksimError(
                f"'{one.name}' and '{other.name}' differ in years or neighbourhood",
                where=where,
                why="runs with the same luck must be about the same residents and the same time",
                do="make an experiment per neighbourhood, or set 'horizon' here",
            )


def _outcomes(
    form: ExperimentForm, node: Node, catalogue: Sequence[Outcome]
) -> tuple[Outcome, ...]:
    by_name = {one.name: one for one in catalogue}
    for place, name in enumerate(form.outcomes):
        where = node.spot("outcomes", place)
        word_among(name, tuple(by_name), "an outcome", where)
        if form.outcomes.index(name) < place:
            raise WijksimError(f"outcome '{name}' is named twice", where=where, do="name it once")
    if form.outcomes:
        return tuple(by_name[name] for name in form.outcomes)
    return tuple(one for one in catalogue if one.key)


def _table(form: ExperimentForm, node: Node, source: Source) -> bytes | None:
    if form.vary is None or form.vary.table is None:
        return None
    where = node.spot("vary", "table")
    root = source.path.parent.resolve()
    path = (root / form.vary.table).resolve()
    if not path.is_relative_to(root):
        raise WijksimError(
            "the table lies outside the folder of the experiment",
            where=where,
            do="put it beside the experiment file, or below",
        )
    try:
        data = path.read_bytes() if path.stat().st_size <= 16 * MAX_BYTES else b""
    except OSError as reason:
        raise WijksimError(
            f"the table cannot be read: {reason.strerror}", where=where, do="check its name"
        ) from reason
    if not data:
        raise WijksimError("the table is empty or above 16 MiB", where=where, do="check the file")
    return data


def _seconds(scenario: Scenario) -> float:
    residents = scenario.figures.get(RESIDENTS, float(USUAL_RESIDENTS))
    weeks = scenario.last_week - scenario.first_week + 1
    return weeks * residents * NANOSECONDS_PER_RESIDENT_WEEK / 1e9


def duration(seconds: float) -> str:
    """A duration in words, rounded as one would say it.

    >>> duration(5.0), duration(7200.0), duration(9e6)
    ('5 seconds', '2 hours', '3.4 months')
    """
    if not math.isfinite(seconds):
        return "an unknown time"
    year = WEEKS_PER_YEAR * 7 * 86_400
    for name, length in (
        ("years", year),
        ("months", year / 12),
        ("days", 86_400.0),
        ("hours", 3600.0),
        ("minutes", 60.0),
    ):
        if seconds >= 1.5 * length:
            return f"{seconds / length:.2g} {name}"
    return f"{seconds:.0f} seconds"
