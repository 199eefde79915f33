"""One life as spells and moments, and the point where two lives of the same person part.

Represents: needs that last, requests that wait and are helped, and moments such as a crisis, per
domain. Two lives part at the first event that is in one and not in the other.
Source: the events of `wijksim.dashboard.lives`.
Leaves out: which of two requests made in the same week got the first hour; the first one counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.dashboard.lives import EVERY_WEEKS, LINES, NEVER, Happening, Helper, Lives
from wijksim.entities.domains import DOMAINS

ASKED: Final = "asked for help"
ENDED: Final = "request ended"
TOLD: Final = (
    "need began", "need ended", "crisis", "overloaded", ASKED, "first hour", ENDED, "left", "came",
)  # fmt: skip
"""Kinds that are told; the others say the same once more."""


@dataclass(frozen=True)
class Spell:
    """Something that lasts from a week up to another: `need`, `waiting` or `help`."""

    kind: str
    domain: int
    start: int
    end: int
    word: str = ""
    helper: Helper | None = None


@dataclass(frozen=True)
class Moment:
    """Something that happens in a week. `word` is a channel, an ending or a reason."""

    week: int
    kind: str
    domain: int
    word: str
    helper: Helper | None = None
    weeks: int = 0


@dataclass
class Life:
    """One life under one policy. Lines are (moments, LINES)."""

    name: str
    spells: list[Spell] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    lines: Any = None
    end: int = 0

    def weeks_of(self, kind: str) -> int:
        """Weeks of all spells of a kind; domains at the same time count each."""
        return sum(one.end - one.start for one in self.spells if one.kind == kind)

    def count(self, kind: str, word: str = "") -> int:
        """How often something happened."""
        return sum(one.kind == kind and word in ("", one.word) for one in self.moments)

    def mean(self, line: str) -> float:
        """The mean of a line over the weeks that the person was there."""
        seen = self.lines[:, LINES.index(line)]
        known = seen[np.isfinite(seen)]
        return float(known.mean()) if known.size else float("nan")

    def hours(self, line: str) -> float:
        """Hours a week summed over all weeks."""
        return float(np.nansum(self.lines[:, LINES.index(line)]) * EVERY_WEEKS)


@dataclass
class _Open:
    domain: int
    asked: int
    word: str
    first: int = NEVER
    helper: Helper | None = None


def life(lives: Lives, side: int, person: int) -> Life:
    """The life of a person under the first (0) or the other (1) policy."""
    run = lives.sides[side]
    found = Life(run.name, lines=run.lines(person), end=lives.last_week + 1)
    began = {d: int(week) for d, week in enumerate(lives.onset_week[person]) if week > NEVER}
    waiting = [
        _Open(one.domain, one.asked, "", one.first_hour, run.helpers.get(one.by))
        for one in lives.open_requests.get(person, ())
    ]
    for one in run.happenings(person):
        _take(found, one, began, waiting, run.helpers.get(one.by), lives.first_week)
        if one.kind == "left":
            found.end = one.week
            break
    for domain, week in began.items():
        found.spells.append(Spell("need", domain, max(week, lives.first_week), found.end))
    for request in waiting:
        _close(found, request, found.end, lives.first_week)
    return found


def _take(
    found: Life,
    one: Happening,
    began: dict[int, int],
    waiting: list[_Open],
    helper: Helper | None,
    start: int,
) -> None:
    """Add one event to a life."""
    place, _, word = one.cause.partition(": ")
    domain = DOMAINS.index(place) if place in DOMAINS else -1
    if one.kind == "need began":
        began.setdefault(domain, one.week)
    elif one.kind == "need ended" and domain in began:
        found.spells.append(Spell("need", domain, max(began.pop(domain), start), one.week))
    elif one.kind == ASKED:
        waiting.append(_Open(domain, one.week, word))
    weeks = 0
    if one.kind in ("first hour", ENDED):
        asked = one.week - round(one.value)
        match = [r for r in waiting if r.asked == asked]
        match = [r for r in match if r.first == NEVER] if one.kind == "first hour" else match
        if match:
            domain, weeks = match[0].domain, one.week - asked
            if one.kind == "first hour":
                match[0].first, match[0].helper = one.week, helper
            else:
                helper, weeks = match[0].helper, one.week - max(match[0].first, asked)
                _close(found, match[0], one.week, start)
                waiting.remove(match[0])
        word = one.cause if one.kind == ENDED else word
    if one.kind in ("left", "came"):
        word = one.cause
    if one.kind in TOLD:
        found.moments.append(Moment(one.week, one.kind, domain, word, helper, weeks))


def _close(found: Life, request: _Open, week: int, start: int) -> None:
    first = request.first if request.first > NEVER else week
    if max(request.asked, start) < first:
        spell = Spell("waiting", request.domain, max(request.asked, start), first, request.word)
        found.spells.append(spell)
    if max(first, start) < week:
        spell = Spell("help", request.domain, max(first, start), week, "", request.helper)
        found.spells.append(spell)


def parting(one: Life, other: Life) -> tuple[int, list[Moment], list[Moment]] | None:
    """The first week in which an event differs, and what each life has then and not the other.

    None when all events are the same.
    """
    told = [{(m.week, m.kind, m.domain, m.word): m for m in each.moments} for each in (one, other)]
    apart = told[0].keys() ^ told[1].keys()
    if not apart:
        return None
    week = min(key[0] for key in apart)
    mine, theirs = (
        [m for key, m in each.items() if key in apart and key[0] == week] for each in told
    )
    return week, mine, theirs


def later(life: Life, moment: Moment) -> Moment | None:
    """When the same comes later in a life; None when it does not."""
    for one in life.moments:
        same = (one.kind, one.domain, one.word) == (moment.kind, moment.domain, moment.word)
        if same and one.week > moment.week:
            return one
    return None


def age(lives: Lives, person: int) -> int:
    """Whole years at the start."""
    return int((lives.first_week - int(lives.birth_week[person])) / WEEKS_PER_YEAR)


AGES: Final = {"0-17": (0, 18), "18-39": (18, 40), "40-64": (40, 65), "65-": (65, 200)}


def ranked(lives: Lives, *, fifth: str, ages: str) -> Any:
    """People of a fifth and an age group (or all), whose life differs most first."""
    years = (lives.first_week - lives.birth_week) / WEEKS_PER_YEAR
    low, high = AGES.get(ages, (0, 200))
    fits = (years >= low) & (years < high)
    if fifth in ("1", "2", "3", "4", "5"):
        fits &= lives.quintile == int(fifth) - 1
    people = np.flatnonzero(fits)
    return people[np.argsort(-lives.difference[people], kind="stable")]
