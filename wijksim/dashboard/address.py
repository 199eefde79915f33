"""What the address of a view says, so that it can be shared and restored.

Represents: the language and what was chosen, as `?lang=nl&wijk=carnisse&s=no-team&s=mixed`.
Unknown values are left out: an address comes from anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qs, urlencode

from wijksim.dashboard.language import LANGUAGES

START: Final = ("top-down-rollout", "bottom-up-self-organisation")
MOST: Final = 4


@dataclass(frozen=True)
class View:
    """What is looked at: a neighbourhood, and policies of which the first is compared with."""

    lang: str = "nl"
    place: str = "carnisse"
    policies: tuple[str, ...] = START

    def query(self) -> str:
        """The part of the address behind the question mark."""
        pairs = [("lang", self.lang), ("wijk", self.place)]
        return urlencode([*pairs, *(("s", one) for one in self.policies)])

    def at(self, path: str) -> str:
        """The address of a page with this view."""
        return f"{path}?{self.query()}"

    def other_language(self) -> View:
        """The same in the other language."""
        return replace(self, lang="en" if self.lang == "nl" else "nl")


def view_of(query: str | None, *, known: dict[str, tuple[str, ...]]) -> View:
    """The view that an address asks for; `known` are the policies of each neighbourhood."""
    asked = parse_qs(query or "", max_num_fields=50)
    lang = (asked.get("lang") or ["nl"])[0]
    place = (asked.get("wijk") or ["carnisse"])[0]
    place = place if place in known else next(iter(known))
    policies = tuple(one for one in dict.fromkeys(asked.get("s", START)) if one in known[place])
    if len(policies) < 2:
        policies = tuple(one for one in START if one in known[place]) or known[place][:2]
    return View(lang if lang in LANGUAGES else "nl", place, policies[:MOST])
