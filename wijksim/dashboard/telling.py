"""An answer as a page shows it: made once in each language, for all who look at it.

Represents: the report in two parts, between which a page puts its own, and its figures as files.
The report is made first, for it is what one waits for.
Leaves out: the report as a file, which is made for who asks for it.
"""

from __future__ import annotations

import re
import threading
from typing import Final

from wijksim.dashboard.report_figures import report_tables
from wijksim.report.comparison import Comparison

_MAIN: Final = re.compile(r"<main>(.*)</main>", re.DOTALL)


class Telling:
    """One answer, told in the languages that are asked for."""

    def __init__(self, answer: Comparison) -> None:
        self.answer = answer
        self._making = threading.Lock()
        self._parts: dict[str, tuple[str, str]] = {}
        self._files: dict[str, list[dict[str, str]]] = {}

    def parts(self, lang: str) -> tuple[str, str]:
        """The first section of the report, and the rest, as HTML."""
        with self._making:
            if lang not in self._parts:
                body = body_of(self.answer.report(lang=lang))
                first, end, rest = body.partition("</section>")
                self._parts[lang] = first + end, rest
            return self._parts[lang]

    def parts_made(self, lang: str) -> tuple[str, str] | None:
        """The same, if they were made."""
        return self._parts.get(lang)

    def make_files(self, lang: str) -> None:
        """Make the files of the figures, unless they are there."""
        if lang not in self._files:
            tables = report_tables(self.answer, lang=lang)
            self._files[lang] = [{"name": one.stem, "csv": one.csv} for one in tables]

    def files(self, lang: str) -> list[dict[str, str]] | None:
        """For each figure a `name` and its table as `csv`; None until they are made."""
        return self._files.get(lang)


def body_of(report: str) -> str:
    """What stands in the main part of a report; names that people gave are escaped in it."""
    found = _MAIN.search(report)
    return found.group(1) if found else ""
