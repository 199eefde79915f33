"""What each number of the model means, in the reader's language.

Represents: a label beside the name of a number, as its submodel declares it; in Dutch by the
catalogues `locale/nl/meanings_*.po`, which have all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from wijksim.report.sources import catalogue
from wijksim.schedule import all_parameters


@cache
def meanings(lang: str) -> Mapping[str, str]:
    """What each number means, by its name; in English where a language has no text for it.

    >>> meanings("nl")["ties.forgotten_below"]
    'sterkte waaronder een band verloren gaat'
    """
    known = catalogue(lang, "meanings_*.po")
    return {one.key: known.get(one.doc, one.doc) for one in all_parameters()}
