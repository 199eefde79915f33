"""The shipped files of values: parameters of all submodels, and the levers at the start.

Represents: one truth per value, each with unit, plausible range and source, and its line.

Leaves out: what the numbers mean, which Python declares beside the formulas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from wijksim.core.errors import Where, WijksimError, did_you_mean
from wijksim.core.parameters import Parameter, Setting, check_setting
from wijksim.entities.agenda import LeverValue
from wijksim.scenario.checking import fill, lever_value
from wijksim.scenario.files import parse, read_bytes
from wijksim.scenario.levers import BY_NAME
from wijksim.scenario.schema import LeverFile, ParameterFile, ParameterOverride
from wijksim.scenario.shipped import Source, shipped_folder

LEVER_FILE = "levers.yaml"


@dataclass(frozen=True)
class StartLever:
    """The value of a lever at the start, with its source and the line where it stands."""

    value: LeverValue
    source: str
    where: Where


def parameter_sources() -> list[Source]:
    """The shipped parameter files, in order of their names."""
    folder = shipped_folder() / "parameters"
    return [
        Source(path, f"scenarios/parameters/{path.name}")
        for path in sorted(folder.glob("*.yaml"))
        if path.name != LEVER_FILE
    ]


def lever_source() -> Source:
    """The shipped file of the levers at the start."""
    return Source(
        shipped_folder() / "parameters" / LEVER_FILE, f"scenarios/parameters/{LEVER_FILE}"
    )


def read_settings(source: Source) -> dict[str, Setting]:
    """The parameters that one file sets. Raises WijksimError."""
    return dict(_settings(read_bytes(path=source.path, label=source.label), source.label))


@lru_cache(maxsize=64)
def _settings(data: bytes, label: str) -> dict[str, Setting]:
    node = parse(data=data, label=label)
    form = fill(ParameterFile, node)
    return {
        key: Setting(
            value=one.value,
            unit=one.unit,
            bounds=(one.bounds[0], one.bounds[1]),
            source=one.source,
            where=node.spot("parameters", key),
        )
        for key, one in form.parameters.items()
    }


def shipped_settings() -> dict[str, Setting]:
    """Every shipped parameter by its key. Raises WijksimError when two files set the same one."""
    settings: dict[str, Setting] = {}
    for source in parameter_sources():
        for key, setting in read_settings(source).items():
            if key in settings:
                raise WijksimError(
                    f"parameter '{key}' is set by two files",
                    where=setting.where,
                    why="only one of the two could count",
                    do=f"remove it here or in {settings[key].where.file}",
                )
            settings[key] = setting
    return settings


def start_levers() -> dict[str, StartLever]:
    """Every lever at the start. Raises WijksimError when one has no value or a wrong one."""
    return read_levers(lever_source())


def read_levers(source: Source) -> dict[str, StartLever]:
    """The levers of a file of start values. Raises WijksimError."""
    return dict(_levers(read_bytes(path=source.path, label=source.label), source.label))


def check_plausible(key: str, setting: Setting) -> None:
    """Raise WijksimError for a value outside its own range, or without a source."""
    low, high = setting.bounds
    group, _, name = key.partition(".")
    own = (min(low, high), max(low, high))
    own_range = Parameter(group, name, setting.unit, own, "its own plausible range")
    check_setting(own_range, setting)


@lru_cache(maxsize=8)
def _levers(data: bytes, label: str) -> dict[str, StartLever]:
    node = parse(data=data, label=label)
    form = fill(LeverFile, node)
    levers = {}
    for name, one in form.levers.items():
        where = node.spot("levers", name)
        value = lever_value(name, one.value, where)
        if one.unit != BY_NAME[name].unit:
            raise WijksimError(
                f"lever {name} is given in '{one.unit}'",
                where=where,
                why=f"the model computes with it in '{BY_NAME[name].unit}'",
                do=f"convert the value and write 'unit: {BY_NAME[name].unit}'",
            )
        levers[name] = StartLever(value, one.source, where)
    for name in BY_NAME:
        if name not in levers:
            raise WijksimError(
                f"lever '{name}' has no value at the start",
                where=Where(label),
                why=BY_NAME[name].en,
                do=f"add '{name}' with its value, unit and source",
            )
    return {name: levers[name] for name in BY_NAME}


def overridden(
    key: str,
    given: ParameterOverride,
    settings: Mapping[str, Setting],
    where: Where,
    source: str,
) -> Setting:
    """A shipped setting with another value; its plausible range widens to hold the new one."""
    if key not in settings:
        raise WijksimError(
            f"no parameter is called '{key[:80]}'",
            where=where,
            why="a setting that nothing reads would change nothing",
            do=did_you_mean(key[:80], settings) or "see 'wijksim describe' for all parameters",
        )
    old = settings[key]
    if given.unit is not None and given.unit != old.unit:
        raise WijksimError(
            f"{key} is given in '{given.unit}'",
            where=where,
            why=f"the model computes with it in '{old.unit}'",
            do=f"convert the value and write 'unit: {old.unit}'",
        )
    low, high = old.bounds if given.bounds is None else (given.bounds[0], given.bounds[1])
    if given.bounds is None:
        low, high = min(low, given.value), max(high, given.value)
    told = given.source or source or f"set here; shipped value {old.value:g}: {old.source}"
    return Setting(given.value, old.unit, (low, high), told, where)
