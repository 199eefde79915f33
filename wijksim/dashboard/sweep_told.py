"""What a sweep tells, read, analysed, and given as plain texts and tables; for a worker.

Represents: the report of `wijksim analyse` (wijksim.report.sweeps), whole or about one outcome, and
for each of its figures the same as a table. Reads the folder and writes nothing to it.
Leaves out: what is wrong with a folder that cannot be read; it raises.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pandas as pd

from wijksim.dashboard.sweep_shown import MAIN, Pictured
from wijksim.dashboard.taken import csv_text, file_stem
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.report.answers import capital
from wijksim.report.sweeps.figures import bare
from wijksim.report.sweeps.page import sweep_page
from wijksim.report.sweeps.teller import SweepTeller
from wijksim.report.sweeps.written import versions
from wijksim.report.words import number
from wijksim.sweep.analysis.analyse import Analysed, analyse
from wijksim.sweep.analysis.reading import Varied, read_sweep
from wijksim.sweep.analysis.tables import tables_of

_FIGURE: Final = re.compile(r'data-figure="([a-z0-9_-]+)"')
_TABLES: Final = {
    "effects": "effects",
    "box": "boxes",
    "slopes": "factors",
    "shares": "sensitivity",
    "regret": "regret",
}
"""Which table of the analysis tells what a figure shows, by the first part of its name."""


def told(
    folder: Path, *, outcome: str, lang: str, command: str
) -> tuple[str, tuple[Pictured, ...]]:
    """The report as an HTML page, and its figures; an empty `outcome` tells of all.

    Raises WijksimError, or whatever damaged figures make of the analysis.
    """
    swept = read_sweep(folder, catalogue=OUTCOMES)
    if outcome:
        swept = replace(swept, outcomes=tuple(one for one in swept.outcomes if one.name == outcome))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = analyse(swept)
        page = sweep_page(found, lang=lang, command=command, versions=versions())
    main = MAIN.search(page)
    return page, pictured(found, _FIGURE.findall(main[1] if main else ""), lang)


def pictured(found: Analysed, names: Sequence[str], lang: str) -> tuple[Pictured, ...]:
    """For each figure, named as the report names it, its part of the tables of the analysis."""
    tables = tables_of(found)
    figures = []
    for name in names:
        kind, *rest = name.split("-")
        table = tables.get(_TABLES.get(kind, ""))
        if table is not None:
            part = _part(found, table, kind, rest)
            rows = [list(row) for row in part.itertuples(index=False)]
            stem = file_stem("sweep", name)
            csv = csv_text([str(one) for one in part.columns], rows)
            sides = _sides(found, part, lang) if kind == "box" else ()
            figures.append(Pictured(name, stem, csv, sides))
    return tuple(figures)


def _sides(found: Analysed, part: pd.DataFrame, lang: str) -> tuple[tuple[str, ...], ...]:
    """The sides of boxes: factor, from, to, coverage, density, method."""
    teller = SweepTeller(found, lang)
    rows = []
    for side in part.to_dict(orient="records"):
        factor = teller.varied(str(side["factor"]))
        ends = [_end(teller, factor, float(side[name])) for name in ("at_least", "at_most")]
        if side["one_of"]:
            ends = [str(side["one_of"]), "–"]
        shares = [
            number(float(side[name]), decimals=2, lang=lang) for name in ("coverage", "density")
        ]
        name = capital(bare(teller.factor(factor.name)))
        rows.append((name, *ends, *shares, str(side["method"])))
    return tuple(rows)


def _end(teller: SweepTeller, factor: Varied, end: float) -> str:
    return "–" if math.isnan(end) else teller.value(factor, end)


def _part(found: Analysed, table: pd.DataFrame, kind: str, rest: Sequence[str]) -> pd.DataFrame:
    """The rows that a figure shows; `rest` are the other parts of its name."""
    swept = found.swept
    if kind == "regret":
        return table[table["outcome"] == "-".join(rest)]
    scenario = swept.baseline if rest[0] == "level" else swept.others[int(rest[0])]
    part = table[table["scenario"] == scenario]
    if len(rest) > 1:
        part = part[part["outcome"] == swept.outcomes[int(rest[1])].name]
    if len(rest) > 2:
        part = part[part["direction"] == rest[2]]
    return part
