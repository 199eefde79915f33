"""The form of an experiment file: scenarios, what is varied and how, replicates, budget.

Represents: the shape alone, strict and closed. What a value may be is checked where it is settled
(`factors`, `experiment`), with the file and the line.

Leaves out: the scenarios themselves, which are files of their own.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from wijksim.scenario.schema import (
    VERSION,
    Form,
    Horizon,
    LeverSetting,
    Name,
    Names,
    Number,
    Text,
    TitleText,
)

METHODS: Final = ("grid", "list", "table", "lhs", "sobol", "morris")
LARGEST_COUNT: Final = 1_000_000_000


def _factor_in_short(value: Any) -> Any:
    """Nothing means the plausible range; a list means its values."""
    if value is None:
        return {}
    return {"values": value} if isinstance(value, list) else value


Count = Annotated[int, Field(ge=1, le=LARGEST_COUNT)]


class FactorForm(Form):
    """What is varied: between `low` and `high` (in `steps` on a grid), or over `values`.

    `when` says for a lever what the value replaces: "policy" (what the scenario's own entries set,
    or the start when none does), "start", or everything from a date on. `only` names the scenarios
    in which it counts; else all.
    """

    low: Number | None = None
    high: Number | None = None
    steps: Annotated[int, Field(ge=2, le=100_000)] | None = None
    values: list[LeverSetting] | None = None
    when: Annotated[str, Field(max_length=20)] | dt.date = "policy"
    only: Names = Field(default_factory=list)
    source: Text = ""


Factor = Annotated[FactorForm, BeforeValidator(_factor_in_short)]


class VaryForm(Form):
    """The design. `samples` counts points (lhs), base points (sobol) or trajectories (morris)."""

    method: Name
    samples: Count | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    levels: Annotated[int, Field(ge=2, le=64)] | None = None
    second_order: bool = False
    factors: dict[str, Factor] = Field(default_factory=dict)
    rows: list[dict[str, LeverSetting]] | None = None
    table: Name | None = None


class ExperimentForm(Form):
    """An experiment file."""

    version: int = Field(default=VERSION, alias="schema", ge=1)
    title: TitleText | None = None
    why: Text = ""
    source: Text = ""
    scenarios: Names
    baseline: Name | None = None
    horizon: Horizon | None = None
    warm_up_weeks: Annotated[int, Field(ge=0, le=2600)] | None = None
    vary: VaryForm | None = None
    replicates: Count = 1
    seed: Annotated[int, Field(ge=0, le=2**62)] = 0
    outcomes: Names = Field(default_factory=list)
    budget: Count = 10_000
    chunk: Annotated[int, Field(ge=1, le=1000)] | None = None
