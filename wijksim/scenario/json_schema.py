"""The forms of the files as JSON Schema, so that an editor completes keys and marks mistakes.

Represents: scenario, policy and neighbourhood, with every lever's name, bounds or choices and
meaning, and every parameter that can be set.

Leaves out: what only loading can check, such as dates against the horizon, or a percentage against
the bounds of a lever.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wijksim.core.parameters import Parameter, Setting
from wijksim.scenario.agenda import SHOCKS
from wijksim.scenario.levers import LEVERS, Lever
from wijksim.scenario.parameter_files import shipped_settings
from wijksim.scenario.place_changes import ACTIONS
from wijksim.scenario.place_types import KINDS, OWNERS
from wijksim.scenario.schema import VERSION, Form, Neighbourhood, Policy, ScenarioFile
from wijksim.scenario.settled import Declarations
from wijksim.scenario.shipped import shipped_names

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PERCENT: Final = r"^[+-]?[0-9]+(\.[0-9]+)? ?%$"
_DAY: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def json_schema(*, declarations: Declarations | None = None) -> dict[str, Any]:
    """One schema for scenario, policy and neighbourhood files.

    With `declarations` it also knows the bounds of parameters, the submodels with their variants,
    and the links that can be cut.
    """
    forms: dict[str, type[Form]] = {
        "scenario": ScenarioFile,
        "policy": Policy,
        "neighbourhood": Neighbourhood,
    }
    definitions: dict[str, Any] = {}
    for name, form in forms.items():
        schema = form.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
        for inner, definition in schema.pop("$defs", {}).items():
            definitions[inner] = definition
        definitions[name] = schema
    for definition in definitions.values():
        _refine(definition)
    if declarations is not None:
        for definition in definitions.values():
            _declare(definition.get("properties", {}), declarations)
    definitions["levers"] = _levers(with_source=True)
    definitions["levers_set"] = _levers(with_source=False)
    return {
        "$schema": DIALECT,
        "title": "wijksim files: scenario, policy or neighbourhood",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in forms],
        "$defs": dict(sorted(definitions.items())),
    }


def _refine(definition: dict[str, Any]) -> None:
    """Put the known names in the place of 'any text', and forms that files may shorten."""
    fields = definition.get("properties", {})
    named = "figures" in fields or "extends" in fields
    if "levers" in fields:
        fields["levers"] = {"$ref": "#/$defs/levers"}
    if "set" in fields:
        fields["set"] = {"$ref": "#/$defs/levers_set"}
        fields["between"]["propertyNames"] = {
            "enum": [one.name for one in LEVERS if not one.choices]
        }
    if "parameters" in fields:
        fields["parameters"] = _parameters({})
    if "schema" in fields:
        fields["schema"] = {"type": "integer", "minimum": 1, "maximum": VERSION}
    if "shocks" in fields and "date" in fields:
        definition["anyOf"] = [
            {"required": [key], "properties": {key: {least: 1}}}
            for key, least in (
                ("set", "minProperties"), ("places", "minItems"), ("shocks", "minProperties"),
            )
        ]  # fmt: skip
    if "what" in fields:
        fields["what"] = {"enum": list(ACTIONS)}
    if "owner" in fields:
        fields["owner"] = {"enum": [*OWNERS, None]}
    for key in ("kind", "every"):
        if key in fields:
            kinds: dict[str, Any] = {"enum": [*KINDS, None]}
            own: dict[str, Any] = {"type": "string", "description": "a type under 'place_types'"}
            fields[key] = {"anyOf": [kinds, own]} if "what" in fields else kinds
    if "like" in fields:
        fields["like"] = {"enum": list(KINDS)}
    if "shocks" in fields:
        fields["shocks"]["propertyNames"] = {"enum": list(SHOCKS)}
    for key in ("extends", "policy", "leave_out", "links_cut"):
        if named and key in fields:
            fields[key] = _names(key)
    if named and "title" in fields:
        fields["title"] = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Title"}]}
    for key in ("date", "announced", "start", "end"):
        if key in fields:
            fields[key].setdefault("description", "year-month-day, such as 2015-01-01")
            day = next(
                (one for one in fields[key].get("anyOf", []) if "format" in one), fields[key]
            )
            day["pattern"] = _DAY


def _declare(fields: dict[str, Any], declared: Declarations) -> None:
    """What the model declares: bounds of parameters, variants of submodels, links of loops."""
    if "parameters" in fields:
        fields["parameters"] = _parameters({one.key: one for one in declared.parameters})
    if "submodels" in fields:
        fields["submodels"] = {
            "type": "object",
            "properties": {name: {"enum": [*words]} for name, words in declared.variants.items()},
            "additionalProperties": False,
        }
    if "links_cut" in fields:
        link = {"enum": [*declared.loops, *declared.links]}
        fields["links_cut"] = {"anyOf": [link, {"type": "array", "items": link}]}


def _names(key: str) -> dict[str, Any]:
    name: dict[str, Any] = {"type": "string"}
    if key in ("extends", "policy"):
        name["examples"] = [one for one in shipped_names() if not one.startswith("parameters/")]
    return {"anyOf": [name, {"type": "array", "items": name}]}


def _value(lever: Lever) -> dict[str, Any]:
    if lever.choices:
        return {"enum": list(lever.choices)}
    low, high = lever.bounds
    number = {"type": "number", "minimum": low, "maximum": high}
    return {"anyOf": [number, {"type": "string", "pattern": _PERCENT}]}


def _levers(*, with_source: bool) -> dict[str, Any]:
    properties = {}
    for lever in LEVERS:
        value = _value(lever)
        if with_source:
            told = {"value": value, "source": {"type": "string"}}
            whole = {
                "type": "object",
                "properties": told,
                "required": ["value"],
                "additionalProperties": False,
            }
            value = {"anyOf": [value, whole]}
        text = f"{lever.en} ({lever.unit}). Costs: {lever.costs}. Helps: {lever.helps}."
        properties[lever.name] = {**value, "description": text}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _parameters(declared: Mapping[str, Parameter]) -> dict[str, Any]:
    properties = {
        key: _parameter(setting, declared.get(key))
        for key, setting in sorted(shipped_settings().items())
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _parameter(setting: Setting, declared: Parameter | None) -> dict[str, Any]:
    number: dict[str, Any] = {"type": "number"}
    if declared is not None:
        number |= {"minimum": declared.bounds[0], "maximum": declared.bounds[1]}
    of_this = {"properties": {"value": number, "unit": {"enum": [setting.unit, None]}}}
    return {
        "anyOf": [number, {"$ref": "#/$defs/ParameterOverride", **of_this}],
        "description": f"{setting.value:g} {setting.unit}. {setting.source}",
    }
