"""What the address of a view says, so that it can be shared and restored.

Represents: the language and what was chosen, as `?lang=nl&wijk=carnisse&s=no-team&s=mixed`.
A page adds details of its own, as `&week=700`. Unknown values are left out: an address comes
from anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qs, urlencode

from wijksim.dashboard.language import LANGUAGES

START: Final = ("top-down-rollout", "bottom-up-self-organisation")
MOST: Final = 4
FIELDS: Final = 50
"""So many fields of an address are read; an own address has at most twenty."""
FEW: Final = 12
"""Details of pages, at most, that an address can hold."""
_NAME: Final = re.compile(r"[a-z]{1,12}\Z")
_VALUE: Final = re.compile(r"[a-z0-9._,-]{1,1500}\Z")
"""Room for a value of each lever, which a form of a policy holds together."""
TEXTS: Final = ("naam", "zoek")
"""Details that people type: any signs that can be seen, so none that turn or hide others."""
_LONGEST: Final = 80
"""So many signs of such a text are kept, as its field takes."""


@dataclass(frozen=True)
class View:
    """What is looked at: a neighbourhood, and policies of which the first is compared with."""

    lang: str = "nl"
    place: str = "carnisse"
    policies: tuple[str, ...] = START
    details: tuple[tuple[str, str], ...] = ()

    def detail(self, name: str) -> str:
        """What a page chose under a name of its own; empty when it chose nothing."""
        return dict(self.details).get(name, "")

    def with_detail(self, name: str, value: str) -> View:
        """The same view with one detail of a page set, or forgotten when empty."""
        kept = {**dict(self.details), name: value}
        return replace(self, details=tuple((key, one) for key, one in kept.items() if one))

    def changed(self, *, drawn: View, asked: View) -> View:
        """What it becomes when somebody who looked at an older view changes something there.

        Two controls can be used faster than a page is drawn anew; neither choice is lost then.
        """
        found = self
        if asked.place != drawn.place or asked.policies != drawn.policies:
            found = replace(found, place=asked.place, policies=asked.policies)
        if asked.lang != drawn.lang:
            found = replace(found, lang=asked.lang)
        before, after = dict(drawn.details), dict(asked.details)
        for name in dict.fromkeys([*after, *before]):
            if before.get(name, "") != after.get(name, ""):
                found = found.with_detail(name, after.get(name, ""))
        return found

    def query(self) -> str:
        """The part of the address behind the question mark."""
        pairs = [("lang", self.lang), ("wijk", self.place)]
        return urlencode([*pairs, *(("s", one) for one in self.policies), *self.details])

    def at(self, path: str) -> str:
        """The address of a page with this view."""
        return f"{path}?{self.query()}"

    def other_language(self) -> View:
        """The same in the other language."""
        return replace(self, lang="en" if self.lang == "nl" else "nl")


def is_text(value: str) -> bool:
    """Whether somebody can have typed this, and everybody can see all of it.

    >>> is_text("Wonen & zorg: 2025/2026"), is_text("cod\u202egpj"), is_text("a" * 81)
    (True, False, False)
    """
    return len(value) <= _LONGEST and value.isprintable()


def view_of(query: str | None, *, known: dict[str, tuple[str, ...]]) -> View:
    """The view that an address asks for; `known` are the policies of each neighbourhood."""
    asked = parse_qs("&".join((query or "").split("&")[:FIELDS]))
    lang = (asked.get("lang") or ["nl"])[0]
    place = (asked.get("wijk") or ["carnisse"])[0]
    place = place if place in known else next(iter(known))
    policies = tuple(one for one in dict.fromkeys(asked.get("s", START)) if one in known[place])
    if len(policies) < 2:
        policies = tuple(one for one in START if one in known[place]) or known[place][:2]
    details = tuple(
        (name, values[0])
        for name, values in asked.items()
        if name not in ("lang", "wijk", "s")
        and _NAME.match(name)
        and (is_text(values[0]) if name in TEXTS else _VALUE.match(values[0]))
    )
    return View(lang if lang in LANGUAGES else "nl", place, policies[:MOST], details[:FEW])
