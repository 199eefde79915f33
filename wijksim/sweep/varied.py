"""A scenario at one point of a design: the same scenario with other levers and parameters.

Represents: what a policy maker would have written in the file. A lever varied as "policy" takes its
value wherever the scenario's own entries set it, and at the start when none does; varied from a day
on, it keeps its value whatever the policy says later.

Leaves out: provenance, which tells where a value in a file came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wijksim.core.calendar import week_number
from wijksim.entities.agenda import Entry, LeverValue
from wijksim.scenario.settled import Scenario
from wijksim.sweep.factors import START, Factor


def varied(
    scenario: Scenario, factors: Sequence[Factor], values: Mapping[str, LeverValue]
) -> Scenario:
    """The scenario with the values of the factors that count in it."""
    parameters = dict(scenario.parameters)
    levers = dict(scenario.levers)
    agenda = list(scenario.agenda)
    for factor in factors:
        value = values[factor.name]
        if factor.only and scenario.name not in factor.only:
            continue
        if not factor.lever:
            parameters[factor.name] = float(value)
        elif factor.when == START:
            levers[factor.name] = value
        elif isinstance(factor.when, str):
            if any(factor.name in entry.levers for entry in agenda):
                agenda = [_set(entry, factor.name, value) for entry in agenda]
            else:
                levers[factor.name] = value
        else:
            agenda = _from_week(agenda, week_number(factor.when), factor.name, value)
    return replace(scenario, parameters=parameters, levers=levers, agenda=tuple(agenda))


def _set(entry: Entry, name: str, value: LeverValue) -> Entry:
    if name not in entry.levers:
        return entry
    return replace(entry, levers={**entry.levers, name: value})


def _from_week(agenda: Sequence[Entry], week: int, name: str, value: LeverValue) -> list[Entry]:
    kept = [_without(entry, name) if entry.week >= week else entry for entry in agenda]
    before = [entry for entry in kept if entry.week <= week]
    after = [entry for entry in kept if entry.week > week]
    return [*before, Entry(week, week, "varied by the experiment", {name: value}), *after]


def _without(entry: Entry, name: str) -> Entry:
    if name not in entry.levers:
        return entry
    rest = {key: value for key, value in entry.levers.items() if key != name}
    return replace(entry, levers=rest)
