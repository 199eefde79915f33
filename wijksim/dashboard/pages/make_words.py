"""Levers as the form tells them: choices, units, numbers and days in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from wijksim.dashboard.language import Say, marked, say_in
from wijksim.entities.agenda import LeverValue
from wijksim.report.words import LANGUAGES, digits
from wijksim.scenario.lever import Lever
from wijksim.scenario.settled import Scenario

CHOICES: Final = {
    "team.presence": {
        "none": marked("no team"),
        "added": marked("on top"),
        "replacing": marked("instead"),
    },
    "team.composition": {
        "quota": marked("a quota"),
        "acquainted": marked("acquainted people"),
    },
    "team.base": {
        "none": marked("no place"),
        "remote_office": marked("office elsewhere"),
        "desk": marked("a desk"),
        "informal_place": marked("where people meet"),
    },
    "coordination.rule": {
        "none": marked("no rule"),
        "lead_worker": marked("a lead worker"),
        "mandatory_plan": marked("a required plan"),
    },
    "access.self_referral": {"no": marked("no"), "yes": marked("yes")},
}
UNITS: Final = {
    "fte": marked("full-time jobs"),
    "h/week": marked("hours a week"),
    "h/month": marked("hours a month"),
    "month": marked("months"),
    "form": marked("pieces"),
    "EUR/year": marked("euros a year"),
}
"""Shares, of unit 1, and choices have no word for their unit."""


def plain(typed: str, lang: str) -> str:
    """What somebody typed for a lever, with a point before decimals and no mark between thousands.

    A field for numbers of the browser goes by the language of the browser: in an English one it
    makes 20 of the 20.000 that the Dutch page means, and 5 of 0,5.

    >>> [plain(one, "nl") for one in ("20.000", "0,5", "0.125", "1.250,5", "informal_place")]
    ['20000', '0.5', '0.125', '1250.5', 'informal_place']
    >>> [plain(one, "en") for one in ("20,000", "0.5", "1,250.5", "twelve hours", "?")]
    ['20000', '0.5', '1250.5', 'twelvehours', 'unknown']
    """
    text = typed.strip().lower()
    thousand, point = (".", ",") if lang == "nl" else (",", ".")
    if re.fullmatch(rf"[1-9]\d{{0,2}}(\{thousand}\d{{3}})+(\{point}\d+)?", text):
        text = text.replace(thousand, "")
    kept = re.sub(r"[^a-z0-9._-]", "", text.replace(",", "."))
    return kept or ("unknown" if text else "")


def is_outside(lever: Lever, typed: str) -> bool:
    """Whether what was typed for a lever is no number within its bounds; nothing typed is none."""
    if lever.choices or not typed:
        return False
    try:
        return not lever.bounds[0] <= float(typed) <= lever.bounds[1]
    except ValueError:
        return True


def told_lever(
    lever: Lever,
    now: LeverValue,
    coming: Iterable[tuple[str, LeverValue]],
    lang: str,
    *,
    typed: str = "",
) -> dict[str, Any]:
    """A lever as `levers.vue` shows it: its meaning, bounds, value `now` and what comes later.

    What is `typed` for it is marked when it cannot be.
    """
    say = say_in(lang)
    held = value_words(lever, now, say, lang)
    parts = [say(UNITS[lever.unit])] if lever.unit in UNITS else []
    if not lever.choices:
        ends = (value_words(lever, one, say, lang) for one in lever.bounds)
        parts += [
            "–".join(ends),
            say("on that day {value}").format(value=held).replace(" ", "\N{NO-BREAK SPACE}"),
        ]
    changes = [
        say("{value} from {day} on").format(
            value=value_words(lever, value, say, lang), day=day_words(day, lang)
        )
        for day, value in coming
    ]
    return {
        "name": lever.name,
        "text": lever.nl if lang == "nl" else lever.en,
        "choices": [
            {"value": one, "name": value_words(lever, one, say, lang)} for one in lever.choices
        ],
        "base": held,
        "wrong": is_outside(lever, typed),
        "about": " · ".join(parts),
        "later": f"{say('changes again')}: {', '.join(changes)}" if changes else "",
    }


def value_words(lever: Lever, value: LeverValue, say: Say, lang: str) -> str:
    """A value of a lever in words.

    A number has all its digits, with a comma for decimals in Dutch.
    """
    if isinstance(value, str):
        return say(CHOICES[lever.name][value])
    return digits(value, lang=lang)


def day_words(day: str, lang: str) -> str:
    """An ISO day as people write it.

    >>> day_words("2018-05-25", "nl")
    '25 mei 2018'
    """
    found = date.fromisoformat(day)
    return f"{found.day} {LANGUAGES[lang]['months'].split()[found.month - 1]} {found.year}"


def day_told(day: str, start: Scenario, lang: str) -> str:
    """Which days there are, when `day` is none of them; "" when it is."""
    try:
        if start.start <= date.fromisoformat(day) <= start.end:
            return ""
    except ValueError:
        pass
    say = say_in(lang)
    return say("Choose a day from {first} to {last}.").format(
        first=day_words(start.start.isoformat(), lang), last=day_words(start.end.isoformat(), lang)
    )
