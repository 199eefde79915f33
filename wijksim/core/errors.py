"""Mistakes of a user, told so that they can be mended: what, where, why it matters, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


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

    def __str__(self) -> str:
        lines = [self.what]
        if self.where is not None and str(self.where):
            lines.append(f"  where: {self.where}")
        if self.why:
            lines.append(f"  why it matters: {self.why}")
        if self.do:
            lines.append(f"  what to do: {self.do}")
        return "\n".join(lines)


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
