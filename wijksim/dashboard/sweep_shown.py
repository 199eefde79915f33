"""What a page gets of a sweep: the report as text and tables, or why there is none.

Represents: the errand that a worker does for the page; it loads the analysis only there, since that
needs packages of the extra `sweep`, which a dashboard can be installed without.
Leaves out: why a folder cannot be read, in words of the page; the command line says it in full.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from wijksim.core.errors import WijksimError
from wijksim.dashboard.sweeps import checked_plan

TELLER: Final = "wijksim.dashboard.sweep_told"
NEEDED: Final = ("SALib", "ema_workbench", "sklearn", "statsmodels", "matplotlib")
"""What the analysis imports, of the extra `sweep`."""
MAIN: Final = re.compile(r"<main>(.*)</main>", re.DOTALL)
MOST_CHUNK_BYTES: Final = 200_000_000
"""All runs of a sweep that is read here, together; larger ones are for the command line."""


class Problem(StrEnum):
    """Why there is nothing to show."""

    NONE = ""
    EXTRA = "extra"
    DAMAGED = "damaged"
    LARGE = "large"


@dataclass(frozen=True)
class Pictured:
    """A figure of the report as a table: `figure` is the name that it bears there.

    `sides` are rows for the page, of a figure that has no table in the report: those of a box.
    """

    figure: str
    stem: str
    csv: str
    sides: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class ToldSweep:
    """A sweep as a page shows it: `report` is a whole page of HTML with all names escaped."""

    report: str = ""
    figures: tuple[Pictured, ...] = ()
    problem: Problem = Problem.NONE

    @property
    def body(self) -> str:
        """The main part of the report."""
        main = MAIN.search(self.report)
        return main[1] if main else ""


def tell_sweep(folder: Path, *, outcome: str, lang: str, command: str) -> ToldSweep:
    """Read, analyse and tell the sweep in a folder; an empty `outcome` tells of all."""
    if any(find_spec(one) is None for one in NEEDED):
        return ToldSweep(problem=Problem.EXTRA)
    chunks = (folder / "runs").glob("chunk-*.parquet")
    if sum(one.stat().st_size for one in chunks) > MOST_CHUNK_BYTES:
        return ToldSweep(problem=Problem.LARGE)
    if checked_plan(folder) is None:
        return ToldSweep(problem=Problem.DAMAGED)
    try:
        found = import_module(TELLER).told(folder, outcome=outcome, lang=lang, command=command)
    except (WijksimError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError):
        return ToldSweep(problem=Problem.DAMAGED)
    report, figures = found
    return ToldSweep(report=report, figures=figures)
