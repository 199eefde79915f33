"""Mesa's agents: views of rows in the tables, made when somebody asks for them.

A view holds the model, its row and its permanent id, and no state of its own: reading an attribute
reads the column, setting one sets it. So `model.agents`, `select`, `agg`, `groupby` and `get` work
as a Mesa user expects, and a city without a reader of agents holds none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import numpy as np

from wijksim.core.columns import Schema
from wijksim.entities.domains import NOBODY, InstitutionState, RequestState
from wijksim.entities.household import HOUSEHOLDS
from wijksim.entities.initiative import INITIATIVES
from wijksim.entities.institution import INSTITUTIONS
from wijksim.entities.municipality import MUNICIPALITY
from wijksim.entities.place import PLACES
from wijksim.entities.professional import PROFESSIONALS
from wijksim.entities.request import REQUESTS
from wijksim.entities.resident import RESIDENTS
from wijksim.entities.team import TEAMS
from wijksim.entities.world import World
from wijksim.framework import mesa

_ID_BITS: Final = 40
_WEEKS_A_YEAR: Final = 365.2425 / 7


class StateVariable:
    """An attribute of a view that reads and writes one column."""

    def __init__(self, *, column: str, doc: str) -> None:
        self.column = column
        self.__doc__ = doc

    def __get__(self, agent: Any, kind: type | None = None) -> Any:
        if agent is None:
            return self
        value = agent.columns.array(self.column)[agent.row]
        return value.item() if np.ndim(value) == 0 else value

    def __set__(self, agent: Any, value: Any) -> None:
        agent.columns.array(self.column)[agent.row] = value


class RowAgent(mesa.Agent):
    """A view of one row. `cell_index` is its cell on the grid, or -1."""

    schema: Schema

    def __init__(self, model: mesa.Model, *, columns: Any, row: int, unique_id: int) -> None:
        # Mesa's own constructor counts ids in a class-level table that keeps every model alive.
        self.model = model
        self.columns = columns
        self.row = row
        self.unique_id = unique_id
        self.pos = None

    @property
    def cell_index(self) -> int:
        """The cell on which it stands, counted row by row from the north-west; -1 for none."""
        return NOBODY

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.unique_id}>"


A = TypeVar("A", bound=type[RowAgent])


def views(schema: Schema) -> Callable[[A], A]:
    """Give a class of views an attribute for every column of a schema."""

    def dress(kind: A) -> A:
        kind.schema = schema
        for column in schema.columns:
            if not hasattr(kind, column.name):
                doc = f"{column.doc} [{column.unit}]"
                setattr(kind, column.name, StateVariable(column=column.name, doc=doc))
        return kind

    return dress


@views(RESIDENTS)
class Resident(RowAgent):
    """A person who lives in the neighbourhood."""

    @property
    def age(self) -> float:
        """Age in years this week."""
        week: int = self.model.world.week
        return float((week - self.columns.birth_week[self.row]) / _WEEKS_A_YEAR)

    @property
    def cell_index(self) -> int:
        """The cell of the home."""
        dwelling = self.columns.household[self.row]
        return int(self.model.world.households.cell[dwelling])


@views(HOUSEHOLDS)
class Household(RowAgent):
    """A dwelling and those who live in it."""

    @property
    def cell_index(self) -> int:
        """The cell of the home."""
        return int(self.columns.cell[self.row])


@views(PROFESSIONALS)
class Professional(RowAgent):
    """Somebody who is paid to help in the neighbourhood."""

    @property
    def cell_index(self) -> int:
        """The cell of the place where the professional works from."""
        base = self.columns.base[self.row]
        return int(self.model.world.places.cell[base]) if base >= 0 else NOBODY


@views(INSTITUTIONS)
class Institution(RowAgent):
    """An organisation that works in the neighbourhood."""

    @property
    def name(self) -> str:
        """The name that the profile gives it."""
        names: list[str] = self.model.world.institution_names
        return names[self.row] if self.row < len(names) else ""

    @property
    def cell_index(self) -> int:
        """The cell of the place it works from."""
        place = self.columns.place[self.row]
        return int(self.model.world.places.cell[place]) if place >= 0 else NOBODY


@views(TEAMS)
class Wijkteam(RowAgent):
    """A team of professionals from several institutions."""

    @property
    def cell_index(self) -> int:
        """The cell of its base."""
        place = self.columns.place[self.row]
        return int(self.model.world.places.cell[place]) if place >= 0 else NOBODY


@views(PLACES)
class MeetingPlace(RowAgent):
    """A place where people come."""

    @property
    def name(self) -> str:
        """The name that the profile gives it."""
        names: list[str] = self.model.world.place_names
        return names[self.row] if self.row < len(names) else ""

    @property
    def cell_index(self) -> int:
        """The cell on which it stands."""
        return int(self.columns.cell[self.row])


@views(INITIATIVES)
class Initiative(RowAgent):
    """Residents who do something together for others."""

    @property
    def cell_index(self) -> int:
        """The cell of the place where it meets."""
        place = self.columns.place[self.row]
        return int(self.model.world.places.cell[place]) if place >= 0 else NOBODY


@views(MUNICIPALITY)
class Municipality(RowAgent):
    """The municipality as it meets this neighbourhood."""


@views(REQUESTS)
class Request(RowAgent):
    """An open request of a resident in one domain."""

    @property
    def cell_index(self) -> int:
        """The cell of the home of who asks."""
        who = self.columns.resident[self.row]
        world: World = self.model.world
        return int(world.households.cell[world.residents.household[who]])


KINDS: Final[tuple[type[RowAgent], ...]] = (
    Resident,
    Household,
    Professional,
    Institution,
    Wijkteam,
    MeetingPlace,
    Initiative,
    Municipality,
    Request,
)


def living_rows(kind: type[RowAgent], world: World) -> np.ndarray[Any, Any]:
    """Rows of a table in which somebody or something is there now."""
    table = world.tables[kind.schema.table]
    if kind is Household:
        return np.flatnonzero(table.size > 0)
    if kind is Institution:
        return np.flatnonzero(table.state == InstitutionState.ACTIVE)
    if kind is MeetingPlace:
        return np.flatnonzero(table.kind > 0)
    if kind is Request:
        return np.flatnonzero(table.state != RequestState.FREE)
    if kind is Municipality:
        return np.arange(len(table))
    return np.flatnonzero(table.present > 0)


def make_views(
    kind: type[RowAgent], *, model: mesa.Model, world: World, cache: dict[int, RowAgent]
) -> list[RowAgent]:
    """Views of all living rows of one kind; the same person keeps the same view object."""
    table = world.tables[kind.schema.table]
    rows = living_rows(kind, world)
    has_id = any(column.name == "id" for column in kind.schema.columns)
    prefix = (KINDS.index(kind) + 1) << _ID_BITS
    ids = table.array("id")[rows].astype(np.int64) if has_id else rows.astype(np.int64)
    found = []
    for row, number in zip(rows.tolist(), (prefix | ids).tolist(), strict=True):
        view = cache.get(number)
        if view is None or view.row != row:
            view = kind(model, columns=table, row=row, unique_id=number)
            cache[number] = view
        found.append(view)
    return found
