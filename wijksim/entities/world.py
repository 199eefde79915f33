"""The world: all tables, the clock, the key of chance, the levers, the log. No word of Mesa.

A submodel does not get the world itself but a `Scope`: what it declared, and no more. Columns
that it only reads are locked, so the declarations are enforced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, Final, Protocol

import numpy as np

from wijksim.core.columns import Schema, Table
from wijksim.core.errors import DeclarationError
from wijksim.core.parameters import Parameter, bind
from wijksim.entities.agenda import Entry, LeverValue
from wijksim.entities.events import EventLog, Telling
from wijksim.entities.household import HOUSEHOLDS
from wijksim.entities.initiative import INITIATIVES
from wijksim.entities.institution import INSTITUTIONS
from wijksim.entities.links import Links
from wijksim.entities.municipality import MUNICIPALITY
from wijksim.entities.place import PLACES
from wijksim.entities.professional import PAIRS, PROFESSIONALS
from wijksim.entities.request import REQUESTS
from wijksim.entities.resident import RESIDENTS
from wijksim.entities.team import TEAMS

SCHEMAS: Final[tuple[Schema, ...]] = (
    RESIDENTS,
    HOUSEHOLDS,
    PROFESSIONALS,
    PAIRS,
    INSTITUTIONS,
    TEAMS,
    PLACES,
    INITIATIVES,
    MUNICIPALITY,
    REQUESTS,
)


class Declared(Protocol):
    """What a submodel declares of what it touches."""

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    adds_to: tuple[str, ...]
    levers: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """The grid of square cells on which homes, places and institutions stand."""

    width: int
    height: int
    cell_metres: float = 50.0


@dataclass
class World:
    """The state of one neighbourhood."""

    grid: Grid
    key: np.ndarray[Any, Any]
    sizes: Mapping[str, int]
    parameters: Mapping[str, float]
    profile: Mapping[str, float]
    levers: dict[str, LeverValue]
    agenda: Sequence[Entry] = ()
    place_names: list[str] = field(default_factory=list)
    institution_names: list[str] = field(default_factory=list)
    week: int = 0
    first_week: int = 0
    events: EventLog = field(default_factory=EventLog)
    link_book: Links = field(default_factory=Links)
    tables: dict[str, Table] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for schema in SCHEMAS:
            if schema.table not in self.tables:
                self.tables[schema.table] = Table(schema=schema, sizes=self.sizes)

    def __getattr__(self, name: str) -> Table:
        tables = self.__dict__.get("tables", {})
        if name in tables:
            found: Table = tables[name]
            return found
        raise AttributeError(f"the world has no table '{name}'")

    def copy(self, *, agenda: Sequence[Entry]) -> World:
        """A world in the same state, with a future of its own; its event log starts empty."""
        return replace(
            self,
            agenda=agenda,
            levers=dict(self.levers),
            place_names=list(self.place_names),
            institution_names=list(self.institution_names),
            events=EventLog(keeping=self.events.keeping),
            link_book=self.link_book.copy(),
            tables={name: table.copy() for name, table in self.tables.items()},
        )

    @property
    def nbytes(self) -> int:
        """Bytes of memory that all tables take."""
        return sum(table.nbytes for table in self.tables.values())


class Scope:
    """What one submodel sees of the world: one attribute a table, `p` for its parameters."""

    residents: Any
    households: Any
    professionals: Any
    pairs: Any
    institutions: Any
    teams: Any
    places: Any
    initiatives: Any
    municipality: Any
    requests: Any

    def __init__(self, *, world: World, declared: Declared) -> None:
        self._world = world
        self._declared = declared
        self.p: Any = bind(declared.parameters, world.parameters)
        owned = set(declared.writes) | set(declared.adds_to)
        for schema in SCHEMAS:
            prefix = schema.table + "."
            readable = [c.removeprefix(prefix) for c in declared.reads if c.startswith(prefix)]
            writable = [c.removeprefix(prefix) for c in owned if c.startswith(prefix)]
            table = world.tables[schema.table]
            seen: SimpleNamespace = table.view(
                readable=[c for c in readable if prefix + c not in owned], writable=writable
            )
            setattr(self, schema.table, seen)

    @property
    def week(self) -> int:
        """The absolute number of this week."""
        return self._world.week

    @property
    def weeks_since_start(self) -> int:
        """Weeks since the first week of the run, warm-up included."""
        return self._world.week - self._world.first_week

    @property
    def key(self) -> np.ndarray[Any, Any]:
        """The key of chance, to be handed to draws together with decision, week and who."""
        return self._world.key

    @property
    def grid(self) -> Grid:
        """The grid of cells."""
        return self._world.grid

    @property
    def profile(self) -> Mapping[str, float]:
        """Figures of the neighbourhood, as its profile file gives them."""
        return self._world.profile

    @property
    def agenda(self) -> Sequence[Entry]:
        """Dated entries of the run, in order of their date."""
        return self._world.agenda

    @property
    def place_names(self) -> list[str]:
        """Names of the places, by row."""
        return self._world.place_names

    @property
    def institution_names(self) -> list[str]:
        """Names of the institutions, by row."""
        return self._world.institution_names

    @property
    def logging(self) -> bool:
        """Whether events are kept; outcomes never depend on it."""
        return self._world.events.keeping

    def lever(self, name: str) -> Any:
        """The value of a declared lever now: a number, or the word of a choice."""
        if name not in self._declared.levers:
            raise DeclarationError(f"{self._declared.name} reads lever '{name}' undeclared")
        return self._world.levers[name]

    def set_levers(self, values: Mapping[str, LeverValue]) -> None:
        """Set levers; for the timeline alone."""
        if self._declared.name != "timeline":
            raise DeclarationError(f"{self._declared.name} may not set levers")
        self._world.levers.update(values)

    def link(self, name: str, value: Any) -> Any:
        """Pass a value through a named link of a feedback loop, which a scenario may cut.

        A cut link gives the value that the same week had in the baseline run instead.
        """
        if name not in self._declared.links:
            raise DeclarationError(f"{self._declared.name} passes link '{name}' undeclared")
        return self._world.link_book.through(name=name, week=self._world.week, value=value)

    def log(
        self,
        kind: str,
        *,
        subject: str,
        ids: Any,
        cause: str,
        by: str = "",
        by_ids: Any = -1,
        value: Any = 0.0,
    ) -> None:
        """Keep an event for each of `ids` (a number or an array): who, what, cause, by whom.

        `subject` and `by` are table names; ids are permanent ids where the table has them,
        else rows.
        """
        self._world.events.add(
            week=self._world.week,
            kind=kind,
            subject=subject,
            ids=ids,
            cause=cause,
            by=by,
            by_ids=by_ids,
            value=value,
        )

    def log_each(
        self,
        tellings: Sequence[Telling],
        *,
        which: np.ndarray[Any, Any],
        subject: str,
        ids: np.ndarray[Any, Any],
        value: np.ndarray[Any, Any],
        by_ids: Any = -1,
    ) -> None:
        """Keep an event for each of `ids`, `which` (n,) telling its kind and cause by number.

        They stand in the log by telling, in the order of `tellings`.
        """
        self._world.events.add_each(
            week=self._world.week,
            tellings=tellings,
            which=which,
            subject=subject,
            ids=ids,
            by_ids=by_ids,
            value=value,
        )
