"""Types of place of a user's own, each one entry in a file.

Represents: a repair cafe, a shared kitchen, a walk-in hour. People use such a place as they use the
kind that it is `like`; hours, room, informality, owner and cost are its own. A place that an event
adds takes what it does not say itself from its type.
Source: the user's file.
Leaves out: new ways of behaving in a place, which is model code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from wijksim.core.errors import WijksimError
from wijksim.entities.domains import PlaceKind, PlaceOwner
from wijksim.scenario.chain import Layer
from wijksim.scenario.checking import word_among
from wijksim.scenario.schema import PlaceEvent, PlaceType

KINDS: Final = tuple(kind.name.lower() for kind in PlaceKind if kind != PlaceKind.NONE)
OWNERS: Final = tuple(owner.name.lower() for owner in PlaceOwner if owner != PlaceOwner.NONE)
_OWN: Final = ("open_hours", "capacity", "informality", "owner", "cost")

Types = Mapping[str, PlaceType]


def types_of(layers: Iterable[Layer]) -> dict[str, PlaceType]:
    """All types that a chain of files declares; the more particular file wins.

    Raises WijksimError for a type that is called as a known kind, or is like none.
    """
    found: dict[str, PlaceType] = {}
    for layer in layers:
        for name, one in layer.form.place_types.items():
            where = layer.node.spot("place_types", name)
            if name in KINDS:
                raise WijksimError(
                    f"'{name}' is a kind of place already",
                    where=where,
                    why="two meanings of one word could not be told apart",
                    do="give the new type another name",
                )
            word_among(one.like, KINDS, "what a type of place is like", where)
            word_among(one.owner, OWNERS, "the owner of a place", where)
            found[name] = one
    return found


def completed(place: PlaceEvent, types: Types) -> PlaceEvent:
    """An event with what it leaves to its type filled in, and its kind a known one."""
    own = types.get(place.kind or "")
    if own is None:
        return place
    left = {key: getattr(own, key) for key in _OWN if getattr(place, key) is None}
    return place.model_copy(update={**left, "kind": own.like})
