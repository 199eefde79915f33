"""Sources of numbers, reasons of events and units, in the reader's language.

Represents: files give them in English; `locale/nl/sources_*.po` have the Dutch of all that is
shipped. What somebody writes in a file of their own is shown as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

LOCALE: Final = Path(__file__).parents[1] / "locale"
OWN: Final = "set here; shipped value {value}: {source}"
_OWN: Final = re.compile(r"set here; shipped value (?P<value>\S+): (?P<source>.+)", re.DOTALL)
_ASSUMED: Final = re.compile(r"^(?:assumption|aanname)[:; ]+", re.IGNORECASE)


@cache
def catalogue(lang: str, names: str) -> Mapping[str, str]:
    """Texts by their English form, from the catalogues of a language with such names.

    Empty for English itself, and for what is not translated.
    """
    known: dict[str, str] = {}
    for path in sorted((LOCALE / lang).glob(names)):
        with path.open("rb") as handle:
            found = read_po(handle, locale=lang)
        known |= {str(one.id): str(one.string) for one in found if one.id and one.string}
    return known


def told(text: str, lang: str) -> str:
    """A source, a reason or a unit in a language; what has no translation stays as it is.

    >>> told("assumption: shopping two or three times a week", "nl")
    'aanname: twee of drie keer per week boodschappen doen'
    >>> told("zelf geteld", "nl"), told("1/year", "en")
    ('zelf geteld', '1/year')
    """
    known = catalogue(lang, "sources_*.po")
    own = _OWN.fullmatch(text)
    if own and text not in known:
        value = own["value"].replace(".", ",") if lang == "nl" else own["value"]
        return known.get(OWN, OWN).format(value=value, source=told(own["source"], lang))
    return known.get(text, text)


def bare(source: str) -> str:
    """A source without the word that its badge already says.

    >>> bare("assumption: twice the start"), bare("aanname: twee keer het begin")
    ('twice the start', 'twee keer het begin')
    """
    return _ASSUMED.sub("", source) or source
