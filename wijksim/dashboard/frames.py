"""What the map shows of one run: every four weeks a picture of the neighbourhood, in small numbers.

Represents: for each bed a class of four layers, for each block the mean of each layer, and which
places, initiatives, institutions, teams and posts there are. Made in a worker, in whole columns.
Source: the columns of a run (wijksim.entities); the severities that part the classes of need are
those of the model itself, the other bounds are chosen to be readable (assumption).
Leaves out: the weeks in between, and where people are during the day; a dot stands for a home.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from wijksim.core.calendar import monday_of
from wijksim.dashboard.neighbours import Album
from wijksim.dashboard.seats import week_done
from wijksim.entities.domains import InstitutionState, RequestState
from wijksim.entities.world import World
from wijksim.model import WijkModel
from wijksim.scenario.settled import Scenario

Array = np.ndarray[Any, Any]
LAYERS: Final = ("need", "trust", "contact", "reach")
EVERY_WEEKS: Final = 4
TRUST_BOUNDS: Final = (0.2, 0.4, 0.6, 0.8)
CONTACT_BOUNDS: Final = (1.0, 2.0, 4.0, 7.0)
"""Hours a week."""
CONTACT_FULL: Final = 15.0
"""Hours a week that the largest byte stands for, in means of blocks."""
NO_FIGURE: Final = 255
FEW, MANY = np.uint8, np.uint16
"""What a picture holds: a byte for classes, means and counts, two for the number of a thing."""
STEPS: Final = 254.0
NUMBERS: Final = ("initiative_place", "team_place", "post_base")
"""What of the things is the number of a place; the browser knows these names too."""
NO_NEED, HELPED, WAITING, UNSEEN = 1, 2, 3, 4
"""Classes of reach: not in need; helped; asked and waiting; in need without having asked."""


@dataclass(frozen=True)
class Frames:
    """One run as the browser gets it, and the album of neighbours that stays here.

    `sent` is plain: numbers, names, and byte arrays that `packed` made of shape (frames, ...).
    """

    sent: dict[str, Any]
    album: Album


def packed(values: Array) -> str:
    """Whole numbers of shape (frames, n), one or two bytes each, small enough to be sent.

    They go as differences from frame to frame, little end first, deflated, in base64.
    Raises ValueError for numbers of any other size: one that is cut off would be another thing.
    """
    if values.dtype not in (FEW, MANY):
        raise ValueError(f"pictures hold one or two bytes a figure, not {values.dtype}")
    steps = np.array(values, order="C")
    steps[1:] -= values[:-1]
    sent = steps.astype(steps.dtype.newbyteorder("<"))
    return base64.b64encode(zlib.compress(sent.tobytes(), 6)).decode("ascii")


def unpacked(text: str, *, frames: int, size: type[np.uint8] | type[np.uint16] = FEW) -> Array:
    """What `packed` was given, as (frames, n)."""
    kind = np.dtype(size).newbyteorder("<")
    raw = np.frombuffer(zlib.decompress(base64.b64decode(text)), dtype=kind)
    return np.cumsum(raw.reshape(frames, -1), axis=0, dtype=size)


def numbered(values: Array) -> Array:
    """Numbers of things as two bytes each. Raises ValueError when there are too many to tell."""
    wide = np.asarray(values)
    if wide.size and (wide.min() < 0 or wide.max() > np.iinfo(MANY).max):
        raise ValueError("the map can tell 65,535 blocks, places or posts apart, no more")
    return wide.astype(MANY)


def record(scenario: Scenario, *, seed: int = 0) -> Frames:
    """Live a scenario to its end and look every four weeks. Raises WijksimError for mistakes."""
    model = WijkModel(scenario, seed=seed, collect=False)
    recorder = Recorder(model.world)
    while model.running:
        model.run_until(week=model.world.week + EVERY_WEEKS)
        recorder.look()
        week_done()
    return recorder.frames()


class Recorder:
    """Looks at a world every four weeks; writes nothing to it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.vulnerable = world.parameters["care.severity_vulnerable"]
        self.heavy = world.parameters["care.severity_heavy"]
        self.light = self.vulnerable / 3.0
        self.cells = world.grid.width * world.grid.height
        self.cell = world.households.cell[world.residents.household]
        self.classes: dict[str, list[Array]] = {name: [] for name in LAYERS}
        self.means: dict[str, list[Array]] = {name: [] for name in LAYERS}
        self.totals: dict[str, list[float]] = {name: [] for name in ("residents", *LAYERS)}
        self.things: dict[str, list[Array]] = {}
        self.weeks: list[int] = []
        self.album = Album()

    def look(self) -> None:
        """Keep what the week that has just been lived looks like."""
        world, residents = self.world, self.world.residents
        here = residents.present > 0
        worst = residents.need.max(axis=1)
        in_need = here & (worst >= self.vulnerable)
        helped = in_need & (residents.formal_hours.sum(axis=1) > 0)
        asked = in_need & ~helped & self._waiting()
        self.weeks.append(world.week - 1)
        reach = np.select([helped, asked, in_need], [HELPED, WAITING, UNSEEN], NO_NEED)
        need_bounds = (self.light, self.vulnerable, self.heavy)
        self._keep("need", 1 + np.digitize(worst, need_bounds), worst, here)
        self._keep("trust", 1 + np.digitize(residents.trust, TRUST_BOUNDS), residents.trust, here)
        hours = residents.contact_hours
        self._keep("contact", 1 + np.digitize(hours, CONTACT_BOUNDS), hours / CONTACT_FULL, here)
        self._keep("reach", reach, helped, in_need, shown=here)
        self.totals["residents"].append(float(here.sum()))
        self.totals["need"][-1] = _share(in_need.sum(), here.sum())
        self.totals["contact"][-1] *= CONTACT_FULL
        self._look_at_things()
        self.album.look(world)

    def _waiting(self) -> Array:
        requests = self.world.requests
        waits = (requests.state == RequestState.ACCESS) | (requests.state == RequestState.PLANNED)
        found = np.zeros(len(self.world.residents), dtype=bool)
        found[requests.resident[waits]] = True
        return found

    def _keep(
        self,
        name: str,
        classes: Array,
        values: Array,
        counted: Array,
        *,
        shown: Array | None = None,
    ) -> None:
        visible = counted if shown is None else shown
        self.classes[name].append(np.where(visible, classes, 0).astype(np.uint8))
        weights = counted.astype(np.float64)
        sums = np.bincount(self.cell, weights=weights * values, minlength=self.cells)
        count = np.bincount(self.cell, weights=weights, minlength=self.cells)
        mean = np.divide(sums, count, out=np.zeros(self.cells), where=count > 0)
        bytes_ = np.where(count > 0, np.rint(np.clip(mean, 0, 1) * STEPS), NO_FIGURE)
        self.means[name].append(bytes_.astype(np.uint8))
        self.totals[name].append(_share(sums.sum(), count.sum()))

    def _look_at_things(self) -> None:
        world = self.world
        places, starts, posts = world.places, world.initiatives, world.professionals
        at_work = posts.present > 0
        seen = {
            "place_open": places.open,
            "place_visits": np.minimum(places.visitors_smooth / 4, 255),
            "initiative_place": np.where(starts.present > 0, starts.place + 1, 0),
            "initiative_members": np.minimum(np.where(starts.present > 0, starts.members, 0), 255),
            "institution_works": world.institutions.state == InstitutionState.ACTIVE,
            "institution_posts": _posts(posts.employer[at_work], len(world.institutions)),
            "team_place": np.where(world.teams.present > 0, world.teams.place + 2, 0),
            "team_posts": _posts(posts.team[at_work], len(world.teams)),
            "post_base": np.where(at_work, posts.base + 2, 0),
            "post_cases": np.where(at_work, np.minimum(posts.cases, 255), 0),
        }
        for name, values in seen.items():
            kept = numbered(values) if name in NUMBERS else np.asarray(values).astype(FEW)
            self.things.setdefault(name, []).append(kept)

    def frames(self) -> Frames:
        """All that was kept."""
        world = self.world
        sent = {
            "width": world.grid.width,
            "height": world.grid.height,
            "weeks": self.weeks,
            "days": [monday_of(week).isoformat() for week in self.weeks],
            "cell": packed(numbered(self.cell[None])),
            "layers": {name: packed(np.stack(found)) for name, found in self.classes.items()},
            "means": {name: packed(np.stack(found)) for name, found in self.means.items()},
            "things": {name: packed(np.stack(found)) for name, found in self.things.items()},
            "totals": {
                name: [round(float(one), 4) for one in found] for name, found in self.totals.items()
            },
            "place_cells": world.places.cell.tolist(),
            "place_kinds": world.places.kind.tolist(),
            "place_names": list(world.place_names),
            "institution_places": world.institutions.place.tolist(),
            "institution_kinds": world.institutions.kind.tolist(),
            "institution_names": list(world.institution_names),
            "disciplines": world.professionals.discipline.tolist(),
            "employers": world.professionals.employer.tolist(),
            "bundles": self.album.bundles(),
        }
        return Frames(sent=sent, album=self.album.closed())


def _posts(where: Array, count: int) -> Array:
    return np.minimum(np.bincount(where[where >= 0], minlength=count)[:count], 255)


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0
