"""From dated events in files to the agenda of a run, and where two agendas part.

Represents: what happens when, and from when it is known. Dates become absolute weeks here. When
two events set one lever in the same week the later date wins, and on the same date the more
particular file. What was announced before the start is known from the start on.

Leaves out: what an entry does to the world, which the timeline submodel does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Final

from wijksim.core.calendar import week_number
from wijksim.core.errors import Where, WijksimError, did_you_mean
from wijksim.entities.agenda import Entry, LeverValue, PlaceChange
from wijksim.entities.domains import PlaceKind, PlaceOwner
from wijksim.scenario.chain import Layer
from wijksim.scenario.checking import lever_value
from wijksim.scenario.schema import Event, PlaceEvent

PLACE_ACTIONS: Final = ("open", "close", "add", "change")
SHOCKS: Final = ("income_debt_onset",)
KINDS: Final = tuple(kind.name.lower() for kind in PlaceKind if kind)
OWNERS: Final = tuple(owner.name.lower() for owner in PlaceOwner if owner)


@dataclass(frozen=True)
class Dated:
    """An event with the place in its file, before its date becomes a week."""

    day: date
    known: date
    entry: Entry
    where: Where
    lever_spots: dict[str, Where]


def word_among(word: str | None, known: Sequence[str], what: str, where: Where) -> None:
    """Raise WijksimError when a word is given that is not among the known ones."""
    if word is not None and word not in known:
        raise WijksimError(
            f"{what} cannot be '{word[:80]}'",
            where=where,
            do=f"{did_you_mean(word[:80], known)} choose from {', '.join(known)}".strip(),
        )


def dated_events(layer: Layer, *, left_out: Iterable[str]) -> list[Dated]:
    """The events of one file, checked, apart from those left out by name."""
    gone = set(left_out)
    return [
        _dated(event, layer, index)
        for index, event in enumerate(layer.form.events)
        if event.name is None or event.name not in gone
    ]


def _dated(event: Event, layer: Layer, index: int) -> Dated:
    node = layer.node
    where = node.spot("events", index)
    known = event.announced or event.date
    if known > event.date:
        raise WijksimError(
            f"announced on {known}, after its date {event.date}",
            where=node.spot("events", index, "announced"),
            why="people cannot act on what is coming once it has come",
            do="put 'announced' on or before 'date', or leave it out",
        )
    if not (event.set or event.places or event.shocks):
        raise WijksimError(
            "this event changes nothing",
            where=where,
            do="add 'set', 'places' or 'shocks', or remove the event",
        )
    spots = {name: node.spot("events", index, "set", name) for name in event.set}
    for name in event.shocks:
        word_among(name, SHOCKS, "a shock", node.spot("events", index, "shocks", name))
    entry = Entry(
        week=week_number(event.date),
        announced_week=week_number(known),
        why=event.why,
        levers={name: lever_value(name, value, spots[name]) for name, value in event.set.items()},
        places=tuple(
            _place_change(place, node.spot("events", index, "places", i))
            for i, place in enumerate(event.places)
        ),
        shocks=dict(event.shocks),
        source=event.source,
    )
    return Dated(event.date, known, entry, where, spots)


def _place_change(place: PlaceEvent, where: Where) -> PlaceChange:
    word_among(place.what, PLACE_ACTIONS, "what happens to a place", where)
    word_among(place.kind, KINDS, "the kind of a place", where)
    word_among(place.owner, OWNERS, "the owner of a place", where)
    if place.what == "add" and None in (place.kind, place.x, place.y, place.open_hours):
        raise WijksimError(
            f"the new place '{place.name}' is not complete",
            where=where,
            do="give its kind, x, y and open_hours",
        )
    return PlaceChange(
        name=place.name,
        what=place.what,
        kind=place.kind,
        x=place.x,
        y=place.y,
        open_hours=place.open_hours,
        capacity=place.capacity,
        informality=place.informality,
        owner=place.owner,
        cost=place.cost,
    )


def settle_agenda(events: Sequence[Dated], *, start: date, end: date) -> tuple[Dated, ...]:
    """The events in order of date, each within the horizon, each lever once a week.

    `events` stand from general to particular. Raises WijksimError for a date outside.
    """
    ordered = sorted(events, key=lambda one: one.day)
    for one in ordered:
        if not start <= one.day <= end:
            early = "or set the lever at the start, under 'levers'" if one.day < start else ""
            raise WijksimError(
                f"the date {one.day} lies outside the horizon, {start} to {end}",
                where=one.where,
                why="it would never happen in this run",
                do=f"change the date or the horizon, {early or 'or remove the event'}",
            )
    last = {
        (one.entry.week, name): index
        for index, one in enumerate(ordered)
        for name in one.entry.levers
    }
    first_week = week_number(start)
    settled = []
    for index, one in enumerate(ordered):
        entry = one.entry
        kept = {n: v for n, v in entry.levers.items() if last[(entry.week, n)] == index}
        if kept or entry.places or entry.shocks:
            known = max(entry.announced_week, first_week)
            entry = replace(entry, levers=kept, announced_week=known)
            settled.append(replace(one, entry=entry))
    return tuple(settled)


def first_parting(
    one: Sequence[Entry], other: Sequence[Entry], *, first_week: int = -10_000
) -> int | None:
    """The week in which the first thing becomes known that only one of two agendas holds.

    Reasons, sources and the way changes are grouped into entries do not count.
    """
    parts = _atoms(one).symmetric_difference(_atoms(other))
    return min((max(first_week, known) for known, *_ in parts), default=None)


def _atoms(agenda: Sequence[Entry]) -> set[tuple[int, int, str, str, object]]:
    """Every single change: when it is known, when it acts, and what it does."""
    atoms: set[tuple[int, int, str, str, object]] = set()
    for entry in agenda:
        weeks = (entry.announced_week, entry.week)
        lever: LeverValue
        for name, lever in entry.levers.items():
            atoms.add((*weeks, "lever", name, lever))
        for name, factor in entry.shocks.items():
            atoms.add((*weeks, "shock", name, factor))
        for order, place in enumerate(entry.places):
            atoms.add((*weeks, f"place {order}", place.name, astuple(place)))
    return atoms
