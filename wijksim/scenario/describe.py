"""Describing a scenario, or the model itself: as data, and as a page of text.

Represents: every settled value with the file and line it comes from, and everything that can be
set or seen: levers, parameters, state variables, and what the caller adds (outcomes, schedule).

Leaves out: numbers of a run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from wijksim.core.calendar import monday_of
from wijksim.core.errors import WijksimError, did_you_mean
from wijksim.core.parameters import Parameter
from wijksim.entities.agenda import Entry
from wijksim.entities.event_kinds import EVENT_KINDS
from wijksim.entities.world import SCHEMAS
from wijksim.scenario.levers import BY_NAME, LEVERS
from wijksim.scenario.parameter_files import shipped_settings, start_levers
from wijksim.scenario.settled import Provenance, Scenario

Row = dict[str, Any]
Description = dict[str, Any]

_HEADINGS: Final = {
    "levers": "Levers",
    "events": "Events",
    "parameters": "Parameters",
    "figures": "Figures of the neighbourhood",
    "places": "Places",
    "settings": "Settings of the run",
    "outcomes": "Outcomes",
    "state_variables": "State variables",
    "schedule": "Schedule of a week",
    "files": "Files",
}


def describe_scenario(scenario: Scenario) -> Description:
    """Every settled value of a scenario, with its source, and the file and line it comes from."""
    told = scenario.provenance
    return {
        "kind": "scenario",
        "name": scenario.name,
        "title": dict(scenario.title),
        "horizon": {"start": scenario.start.isoformat(), "end": scenario.end.isoformat()},
        "warm_up_weeks": scenario.warm_up_weeks,
        "settings": [
            _settled(key, provenance)
            for key, provenance in sorted(told.items())
            if key.startswith(("horizon.", "warm_up", "submodels.", "links_cut.", "supply."))
        ],
        "levers": [
            _settled(name, told[f"levers.{name}"], unit=BY_NAME[name].unit)
            for name in scenario.levers
        ],
        "events": [
            _event(entry, told[f"agenda.{index}"]) for index, entry in enumerate(scenario.agenda)
        ],
        "parameters": [
            _settled(key, told[f"parameters.{key}"], unit=setting.unit)
            for key, setting in sorted(scenario.settings.items())
        ],
        "figures": [
            _settled(key.removeprefix("figures."), provenance)
            for key, provenance in told.items()
            if key.startswith("figures.")
        ],
        "places": [_settled(str(p["name"]), told[f"places.{p['name']}"]) for p in scenario.places],
        "files": [asdict(one) for one in scenario.inputs],
    }


def describe_model(
    *,
    parameters: Iterable[Parameter] | None = None,
    outcomes: Iterable[Mapping[str, Any]] = (),
    schedule: Iterable[Mapping[str, Any]] = (),
) -> Description:
    """What can be set and seen. `outcomes` and `schedule` are rows that the caller brings along."""
    meanings = {} if parameters is None else {one.key: one for one in parameters}
    return {
        "kind": "model",
        "levers": [_lever(name) for name in BY_NAME],
        "parameters": [
            {
                "name": key,
                "meaning": meanings[key].doc if key in meanings else "",
                "value": setting.value,
                "unit": setting.unit,
                "plausible": list(setting.bounds),
                "source": setting.source,
                "where": _spot(setting.where.file, setting.where.line),
            }
            for key, setting in sorted(shipped_settings().items())
        ],
        "outcomes": [dict(row) for row in outcomes],
        "events": [asdict(one) for one in EVENT_KINDS],
        "state_variables": [
            {
                "name": f"{schema.table}.{column.name}",
                "entity": schema.entity,
                "unit": column.unit,
                "meaning": column.doc,
            }
            for schema in SCHEMAS
            for column in schema.columns
        ],
        "schedule": [dict(row) for row in schedule],
    }


def narrowed(description: Description, *, section: str = "", find: str = "") -> Description:
    """A description with one section alone, and with only the rows that hold a word.

    Raises WijksimError when the description has no such section, or no row with the word.
    """
    had = [key for key in _HEADINGS if description.get(key)]
    wanted = section.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted == "values":
        kept = [key for key in had if key in ("levers", "parameters", "figures", "settings")]
    else:
        kept = [key for key in had if wanted in ("", key)]
    if not kept:
        names = [*(one.replace("_", "-") for one in had), "values"]
        raise WijksimError(
            f"there is no section '{section[:80]}' here",
            do=f"{did_you_mean(section[:80], names)} choose from {', '.join(names)}".strip(),
        )
    word = find.casefold()
    found = {
        key: [
            row for row in description[key] if word in " ".join(map(str, row.values())).casefold()
        ]
        for key in kept
    }
    if word and not any(found.values()):
        raise WijksimError(f"nothing here holds '{find[:80]}'", do="try a shorter word, or another")
    return {
        key: found.get(key, []) if key in _HEADINGS else one for key, one in description.items()
    }


def render(description: Description, *, form: str = "md") -> str:
    """A description as text: `md` for people, `json` for machines."""
    if form == "json":
        return json.dumps(description, indent=2, ensure_ascii=False, default=str) + "\n"
    return _page(description)


def _lever(name: str) -> Row:
    lever, start = BY_NAME[name], start_levers()[name]
    return {
        "name": name,
        "meaning": lever.en,
        "meaning_nl": lever.nl,
        "start": start.value,
        "unit": lever.unit,
        "range": list(lever.choices) if lever.choices else list(lever.bounds),
        "costs": lever.costs,
        "helps": lever.helps,
        "moves": lever.moves,
        "source": start.source,
        "where": _spot(start.where.file, start.where.line),
    }


def _settled(name: str, told: Provenance, *, unit: str = "") -> Row:
    row: Row = {"name": name, "value": told.value}
    if unit:
        row["unit"] = unit
    return {**row, "source": told.source, "where": _spot(told.file, told.line)}


def _event(entry: Entry, told: Provenance) -> Row:
    places = [
        {key: value for key, value in asdict(one).items() if value is not None}
        for one in entry.places
    ]
    day = entry.day or monday_of(entry.week)
    return {
        "name": entry.name,
        "date": day.isoformat(),
        "announced": (entry.announced_day or day).isoformat(),
        "acts_in_week_of": monday_of(entry.week).isoformat(),
        "why": entry.why,
        "set": dict(entry.levers),
        "between": {name: list(ends) for name, ends in entry.between.items()},
        "places": places,
        "shocks": dict(entry.shocks),
        "source": entry.source,
        "where": _spot(told.file, told.line),
    }


def _spot(file: str, line: int | None) -> str:
    return file if line is None else f"{file}:{line}"


def _page(description: Description) -> str:
    lines = [f"# {_title(description)}", ""]
    if description["kind"] == "scenario":
        horizon = description["horizon"]
        lines += [
            f"{horizon['start']} to {horizon['end']}, after a warm-up of "
            f"{description['warm_up_weeks']} weeks.",
            "",
        ]
    shown = [
        (heading, description[key]) for key, heading in _HEADINGS.items() if description.get(key)
    ]
    if len(shown) > 1:
        lines += ["Contents (one part alone: `--section NAME`; a word: `--find WORD`):", ""]
        lines += [f"- {heading}: {len(rows)}" for heading, rows in shown] + [""]
    for heading, rows in shown:
        if rows:
            lines += [f"## {heading} ({len(rows)})", "", *_table(rows), ""]
    return "\n".join(lines)


def _title(description: Description) -> str:
    if description["kind"] == "model":
        return f"The model: {len(LEVERS)} levers and what they can move"
    return str(description["title"]["en"])


def _table(rows: Sequence[Row]) -> list[str]:
    names = list(rows[0])
    body = ["| " + " | ".join(_cell(row.get(name, "")) for name in names) + " |" for row in rows]
    head = "| " + " | ".join(name.replace("_", " ") for name in names) + " |"
    return [head, "|" + "---|" * len(names), *body]


def _cell(value: Any) -> str:
    """A value in one table cell; nothing in it can break the table or become markup."""
    text = _plain(value)
    for character in ("\\", "|", "<", "[", "`", "*"):
        text = text.replace(character, "\\" + character)
    return " ".join(text.split())


def _plain(value: Any) -> str:
    """Entries that hold more than one thing each, such as changes of places, part by semicolons."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_bare(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        between = "; " if any(isinstance(one, Mapping) for one in value) else ", "
        return between.join(_plain(one) for one in value)
    return _bare(value)


def _bare(value: Any) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)
