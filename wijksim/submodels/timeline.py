"""The policy timeline: what is decided elsewhere reaches the neighbourhood on its date.

Represents: dated entries of the agenda. On its week an entry sets levers, opens, closes, adds or
changes places, and sets the strength of an economic shock. From its announcement on, the next
change of budgets and the share that it takes are known to all. The opening hours of desks follow
their lever. A place that was left vacant opens in the week after an initiative asked for its keys,
and closes in the week after nobody keeps it any longer; one that closes with all of its kind, as in
an emergency, is not vacant and waits for the entry that opens its kind again.

Source: model.md, submodel 15; dates and sizes stand in scenario files, each with its source.

Leaves out: who took the decision, rumours before an announcement, and decisions that are announced
and then withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from wijksim.core.errors import WijksimError
from wijksim.entities.agenda import Entry, LeverValue, PlaceChange
from wijksim.entities.domains import DOMAINS, PlaceKind, PlaceOwner, Vacancy
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel

BUDGETS: Final = tuple(f"budget.{domain}" for domain in DOMAINS)
DESK_HOURS: Final = "access.desk_hours"
NONE_ANNOUNCED: Final = 10_000
"""Written as weeks to the next change of budgets when none is announced."""

_WRITES: Final = (
    "municipality.transfer_in_weeks",
    "municipality.announced_cut",
    "municipality.shock_onset",
    "places.open",
    "places.opened_week",
    "places.closed_week",
    "places.open_hours",
    "places.capacity",
    "places.informality",
    "places.owner",
    "places.cost",
    "places.kind",
    "places.cell",
    "places.vacant",
)
TAKEN_OVER: Final = "residents took it over"
GIVEN_BACK: Final = "residents no longer kept it"
_DESK: Final = int(PlaceKind.DESK)


class Timeline(Submodel):
    """Applies the entries of this week, and tells what is announced."""

    name = "timeline"
    represents = "dated decisions and events from outside the neighbourhood"
    reads = ("places.kept", "places.keeper")
    writes = _WRITES
    levers = (*BUDGETS, DESK_HOURS)

    def initialise(self, w: Scope) -> None:
        """Nothing is announced, no shock; desks are open as their lever says."""
        w.municipality.transfer_in_weeks[0] = NONE_ANNOUNCED
        w.municipality.announced_cut[0] = 0.0
        w.municipality.shock_onset[0] = 1.0
        _open_desks(w)

    def step(self, w: Scope) -> None:
        """What is due this week happens; then the next announced change of budgets is looked up."""
        for entry in w.agenda:
            if entry.week == w.week:
                _act(w, entry)
        _hand_over(w)
        weeks, cut = announced_budget_change(
            w.agenda, week=w.week, now={name: float(w.lever(name)) for name in BUDGETS}
        )
        w.municipality.transfer_in_weeks[0] = weeks
        w.municipality.announced_cut[0] = cut
        _open_desks(w)

    def log_events(self, w: Scope) -> None:
        """Tell what was announced and what was set. Reasons and sources stay out of the log."""
        for entry in w.agenda:
            if w.week not in (entry.announced_week, entry.week):
                continue
            for told, week in (("announced", entry.announced_week), ("lever set", entry.week)):
                if week == w.week and (told == "lever set" or entry.announced_week < entry.week):
                    for name, value in entry.levers.items():
                        _log_lever(w, told, name, value)


class NoTimeline(Submodel):
    """Nothing ever happens: levers and places stay as they are at the start."""

    name = "timeline"
    represents = "a neighbourhood that decisions from outside do not reach"
    writes = _WRITES


def announced_budget_change(
    agenda: Iterable[Entry], *, week: int, now: dict[str, float]
) -> tuple[int, float]:
    """Weeks to the nearest announced change of budgets, and the largest share it takes from one.

    `now` holds the budgets in force, by lever. Entries stand in order of their week; of two that
    set the same budget in the same week the last counts. An increase takes nothing.
    """
    nearest: int | None = None
    coming: dict[str, float] = {}
    for entry in agenda:
        if entry.week <= week or entry.announced_week > week:
            continue
        if nearest is not None and entry.week > nearest:
            if coming != {name: now[name] for name in coming}:
                break
            nearest = None
        for name in BUDGETS:
            if name in entry.levers:
                nearest, coming[name] = entry.week, float(entry.levers[name])
    changes = {name: value for name, value in coming.items() if value != now[name]}
    if nearest is None or not changes:
        return NONE_ANNOUNCED, 0.0
    cuts = [1.0 - value / now[name] for name, value in changes.items() if value < now[name]]
    return nearest - week, max(cuts, default=0.0)


def _act(w: Scope, entry: Entry) -> None:
    w.set_levers(entry.levers)
    for factor in entry.shocks.values():
        w.municipality.shock_onset[0] = factor
        w.log("shock", subject="municipality", ids=0, cause="agenda", value=factor)
    for change in entry.places:
        row = _new_row(w, change) if change.what == "add" else _row_of(w, change)
        _change_place(w, row, change)


def _row_of(w: Scope, change: PlaceChange) -> int:
    if change.name not in w.place_names:
        raise WijksimError(
            f"an event concerns a place called '{change.name}', which is not there",
            do="name a place of the neighbourhood's profile, or add it first",
        )
    return w.place_names.index(change.name)


def _new_row(w: Scope, change: PlaceChange) -> int:
    """The first spare row, which gets the new place's name."""
    names = w.place_names
    for row in range(len(w.places.kind)):
        if row >= len(names):
            names.append(change.name)
            return row
        if not names[row]:
            names[row] = change.name
            return row
    raise WijksimError(
        f"no room is left for a new place '{change.name}'",
        why="the tables of a run are as large as the supply file says",
        do="raise 'spare_places' in the supply, or add fewer places",
    )


def _change_place(w: Scope, row: int, change: PlaceChange) -> None:
    places, grid = w.places, w.grid
    if change.kind is not None:
        places.kind[row] = PlaceKind[change.kind.upper()]
    if change.owner is not None:
        places.owner[row] = PlaceOwner[change.owner.upper()]
    if change.x is not None and change.y is not None:
        column = min(max(int(change.x / grid.cell_metres), 0), grid.width - 1)
        line = min(max(int(change.y / grid.cell_metres), 0), grid.height - 1)
        places.cell[row] = line * grid.width + column
    if change.open_hours is not None:
        places.open_hours[row] = change.open_hours
    if change.capacity is not None:
        places.capacity[row] = change.capacity
    if change.informality is not None:
        places.informality[row] = change.informality
    if change.cost is not None:
        places.cost[row] = change.cost
    if change.what == "close" and places.open[row]:
        places.open[row], places.closed_week[row] = 0, w.week
        w.log("place closed", subject="places", ids=row, cause="agenda", by="municipality")
    stays_shut = _change_vacancy(w, row, change)
    if change.what in ("open", "add") and not places.open[row] and not stays_shut:
        places.open[row], places.opened_week[row] = 1, w.week
        w.log("place opened", subject="places", ids=row, cause="agenda", by="municipality")


def _change_vacancy(w: Scope, row: int, change: PlaceChange) -> bool:
    """Note whether a place is given up; tell whether it stays shut when its kind opens again.

    Whoever had taken over a place that an entry names loses it to the municipality.
    """
    places = w.places
    given_up = places.vacant[row] != Vacancy.NONE
    if change.with_kind:
        if given_up and change.what in ("close", "open"):
            shut = change.what == "close"
            places.vacant[row] = Vacancy.SHUT if shut else Vacancy.VACANT
        in_hands = places.kept[row] and places.owner[row] == PlaceOwner.RESIDENTS
        return bool(given_up and not in_hands)
    if change.what in ("close", "open", "add"):
        in_hands = given_up and places.owner[row] == PlaceOwner.RESIDENTS
        if in_hands and change.owner is None:
            places.owner[row] = PlaceOwner.MUNICIPALITY
        places.vacant[row] = Vacancy.VACANT if change.vacant else Vacancy.NONE
        if change.vacant:
            places.owner[row] = PlaceOwner.MUNICIPALITY
    return False


def _hand_over(w: Scope) -> None:
    """Keys of vacant places go to the initiative that asked for them, and come back from it."""
    places = w.places
    for row in np.flatnonzero(places.vacant == Vacancy.VACANT):
        if places.kept[row] and not places.open[row]:
            places.open[row], places.opened_week[row] = 1, w.week
            places.owner[row] = PlaceOwner.RESIDENTS
            w.log("place opened", subject="places", ids=row, cause=TAKEN_OVER, by="initiatives",
                  by_ids=int(places.keeper[row]))  # fmt: skip
        elif not places.kept[row] and places.owner[row] == PlaceOwner.RESIDENTS:
            places.owner[row] = PlaceOwner.MUNICIPALITY
            if places.open[row]:
                places.open[row], places.closed_week[row] = 0, w.week
                w.log("place closed", subject="places", ids=row, cause=GIVEN_BACK,
                      by="initiatives", by_ids=int(places.keeper[row]))  # fmt: skip


def _open_desks(w: Scope) -> None:
    w.places.open_hours[w.places.kind == _DESK] = w.lever(DESK_HOURS)


def _log_lever(w: Scope, told: str, name: str, value: LeverValue) -> None:
    word = isinstance(value, str)
    cause = f"{name} {value}" if word else name
    number = 0.0 if word else float(value)
    w.log(told, subject="municipality", ids=0, cause=cause, by="municipality", value=number)
