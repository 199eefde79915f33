"""A whole sweep analysed: every outcome, every scenario beside the baseline.

Represents: one answer per outcome and contrast, with all that the methods have to say about it. The
baseline has no contrast: there it is about its own level, and what moves that.

Leaves out: words and pictures, which are the report's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from wijksim.outcomes.base import Outcome
from wijksim.sweep.analysis.blocks import blocks_of
from wijksim.sweep.analysis.discovery import Discovery, discover
from wijksim.sweep.analysis.effects import Effect, complete, effect_of
from wijksim.sweep.analysis.reading import Block, Swept
from wijksim.sweep.analysis.robustness import Regret, regrets_of
from wijksim.sweep.analysis.sensitivity import Sensitivity, sensitivity_of, together
from wijksim.sweep.analysis.slopes import Slope, slopes_of

LESS: Final = "less"
MORE: Final = "more"


@dataclass(frozen=True)
class About:
    """What is said about one outcome for one scenario. `effect` is None without a contrast.

    `conditions` tells by direction where it has less, or more, than the baseline, by what matters.
    """

    outcome: Outcome
    scenario: str
    effect: Effect | None
    slopes: tuple[Slope, ...]
    sensitivity: Sensitivity
    conditions: dict[str, Discovery]


@dataclass(frozen=True)
class Analysed:
    """A sweep with all answers; `regrets` by outcome."""

    swept: Swept
    answers: tuple[About, ...]
    regrets: dict[str, tuple[Regret, ...]]

    def about(self, outcome: str, scenario: str) -> About:
        """The answer about an outcome for a scenario."""
        return next(
            one for one in self.answers if one.outcome.name == outcome and one.scenario == scenario
        )


def analyse(swept: Swept, *, tell: Callable[[int, int], None] | None = None) -> Analysed:
    """Analyse a sweep. `tell` hears how many of how many answers are there."""
    asked = [
        (outcome, scenario)
        for scenario in (*swept.others, swept.baseline)
        for outcome in swept.outcomes
    ]
    answers = []
    for place, (outcome, scenario) in enumerate(asked):
        if tell is not None:
            tell(place, len(asked))
        answers.append(_about(swept, outcome, scenario))
    if tell is not None:
        tell(len(asked), len(asked))
    return Analysed(
        swept=swept,
        answers=tuple(answers),
        regrets={
            one.name: tuple(
                regrets_of(
                    {name: swept.level(one.name, name) for name in swept.scenarios},
                    better=one.better_judged,
                    matters=one.matters,
                    blocks=blocks_of(swept.design, _alike(swept)),
                )
            )
            for one in swept.outcomes
        },
    )


def _about(swept: Swept, outcome: Outcome, scenario: str) -> About:
    compared = scenario != swept.baseline
    block = (
        swept.contrast(outcome.name, scenario) if compared else swept.level(outcome.name, scenario)
    )
    return About(
        outcome=outcome,
        scenario=scenario,
        effect=effect_of(block, matters=outcome.matters) if compared else None,
        slopes=tuple(slopes_of(block, swept.design, swept.factors, together=_alike(swept))),
        sensitivity=sensitivity_of(
            block,
            design=swept.design,
            factors=swept.factors,
            method=str(swept.plan["method"]),
            second_order=bool(swept.plan["second_order"]),
            levels=int(swept.plan["levels"]),
        ),
        conditions=_conditions(swept, block, outcome) if compared else {},
    )


def _conditions(swept: Swept, block: Block, outcome: Outcome) -> dict[str, Discovery]:
    kept = complete(block)
    means, design = block[kept].mean(axis=1), swept.design[kept]
    return {
        way: discover(cases, design=design, factors=swept.factors, together=_alike(swept))
        for way, cases in (
            (LESS, means <= -outcome.matters),
            (MORE, means >= outcome.matters),
        )
    }


def _alike(swept: Swept) -> int:
    """How many points in a row the design drew together."""
    return together(
        str(swept.plan["method"]),
        len(swept.factors),
        second_order=bool(swept.plan["second_order"]),
    )
