"""What a dated event does to meeting places: to one by its name, or to every place of a kind.

Represents: openings, closings, changes of hours and new places. A policy that serves any
neighbourhood names kinds; a scenario of one neighbourhood names places.

Leaves out: whether a place is open already, which the timeline submodel sees when it comes to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wijksim.core.errors import Where, WijksimError, did_you_mean
from wijksim.entities.agenda import PlaceChange
from wijksim.scenario.checking import word_among
from wijksim.scenario.place_types import KINDS, OWNERS, Types, completed
from wijksim.scenario.schema import PlaceEvent

ACTIONS: Final = ("open", "close", "add", "change")


def check_place_event(place: PlaceEvent, where: Where, types: Types) -> None:
    """Raise WijksimError when it is not clear which place is meant, or what happens to it."""
    word_among(place.what, ACTIONS, "what happens to a place", where)
    known = (*KINDS, *types)
    word_among(place.kind, known, "the kind of a place", where)
    word_among(place.every, known, "the kind of a place", where)
    word_among(place.owner, OWNERS, "the owner of a place", where)
    if (place.name is None) == (place.every is None) or (place.every and place.what == "add"):
        raise WijksimError(
            "it is not clear which place is meant",
            where=where,
            do="give the name of one place, or with 'every' a kind of place, not both",
        )
    if place.vacant is not None and (place.what != "close" or place.name is None):
        raise WijksimError(
            "only a place that closes by its name can be left vacant",
            where=where,
            why="places that close with all of their kind open again with their kind",
            do="leave 'vacant' out, or close one place by its name",
        )
    whole = completed(place, types)
    if place.what == "add" and None in (whole.kind, whole.x, whole.y, whole.open_hours):
        raise WijksimError(
            f"the new place '{place.name}' is not complete",
            where=where,
            do="give its kind, x, y and open_hours; its type may give the hours",
        )


class PlaceBook:
    """Follows which places there are and which are open, to tell what an event means for each.

    A place of a user's own type counts under that type, not under the kind that it is like.
    """

    def __init__(self, places: Iterable[Mapping[str, Any]], types: Types) -> None:
        self.types = types
        self.kinds = {str(one["name"]): str(one["kind"]) for one in places}
        self.open = {str(one["name"]) for one in places if one["open"]}
        self.suspended: set[str] = set()
        self.vacant: set[str] = set()

    def changes(self, place: PlaceEvent, where: Where) -> list[PlaceChange]:
        """The changes that an event means now; call it in the order in which events act.

        A kind that opens again opens those places that closed with their kind, and no place that
        was closed by its name. One that was left vacant may be open by then in residents' hands, so
        it is told of both; the timeline sees what it means. Raises WijksimError for a place that
        is not there.
        """
        if place.name is not None:
            self._follow(place, place.name, where)
            return [_change(completed(place, self.types), place.name)]
        alike = [name for name, kind in self.kinds.items() if kind == place.every]
        if place.what == "close":
            alike = [name for name in alike if name in self.open | self.vacant]
            self.suspended.update(alike)
            self.open.difference_update(alike)
        elif place.what == "open":
            alike = [name for name in alike if name in self.suspended]
            self.suspended.difference_update(alike)
            self.open.update(set(alike) - self.vacant)
        return [_change(completed(place, self.types), name) for name in alike]

    def _follow(self, place: PlaceEvent, name: str, where: Where) -> None:
        known = name in self.kinds
        if known == (place.what == "add"):
            near = did_you_mean(name[:80], self.kinds) or "name a place of the profile"
            raise WijksimError(
                f"a place called '{name[:80]}' is {'already' if known else 'not'} there",
                where=where,
                do="give the new place another name" if known else near,
            )
        self.kinds[name] = place.kind or self.kinds[name]
        if place.what in ("open", "add"):
            self.open.add(name)
        if place.what in ("open", "close"):
            self.suspended.discard(name)
            self.vacant.discard(name)
        if place.what == "close":
            self.open.discard(name)
            self.vacant.update([name] if place.vacant else [])


def _change(place: PlaceEvent, name: str) -> PlaceChange:
    return PlaceChange(
        name=name,
        what=place.what,
        kind=place.kind,
        x=place.x,
        y=place.y,
        open_hours=place.open_hours,
        capacity=place.capacity,
        informality=place.informality,
        owner=place.owner,
        cost=place.cost,
        vacant=bool(place.vacant),
        with_kind=place.every is not None,
    )
