"""What a sweep tells, in plain words: differences, conditions and regret, in English or Dutch.

Leaves out: weighing outcomes; pictures and the page around them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wijksim.outcomes.base import Outcome
from wijksim.report.answers import capital, decimals_for
from wijksim.report.sweeps.words_en import EN
from wijksim.report.sweeps.words_nl import NL
from wijksim.report.words import UNITS, listing, number
from wijksim.scenario.lever_names import SHORT, short_name
from wijksim.sweep.analysis.analyse import LESS, MORE, About, Analysed
from wijksim.sweep.analysis.discovery import STEPS, Box, Discovery, Found, Limit
from wijksim.sweep.analysis.effects import Effect
from wijksim.sweep.analysis.effects import Word as Amount
from wijksim.sweep.analysis.reading import Varied
from wijksim.sweep.analysis.robustness import (
    Regret,
    left_open_by_chance,
    most_robust,
    nearly_least,
)
from wijksim.sweep.analysis.sensitivity import WIDEST, Sensitivity, Word

WORDS: Final[Mapping[str, Mapping[str, str]]] = {"en": EN, "nl": NL}
FACTOR_UNITS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "1": "",
        "month": "months",
        "week": "weeks",
        "year": "years",
        "h/week": "hours a week",
        "h/month": "hours a month",
        "1/year": "a year",
        "1/week": "a week",
        "EUR/year": "euros a year",
        "form": "forms",
    },
    "nl": {
        "1": "",
        "month": "maanden",
        "week": "weken",
        "year": "jaar",
        "h/week": "uur per week",
        "h/month": "uur per maand",
        "1/year": "per jaar",
        "1/week": "per week",
        "EUR/year": "euro per jaar",
        "form": "formulieren",
        "h": "uur",
        "1/h": "per uur",
        "1/h2": "per uur en per uur",
        "1/quarter": "per kwartaal",
        "week/h": "weken per uur",
        "case/fte": "zaken per fte",
        "person": "personen",
        "bed": "bedden",
        "m": "meter",
        "EUR": "euro",
        "EUR/h": "euro per uur",
        "EUR/week": "euro per week",
        "per 100 residents": "per 100 bewoners",
    },
}
SUPPORTS: Final = {
    LESS: (Amount.LESS, Amount.SOMETIMES_LESS, Amount.EITHER),
    MORE: (Amount.MORE, Amount.SOMETIMES_MORE, Amount.EITHER),
}
"""Words on a difference under which a box of that direction may stand in the answer."""
COUNTED: Final = (Found.ALWAYS, Found.NEVER, Found.NO_BOX, Found.TOO_FEW_CASES)
"""Ends of a search that say in how many points it is so."""
MUCH_LESS: Final = 0.15
"""Figures on unseen points that are lower by this much are called much less (assumption)."""


@dataclass(frozen=True)
class SweepTeller:
    """Tells about an analysed sweep in one language."""

    found: Analysed
    lang: str

    def word(self, key: str) -> str:
        """A text as it stands."""
        return WORDS[self.lang][key]

    def name(self, outcome: Outcome) -> str:
        """What readers call an outcome, with what is judged of it when that is not its figure."""
        called = outcome.nl if self.lang == "nl" else outcome.en
        return f"{called} ({self.word('from_zero')})" if outcome.near_zero else called

    def unit(self, outcome: Outcome) -> str:
        """The unit as a sentence says it."""
        return UNITS[self.lang].get(outcome.unit, outcome.unit)

    def title(self, scenario: str) -> str:
        """What readers call a scenario, without the place that all share."""
        titles = self.found.swept.plan.get("titles", {})
        whole = {one: str(titles.get(one, {}).get(self.lang, one)) for one in titles}
        places = {text.split(", ")[0] for text in whole.values() if ", " in text}
        told = whole.get(scenario, scenario)
        shared = len(places) == 1 and all(", " in text for text in whole.values())
        return told.split(", ", 1)[1] if shared else told

    def share(self, value: float) -> str:
        """A share as a percentage."""
        return "–" if math.isnan(value) else f"{number(100 * value, decimals=0, lang=self.lang)}%"

    def size(self, outcome: Outcome, value: float, *, sign: bool = False) -> str:
        """A figure of an outcome with the decimals that it deserves."""
        return number(value, decimals=decimals_for(outcome.matters), lang=self.lang, sign=sign)

    def interval(self, outcome: Outcome, low: float, high: float) -> str:
        """An interval, or that it cannot be told."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return self.word("cannot_tell")
        return " … ".join(self.size(outcome, one, sign=True) for one in (low, high))

    def factor(self, name: str) -> str:
        """What a factor is called inside a sentence."""
        if name in SHORT:
            return short_name(name, lang=self.lang)
        return self.word("parameter").format(name=name)

    def varied(self, name: str) -> Varied:
        """A factor of the design."""
        return next(one for one in self.found.swept.factors if one.name == name)

    def value(self, factor: Varied, value: float) -> str:
        """A value of a factor with its unit."""
        low, high = factor.reach
        span = (high - low) / STEPS
        decimals = max(0, -math.floor(math.log10(span) + 1e-9)) if span > 0 else 2
        text = number(value, decimals=decimals, lang=self.lang)
        mark = "," if self.lang == "nl" else "."
        if mark in text:
            text = text.rstrip("0").rstrip(mark)
        unit = FACTOR_UNITS[self.lang].get(factor.unit, factor.unit)
        return f"{text} {unit}".strip()

    def limit(self, limit: Limit, *, also: bool) -> str:
        """One condition; `also` when it stands after the first in a sentence."""
        factor, name = self.varied(limit.factor), self.factor(limit.factor)
        low = "" if limit.low is None else self.value(factor, limit.low)
        high = "" if limit.high is None else self.value(factor, limit.high)
        words = f" {self.word('or')} ".join(limit.words)
        if limit.words:
            key = "one_of"
        elif low and high:
            key = "between"
        else:
            key = "at_least" if low else "at_most"
        if also:
            key = f"also_{key.removeprefix('at_')}"
        return self.word(key).format(factor=name, low=low, high=high, words=words)

    def limits(self, limits: Sequence[Limit]) -> str:
        """All conditions of a box, as a sentence lists them."""
        last = len(limits) - 1
        told = [
            self.limit(one, also=place > 0 if self.lang == "en" else place < last)
            for place, one in enumerate(limits)
        ]
        return listing(told, lang=self.lang)

    def claim(self, about: About, direction: str) -> str:
        """What is claimed to be so: a scenario has less, or more, of something."""
        own = f"claim {about.outcome.name} {direction}"
        key = own if own in WORDS[self.lang] else f"claim other {direction}"
        return self.word(key).format(
            other=self.title(about.scenario), outcome=self.name(about.outcome).lower()
        )

    def condition(self, about: About, direction: str) -> dict[str, str]:
        """When it is so: a sentence, its figures, and what else there is to say."""
        found = about.conditions[direction]
        claim = self.claim(about, direction)
        if found.found is not Found.BOX:
            key = f"box_{found.found.value}"
            told = self.word(key).format(
                claim=claim,
                share=self.share(found.share),
                cases=found.cases,
                points=found.points,
            )
            open_still = self._chance(about, direction) if found.found in COUNTED else ""
            return {"sentence": capital(told), "figures": "", "other": open_still, "lead": ""}
        best, *rest = found.boxes
        sentence = self.word("box").format(claim=claim, limits=self.limits(best.limits))
        figures = [self._figures(best, found)]
        drops = (best.coverage - best.tested_coverage, best.density - best.tested_density)
        weak = not all(one <= MUCH_LESS for one in drops)
        if weak:
            figures.append(self.word("box_weak"))
        sure = about.effect is not None and about.effect.word in SUPPORTS[direction]
        figures += [one for one in [self._chance(about, direction)] if one]
        other = [
            self.word("box_other").format(
                method=one.method,
                limits=self.limits(one.limits),
                coverage=self._part(one.coverage),
                density=self._part(one.density),
            )
            for one in rest
        ]
        return {
            "sentence": capital(sentence),
            "figures": " ".join(figures),
            "other": " ".join(other),
            "lead": capital(sentence) if sure and not weak else "",
        }

    def _chance(self, about: About, direction: str) -> str:
        """What chance leaves open of a claim about points; nothing when it leaves nothing open."""
        if self.found.swept.replicates == 1:
            return self.word("box_chance")
        amount = about.effect.word if about.effect is not None else Amount.NONE
        never = about.conditions[direction].found is Found.NEVER
        sure = amount is not Amount.UNSURE if never else amount in SUPPORTS[direction]
        return "" if sure else self.word("box_open")

    def _figures(self, box: Box, found: Discovery) -> str:
        return self.word("box_stats").format(
            coverage=self._part(box.coverage),
            density=self._part(box.density),
            tested_coverage=self._part(box.tested_coverage),
            tested_density=self._part(box.tested_density),
            method=box.method,
            points=box.points,
            share=self.share(found.share),
        )

    def _part(self, value: float) -> str:
        return number(value, decimals=2, lang=self.lang)

    def effect(self, outcome: Outcome, effect: Effect) -> dict[str, str]:
        """How large a difference is, in words and in cells of a table."""
        words = {
            "below": self.share(effect.below),
            "above": self.share(effect.above),
            "matters": self.size(outcome, outcome.matters),
            "low": self.size(outcome, effect.chance.low, sign=True),
            "high": self.size(outcome, effect.chance.high, sign=True),
            "unit": self.unit(outcome),
        }
        one = effect.word.value == "unsure" and effect.replicates == 1
        key = "tell_unsure_one" if one else f"tell_{effect.word.value}"
        mean = self.size(outcome, effect.chance.mean, sign=True)
        known = math.isfinite(effect.share_points)
        return {
            "name": self.name(outcome),
            "unit": words["unit"],
            "label": self.word(f"word_{effect.word.value}"),
            "kind": "open" if effect.word.value in ("unsure", "none", "small") else "other",
            "sentence": self.word(key).format_map(words),
            "mean": f"{mean} ({self.interval(outcome, effect.chance.low, effect.chance.high)})",
            "points": self.interval(outcome, effect.low, effect.high),
            "matters": words["matters"],
            "variance": f"{self.share(effect.share_points)} / {self.share(effect.share_chance)}"
            if known
            else self.word("cannot_tell")
            if effect.replicates < 2 or effect.points < 2
            else "–",
        }

    def sensitivity(self, found: Sensitivity, outcome: Outcome) -> str:
        """Whether shares or steps can be leaned on, and what blurs them."""
        told = [
            self.word(f"sens_{found.word.value}").format(
                widest=number(found.widest, decimals=2, lang=self.lang),
                limit=number(WIDEST, decimals=2, lang=self.lang),
                needed=number(float(found.needed or 0), decimals=0, lang=self.lang),
                samples=found.samples,
                method=found.method,
            )
        ]
        if found.word in (Word.CONVERGED, Word.NOT_YET):
            if found.left_out:
                told.append(self.word("sens_left").format(left=found.left_out))
            if math.isnan(found.blur):
                told.append(self.word("sens_one"))
            elif found.blur >= WIDEST:
                told.append(self.word("sens_blur").format(blur=self.share(found.blur)))
        return " ".join(told)

    def regret_is_open(self, outcome: Outcome) -> bool:
        """Whether chance leaves a difference of this outcome too open to tell what one regrets."""
        swept = self.found.swept
        levels = {name: swept.level(outcome.name, name) for name in swept.scenarios}
        return left_open_by_chance(levels, matters=outcome.matters)

    def regret(self, outcome: Outcome, regrets: Sequence[Regret]) -> str:
        """Which scenario has the least to regret; nothing when nothing can be said."""
        if not regrets:
            return ""
        if self.regret_is_open(outcome):
            return self.word("regret_unsure").format(outcome=self.name(outcome))
        best = most_robust(list(regrets), matters=outcome.matters)
        if best is None:
            return self._no_least(outcome, list(regrets))
        after = min(one.worst for one in regrets if one is not best)
        return self.word("regret_least").format(
            outcome=self.name(outcome),
            scenario=self.title(best.scenario),
            worst=self.size(outcome, best.worst),
            unit=self.unit(outcome),
            next=self.size(outcome, after),
            good=self.share(best.good),
            good_low=self.share(best.good_low),
            good_high=self.share(best.good_high),
        )

    def _no_least(self, outcome: Outcome, regrets: list[Regret]) -> str:
        """What to say when no scenario has clearly the least to regret at worst."""
        close = nearly_least(regrets, matters=outcome.matters)
        same = all(one.worst < outcome.matters for one in close)
        key = "regret_equal" if same else "regret_close"
        return self.word(key if len(close) == len(regrets) else f"{key}_some").format(
            outcome=self.name(outcome),
            matters=f"{self.size(outcome, outcome.matters)} {self.unit(outcome)}",
            scenarios=listing([self.title(one.scenario) for one in close], lang=self.lang),
        )
