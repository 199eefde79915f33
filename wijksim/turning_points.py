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

from wijksim.core.elementary import one_minus_exp_array
from wijksim.entities.domains import NOBODY, InstitutionState
from wijksim.entities.world import World

Rows = NDArray[np.intp]
Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
Causes = Mapping[str, Values]

UNSEEN: Final = "no cause of this week"
"""Told when nothing that is watched pulls now: it came, or wore off, by what was before."""


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

    `causes` gives per word how strongly it pulls at each row, weighed as the model does: the
    strongest is told of a rise, and of a fall the one that fell most since the rise, or
    `taken_back_by` where only that can bring it down. `by` is the table of who did it, and `actors`
    its ids.
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
    taken_back_by: str = ""

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


def _p(w: World, key: str) -> float:
    return float(w.parameters[key])


def _why_inward(w: World) -> Causes:
    firm = w.institutions
    return {
        "fear for its right to exist": _p(w, "institutions.inward_pressure")
        * firm.survival_pressure.astype(np.float64),
        "unrest of work that is given up": _p(w, "institutions.inward_unrest")
        * firm.unrest.astype(np.float64),
    }


def _why_apart(w: World) -> Causes:
    firm = w.institutions
    return {
        "attention turned inward": firm.inward.astype(np.float64),
        "the front may decide little": 0.5 * (1.0 - firm.mandate.astype(np.float64)),
    }


def _why_cramped(w: World) -> Causes:
    """What each adds to the rise of strain, as `feel_strain` and `uncertainty` weigh it."""
    people, teams = w.professionals, w.teams
    team = people.team
    shared = teams.shared_practice.astype(np.float64)[np.maximum(team, 0)]
    torn = np.where(team == NOBODY, 0.0, _of_employer(w, "survival_pressure") * (1.0 - shared))
    over = np.maximum(0.0, people.load.astype(np.float64) - 1.0)
    change = one_minus_exp_array(_p(w, "learning.by_change") * people.change_hours)
    unsure = _p(w, "learning.strain_uncertainty")
    return {
        "more work than hours": _p(w, "learning.strain_overload")
        * over / (over + _p(w, "learning.overload_half")),
        "a change that is still to be learnt": unsure * change,
        "unrest at the employer": unsure * _of_employer(w, "unrest"),
        "torn between team and employer": unsure * _p(w, "learning.by_loyalty") * torn,
    }  # fmt: skip


def _hours_found(w: World) -> tuple[Values, Values]:
    """Hours a week really spent on reflection and on learning a change, as learning counts them."""
    people = w.professionals
    changing = people.change_hours.astype(np.float64) * people.learning_met
    return people.reflected_hours.astype(np.float64), changing


def _exposure(w: World) -> Values:
    """How much is taken in from others, 0 to 1, by the contacts and activities of this week."""
    met = w.pairs.contacts.sum(axis=1, dtype=np.float64)
    met = met + w.pairs.activities.sum(axis=1, dtype=np.float64)
    taken: Values = met / (met + _p(w, "learning.contacts_half"))
    return taken


def _why_new(w: World) -> Causes:
    """What was invented this week, and what came from the team, as `learn` and `share_practice`."""
    people, teams = w.professionals, w.teams
    had = people.practices.astype(np.float64)
    reflected, changing = _hours_found(w)
    tried = changing * reflected * people.room.astype(np.float64) * _exposure(w)
    idea = one_minus_exp_array(_p(w, "learning.invention") * tried) * (1.0 - had)
    taken = np.zeros(had.shape)
    for team in np.flatnonzero(teams.present == 1):
        inside = np.flatnonzero((people.team == team) & (people.present == 1))
        if inside.size < 2:
            continue
        seen = w.pairs.recognition[np.ix_(inside, inside)].astype(np.float64)
        known = (seen.sum() - np.trace(seen)) / (inside.size * (inside.size - 1))
        pull = _p(w, "learning.spreading") * known * float(teams.shared_practice[team])
        taken[inside] = pull / (1.0 - pull) * (had[inside].max() - had[inside])
    return {"reflection and room": idea, "taken over from colleagues": taken}


def _why_shifted(w: World) -> Causes:
    """Work with others and reflection with them; contacts weigh both alike."""
    exposure, (reflected, _) = _exposure(w), _hours_found(w)
    return {
        "working with others": _p(w, "learning.doing") * exposure,
        "reflection with others": _p(w, "learning.reflecting") * reflected * exposure,
    }


def _why_withdrawn(w: World) -> Causes:
    people = w.professionals
    inside = (people.team != NOBODY) & (people.present == 1)
    team, size = people.team[inside], len(w.teams)
    load, number = np.bincount(team, people.load[inside], size), np.bincount(team, minlength=size)
    return {"members with more work than hours": load / np.maximum(1, number)}


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
         _why_shifted, "professionals", _person, "function profiles"),
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
    _rose_by: dict[str, Values] = field(default_factory=dict)

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
        new, turned = here & over, np.zeros_like(over)
        if of.table in self._seen:
            knew, was_here, was_over = self._seen[of.table]
            same = here & was_here & (who == knew)
            stays = same & was_over
            over = np.where(stays, values > _BELOW[of.table], over)
            turned = same & (over != was_over)
            new = here & over & ~stays
        if new.any() or turned.any():
            for line, fresh, now, turns, of_line in zip(
                lines, new, over, turned, values, strict=True
            ):
                if fresh.any() or turns.any():
                    self._note(w, line, fresh, turns & now, turns & ~now, of_line)
        self._seen[of.table] = (who, here, over)

    def _note(
        self, w: World, line: Line, fresh: Flags, rose: Flags, fell: Flags, values: Values
    ) -> None:
        """Tell of who rose or fell; keep the causes of who is over the line now, and was not."""
        causes = line.causes(w)
        words, pulls = list(causes), np.stack(list(causes.values()))
        before = self._rose_by.setdefault(line.rose, np.zeros_like(pulls))
        _tell(w, line, line.rose, np.flatnonzero(rose), values, words, pulls)
        if line.taken_back_by:
            words, drop = [line.taken_back_by], np.ones((1, pulls.shape[1]))
        else:
            words, drop = [f"less of: {one}" for one in words], before - pulls
        _tell(w, line, line.fell, np.flatnonzero(fell), values, words, drop)
        before[:, fresh] = pulls[:, fresh]


def _tell(
    w: World, line: Line, kind: str, rows: Rows, values: Values, words: list[str], pulls: Values
) -> None:
    """Log a turn of these rows by the word that pulls most; `pulls` has a row a word."""
    if rows.size == 0:
        return
    some = pulls.max(axis=0) > 0.0
    strongest = np.where(some, np.argmax(pulls, axis=0), len(words))[rows]
    who, actors = line.of.who(w), line.actors(w)
    for number, word in enumerate([*words, UNSEEN]):
        mine = rows[strongest == number]
        if mine.size:
            w.events.add(
                week=w.week,
                kind=kind,
                subject=line.about,
                ids=who[mine],
                cause=word,
                by=line.by,
                by_ids=actors[mine],
                value=values[mine],
            )
