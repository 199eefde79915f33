"""Columns and tables: the state of all entities of one kind, as plain arrays.

A table has a fixed number of rows; what is not in use is marked by the table's own `present`
column. Rows are places in an array; who stands there is told by the permanent `id`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from wijksim.core.errors import DeclarationError


@dataclass(frozen=True)
class Column:
    """One state variable of an entity.

    `shape` holds further dimensions: whole numbers, or the name of a table whose row count is
    meant. `bounds` are those of sensible values, both ends included, in `unit`. `start` is the
    value before anyone has set it.
    """

    name: str
    dtype: str
    unit: str
    doc: str
    bounds: tuple[float, float] | None = None
    shape: tuple[int | str, ...] = ()
    start: float = 0


@dataclass(frozen=True)
class Schema:
    """The declaration of a table: its name, the entity that a row stands for, its columns."""

    table: str
    entity: str
    doc: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The declared column of that name; raises DeclarationError when there is none."""
        for one in self.columns:
            if one.name == name:
                return one
        raise DeclarationError(f"table '{self.table}' has no column '{name}'")


class Table(SimpleNamespace):
    """The arrays of one schema, one attribute a column, each of shape (rows, *column.shape)."""

    def __init__(self, *, schema: Schema, sizes: Mapping[str, int]) -> None:
        super().__init__()
        rows = sizes[schema.table]
        for column in schema.columns:
            dims = tuple(sizes[d] if isinstance(d, str) else d for d in column.shape)
            setattr(self, column.name, np.full((rows, *dims), column.start, dtype=column.dtype))
        self._schema = schema
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    @property
    def schema(self) -> Schema:
        """The declaration that this table was built from."""
        return self._schema

    def array(self, name: str) -> np.ndarray[Any, Any]:
        """The array of a column, by name."""
        self._schema.column(name)
        found: np.ndarray[Any, Any] = getattr(self, name)
        return found

    def view(self, *, readable: Sequence[str], writable: Sequence[str]) -> SimpleNamespace:
        """The columns that one submodel may see, those it does not own locked against writing."""
        seen = SimpleNamespace()
        for name in readable:
            locked = self.array(name).view()
            locked.flags.writeable = False
            setattr(seen, name, locked)
        for name in writable:
            setattr(seen, name, self.array(name))
        return seen

    def copy(self) -> Table:
        """A table of its own with the same values."""
        twin = Table.__new__(Table)
        for column in self._schema.columns:
            setattr(twin, column.name, self.array(column.name).copy())
        twin._schema, twin._rows = self._schema, self._rows
        return twin

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the columns take."""
        return sum(self.array(c.name).nbytes for c in self._schema.columns)
