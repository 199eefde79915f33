"""What is wrong with a file, told in the reader's language.

Represents: mistakes are written in English where they are found, with gaps for names and numbers;
`locale/*/mistakes_*.po` have each such sentence with its gaps, by the part of a message in which it
stands. A gap that is called as such a part is itself told in the language.

Leaves out: what others wrote, such as rare words of a reader of YAML: it is shown as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Final

from babel.messages.pofile import read_po

from wijksim.core.errors import LABELS, WijksimError, laid_out
from wijksim.report.sources import LOCALE, catalogue
from wijksim.scenario.levers import LEVERS

DEEPEST: Final = 5
"""So often a gap may hold a sentence with gaps; three near names need three (assumption)."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with gaps: the English between the gaps, their names, and the whole told."""

    english: tuple[str, ...]
    gaps: tuple[str, ...]
    told: str

    def found_in(self, text: str) -> dict[str, str] | None:
        """What stands in the gaps, if this sentence is the text; each gap ends as soon as it can.

        One walk over the text, so that no text takes long.
        """
        first, *between, last = self.english if self.gaps else (*self.english, "")
        if not text.startswith(first) or not text.endswith(last):
            return None
        if not self.gaps:
            return {} if text == first else None
        at, end, held = len(first), len(text) - len(last), []
        for literal in between:
            until = text.find(literal, at, end)
            if until < 0:
                return None
            held.append(text[at:until])
            at = until + len(literal)
        return dict(zip(self.gaps, (*held, text[at:end]), strict=True)) if at <= end else None


def tell(mistake: WijksimError, lang: str) -> str:
    """The message of a mistake in a language, laid out as its English form."""
    parts = {part: retold(text, part, lang) for part, text in mistake.parts().items()}
    return laid_out(parts, {part: retold(label, "label", lang) for part, label in LABELS.items()})


def retold(text: str, part: str, lang: str, *, deep: int = 0) -> str:
    """A text of one part of a message in a language; as it is, when no sentence fits it."""
    for one in sentences(lang).get(part, ()) if deep <= DEEPEST else ():
        held = one.found_in(text)
        if held is not None:
            gaps = {gap: retold(value, gap, lang, deep=deep + 1) for gap, value in held.items()}
            return one.told.format_map(gaps)
    return text


@cache
def sentences(lang: str) -> dict[str, list[Sentence]]:
    """All sentences of a language by the part in which they stand; none for English itself.

    Those that begin with most words of their own come first: what a user wrote seldom begins one.
    """
    known: list[tuple[str, str, str]] = []
    for path in sorted((LOCALE / lang).glob("mistakes_*.po")):
        with path.open("rb") as handle:
            entries = read_po(handle, locale=lang)
        known += [
            (one.context, str(one.id), str(one.string))
            for one in entries
            if one.context and one.string
        ]
    whole = [("why", one.en, one.nl) for one in LEVERS if lang == "nl"]
    whole += [("why", *pair) for pair in catalogue(lang, "meanings_*.po").items()]
    whole += [("unit", *pair) for pair in catalogue(lang, "sources_units.po").items()]
    known += [(part, _without_gaps(english), _without_gaps(own)) for part, english, own in whole]
    found: dict[str, list[Sentence]] = {}
    for part, english, own in known:
        found.setdefault(part, []).append(_sentence(english, own))
    for several in found.values():
        several.sort(key=lambda one: (len(one.english[0]), len("".join(one.english))), reverse=True)
    return found


def _sentence(english: str, own: str) -> Sentence:
    literals, gaps = [""], []
    for literal, gap, _, _ in Formatter().parse(english):
        literals[-1] += literal
        if gap is not None:
            gaps.append(gap)
            literals.append("")
    return Sentence(tuple(literals), tuple(gaps), own)


def _without_gaps(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
