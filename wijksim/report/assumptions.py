"""What a comparison rests on: all in which scenarios differ, and assumed parameters."""

from __future__ import annotations

from typing import Any, Final

from wijksim.core.calendar import monday_of
from wijksim.entities.agenda import Entry
from wijksim.report.answers import Teller, capital
from wijksim.report.apart import Held, differing
from wijksim.report.meanings import meanings
from wijksim.report.sources import bare, told
from wijksim.report.words import UNITS
from wijksim.scenario.levers import BY_NAME
from wijksim.scenario.settled import Scenario

Row = dict[str, Any]
COUNTED: Final = ("week", "month", "year", "person")
"""Units that are counted, and have another form when there are more."""


def is_assumed(source: str) -> bool:
    """Whether a source says, in English or Dutch, that nobody has measured the value.

    >>> is_assumed("assumption: twice the start"), is_assumed("Aanname: twee keer het begin")
    (True, True)
    >>> is_assumed("CBS 2024, table 70072")
    False
    """
    return any(word in source.lower() for word in ("assumption", "aanname"))


def setting_rows(teller: Teller) -> list[Row]:
    """All that not all scenarios share: at the start, then dated entries, by scenario and date."""
    compared = teller.compared
    scenarios = [compared.scenario(label) for label in compared.labels]
    apart = differing(scenarios)
    rows = []
    for place, (label, scenario) in enumerate(zip(compared.labels, scenarios, strict=True)):
        others = [one for one in scenarios if one is not scenario]
        rows += [
            _start(teller, label, name) for name in scenario.levers if _differs(name, scenarios)
        ]
        rows += [_apart(teller, label, kind, name, held[place]) for kind, name, held in apart]
        for entry in scenario.agenda:
            if any(not _holds(other, entry) for other in others):
                rows.append(_dated(teller, label, entry))
    return rows


def _differs(name: str, scenarios: list[Scenario]) -> bool:
    return any(one.levers[name] != scenarios[0].levers[name] for one in scenarios)


def _holds(scenario: Scenario, entry: Entry) -> bool:
    return any(
        one.week == entry.week
        and one.announced_week == entry.announced_week
        and one.levers == entry.levers
        and one.places == entry.places
        and one.shocks == entry.shocks
        for one in scenario.agenda
    )


def _start(teller: Teller, label: str, name: str) -> Row:
    scenario = teller.compared.scenario(label)
    source = scenario.provenance[f"levers.{name}"].source
    return {
        "date": teller.word("at_start"),
        "announced": "",
        "scenario": teller.title(label),
        "why": "",
        "settings": [(name, _value(teller, scenario.levers[name]), _told(teller, name))],
        "source": bare(told(source, teller.lang)),
        "assumed": is_assumed(source),
    }


def beside_policy(teller: Teller, label: str) -> bool:
    """Whether a scenario differs from the baseline in more than levers and dated entries."""
    compared = teller.compared
    return bool(differing([compared.scenario(compared.baseline), compared.scenario(label)]))


def _apart(teller: Teller, label: str, kind: str, name: str, held: Held) -> Row:
    value = teller.word("apart_none") if held.value is None else _value(teller, held.value)
    if held.unit not in ("", "1"):
        value += f" {unit_after(held.value, held.unit, teller.lang)}"
    return {
        "date": teller.word("at_start"),
        "announced": "",
        "scenario": teller.title(label),
        "why": teller.word(f"apart {kind}"),
        "settings": [
            (
                name or teller.word(f"apart {kind} all"),
                value,
                capital(meanings(teller.lang)[name]) if kind == "parameters" else "",
            )
        ],
        "source": bare(told(held.source, teller.lang)),
        "assumed": is_assumed(held.source),
    }


def _dated(teller: Teller, label: str, entry: Entry) -> Row:
    announced = ""
    if entry.announced_week < entry.week:
        day = entry.announced_day
        known = _week(teller, entry.announced_week) if day is None else teller.day(day)
        announced = teller.word("announced").format(date=known)
    settings = [(n, _asked(teller, entry, n), _told(teller, n)) for n in entry.levers]
    settings += [(name, _value(teller, value), "") for name, value in entry.shocks.items()]
    settings += [(place.name, place.what, "") for place in entry.places]
    return {
        "date": _week(teller, entry.week) if entry.day is None else teller.day(entry.day),
        "announced": announced,
        "scenario": teller.title(label),
        "why": told(entry.why, teller.lang),
        "settings": settings,
        "source": bare(told(entry.source, teller.lang)),
        "assumed": is_assumed(entry.source),
    }


def _told(teller: Teller, name: str) -> str:
    """What a lever is, in the reader's language."""
    lever = BY_NAME[name]
    return lever.nl if teller.lang == "nl" else lever.en


def _week(teller: Teller, week: int) -> str:
    return teller.word("week_of").format(date=teller.day(monday_of(week)))


def _asked(teller: Teller, entry: Entry, name: str) -> str:
    """What an entry gives a lever, and within which values it would be the same policy."""
    value = _value(teller, entry.levers[name])
    if name not in entry.between:
        return value
    low, high = (_value(teller, end) for end in entry.between[name])
    return f"{value} ({low}\N{NO-BREAK SPACE}…\N{NO-BREAK SPACE}{high})"


def _value(teller: Teller, value: float | str) -> str:
    if isinstance(value, str):
        return value
    text = f"{value:.6g}"
    return text.replace(".", ",") if teller.lang == "nl" else text


def unit_after(value: object, unit: str, lang: str) -> str:
    """A unit as it stands after a figure: of more than one where a language says so.

    >>> [unit_after(value, "week", "nl") for value in (1.0, 13.0)], unit_after(2.0, "person", "en")
    (['week', 'weken'], 'people')
    """
    return UNITS[lang][unit] if unit in COUNTED and value != 1 else told(unit, lang)


def assumed_parameters(teller: Teller) -> tuple[list[Row], int]:
    """Parameters of the baseline whose source is an assumption, and how many there are in all."""
    settings = teller.compared.scenario(teller.compared.baseline).settings
    rows = [
        {
            "name": key,
            "meaning": capital(meanings(teller.lang)[key]),
            "value": _value(teller, one.value),
            "unit": "" if one.unit == "1" else unit_after(one.value, one.unit, teller.lang),
            "low": _value(teller, one.bounds[0]),
            "high": _value(teller, one.bounds[1]),
            "source": bare(told(one.source, teller.lang)),
        }
        for key, one in sorted(settings.items())
        if is_assumed(one.source)
    ]
    return rows, len(settings)
