"""Who stands behind a dot on the map: who lives there, whom they know, and who helps them.

Represents: an album of one run, with a page each quarter, from which one resident's ties, helper
and circumstances are looked up when somebody asks; and the ties between blocks, in bundles.
Source: the columns of a run (wijksim.entities).
Leaves out: how strong a tie is, ties within a home, and acquaintances.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from wijksim.entities.domains import NOBODY
from wijksim.entities.world import World

Array = np.ndarray[Any, Any]
EVERY_FRAMES: Final = 3
"""A page of the album for each three pictures: about a quarter."""
BUNDLES: Final = 100
"""So many of the thickest bundles of ties between blocks are drawn: more hides the map."""


def _shut(values: Array) -> bytes:
    return zlib.compress(np.ascontiguousarray(values).tobytes(), 4)


@dataclass
class Album:
    """Pages of one run; rows are residents' rows."""

    looks: int = 0
    pages: list[dict[str, bytes]] = field(default_factory=list)
    pairs: list[Array] = field(default_factory=list)

    def look(self, world: World) -> None:
        """Add a page when it is time."""
        self.looks += 1
        if (self.looks - 1) % EVERY_FRAMES:
            return
        residents, requests = world.residents, world.requests
        helper = np.full(len(residents), NOBODY, dtype=np.int16)
        carried = (requests.state > 0) & (requests.handler >= 0)
        helper[requests.resident[carried]] = requests.handler[carried]
        household = world.households.kind[residents.household]
        age = np.where(residents.present > 0, (world.week - residents.birth_week) / 52.1775, -1)
        self.pages.append(
            {
                "tie": _shut(np.where(residents.tie_strength > 0, residents.tie, NOBODY)),
                "helper": _shut(helper),
                "id": _shut(residents.id),
                "age": _shut(np.clip(age, -1, 120).astype(np.int8)),
                "household": _shut(household.astype(np.int8)),
            }
        )
        self.pairs.append(_thickest(world))

    def bundles(self) -> list[list[list[int]]]:
        """For each page, bundles of ties between two blocks: block, block, how many ties."""
        return [one.tolist() for one in self.pairs]

    def closed(self) -> Album:
        """The album without what only the drawing needed."""
        return Album(looks=self.looks, pages=self.pages)

    def one(self, row: int) -> list[dict[str, Any]]:
        """For each page, who lives in the row: id, age, household, rows of ties, row of helper."""
        return [_looked_up(page, row) for page in self.pages]

    def clients(self, post: int) -> list[list[int]]:
        """For each page, the rows of residents whom a professional helps."""
        return [
            np.flatnonzero(
                np.frombuffer(zlib.decompress(page["helper"]), np.int16) == post
            ).tolist()
            for page in self.pages
        ]


def _looked_up(page: dict[str, bytes], row: int) -> dict[str, Any]:
    age = np.frombuffer(zlib.decompress(page["age"]), np.int8)
    if not 0 <= row < age.size or age[row] < 0:
        return {"id": -1, "age": -1, "household": 0, "ties": [], "helper": NOBODY}
    ties = np.frombuffer(zlib.decompress(page["tie"]), np.int32).reshape(age.size, -1)[row]
    return {
        "id": int(np.frombuffer(zlib.decompress(page["id"]), np.uint32)[row]),
        "age": int(age[row]),
        "household": int(np.frombuffer(zlib.decompress(page["household"]), np.int8)[row]),
        "ties": ties[ties >= 0].tolist(),
        "helper": int(np.frombuffer(zlib.decompress(page["helper"]), np.int16)[row]),
    }


def _thickest(world: World) -> Array:
    residents = world.residents
    cell = world.households.cell[residents.household].astype(np.int64)
    cells = world.grid.width * world.grid.height
    living = (residents.present > 0)[:, None] & (residents.tie >= 0)
    row, slot = np.nonzero(living)
    other = residents.tie[row, slot]
    once = row < other
    low = np.minimum(cell[row[once]], cell[other[once]])
    high = np.maximum(cell[row[once]], cell[other[once]])
    count = np.bincount((low * cells + high)[low != high], minlength=cells * cells)
    chosen = np.argsort(-count, kind="stable")[:BUNDLES]
    chosen = chosen[count[chosen] > 0]
    return np.stack([chosen // cells, chosen % cells, count[chosen]], axis=1)
