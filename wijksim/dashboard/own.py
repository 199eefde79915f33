"""A policy of one's own as a file: written from a form, or taken from an upload, and then checked.

Represents: the very YAML that the command line takes; a shipped scenario with one dated change.
Leaves out: several changes on several dates, places and shocks, which a file can hold.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from wijksim.core.errors import WijksimError
from wijksim.entities.agenda import LeverValue
from wijksim.scenario.levers import BY_NAME
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario, must_fill_a_quarter
from wijksim.schedule import declarations

NAME: Final = "mine"
MAX_BYTES: Final = 100_000
"""Above this an upload is refused: a hundred times what a form writes (assumption)."""


@dataclass(frozen=True)
class Draft:
    """What the form holds: a scenario to start from, a name, a day, and levers as typed."""

    base: str
    title: str
    day: str
    levers: Mapping[str, str]


def written(draft: Draft) -> str:
    """The file that says what the form says; what is wrong in it, the check tells."""
    title = json.dumps(draft.title or NAME, ensure_ascii=False)
    lines = ["schema: 1", f"title: {{nl: {title}, en: {title}}}", f"extends: {draft.base}"]
    chosen = {name: text for name, text in draft.levers.items() if text != ""}
    if chosen:
        lines += [
            "events:",
            "  - name: my-change",
            f"    date: {_plain_day(draft.day)}",
            "    why: a change of one's own",
            "    set:",
            *(f"      {name}: {_plain(name, text)}" for name, text in chosen.items()),
            '    source: "assumption: chosen in the dashboard"',
        ]
    return "\n".join(lines) + "\n"


def settled(text: str) -> Scenario:
    """The scenario of a file. Raises WijksimError for every mistake, with its line."""
    if len(text.encode("utf-8")) > MAX_BYTES:
        raise WijksimError(
            "the file is too large",
            why=f"a scenario is read up to {MAX_BYTES // 1000} kB here",
            do="leave out what is not needed",
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{NAME}.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            found = load_scenario(path, declarations=declarations())
            must_fill_a_quarter(found)
        except WijksimError as mistake:
            raise _without_folder(mistake, path.parent) from None
    return _without_path(found, path)


def on_day(scenario: Scenario, day: str) -> dict[str, LeverValue]:
    """The levers of a scenario as they stand at the end of a day; at the start, if it is no day."""
    held = dict(scenario.levers)
    for entry in scenario.agenda:
        if entry.day is not None and entry.day.isoformat() <= _plain_day(day):
            held |= entry.levers
    return held


def later(scenario: Scenario, day: str) -> dict[str, list[tuple[str, LeverValue]]]:
    """For each lever, the changes that a scenario makes by itself after a day."""
    found: dict[str, list[tuple[str, LeverValue]]] = {}
    for entry in scenario.agenda:
        if entry.day is not None and entry.day.isoformat() > _plain_day(day):
            for name, value in entry.levers.items():
                found.setdefault(name, []).append((entry.day.isoformat(), value))
    return found


def _without_folder(mistake: WijksimError, folder: Path) -> WijksimError:
    """A mistake that names no folder of the server."""
    at = mistake.where
    return WijksimError(
        _without(mistake.what, folder),
        where=None if at is None else replace(at, file=_without(at.file, folder)),
        why=_without(mistake.why, folder),
        do=_without(mistake.do, folder),
    )


def _without_path(found: Scenario, path: Path) -> Scenario:
    """The scenario of a file, wherever it was read: equal files are equal scenarios."""

    def called(file: str) -> str:
        return path.name if file == path.as_posix() else file

    return replace(
        found,
        name=NAME,
        title={lang: called(one) for lang, one in found.title.items()},
        settings={
            key: replace(one, where=replace(one.where, file=called(one.where.file)))
            for key, one in found.settings.items()
        },
        provenance={
            key: replace(one, file=called(one.file)) for key, one in found.provenance.items()
        },
        inputs=tuple(replace(one, name=called(one.name)) for one in found.inputs),
    )


def _without(told: str, folder: Path) -> str:
    for one in (folder.resolve(), folder):
        told = told.replace(f"{one.as_posix()}/", "").replace(one.as_posix(), "this folder")
    return told


def _plain(name: str, text: str) -> str:
    if name not in BY_NAME:
        return "unknown"
    if BY_NAME[name].choices:
        return text if text in BY_NAME[name].choices else "unknown"
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return "unknown"
    return f"{value:.10g}" if math.isfinite(value) else "unknown"


def _plain_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return "unknown"
