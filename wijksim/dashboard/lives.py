"""The lives of all who lived somewhere at the start, under two policies with the same luck.

Represents: for each resident a few lines through time (every four weeks) and every event (to the
week), in both runs. The same resident is the same person in both: chance is addressed by who and
when, so only what the policy changes can differ. Made in a worker, in columns; kept compressed.
Source: the event log and the residents' columns of a run (wijksim.entities).
Leaves out: those who come to live there later, talks at meeting places, and who their ties are.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from wijksim.dashboard.seats import week_done
from wijksim.entities.domains import NOBODY
from wijksim.entities.events import EventLog
from wijksim.model import WijkModel
from wijksim.scenario.settled import Scenario, first_difference

Array = np.ndarray[Any, Any]
LINES: Final = ("need", "professional", "informal", "ties", "wellbeing", "trust")
"""Severest need (0 to 1), effective professional hours a week, informal hours a week, sum of the
strengths of all ties, satisfaction with life and trust in institutions (0 to 1)."""
EVERY_WEEKS: Final = 4
BLOCK: Final = 256
NEVER: Final = -100_000
LEFT_OUT: Final = ("talk",)


class LifeLog(EventLog):
    """A log of what happens to residents; the many talks at meeting places are left out."""

    def add(
        self,
        *,
        week: int,
        kind: str,
        subject: str,
        ids: Any,
        cause: str,
        by: str,
        by_ids: Any,
        value: Any,
    ) -> None:
        """Keep an event, as EventLog does, when it belongs in a life."""
        if subject == "residents" and kind not in LEFT_OUT:
            super().add(
                week=week,
                kind=kind,
                subject=subject,
                ids=ids,
                cause=cause,
                by=by,
                by_ids=by_ids,
                value=value,
            )


@dataclass(frozen=True)
class Happening:
    """One event in a life. `by` is the permanent id of a professional, or -1."""

    week: int
    kind: str
    cause: str
    by: int
    value: float


@dataclass(frozen=True)
class Helper:
    """Who helps: a discipline, the name of the employer, and whether it works in a team."""

    discipline: int
    employer: str
    in_team: bool


@dataclass(frozen=True)
class OpenRequest:
    """A request that was already open at the start; weeks are NEVER for what is still to come."""

    domain: int
    asked: int
    first_hour: int
    by: int


@dataclass(frozen=True)
class Side:
    """The lives under one policy. Events stand in order of the person, then of time."""

    name: str
    blocks: tuple[bytes, ...]
    shape: tuple[int, int]
    person: Array
    week: Array
    kind: Array
    cause: Array
    by: Array
    value: Array
    kinds: tuple[str, ...]
    causes: tuple[str, ...]
    helpers: dict[int, Helper]

    def lines(self, person: int) -> Array:
        """The lines of one person: (moments, LINES), NaN when no longer there."""
        raw = np.frombuffer(zlib.decompress(self.blocks[person // BLOCK]), dtype=np.float16)
        found = raw.reshape(-1, *self.shape)[person % BLOCK].astype(np.float64)
        return np.asarray(found)

    def happenings(self, person: int) -> list[Happening]:
        """All events of one person, in order."""
        low, high = np.searchsorted(self.person, [person, person + 1])
        return [
            Happening(
                int(self.week[i]),
                self.kinds[self.kind[i]],
                self.causes[self.cause[i]],
                int(self.by[i]),
                float(self.value[i]),
            )
            for i in range(low, high)
        ]


@dataclass(frozen=True)
class Lives:
    """Two runs side by side. `difference` is the sum over time of how far two lives lie apart:
    wellbeing plus severest need, in years; `events_differ` tells in whose life an event differs.
    """

    first_week: int
    last_week: int
    parting_week: int
    weeks: Array
    birth_week: Array
    quintile: Array
    household: Array
    onset_week: Array
    open_requests: dict[int, tuple[OpenRequest, ...]]
    sides: tuple[Side, Side]
    difference: Array
    events_differ: Array

    def __len__(self) -> int:
        return len(self.birth_week)


def record_lives(scenarios: Sequence[Scenario], *, seed: int) -> Lives:
    """Live two scenarios with the same luck and keep the lives of those there at the start.

    Raises WijksimError for mistakes in a scenario.
    """
    one, other = scenarios
    model = WijkModel(one, seed=seed, collect=False)
    world = model.world
    start = world.week
    parting = first_difference(one, other)
    shared = parting is None or parting >= start
    twin = model.fork(other) if shared else WijkModel(other, seed=seed, collect=False)
    rows = np.flatnonzero(world.residents.present)
    residents, households = world.residents, world.households
    ids = residents.id[rows].copy()
    about = {
        "birth_week": residents.birth_week[rows].copy(),
        "quintile": residents.quintile[rows].copy(),
        "household": households.kind[residents.household[rows]].copy(),
        "onset_week": np.where(residents.need[rows] > 0.0, residents.onset_week[rows], NEVER),
    }
    waiting = _open_requests(model, ids)
    lines, sides = [], []
    for name, each in ((one.name, model), (other.name, twin)):
        side, seen = _live(each, name=name, rows=rows, ids=ids)
        sides.append(side)
        lines.append(seen)
    apart = np.abs(lines[0] - lines[1])
    apart = np.nansum(apart[:, :, LINES.index("need")] + apart[:, :, LINES.index("wellbeing")], 1)
    moments = lines[0].shape[1]
    return Lives(
        first_week=start,
        last_week=one.last_week,
        parting_week=max(start, one.last_week if parting is None else parting),
        weeks=start + EVERY_WEEKS * np.arange(moments),
        open_requests=waiting,
        sides=(sides[0], sides[1]),
        difference=apart * (EVERY_WEEKS / 52.0),
        events_differ=_events_differ(sides[0], sides[1], len(ids)),
        **about,
    )


def _open_requests(model: WijkModel, ids: Array) -> dict[int, tuple[OpenRequest, ...]]:
    """Requests that are open at the start, by person."""
    requests, staff = model.world.requests, model.world.professionals
    found: dict[int, tuple[OpenRequest, ...]] = {}
    place = {int(one): index for index, one in enumerate(ids)}
    for row in np.flatnonzero(requests.state):
        person = place.get(int(requests.resident_id[row]))
        handler = int(requests.handler[row])
        if person is None:
            continue
        one = OpenRequest(
            int(requests.domain[row]),
            int(requests.asked_week[row]),
            int(requests.first_hour_week[row]),
            int(staff.id[handler]) if handler != NOBODY else -1,
        )
        found[person] = (*found.get(person, ()), one)
    return found


def _live(model: WijkModel, *, name: str, rows: Array, ids: Array) -> tuple[Side, Array]:
    """Live a model to its end; what it leaves of the people in `rows`."""
    world = model.world
    world.events = LifeLog(keeping=True)
    start, moments, posts = world.week, [], []
    while model.running:
        if (world.week - start) % EVERY_WEEKS == 0:
            moments.append(_moment(model, rows, ids))
        staff = world.professionals
        filled = np.flatnonzero(staff.present)
        posts.append(
            np.stack([c[filled].astype(np.int64) for c in (staff.id, staff.discipline,
                      staff.employer, staff.team)], axis=1)
        )  # fmt: skip
        model.step()
        week_done()
    lines = np.stack(moments, axis=1)
    log = world.events.frame()
    order = np.argsort(ids, kind="stable")
    where = np.searchsorted(ids[order], log["id"].to_numpy(np.int64))
    where = order[np.minimum(where, len(ids) - 1)]
    ours = np.flatnonzero(ids[where] == log["id"].to_numpy(np.int64))
    ours = ours[np.argsort(where[ours], kind="stable")]
    kinds, kind = np.unique(log["kind"].to_numpy(str)[ours], return_inverse=True)
    causes, cause = np.unique(log["cause"].to_numpy(str)[ours], return_inverse=True)
    helped = log["by"].to_numpy(str)[ours] == "professionals"
    side = Side(
        name=name,
        blocks=tuple(
            zlib.compress(np.ascontiguousarray(lines[low : low + BLOCK]).tobytes(), 1)
            for low in range(0, len(ids), BLOCK)
        ),
        shape=(lines.shape[1], lines.shape[2]),
        person=where[ours].astype(np.int32),
        week=log["week"].to_numpy(np.int16)[ours],
        kind=kind.astype(np.int8),
        cause=cause.astype(np.int16),
        by=np.where(helped, log["by_id"].to_numpy(np.int64)[ours], -1),
        value=log["value"].to_numpy(np.float32)[ours],
        kinds=tuple(str(one) for one in kinds),
        causes=tuple(str(one) for one in causes),
        helpers=_helpers(np.unique(np.concatenate(posts), axis=0), world.institution_names),
    )
    return side, lines.astype(np.float32)


def _moment(model: WijkModel, rows: Array, ids: Array) -> Array:
    """The lines of all people now: (people, LINES), NaN for who is gone."""
    r = model.world.residents
    there = (r.id[rows] == ids) & (r.present[rows] > 0)
    columns = (
        r.need[rows].max(axis=1),
        r.formal_hours[rows].sum(axis=1),
        r.informal_received[rows],
        r.support_network[rows],
        r.wellbeing[rows],
        r.trust[rows],
    )
    seen = np.stack(columns, axis=1).round(2)
    seen[~there] = np.nan
    return np.asarray(seen.astype(np.float16))


def _helpers(posts: Array, names: Sequence[str]) -> dict[int, Helper]:
    """Professionals by permanent id; the last row of somebody counts."""
    return {
        int(who): Helper(int(discipline), names[int(employer)], bool(team != NOBODY))
        for who, discipline, employer, team in posts
    }


def _events_differ(one: Side, other: Side, people: int) -> Array:
    """Whether an event of one life is not in the other: (people,) of bool."""
    words = sorted({*one.kinds, *one.causes, *other.kinds, *other.causes})
    number = {word: index for index, word in enumerate(words)}

    def told(side: Side) -> Array:
        kinds = np.array([number[word] for word in side.kinds], dtype=np.int64)
        causes = np.array([number[word] for word in side.causes], dtype=np.int64)
        what = kinds[side.kind] * len(words) + causes[side.cause]
        when = (side.person.astype(np.int64) << 32) + (side.week.astype(np.int64) << 16)
        return np.asarray(when + what)

    apart = np.setxor1d(told(one), told(other))
    differ = np.zeros(people, dtype=bool)
    differ[apart >> 32] = True
    return differ
