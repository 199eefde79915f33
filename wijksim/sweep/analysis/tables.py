"""The answers as tables, one observation a row, for spreadsheets and programs.

Represents: effects, what factors do, sensitivity, boxes (one row per side) and regret, with units.

Leaves out: words; cells that could be read as formulas are made harmless where CSV is written.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from wijksim.sweep.analysis.analyse import About, Analysed

Row = dict[str, Any]


def tables_of(found: Analysed) -> Mapping[str, pd.DataFrame]:
    """The tables by name: effects, factors, sensitivity, boxes, regret. Empty ones are left out."""
    rows = {
        "effects": [row for one in found.answers for row in _effect(one)],
        "factors": [row for one in found.answers for row in _slopes(one)],
        "sensitivity": [row for one in found.answers for row in _sensitivity(one)],
        "boxes": [row for one in found.answers for row in _boxes(one)],
        "regret": list(_regret(found)),
    }
    return {name: pd.DataFrame(some) for name, some in rows.items() if some}


def _head(one: About) -> Row:
    return {"outcome": one.outcome.name, "unit": one.outcome.unit, "scenario": one.scenario}


def _effect(one: About) -> Iterator[Row]:
    effect = one.effect
    if effect is None:
        return
    yield _head(one) | {
        "mean_difference": effect.chance.mean,
        "chance_low": effect.chance.low,
        "chance_high": effect.chance.high,
        "points_low": effect.low,
        "points_high": effect.high,
        "matters": one.outcome.matters,
        "word": effect.word.value,
        "share_of_points_less": effect.below,
        "share_of_points_more": effect.above,
        "variance_share_points": effect.share_points,
        "variance_share_seeds": effect.share_seeds,
        "variance_share_rest": effect.share_rest,
        "points": effect.points,
        "replicates": effect.replicates,
        "points_left_out": effect.left_out,
    }


def _slopes(one: About) -> Iterator[Row]:
    for slope in one.slopes:
        yield _head(one) | {
            "factor": slope.factor,
            "to": slope.step,
            "change_low_to_high": slope.change,
            "low": slope.low,
            "high": slope.high,
            "chance_low": slope.chance.low,
            "chance_high": slope.chance.high,
            "fit": slope.fit,
        }


def _sensitivity(one: About) -> Iterator[Row]:
    found = one.sensitivity
    for share in found.shares:
        yield _head(one) | {
            "method": found.method,
            "factor": share.factor,
            "first_or_mu": share.first,
            "first_reach": share.first_reach,
            "total_or_mu_star": share.total,
            "total_reach": share.total_reach,
            "sigma": share.bend,
            "samples": found.samples,
            "samples_left_out": found.left_out,
            "word": found.word.value,
            "widest_interval": found.widest,
            "share_of_chance": found.blur,
        }


def _boxes(one: About) -> Iterator[Row]:
    for direction, found in one.conditions.items():
        for box in found.boxes:
            for limit in box.limits:
                yield _head(one) | {
                    "direction": direction,
                    "method": box.method,
                    "factor": limit.factor,
                    "at_least": math.nan if limit.low is None else limit.low,
                    "at_most": math.nan if limit.high is None else limit.high,
                    "one_of": " ".join(limit.words),
                    "coverage": box.coverage,
                    "density": box.density,
                    "tested_coverage": box.tested_coverage,
                    "tested_density": box.tested_density,
                    "points_within": box.points,
                    "cases": found.cases,
                    "points": found.points,
                }


def _regret(found: Analysed) -> Iterator[Row]:
    units = {one.name: one.unit for one in found.swept.outcomes}
    for outcome, regrets in found.regrets.items():
        for one in regrets:
            yield {
                "outcome": outcome,
                "unit": units[outcome],
                "scenario": one.scenario,
                "mean_regret": one.mean,
                "regret_90_percent": one.high,
                "worst_regret": one.worst,
                "share_good_enough": one.good,
                "share_low": one.good_low,
                "share_high": one.good_high,
                "share_best": one.best,
                "futures": one.futures,
            }
