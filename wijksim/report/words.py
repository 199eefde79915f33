"""All texts of the report, in English and in Dutch (level B1), in one place.

Texts with {names} are filled by the page; nothing here decides what is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wijksim.report.words_en import EN
from wijksim.report.words_nl import NL

LANGUAGES: Final[Mapping[str, Mapping[str, str]]] = {"en": EN, "nl": NL}

UNITS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "week": "weeks",
        "month": "months",
        "person": "people",
        "index": "on the index",
        "1": "on a scale of 0 to 1",
        "number": "in number",
        "party": "parties",
        "sum of shares": "as a sum of shares",
        "EUR per resident a year": "euros per resident a year",
        "EUR": "euros",
        "EUR per resident": "euros per resident",
        "h/week": "hours a week",
        "h/week per 100 residents": "hours a week per 100 residents",
        "year": "years",
        "1/quarter": "per quarter",
        "step": "steps",
    },
    "nl": {
        "week": "weken",
        "month": "maanden",
        "person": "personen",
        "index": "op de index",
        "1": "op een schaal van 0 tot 1",
        "number": "in aantal",
        "party": "in aantal partijen",
        "sum of shares": "als som van delen",
        "per 100 residents": "per 100 bewoners",
        "per 100 residents a year": "per 100 bewoners per jaar",
        "per 1,000 residents a year": "per 1.000 bewoners per jaar",
        "EUR per resident a year": "euro per bewoner per jaar",
        "EUR": "euro",
        "EUR per resident": "euro per bewoner",
        "h/week": "uur per week",
        "h/week per 100 residents": "uur per week per 100 bewoners",
        "% a year": "% per jaar",
        "year": "jaar",
        "1/quarter": "per kwartaal",
        "step": "stappen",
    },
}


def number(value: float, *, decimals: int, lang: str, sign: bool = False) -> str:
    """A number as a reader of the language writes it, with a real minus sign.

    >>> number(-1234.5, decimals=1, lang="nl"), number(0.25, decimals=1, lang="en", sign=True)
    ('−1.234,5', '+0.2')
    """
    if value != value:
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    zero = not text.strip("0.,")
    if lang == "nl":
        text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    if zero:
        return text
    return ("−" if value < 0 else "+" if sign else "") + text


def digits(value: float, *, lang: str) -> str:
    """A number with all the digits that it was given (ten at most), as a reader writes it.

    >>> digits(68000.5, lang="nl"), digits(0.25, lang="en")
    ('68.000,5', '0.25')
    """
    plain = f"{value:,.10g}"
    return plain.translate(str.maketrans(",.", ".,")) if lang == "nl" else plain


def listing(names: list[str], *, lang: str) -> str:
    """Names as a sentence lists them.

    >>> listing(["a", "b", "c"], lang="nl")
    'a, b en c'
    """
    if len(names) < 2:
        return "".join(names)
    last = LANGUAGES[lang]["and"]
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
