"""Dutch and English texts of the dashboard, through gettext catalogues that are read as they are.

Represents: English sentences stand in the code; `locale/nl/dashboard*.po` have the Dutch ones,
one catalogue for the whole and one for each page with many texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from wijksim.report.sources import catalogue

LANGUAGES: Final = ("nl", "en")
Say = Callable[[str], str]


def texts(lang: str) -> Mapping[str, str]:
    """All texts of a language by their English form; empty for English itself."""
    return catalogue(lang, "dashboard*.po")


def say_in(lang: str) -> Say:
    """A function that gives the text of a language."""
    known = texts(lang)
    return lambda text: known.get(text, text)


def marked(text: str) -> str:
    """A text that is said later, in the language of whoever looks."""
    return text
