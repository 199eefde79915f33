"""The agenda of a run: dated entries that change levers and places, some announced ahead."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

LeverValue = float | str


@dataclass(frozen=True)
class PlaceChange:
    """Something that happens to a named place: it opens, closes, moves or changes hours.

    `what` is one of "open", "close", "add", "change". Fields left None stay as they are. `vacant`:
    it closes for good and the building stays, so that others may take it over. `with_kind`: it
    opens or closes with every place of its kind, as in an emergency, and comes back with them.
    """

    name: str
    what: str
    kind: str | None = None
    x: float | None = None
    y: float | None = None
    open_hours: float | None = None
    capacity: int | None = None
    informality: float | None = None
    owner: str | None = None
    cost: float | None = None
    vacant: bool = False
    with_kind: bool = False


@dataclass(frozen=True)
class Entry:
    """One dated entry. It acts at the start of `week`; it is known from `announced_week` on.

    `name`, `why`, `source`, `between` (by lever the lowest and highest value with which it would
    be the same policy) and the days as a file writes them tell people; they change no outcome.
    """

    week: int
    announced_week: int
    why: str
    levers: dict[str, LeverValue] = field(default_factory=dict)
    places: tuple[PlaceChange, ...] = ()
    shocks: dict[str, float] = field(default_factory=dict)
    source: str = ""
    name: str = ""
    day: date | None = None
    announced_day: date | None = None
    between: dict[str, tuple[float, float]] = field(default_factory=dict)
