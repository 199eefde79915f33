"""From dated events in files to the agenda of a run, and where two agendas part.

Represents: what happens when, and from when it is known. Dates become absolute weeks here. When
two events set one lever in the same week, both stay, each known from its own announcement, and
the last one counts: the later date, and on the same date the more particular file. What was
announced before the start is known from the start on.

Leaves out: what an entry does to the world, which the timeline submodel does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Final

from wijksim.core.calendar import week_number
from wijksim.core.errors import Where, WijksimError
from wijksim.entities.agenda import Entry
from wijksim.scenario.chain import Layer
from wijksim.scenario.checking import lever_value, word_among
from wijksim.scenario.place_changes import PlaceBook, check_place_event
from wijksim.scenario.place_types import Types
from wijksim.scenario.schema import Event, PlaceEvent
from wijksim.scenario.shipped import is_shipped

SHOCKS: Final = ("income_debt_onset",)


@dataclass(frozen=True)
class Dated:
    """An event with the place in its file, before its date becomes a week."""

    day: date
    known: date
    entry: Entry
    where: Where
    layer: Layer
    places: tuple[tuple[PlaceEvent, Where], ...] = ()


def dated_events(layer: Layer, *, left_out: Iterable[str], types: Types) -> list[Dated]:
    """The events of one file, checked, apart from those left out by name."""
    gone = set(left_out)
    return [
        _dated(event, layer, index, types)
        for index, event in enumerate(layer.form.events)
        if event.name is None or event.name not in gone
    ]


def _dated(event: Event, layer: Layer, index: int, types: Types) -> Dated:
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
        shocks=dict(event.shocks),
        source=event.source,
        name=event.name or "",
        day=event.date,
        announced_day=event.announced,
        between={
            name: _range(event, name, node.spot("events", index, "between", name))
            for name in event.between
        },
    )
    places = [
        (place, node.spot("events", index, "places", i)) for i, place in enumerate(event.places)
    ]
    for place, spot in places:
        check_place_event(place, spot, types)
    return Dated(event.date, known, entry, where, layer, tuple(places))


def _range(event: Event, name: str, where: Where) -> tuple[float, float]:
    """The range of a lever that the event sets, around its value and within the lever's bounds."""
    word_among(name, tuple(event.set), "a lever with a range", where)
    # The ends first: a lever with choices has none, and says so.
    low, high = (float(lever_value(name, one, where)) for one in event.between[name])
    value = float(lever_value(name, event.set[name], where))
    if not low <= value <= high:
        raise WijksimError(
            f"{name} is {value:g}, outside its own range from {low:g} to {high:g}",
            where=where,
            why="a range tells how far the value under 'set' is an assumption",
            do="give the lowest and then the highest value, with the value itself between them",
        )
    return low, high


def settle_agenda(
    events: Sequence[Dated], *, start: date, end: date, cut_short: bool, book: PlaceBook
) -> tuple[Dated, ...]:
    """The events in order of date, on one date from general to particular.

    `events` stand from general to particular; `book` knows the places at the start. Raises
    WijksimError for a date outside the horizon; only shipped files may plan for after its end, and
    all files when the run is `cut_short`.
    """
    ordered = sorted(events, key=lambda one: one.day)
    for one in ordered:
        late = one.day > end and not cut_short and not is_shipped(one.layer.source)
        if one.day < start or late:
            early = "or set the lever at the start, under 'levers'" if one.day < start else ""
            raise WijksimError(
                f"the date {one.day} lies outside the horizon, {start} to {end}",
                where=one.where,
                why="it would never happen in this run",
                do=f"choose a date from {start} to {end}, change 'horizon', "
                f"{early or 'or remove the event'}",
            )
    first_week = week_number(start)
    settled = []
    for one in ordered:
        entry = replace(
            one.entry,
            announced_week=max(one.entry.announced_week, first_week),
            places=tuple(c for place, spot in one.places for c in book.changes(place, spot)),
        )
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


def _atoms(agenda: Sequence[Entry]) -> set[tuple[int, int, str, int, object]]:
    """Every single change: when it is known, when it acts, what it does, and its turn that week."""
    atoms: set[tuple[int, int, str, int, object]] = set()
    turns: Counter[tuple[int, str]] = Counter()
    for entry in agenda:
        changes: list[tuple[str, object]] = [
            *((f"lever {name}", value) for name, value in entry.levers.items()),
            *((f"shock {name}", factor) for name, factor in entry.shocks.items()),
            *((f"place {place.name}", astuple(place)) for place in entry.places),
        ]
        for what, value in changes:
            atoms.add((entry.announced_week, entry.week, what, turns[entry.week, what], value))
            turns[entry.week, what] += 1
    return atoms
