"""Dutch and English texts of the dashboard, through gettext catalogues that are read as they are.

Represents: English sentences stand in the code; `locale/nl/dashboard*.po` have the Dutch ones,
one catalogue for the whole and one for each page with many texts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

LOCALE: Final = Path(__file__).parents[1] / "locale"
LANGUAGES: Final = ("nl", "en")
Say = Callable[[str], str]


@cache
def texts(lang: str) -> dict[str, str]:
    """All texts of a language by their English form; empty for English itself."""
    known: dict[str, str] = {}
    for path in sorted((LOCALE / lang).glob("dashboard*.po")):
        with path.open("rb") as handle:
            catalogue = read_po(handle, locale=lang)
        known |= {str(one.id): str(one.string) for one in catalogue if one.id and one.string}
    return known


def say_in(lang: str) -> Say:
    """A function that gives the text of a language."""
    known = texts(lang)
    return lambda text: known.get(text, text)


def marked(text: str) -> str:
    """A text that is said later, in the language of whoever looks."""
    return text
