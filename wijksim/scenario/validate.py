"""Checking files without running them: every mistake that loading would meet, file by file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from wijksim.core.errors import WijksimError
from wijksim.core.parameters import Parameter, Setting, check_setting
from wijksim.entities.agenda import LeverValue
from wijksim.scenario.agenda import dated_events
from wijksim.scenario.chain import chain_of, policy_chain
from wijksim.scenario.checking import fill, lever_value
from wijksim.scenario.files import read_file
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.nodes import Node
from wijksim.scenario.parameter_files import LEVER_FILE, check_plausible, read_levers, read_settings
from wijksim.scenario.place_types import types_of
from wijksim.scenario.profile import settle_profile
from wijksim.scenario.schema import Neighbourhood, ScenarioFile
from wijksim.scenario.settled import Declarations
from wijksim.scenario.shipped import Source, find

_POLICY_KEYS: Final = {"levers", "events", "leave_out", "place_types"}
_SCENARIO_KEYS: Final = {"policy", "horizon", "warm_up_weeks", "submodels", "links_cut"}


def validate(
    names_or_paths: Iterable[str | Path], *, declarations: Declarations | None = None
) -> list[WijksimError]:
    """The first mistake of each file that has one; an empty list when all are well."""
    problems = []
    for name in names_or_paths:
        try:
            validate_file(name, declarations=declarations)
        except WijksimError as problem:
            problems.append(problem)
    return problems


def validate_file(name: str | Path, *, declarations: Declarations | None = None) -> str:
    """Check one file by what it is, and say what it is. Raises WijksimError for a mistake."""
    source = find(str(name))
    kind = kind_with_past(source)
    if kind == "scenario":
        load_scenario(source.path, declarations=declarations)
    elif kind == "policy":
        _check_policy(source)
    elif kind == "neighbourhood":
        _check_profile(source)
        fill(Neighbourhood, read_file(path=source.path, label=source.label))
    elif kind == "levers":
        read_levers(source)
    else:
        _check_parameters(source, declarations)
    return kind


def too_late(name: str | Path) -> list[str]:
    """What a scenario's files plan for after its end and so never happens, each with its place.

    Such a date is no mistake in a file that came with the program: several horizons share it.
    Raises WijksimError for a mistake in a file.
    """
    source = find(str(name))
    end = load_scenario(source.path).end
    layers = chain_of(source).layers
    types, gone = types_of(layers), {x for layer in layers for x in layer.form.leave_out}
    return [
        f"{one.entry.name or one.entry.why} on {one.day} ({one.where})"
        for layer in layers
        for one in dated_events(layer, left_out=gone, types=types)
        if one.day > end
    ]


def kind_of(node: Node, source: Source) -> str:
    """What a file is: scenario, policy, neighbourhood, levers or parameters. By what it holds."""
    keys = set(node.held) if isinstance(node.held, dict) else set()
    if source.path.name == LEVER_FILE and "levers" in keys:
        return "levers"
    if keys & _SCENARIO_KEYS:
        return "scenario"
    if "figures" in keys:
        return "neighbourhood"
    if "parameters" in keys and keys <= {"schema", "parameters"}:
        return "parameters"
    if keys & _POLICY_KEYS or "policies" in source.path.parts:
        return "policy"
    return "scenario"


def kind_with_past(source: Source) -> str:
    """What a file is: one that by what it holds is a policy, is a scenario when it extends one.

    Raises WijksimError for a file, its own or an extended one, that is not there or not readable.
    """
    ahead, seen = [source], set[Path]()
    while ahead:
        one = ahead.pop()
        node = read_file(path=one.path, label=one.label)
        kind = kind_of(node, one)
        if kind == "scenario" or (one is source and kind != "policy"):
            return kind
        if kind == "policy" and one.path.resolve() not in seen:
            seen.add(one.path.resolve())
            for index, name in enumerate(fill(ScenarioFile, node).extends):
                where = node.spot("extends", index)
                ahead.append(find(name, named_in=one, where=where, folder="policies"))
    return "policy"


def _check_profile(source: Source) -> None:
    files = [(x.form, x) for x in chain_of(source).scenarios if isinstance(x.form, ScenarioFile)]
    settle_profile(files, keep=lambda key, value, where, told: None)


def _check_policy(source: Source) -> None:
    """All that can be said of a policy without a neighbourhood and a horizon."""
    chain = policy_chain(source)
    types = types_of(chain)
    for layer in chain:
        levers: dict[str, LeverValue] = {}
        for name, one in layer.form.levers.items():
            levers[name] = lever_value(name, one.value, layer.node.spot("levers", name))
        dated_events(layer, left_out=(), types=types)


def _check_parameters(source: Source, declarations: Declarations | None) -> None:
    settings = read_settings(source)
    if declarations is None:
        for key, setting in settings.items():
            check_plausible(key, setting)
        return
    declared: dict[str, Parameter] = {one.key: one for one in declarations.parameters}
    for key, setting in settings.items():
        if key not in declared:
            raise _undeclared(key, setting)
        check_setting(declared[key], setting)


def _undeclared(key: str, setting: Setting) -> WijksimError:
    return WijksimError(
        f"no parameter is called '{key}'",
        where=setting.where,
        why="a setting that nothing reads would change nothing",
        do="see 'wijksim describe' for all parameters",
    )
