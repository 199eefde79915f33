"""Holding a file against its form, and telling each mistake with its line and the nearest key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from wijksim.core.errors import Where, WijksimError, did_you_mean
from wijksim.scenario.levers import BY_NAME, Lever
from wijksim.scenario.nodes import Node
from wijksim.scenario.schema import VERSION, Form

Filled = TypeVar("Filled", bound=Form)
Location = tuple[int | str, ...]


def fill(form: type[Filled], node: Node) -> Filled:
    """The form filled with a file's contents. Raises WijksimError for the first mistake."""
    plain = node.plain()
    if not isinstance(plain, dict):
        raise WijksimError(
            "the file does not hold keys with values",
            where=Where(node.where.file, node.where.line),
            do="start it with lines such as 'title: ...'",
        )
    version = plain.get("schema", VERSION)
    if isinstance(version, int) and version > VERSION:
        raise WijksimError(
            f"the file was written for a newer wijksim (schema {version})",
            where=node.spot("schema"),
            why=f"this one understands schema {VERSION}, and would misread the rest",
            do="install a newer wijksim",
        )
    try:
        return form.model_validate(plain)
    except ValidationError as found:
        raise _told(form, node, plain, found) from None


def _told(form: type[Form], node: Node, plain: Any, found: ValidationError) -> WijksimError:
    """The first mistake by line, in plain words; unknown keys go first, as they explain others."""
    unknown = [e for e in found.errors() if e["type"] == "extra_forbidden"]
    first = (unknown or found.errors())[0]
    place: Location = first["loc"]
    where, key = node.spot(*place), str(place[-1]) if place else ""
    if first["type"] == "extra_forbidden":
        known = _keys_at(form, place[:-1])
        listed = f"known here: {', '.join(sorted(known))}" if known else "remove it"
        return WijksimError(
            f"unknown key '{key[:80]}'",
            where=where,
            why="a setting that nothing reads would change nothing",
            do=f"{did_you_mean(key[:80], known)} {listed}".strip(),
        )
    if first["type"] == "missing":
        return WijksimError(f"'{key}' is missing", where=where, do=f"add a line '{key}: ...' here")
    if first["type"].startswith("date_"):
        return WijksimError(
            f"{str(_at(plain, place))[:80]!r} is no date under '{key}'",
            where=where,
            do="write year-month-day without quotes, such as 2015-01-01",
        )
    expected = first["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    key = _last_in_file(plain, place)
    return WijksimError(
        f"{str(_at(plain, place))[:80]!r} does not fit under '{key}'",
        where=where,
        why=f"expected here: {expected}",
        do="correct the value" + ("" if "string" not in expected else "; text may need quotes"),
    )


def _at(plain: Any, place: Location) -> Any:
    for step in place:
        try:
            plain = plain[step]
        except (KeyError, IndexError, TypeError):
            break
    return plain


def _last_in_file(plain: Any, place: Location) -> str:
    """The last step of a location that stands in the file: behind it come kinds of values."""
    found = ""
    for step in place:
        try:
            plain = plain[step]
        except (KeyError, IndexError, TypeError):
            break
        found = str(step)
    return found


def _keys_at(form: type[BaseModel], place: Location) -> list[str]:
    """The keys that a form knows at a location; steps that are names or numbers are passed."""
    here = form
    for step in place:
        field = here.model_fields.get(str(step))
        inner = _form_within(field.annotation) if field is not None else None
        if inner is not None:
            here = inner
    return [field.alias or name for name, field in here.model_fields.items()]


def _form_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inside in getattr(annotation, "__args__", ()):
        found = _form_within(inside)
        if found is not None:
            return found
    return None


def lever_value(name: str, value: float | str, where: Where) -> float | str:
    """The value of a lever, checked against its bounds or choices. Raises WijksimError."""
    if name not in BY_NAME:
        raise WijksimError(
            f"no lever is called '{name[:80]}'",
            where=where,
            why="a lever that nothing reads would change nothing",
            do=did_you_mean(name[:80], BY_NAME) or "see 'wijksim describe' for all levers",
        )
    lever = BY_NAME[name]
    return _choice(lever, value, where) if lever.choices else _amount(lever, value, where)


def _choice(lever: Lever, value: float | str, where: Where) -> str:
    if isinstance(value, str) and value in lever.choices:
        return value
    raise WijksimError(
        f"lever {lever.name} cannot be '{str(value)[:80]}'",
        where=where,
        why=lever.en,
        do=f"{did_you_mean(str(value)[:80], lever.choices)} choose from "
        f"{', '.join(lever.choices)}".strip(),
    )


def _amount(lever: Lever, value: float | str, where: Where) -> float:
    low, high = lever.bounds
    if isinstance(value, str):
        raise WijksimError(
            f"lever {lever.name} is a number in '{lever.unit}', not '{value[:80]}'",
            where=where,
            why=lever.en,
            do=f"write a number from {low:g} to {high:g}, without its unit and without quotes",
        )
    if not low <= value <= high:
        raise WijksimError(
            f"lever {lever.name} is {value:g}, outside {low:g} to {high:g} {lever.unit}",
            where=where,
            why=lever.en,
            do=f"choose a value from {low:g} to {high:g}",
        )
    return float(value)


def word_among(word: str | None, known: Sequence[str], what: str, where: Where) -> None:
    """Raise WijksimError when a word is given that is not among the known ones."""
    if word is not None and word not in known:
        raise WijksimError(
            f"{what} cannot be '{word[:80]}'",
            where=where,
            do=f"{did_you_mean(word[:80], known)} choose from {', '.join(known)}".strip(),
        )
