"""Questions: scenarios to compare, what is known of them so far, and whether two are the same.

Represents: one question of any number of visitors, with the parts of it that are worked on now.
Leaves out: who is next, and where; see `wijksim.dashboard.work`.
"""

from __future__ import annotations

import hashlib
import json
import weakref
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Final

from wijksim.dashboard.answering import Figures
from wijksim.dashboard.news import News
from wijksim.dashboard.seats import Seat
from wijksim.dashboard.telling import Telling
from wijksim.report.comparison import Comparison
from wijksim.scenario.settled import Scenario


@dataclass(frozen=True)
class Part:
    """Some scenarios of a question, by their places, with one luck; the weeks that it takes."""

    seed: int
    places: tuple[int, ...]
    weeks: int


@dataclass(eq=False)
class Question:
    """Scenarios to compare, and what is known so far."""

    key: str
    scenarios: tuple[Scenario, ...]
    pairs: int
    number: int = 0
    done: int = 0
    begun: int = 0
    put_off: list[int] = field(default_factory=list)
    """Seeds that were begun and stopped for who had no answer, to be run again."""
    telling: Telling | None = None
    """What is known, once the first pair is there."""
    langs: set[str] = field(default_factory=set)
    """The languages in which it is told ahead."""
    mistake: str = ""
    followers: int = 0
    figures: dict[int, dict[int, Figures]] = field(default_factory=dict, repr=False)
    """By seed and by the place of the scenario; none once all have come."""
    runs_done: int = 0
    parts: dict[Seat, Part] = field(default_factory=dict, repr=False)
    """What is being worked on now."""
    news: News = field(default_factory=News, repr=False)
    """Told when there is more of an answer, or a mistake."""

    @property
    def answer(self) -> Comparison | None:
        """The comparison of the pairs that are there."""
        return self.telling.answer if self.telling else None

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will come."""
        return bool(self.mistake) or self.done >= self.pairs

    def stage(self, lang: str) -> tuple[int, bool, str]:
        """What there is to see: pairs, whether the files are there as well, and the mistake."""
        told = self.telling
        return self.done, told is not None and told.files(lang) is not None, self.mistake

    def is_past(self, stage: tuple[int, bool, str], lang: str) -> bool:
        """Whether there is something else to see than at an earlier stage."""
        return self.stage(lang) != stage

    def is_whole(self, lang: str) -> bool:
        """Whether nothing more will come to be seen in a language."""
        return bool(self.mistake) or (self.is_settled and self.stage(lang)[1])

    @property
    def waits(self) -> bool:
        """Whether somebody wants more of it than was begun."""
        more = self.begun < self.pairs or bool(self.put_off)
        return self.followers > 0 and not self.mistake and more

    @property
    def turn(self) -> int:
        """How many pairs were begun, those that were put off not counted: the fewest go first."""
        return self.begun - len(self.put_off)

    @property
    def share(self) -> float:
        """How much of the work is done, from 0 to 1, runs that are under way included."""
        under_way = sum(
            len(part.places) * min(1.0, seat.sign.weeks / part.weeks)
            for seat, part in list(self.parts.items())
        )
        return min(1.0, (self.runs_done + under_way) / (self.pairs * len(self.scenarios)))


def question_key(scenarios: Sequence[Scenario], pairs: int) -> str:
    """A fingerprint of all that an answer depends on, texts included."""
    told = [*map(fingerprint, scenarios), pairs]
    return hashlib.sha256(json.dumps(told).encode("utf-8")).hexdigest()


def fingerprint(scenario: Scenario) -> str:
    """The same for scenarios that hold the same; made once for each, for it takes a moment."""
    of, known = _fingerprints.get(id(scenario), (None, ""))
    if of is not None and of() is scenario:
        return known
    text = json.dumps(asdict(scenario), sort_keys=True, default=str)
    made = hashlib.sha256(text.encode("utf-8")).hexdigest()
    forget = partial(_forget, id(scenario))
    _fingerprints[id(scenario)] = (weakref.ref(scenario, forget), made)
    return made


def _forget(number: int, gone: weakref.ref[Scenario]) -> None:
    if _fingerprints.get(number, (None, ""))[0] is gone:
        del _fingerprints[number]


_fingerprints: Final[dict[int, tuple[weakref.ref[Scenario], str]]] = {}
