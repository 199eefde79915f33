"""From intervals to plain words: who does better, by how much, or that one cannot tell.

Leaves out: any weighing of one outcome against another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Final

from wijksim.experiment.compare import Compared
from wijksim.experiment.intervals import Verdict, family_interval, verdict
from wijksim.experiment.statistics import Difference, mean_of
from wijksim.outcomes.base import ALL, QUINTILES, Outcome
from wijksim.report.words import LANGUAGES, UNITS, listing, number

FEW_PAIRS: Final = 10
"""Below this many pairs the basis is weak and nothing is called clear (assumption: with ten, the
factor of the t interval comes within a sixth of that for many)."""

MOST_MORE: Final = 3
"""Decimals that are added at most to tell two figures apart (assumption: a thousandth)."""


@dataclass(frozen=True)
class Answer:
    """What is said about one outcome in one group. `side` is better, worse or other; `called` is
    the name over its figures, which may be distances from zero.
    """

    outcome: Outcome
    name: str
    called: str
    unit: str
    difference: Difference
    verdict: Verdict
    side: str
    label: str
    sentence: str
    base: str
    value: str
    shown: str
    pairs: str
    matters: str

    @property
    def kind(self) -> str:
        """The class under which it is drawn."""
        return self.side if self.verdict in (Verdict.CLEAR, Verdict.LIKELY) else "open"


@dataclass(frozen=True)
class Teller:
    """Tells about a comparison in one language."""

    compared: Compared
    lang: str

    def word(self, key: str) -> str:
        """A text as it stands."""
        return LANGUAGES[self.lang][key]

    def name(self, outcome: Outcome) -> str:
        """What readers call an outcome."""
        return outcome.nl if self.lang == "nl" else outcome.en

    def unit(self, outcome: Outcome) -> str:
        """The unit as a sentence says it."""
        return UNITS[self.lang].get(outcome.unit, outcome.unit)

    def day(self, day: date) -> str:
        """A date as one says it."""
        return f"{day.day} {self.word('months').split()[day.month - 1]} {day.year}"

    def title(self, label: str) -> str:
        """What readers call a scenario, without the place that all share; a copy has a number."""
        scenarios = self.compared.scenarios
        scenario = self.compared.scenario(label)
        whole = scenario.title[self.lang]
        place = f"{scenario.texts.get('name', '')}, "
        if all(one.title[self.lang].startswith(place) for one in scenarios):
            whole = whole.removeprefix(place)
        return whole + label.removeprefix(scenario.name)

    def show(self, value: float, decimals: int) -> str:
        """A number in the reader's way of writing."""
        return number(value, decimals=decimals, lang=self.lang)

    def called(self, outcome: Outcome) -> str:
        """The name over figures of what is judged: it says so when that is a distance from zero."""
        return f"{self.name(outcome)}{self.measure(outcome)}"

    def measure(self, outcome: Outcome) -> str:
        """What is said behind a name when the figures are distances from zero, else nothing."""
        return f" ({self.word('from_zero')})" if outcome.near_zero else ""

    def level(self, label: str, outcome: str, group: str = ALL) -> float:
        """The mean of an outcome over all runs of a scenario, as it is, sign and all."""
        return mean_of(one.get((outcome, group), math.nan) for one in self.compared.values[label])

    def levels(self, label: str, outcome: Outcome, group: str = ALL) -> tuple[float, float]:
        """Means of what is judged, in the baseline and in a scenario: the second less the first is
        the difference. Over the pairs that count; over all runs when no pair does, NaN of none.
        """
        runs = (self.compared.values[self.compared.baseline], self.compared.values[label])
        base, value = (
            [outcome.judged(one.get((outcome.name, group), math.nan)) for one in of_one]
            for of_one in runs
        )
        known = [
            (one, other)
            for one, other in zip(base, value, strict=True)
            if not math.isnan(one - other)
        ]
        if known:
            base, value = [one for one, _ in known], [other for _, other in known]
        return mean_of(base), mean_of(value)

    def family(self, group: str = ALL) -> int:
        """How many differences a reader looks at together: key outcomes of every policy, and in
        the groups by position also every fifth.
        """
        keys = sum(one.key for one in self.compared.catalogue)
        return keys * len(self.compared.others) * (len(QUINTILES) if group in QUINTILES else 1)

    def answer(self, label: str, outcome: Outcome, group: str = ALL) -> Answer:
        """What the comparison says about an outcome, for a group."""
        found = self.compared.difference(label, outcome.name, group)
        family = self.family(group)
        says = verdict(found, matters=outcome.matters, family=family)
        if says is Verdict.CLEAR and found.pairs < FEW_PAIRS:
            says = Verdict.LIKELY
        if found.mean == 0.0 and self.compared.parting_week(label) is None:
            says = Verdict.SMALL
        base, value = self.levels(label, outcome, group)
        side = _side(outcome, found)
        decimals = _decimals(outcome.matters, says, found, self.lang)
        words = {
            "outcome": self.name(outcome),
            "unit": self.unit(outcome),
            "size": number(abs(found.mean), decimals=decimals, lang=self.lang),
            "signed": number(found.mean, decimals=decimals, lang=self.lang, sign=True),
            "matters": number(outcome.matters, decimals=decimals, lang=self.lang),
            "base": number(base, decimals=decimals, lang=self.lang),
            "value": number(value, decimals=decimals, lang=self.lang),
            "low": number(found.low, decimals=decimals, lang=self.lang, sign=True),
            "high": number(found.high, decimals=decimals, lang=self.lang, sign=True),
        }
        for name, end in zip(
            ("wider_low", "wider_high"), family_interval(found, family), strict=True
        ):
            words[name] = number(end, decimals=decimals, lang=self.lang, sign=True)
        words["way"] = self._way(outcome, found).format_map(words)
        beyond = {
            "low": number(_near(found), decimals=decimals, lang=self.lang),
            "high": number(_far(found), decimals=decimals, lang=self.lang),
        }
        decided = says in (Verdict.CLEAR, Verdict.LIKELY)
        key = _sentence_key(says, found)
        alone = verdict(found, matters=outcome.matters)
        if key == "sentence_unsure" and alone in (Verdict.CLEAR, Verdict.LIKELY):
            key = "sentence_unsure_wider"
        sentence = capital(self.word(key).format_map(words | (beyond if decided else {})))
        if outcome.near_zero and decided:
            sentence += " " + self.word("more_equal" if side == "better" else "less_equal")
        if outcome.near_zero and says is not Verdict.NONE:
            sentence += " " + self.word("by_distance")
        tail = f"_{side}" if decided else ""
        return Answer(
            outcome=outcome,
            name=words["outcome"],
            called=self.called(outcome),
            unit=words["unit"],
            difference=found,
            verdict=says,
            side=side,
            label=self.word(f"verdict_{says.value}{tail}"),
            sentence=sentence,
            base=words["base"],
            value=words["value"],
            shown=f"{words['signed']} ({words['low']} … {words['high']})",
            pairs=self._pairs(found),
            matters=words["matters"],
        )

    def _way(self, outcome: Outcome, found: Difference) -> str:
        """How one says of this outcome that there is more or less of it."""
        way = "up" if found.mean > 0 else "down"
        own = f"way near_zero {way}" if outcome.near_zero else f"way {outcome.name} {way}"
        return self.word(own if own in LANGUAGES[self.lang] else f"way other {way}")

    def _pairs(self, found: Difference) -> str:
        """In how many of the pairs it is higher; of equal pairs half counts."""
        if found.pairs == 0:
            return "–"
        count = found.higher * found.pairs
        key = {0.0: "pairs_none", float(found.pairs): "pairs_all"}.get(round(count, 6))
        half = abs(count - round(count)) > 1e-6
        told = number(count, decimals=1 if half else 0, lang=self.lang)
        return self.word(key or "pairs_some").format(count=told, pairs=found.pairs)

    def lead(self, label: str, answers: list[Answer]) -> str:
        """One sentence over all key outcomes, the sure ones first."""
        parts = []
        for sure in (Verdict.CLEAR, Verdict.LIKELY):
            for side in ("better", "worse", "other"):
                names = [a.name.lower() for a in answers if a.verdict is sure and a.side == side]
                if names:
                    told = self.word(f"lead_{side}").format(names=listing(names, lang=self.lang))
                    likely = sure is Verdict.LIKELY
                    parts.append(self.word("lead_probably").format(text=told) if likely else told)
        small = [a.name.lower() for a in answers if a.verdict is Verdict.SMALL]
        if small:
            parts.append(self.word("lead_small").format(names=listing(small, lang=self.lang)))
        sentences = []
        if parts:
            joined = listing(parts, lang=self.lang)
            sentences.append(self.word("lead").format(other=self.title(label), parts=joined))
        for open_one, key in ((Verdict.UNSURE, "lead_unsure"), (Verdict.NONE, "lead_none")):
            names = [a.name.lower() for a in answers if a.verdict is open_one]
            if names:
                sentences.append(self.word(key).format(names=listing(names, lang=self.lang)))
        return " ".join(sentences)


def decimals_for(matters: float) -> int:
    """Decimals that show a tenth of what matters, and no more.

    >>> decimals_for(1.0), decimals_for(0.01), decimals_for(25.0)
    (1, 3, 0)
    """
    return max(0, 1 - math.floor(math.log10(matters))) if matters > 0 else 2


def _decimals(matters: float, says: Verdict, found: Difference, lang: str) -> int:
    """As many decimals as tell what is called smaller than what matters from what matters."""
    least = decimals_for(matters)
    if says not in (Verdict.SMALL, Verdict.UNSURE):
        return least
    close = [abs(one) for one in (found.mean, found.low, found.high) if abs(one) != matters]
    for decimals in range(least, least + MOST_MORE):
        limit = number(matters, decimals=decimals, lang=lang)
        if limit not in [number(one, decimals=decimals, lang=lang) for one in close]:
            return decimals
    return least + MOST_MORE


def capital(sentence: str) -> str:
    """A sentence with a capital at its start."""
    return sentence[:1].upper() + sentence[1:]


def _side(outcome: Outcome, found: Difference) -> str:
    if outcome.better_judged not in ("lower", "higher"):
        return "other"
    return "better" if (found.mean > 0) == (outcome.better_judged == "higher") else "worse"


def _sentence_key(says: Verdict, found: Difference) -> str:
    if says is Verdict.NONE:
        return "sentence_none"
    if says is Verdict.SMALL and found.pairs == 1:
        return "sentence_same"
    if found.pairs == 1:
        return "sentence_one"
    if says is Verdict.UNSURE:
        return "sentence_unsure"
    if says is Verdict.SMALL:
        return "sentence_same" if found.low == found.high == 0 else "sentence_small"
    return "sentence"


def _near(found: Difference) -> float:
    return min(abs(found.low), abs(found.high))


def _far(found: Difference) -> float:
    return max(abs(found.low), abs(found.high))
