"""A scenario with everything settled: what a run needs to know, and where each value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wijksim.core.calendar import WEEKS_PER_QUARTER, Calendar, monday_of, week_number
from wijksim.core.errors import Where, WijksimError
from wijksim.core.parameters import Parameter, Setting
from wijksim.entities.agenda import Entry, LeverValue
from wijksim.scenario.agenda import first_parting


@dataclass(frozen=True)
class Declarations:
    """What the model declares: parameters, variants per submodel, links of feedback loops."""

    parameters: tuple[Parameter, ...]
    variants: Mapping[str, tuple[str, ...]]
    links: tuple[str, ...] = ()

    @property
    def loops(self) -> dict[str, tuple[str, ...]]:
        """The links of each loop: a link is named after its loop, a point and what it carries."""
        names = sorted({link.split(".")[0] for link in self.links})
        return {
            name: tuple(link for link in self.links if link.startswith(name + "."))
            for name in names
        }


@dataclass(frozen=True)
class Provenance:
    """Where a settled value comes from."""

    value: Any
    file: str
    line: int | None
    source: str


@dataclass(frozen=True)
class InputFile:
    """A file that was read, by the name that a manifest gives it, with its SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Scenario:
    """A settled scenario. `name`, `title` and `provenance` tell people; they change no outcome.

    `figures` holds the neighbourhood's numbers, `texts` its words, `places` its meeting places in
    the order of the profile, `supply` what differs from the default supply. `levers` holds every
    lever at the start, `agenda` what changes later, `parameters` every parameter's value.
    """

    name: str
    title: Mapping[str, str]
    figures: Mapping[str, float]
    texts: Mapping[str, str]
    places: tuple[Mapping[str, Any], ...]
    supply: Mapping[str, Any]
    start: date
    end: date
    warm_up_weeks: int
    levers: Mapping[str, LeverValue]
    agenda: tuple[Entry, ...]
    parameters: Mapping[str, float]
    settings: Mapping[str, Setting]
    submodels: Mapping[str, str]
    links_cut: tuple[str, ...]
    provenance: Mapping[str, Provenance]
    inputs: tuple[InputFile, ...]

    @property
    def calendar(self) -> Calendar:
        """The weeks of the horizon, without the warm-up."""
        return Calendar(start=self.start, end=self.end)

    @property
    def horizon(self) -> tuple[date, date]:
        """The first and the last day that is observed."""
        return (self.start, self.end)

    @property
    def first_week(self) -> int:
        """The absolute number of the first week that is computed, warm-up included."""
        return week_number(self.start) - self.warm_up_weeks

    @property
    def last_week(self) -> int:
        """The absolute number of the last week that is computed and observed."""
        return week_number(self.end)

    @property
    def counted_until(self) -> date:
        """The last day that the figures of quarters count: a quarter that is not full has none.

        The day before the week of the start when no quarter is full.
        """
        first = week_number(self.start)
        weeks = self.last_week + 1 - first
        rest = weeks % WEEKS_PER_QUARTER
        return monday_of(first + weeks - rest) - timedelta(days=1) if rest else self.end


def must_fill_a_quarter(scenario: Scenario) -> None:
    """Raise WijksimError for a horizon in which no quarter is full, and that leaves no figures."""
    if scenario.counted_until >= scenario.start:
        return
    end = scenario.provenance.get("horizon.end")
    raise WijksimError(
        f"'{scenario.name}' runs from {scenario.start} to {scenario.end}, less than one quarter",
        where=None if end is None else Where(end.file, end.line, "horizon.end"),
        why=f"figures are given per full quarter of {WEEKS_PER_QUARTER} weeks, so it leaves none",
        do=f"let it end {WEEKS_PER_QUARTER} weeks or more after it starts",
    )


def must_be_alike(first: Scenario, other: Scenario) -> None:
    """Raise WijksimError for two that cannot be compared: other years, or another neighbourhood."""
    if other.horizon != first.horizon:
        raise WijksimError(
            f"'{first.name}' runs from {first.start} to {first.end}, "
            f"'{other.name}' from {other.start} to {other.end}",
            why="figures of different years cannot be told apart from effects",
            do="give both the same 'horizon'",
        )
    if other.texts.get("code") != first.texts.get("code"):
        raise WijksimError(
            f"'{first.name}' and '{other.name}' are about different neighbourhoods",
            why="a pair must have the same residents and the same luck",
            do="compare scenarios that extend the same neighbourhood",
        )


def first_difference(one: Scenario, other: Scenario) -> int | None:
    """The week from which two scenarios can differ: the first announcement that they do not share.

    The first computed week when they differ from the start; None when they hold the same.
    """
    first_week = min(one.first_week, other.first_week)
    if _at_the_start(one) != _at_the_start(other):
        return first_week
    return first_parting(one.agenda, other.agenda, first_week=first_week)


def _at_the_start(scenario: Scenario) -> tuple[Any, ...]:
    """All that a run depends on, apart from the agenda."""
    return (
        scenario.start,
        scenario.end,
        scenario.warm_up_weeks,
        dict(scenario.figures),
        scenario.places,
        dict(scenario.supply),
        dict(scenario.levers),
        dict(scenario.parameters),
        dict(scenario.submodels),
        frozenset(scenario.links_cut),
    )
