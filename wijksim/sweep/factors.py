"""What an experiment varies: levers and parameters, each within what the model can compute with.

Represents: a factor with its unit, its range or its values, and in which scenarios and from when it
counts. A parameter without bounds is varied over its plausible range, a lever over all it can be.

Leaves out: where in the range the points lie, which is the design's (`designs`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wijksim.core.errors import Where, WijksimError, did_you_mean
from wijksim.core.parameters import Parameter, Setting
from wijksim.entities.agenda import LeverValue
from wijksim.scenario.checking import lever_value, word_among
from wijksim.scenario.levers import BY_NAME
from wijksim.scenario.nodes import Node
from wijksim.sweep.form import FactorForm

POLICY: Final = "policy"
START: Final = "start"


@dataclass(frozen=True)
class Factor:
    """One factor. With `values` it takes those alone, else all from `low` to `high`.

    `when` is "policy", "start" or a day; `only` names the scenarios in which it counts, all if
    empty.
    """

    name: str
    lever: bool
    unit: str
    low: float
    high: float
    values: tuple[LeverValue, ...] = ()
    when: str | dt.date = POLICY
    only: tuple[str, ...] = ()

    @property
    def words(self) -> bool:
        """Whether it takes words instead of numbers."""
        return any(isinstance(one, str) for one in self.values)


@dataclass(frozen=True)
class Known:
    """What can be varied: declared parameters by key, and how the first scenario sets them."""

    parameters: Mapping[str, Parameter]
    settings: Mapping[str, Setting]
    scenarios: Sequence[str]

    def check(self, name: str, value: LeverValue, where: Where) -> LeverValue:
        """The value as the model takes it. Raises WijksimError when it cannot be."""
        if name in BY_NAME:
            return lever_value(name, value, where)
        parameter = self.parameters[name]
        low, high = parameter.bounds
        if isinstance(value, str) or not low <= value <= high:
            raise WijksimError(
                f"{name} is {value}, outside {low:g} to {high:g} {parameter.unit}",
                where=where,
                why=parameter.doc,
                do=f"choose a number from {low:g} to {high:g}",
            )
        return float(value)

    def must_know(self, name: str, where: Where) -> None:
        """Raise WijksimError for a name that is neither a lever nor a parameter."""
        if name not in BY_NAME and name not in self.parameters:
            raise WijksimError(
                f"no lever or parameter is called '{name[:80]}'",
                where=where,
                why="varying something that nothing reads would change nothing",
                do=did_you_mean(name[:80], [*BY_NAME, *self.parameters])
                or "see 'wijksim describe' for all names",
            )


def settle_factor(name: str, form: FactorForm, node: Node, *, known: Known) -> Factor:
    """A factor that can be computed with. `node` is where it stands. Raises WijksimError."""
    where = node.where
    known.must_know(name, where)
    when = _when(form.when, node.spot("when"), lever=name in BY_NAME, name=name)
    for index, one in enumerate(form.only):
        word_among(one, tuple(known.scenarios), "a scenario", node.spot("only", index))
    low, high = _bounds(name, form, node, known)
    return Factor(
        name=name,
        lever=name in BY_NAME,
        unit=BY_NAME[name].unit if name in BY_NAME else known.parameters[name].unit,
        low=low,
        high=high,
        values=_values(name, form, node, known, low, high),
        when=when,
        only=tuple(form.only),
    )


def _when(given: str | dt.date, where: Where, *, lever: bool, name: str) -> str | dt.date:
    if isinstance(given, str):
        word_among(given, (POLICY, START), "when", where)
    if not lever and given not in (POLICY, START):
        raise WijksimError(
            f"parameter {name} cannot change on a date",
            where=where,
            why="a parameter says how the world works, at all times",
            do="leave 'when' out, or vary a lever",
        )
    return given


def _bounds(name: str, form: FactorForm, node: Node, known: Known) -> tuple[float, float]:
    if form.values is not None:
        _refuse(
            form.low is not None or form.high is not None or form.steps is not None,
            f"{name} has both values and a range",
            node.where,
            "keep 'values', or 'low' and 'high'",
        )
        return (0.0, 0.0)
    if name in BY_NAME and BY_NAME[name].choices:
        _refuse(
            form.low is not None or form.high is not None,
            f"{name} is a choice and has no low or high",
            node.where,
            f"write 'values: [{', '.join(BY_NAME[name].choices)}]'",
        )
        return (0.0, 0.0)
    plain = BY_NAME[name].bounds if name in BY_NAME else known.settings[name].bounds
    low = plain[0] if form.low is None else form.low
    high = plain[1] if form.high is None else form.high
    if not low < high:
        raise WijksimError(
            f"{name} runs from {low:g} to {high:g}",
            where=node.spot("low"),
            why="there is nothing between these bounds to vary over",
            do="let 'low' be less than 'high'",
        )
    known.check(name, low, node.spot("low"))
    known.check(name, high, node.spot("high"))
    return (float(low), float(high))


def _values(
    name: str, form: FactorForm, node: Node, known: Known, low: float, high: float
) -> tuple[LeverValue, ...]:
    given = form.values
    if given is None and name in BY_NAME and BY_NAME[name].choices:
        given = list(BY_NAME[name].choices)
    if given is not None:
        _refuse(not given, f"{name} has no values", node.where, "name at least one value")
        found = tuple(
            known.check(name, one, node.spot("values", place)) for place, one in enumerate(given)
        )
        twice = sorted({str(one) for one in found if found.count(one) > 1})
        _refuse(
            bool(twice), f"{name} takes {', '.join(twice)} twice", node.where, "name values once"
        )
        return found
    if form.steps is None:
        return ()
    span = high - low
    return tuple(low + span * step / (form.steps - 1) for step in range(form.steps))


def _refuse(wrong: bool, what: str, where: Where, do: str) -> None:
    if wrong:
        raise WijksimError(what, where=where, do=do)
