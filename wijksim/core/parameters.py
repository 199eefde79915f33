"""Parameters: Python declares meaning, unit and bounds; values and sources stand in YAML files."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace

from wijksim.core.errors import Where, WijksimError, did_you_mean


@dataclass(frozen=True)
class Parameter:
    """A number in a formula. `bounds` are those outside which the formula has no meaning."""

    group: str
    name: str
    unit: str
    bounds: tuple[float, float]
    doc: str

    @property
    def key(self) -> str:
        """The name under which files set it, such as `needs.onset_debt`."""
        return f"{self.group}.{self.name}"


@dataclass(frozen=True)
class Setting:
    """A parameter's value as a file gives it. `bounds` is the plausible range to vary it in."""

    value: float
    unit: str
    bounds: tuple[float, float]
    source: str
    where: Where = field(default_factory=Where)


def check_setting(parameter: Parameter, setting: Setting) -> None:
    """Raise WijksimError when a value does not fit its declaration."""
    if setting.unit != parameter.unit:
        raise WijksimError(
            f"{parameter.key} is given in '{setting.unit}'",
            where=setting.where,
            why=f"the model computes with it in '{parameter.unit}'",
            do=f"convert the value and write 'unit: {parameter.unit}'",
        )
    low, high = parameter.bounds
    for number in (setting.value, *setting.bounds):
        if not math.isfinite(number) or not low <= number <= high:
            raise WijksimError(
                f"{parameter.key} is {number}, outside {low} to {high} {parameter.unit}",
                where=setting.where,
                why=parameter.doc,
                do=f"choose a value from {low} to {high}",
            )
    if not setting.bounds[0] <= setting.value <= setting.bounds[1]:
        raise WijksimError(
            f"{parameter.key} is {setting.value}, outside its own plausible range "
            f"{setting.bounds[0]} to {setting.bounds[1]}",
            where=setting.where,
            why="a sweep would vary it around a value that it never takes",
            do="widen the bounds or change the value",
        )
    if not setting.source.strip():
        raise WijksimError(
            f"{parameter.key} has no source",
            where=setting.where,
            why="a number without a source cannot be weighed",
            do="name the source, or write 'assumption: ' and the reason",
        )


def settle(declared: Iterable[Parameter], settings: Mapping[str, Setting]) -> dict[str, float]:
    """Check all settings against all declarations, strictly both ways, and give the values.

    Raises WijksimError for a setting that nothing declares, and for a declaration without one.
    """
    by_key = {one.key: one for one in declared}
    for key, setting in settings.items():
        if key not in by_key:
            raise WijksimError(
                f"no parameter is called '{key}'",
                where=setting.where,
                why="a setting that nothing reads would change nothing",
                do=did_you_mean(key, by_key) or "see 'wijksim describe' for all parameters",
            )
    values = {}
    for key, parameter in by_key.items():
        if key not in settings:
            raise WijksimError(
                f"parameter '{key}' has no value",
                why=parameter.doc,
                do=f"add it to scenarios/parameters/{parameter.group}.yaml",
            )
        check_setting(parameter, settings[key])
        values[key] = float(settings[key].value)
    return values


def bind(parameters: Iterable[Parameter], values: Mapping[str, float]) -> SimpleNamespace:
    """The values that one submodel reads, as attributes under their short names."""
    return SimpleNamespace(**{one.name: values[one.key] for one in parameters})
