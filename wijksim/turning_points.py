"""Slow states that cross a line become events, so that the log tells when they turned, and by what.

Represents: an institution turns inward, or out again; its management drifts from its front; a
worker is cramped, or at ease again; a worker has a new practice, or shifts into another's role; a
team withdraws to its target group. These grow week by week and no step of a submodel makes them, so
they are noted when they pass a line, and noted back only well below it, lest noise be told.
Source: the lines are assumptions about words ("cramped"), not about the model: nothing reads them.
Leaves out: trust and recognition of pairs, of which there are too many to tell; working together by
trust has events of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.entities.domains import NOBODY, InstitutionState
from wijksim.entities.world import World

Rows = NDArray[np.intp]
Values = NDArray[np.float64]
Causes = Mapping[str, Values]


@dataclass(frozen=True)
class Watched:
    """A table of which rows are watched.

    `here` says which rows count, and `who` is their permanent id.
    """

    table: str
    here: Callable[[World], NDArray[np.bool_]]
    who: Callable[[World], NDArray[Any]]


@dataclass(frozen=True)
class Line:
    """A column with the line above which something is said of a row, and below which no longer.

    `causes` gives per word how strongly it pulls at each row: the strongest is told. `by` is the
    table of who did it, and `actors` its ids. `fell` is empty where going back is no event.
    """

    of: Watched
    column: str
    above: float
    below: float
    rose: str
    fell: str
    causes: Callable[[World], Causes]
    by: str
    actors: Callable[[World], NDArray[Any]]

    @property
    def about(self) -> str:
        """The table that the column stands in."""
        return self.of.table


def _firms(w: World) -> NDArray[np.bool_]:
    here: NDArray[np.bool_] = w.institutions.state == InstitutionState.ACTIVE
    return here


def _workers(w: World) -> NDArray[np.bool_]:
    here: NDArray[np.bool_] = (w.professionals.present == 1) & (w.professionals.finder == 0)
    return here


def _teams(w: World) -> NDArray[np.bool_]:
    here: NDArray[np.bool_] = w.teams.present == 1
    return here


def _rows(table: str) -> Callable[[World], NDArray[Any]]:
    return lambda w: np.arange(len(w.tables[table]))


def _person(w: World) -> NDArray[Any]:
    ids: NDArray[Any] = w.professionals.id
    return ids


def _employer(w: World) -> NDArray[Any]:
    rows: NDArray[Any] = w.professionals.employer
    return rows


def _of_employer(w: World, column: str) -> Values:
    firm = w.professionals.employer
    values = w.tables["institutions"].array(column).astype(np.float64)[np.maximum(firm, 0)]
    return np.where(firm == NOBODY, 0.0, values)


def _why_inward(w: World) -> Causes:
    firm = w.institutions
    return {
        "fear for its right to exist": firm.survival_pressure.astype(np.float64),
        "unrest of work that is given up": firm.unrest.astype(np.float64),
    }


def _why_apart(w: World) -> Causes:
    firm = w.institutions
    return {
        "attention turned inward": firm.inward.astype(np.float64),
        "the front may decide little": 0.5 * (1.0 - firm.mandate.astype(np.float64)),
    }


def _why_cramped(w: World) -> Causes:
    people, teams = w.professionals, w.teams
    team = people.team
    shared = teams.shared_practice.astype(np.float64)[np.maximum(team, 0)]
    torn = np.where(team == NOBODY, 0.0, _of_employer(w, "survival_pressure") * (1.0 - shared))
    return {
        "more work than hours": np.maximum(0.0, people.load.astype(np.float64) - 1.0),
        "a change that is still to be learnt": people.change_hours.astype(np.float64),
        "unrest at the employer": _of_employer(w, "unrest"),
        "torn between team and employer": torn,
    }


def _why_new(w: World) -> Causes:
    people = w.professionals
    own = people.reflection_hours.astype(np.float64)
    return {"reflection and room": own, "taken over from colleagues": 0.5 * np.ones_like(own)}


def _why_shifted(w: World) -> Causes:
    people = w.professionals
    return {
        "practice and reflection": people.practices.astype(np.float64),
        "little laid down in function profiles": np.full(people.practices.shape, 0.05),
    }


def _why_withdrawn(w: World) -> Causes:
    return {"members with more work than hours": np.ones(len(w.teams))}


FIRMS: Final = Watched("institutions", _firms, _rows("institutions"))
WORKERS: Final = Watched("professionals", _workers, _person)
TEAMS: Final = Watched("teams", _teams, _rows("teams"))

LINES: Final = (
    Line(FIRMS, "inward", 0.25, 0.15, "turned inward", "turned outward",
         _why_inward, "institutions", _rows("institutions")),
    Line(FIRMS, "management_gap", 0.4, 0.35, "management apart", "management near",
         _why_apart, "institutions", _rows("institutions")),
    Line(WORKERS, "strain", 0.25, 0.15, "cramped", "at ease again",
         _why_cramped, "institutions", _employer),
    Line(WORKERS, "practices", 0.25, 0.1, "new practice", "practice lost",
         _why_new, "professionals", _person),
    Line(WORKERS, "role_flexibility", 0.5, 0.4, "role shifted", "role narrowed",
         _why_shifted, "professionals", _person),
    Line(TEAMS, "target_group", 0.3, 0.2, "withdrew to target group", "opened to all again",
         _why_withdrawn, "teams", _rows("teams")),
)  # fmt: skip
"""What is watched; lines are shares, 0 to 1. Lines about a table stand together."""

_BY_TABLE: Final = tuple((of, tuple(lines)) for of, lines in groupby(LINES, key=lambda one: one.of))
_ABOVE: Final = {of.table: np.array([[one.above] for one in lines]) for of, lines in _BY_TABLE}
_BELOW: Final = {of.table: np.array([[one.below] for one in lines]) for of, lines in _BY_TABLE}


@dataclass
class TurningPoints:
    """Watches the lines from week to week; reads the world and writes into its log only."""

    _seen: dict[str, tuple[NDArray[Any], NDArray[np.bool_], NDArray[np.bool_]]] = field(
        default_factory=dict
    )

    def look(self, w: World) -> None:
        """Note every row that passed a line since the last look. The first look only looks."""
        for of, lines in _BY_TABLE:
            self._look_at(w, of, lines)

    def _look_at(self, w: World, of: Watched, lines: tuple[Line, ...]) -> None:
        """All lines of a table at once; what is seen has a row a line."""
        table = w.tables[of.table]
        values = np.array([getattr(table, line.column) for line in lines], dtype=np.float64)
        here, who = of.here(w), of.who(w).copy()
        over = values >= _ABOVE[of.table]
        if of.table in self._seen:
            knew, was_here, was_over = self._seen[of.table]
            same = here & was_here & (who == knew)
            stays = same & was_over
            over = np.where(stays, values > _BELOW[of.table], over)
            turned = same & (over != was_over)
            if turned.any():
                for line, now, turns, of_line in zip(lines, over, turned, values, strict=True):
                    _tell(w, line, line.rose, np.flatnonzero(turns & now), of_line)
                    _tell(w, line, line.fell, np.flatnonzero(turns & ~now), of_line)
        self._seen[of.table] = (who, here, over)


def _tell(w: World, line: Line, kind: str, rows: Rows, values: Values) -> None:
    if rows.size == 0:
        return
    causes = line.causes(w)
    words = list(causes)
    strongest = np.argmax(np.stack([causes[one] for one in words]), axis=0)[rows]
    who, actors = line.of.who(w), line.actors(w)
    for number, word in enumerate(words):
        mine = rows[strongest == number]
        if mine.size:
            w.events.add(
                week=w.week,
                kind=kind,
                subject=line.about,
                ids=who[mine],
                cause=word if kind == line.rose else f"less of: {word}",
                by=line.by,
                by_ids=actors[mine],
                value=values[mine],
            )
