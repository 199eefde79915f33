"""Values set above all files, from the command line or from Python.

Represents: a flat list of keys with values, checked like values in files.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from wijksim.core.errors import Where, WijksimError, did_you_mean
from wijksim.entities.agenda import LeverValue
from wijksim.scenario.checking import lever_value
from wijksim.scenario.levers import BY_NAME

HERE: Final = Where("overrides")
_LONGEST_WARM_UP: Final = 2600


@dataclass
class Overrides:
    """Overrides by what they touch."""

    levers: dict[str, LeverValue] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=dict)
    horizon: dict[str, date] = field(default_factory=dict)
    warm_up_weeks: int | None = None
    submodels: dict[str, str] = field(default_factory=dict)
    links_cut: tuple[str, ...] = ()
    where: Where = HERE


def split_overrides(given: Mapping[str, Any], *, known_parameters: Iterable[str]) -> Overrides:
    """Sort overrides by what they touch. Raises WijksimError for a key or value that cannot be."""
    parameters = set(known_parameters)
    known = parameters | set(BY_NAME) | {"horizon.start", "horizon.end", "warm_up_weeks"}
    known |= {"links_cut"}
    sorted_out = Overrides()
    for key, value in given.items():
        where = Where(HERE.file, None, key)
        if key in BY_NAME:
            sorted_out.levers[key] = lever_value(key, _lever_type(value, where), where)
        elif key in parameters:
            sorted_out.parameters[key] = _number(value, where)
        elif key in ("horizon.start", "horizon.end"):
            sorted_out.horizon[key.removeprefix("horizon.")] = _day(value, where)
        elif key == "warm_up_weeks":
            sorted_out.warm_up_weeks = _weeks(value, where)
        elif key.startswith("submodels.") and isinstance(value, str):
            sorted_out.submodels[key.removeprefix("submodels.")] = value
        elif key == "links_cut":
            sorted_out.links_cut = (value,) if isinstance(value, str) else tuple(map(str, value))
        else:
            raise WijksimError(
                f"nothing is called '{key[:80]}'",
                where=where,
                why="a setting that nothing reads would change nothing",
                do=did_you_mean(key[:80], known) or "see 'wijksim describe' for all names",
            )
    return sorted_out


def _lever_type(value: Any, where: Where) -> LeverValue:
    return value if isinstance(value, str) else _number(value, where)


def _number(value: Any, where: Where) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise WijksimError(
            f"{str(value)[:80]!r} is no number to compute with",
            where=where,
            do="give a finite number",
        )
    return float(value)


def _day(value: Any, where: Where) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as reason:
        raise WijksimError(
            f"{str(value)[:80]!r} is no date", where=where, do="write it as 2015-01-31"
        ) from reason


def _weeks(value: Any, where: Where) -> int:
    number = _number(value, where)
    if number != int(number) or not 0 <= number <= _LONGEST_WARM_UP:
        raise WijksimError(
            f"a warm-up of {number:g} weeks is not possible",
            where=where,
            do=f"give a whole number of weeks from 0 to {_LONGEST_WARM_UP}",
        )
    return int(number)
