"""Mistakes of a user, told so that they can be mended: what, where, why it matters, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

LABELS: Final = {"where": "where", "why": "why it matters", "do": "what to do"}
"""The parts of a message after the first, in order, with what each is called."""


@dataclass(frozen=True)
class Where:
    """A spot in a file that a user wrote: the file, the line (from 1) and the key."""

    file: str = ""
    line: int | None = None
    key: str = ""

    def __str__(self) -> str:
        spot = self.file
        if self.line is not None:
            spot = f"{spot}, line {self.line}" if spot else f"line {self.line}"
        if self.key:
            spot = f"{spot}, at '{self.key}'" if spot else f"'{self.key}'"
        return spot


class WijksimError(Exception):
    """A mistake that a user can mend. Shown as a message, never as a traceback.

    >>> print(WijksimError("the date lies outside the horizon", do="choose a date in 2013-2022"))
    the date lies outside the horizon
      what to do: choose a date in 2013-2022
    """

    def __init__(
        self, what: str, *, where: Where | None = None, why: str = "", do: str = ""
    ) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.why = why
        self.do = do

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.why, self.do))

    def parts(self) -> dict[str, str]:
        """The parts of the message by name: `what`, and those of `LABELS`; "" where one lacks."""
        where = "" if self.where is None else str(self.where)
        return {"what": self.what, "where": where, "why": self.why, "do": self.do}

    def __str__(self) -> str:
        return laid_out(self.parts(), LABELS)


def laid_out(parts: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """A message as it is shown: what is wrong, and a line for each further part that it has."""
    further = [f"  {label}: {parts[part]}" for part, label in labels.items() if parts[part]]
    return "\n".join([parts["what"], *further])


def _rebuild(
    kind: type[WijksimError], what: str, where: Where | None, why: str, do: str
) -> WijksimError:
    return kind(what, where=where, why=why, do=do)


class DeclarationError(Exception):
    """A mistake of a programmer: a submodel touches what it did not declare."""


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Suggest the nearest known names for a name that is not known.

    >>> did_you_mean("budget.yuoth", ["budget.youth", "team.fte"])
    "did you mean 'budget.youth'?"
    """
    close = difflib.get_close_matches(name, sorted(candidates), n=3, cutoff=0.5)
    if not close:
        return ""
    return "did you mean " + " or ".join(f"'{one}'" for one in close) + "?"
