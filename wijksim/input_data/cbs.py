"""Reads the key figures of neighbourhoods as CBS StatLine exports them ("form C").

Represents: one published row a region, under the names that profiles use. The file has title
lines, a header whose bars show the hierarchy, a line of units, and then the regions; commas mark
decimals, a point stands for a figure that is missing or withheld. Age, origin and household type
come as percentages up to 2014 and as counts from 2015 on: the line of units tells which.
Source: CBS, Kerncijfers wijken en buurten 2014 and 2015, as published (CC BY 4.0).
Leaves out: the other published forms (older workbooks, OData, flattened files).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from wijksim.core.errors import Where, WijksimError

INHABITANTS: Final = "population.inhabitants"
HOUSEHOLDS: Final = "households.total"

_PEOPLE: Final = {
    "0 tot 15 jaar": "ages.0_15",
    "15 tot 25 jaar": "ages.15_25",
    "25 tot 45 jaar": "ages.25_45",
    "45 tot 65 jaar": "ages.45_65",
    "65 jaar of ouder": "ages.65_over",
}
_HOMES: Final = {
    "Eenpersoonshuishoudens": "households.single",
    "Huishoudens zonder kinderen": "households.without_children",
    "Huishoudens met kinderen": "households.with_children",
}
_SHARES: Final = {
    "40% huishoudens met laagste inkomen": "income.households_lowest_40",
    "20% huishoudens met hoogste inkomen": "income.households_highest_20",
    "Huishoudens met een laag inkomen": "income.low_households",
}
_PLAIN: Final = {
    "Aantal inwoners": INHABITANTS,
    "Huishoudens totaal": HOUSEHOLDS,
    "Gemiddelde huishoudensgrootte": "households.mean_size",
    "Geboorte relatief": "population.births_per_1000",
    "Sterfte relatief": "population.deaths_per_1000",
    "Personen per soort uitkering; Bijstand": "benefits.assistance",
    "Personen per soort uitkering; AO": "benefits.disability",
    "Personen per soort uitkering; WW": "benefits.unemployment",
    "Personen per soort uitkering; AOW": "benefits.pension",
    "Oppervlakte land": "land.area",
}
_CODE: Final = "Codering"
_MISSING: Final = {"", ".", ","}
_PERCENT: Final = 100.0


def number(text: str) -> float | None:
    """The number that a cell holds, or None where the figure is missing or withheld.

    Raises ValueError for text that is neither.

    >>> number("23,5"), number(" . ")
    (23.5, None)
    """
    cell = text.strip()
    return None if cell in _MISSING else float(cell.replace(",", "."))


def read_key_figures(path: Path) -> dict[str, dict[str, float]]:
    """Figures of every region of a file, by its code (such as BU05991572) and profile key.

    Counts are in persons or households, shares between 0 and 1, land in hectares. A missing figure
    is left out. Raises WijksimError for a file that has not this form.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    at = next((i for i, row in enumerate(rows) if _CODE in map(_label, row)), None)
    if at is None or at + 1 >= len(rows):
        raise WijksimError(
            f"no header line with '{_CODE}' was found",
            where=Where(file=path.name),
            why="without it no column can be told from another",
            do="export the table from StatLine as CSV, with codes",
        )
    header, units = [_label(cell) for cell in rows[at]], rows[at + 1]
    code = header.index(_CODE)
    found = {}
    for offset, row in enumerate(rows[at + 2 :], start=at + 3):
        if len(row) == len(header) and row[code].strip():
            where = Where(file=path.name, line=offset)
            found[row[code].strip()] = _figures(header=header, units=units, row=row, where=where)
    return found


def _label(cell: str) -> str:
    return cell.replace("|", "").strip()


def _figures(
    *, header: Sequence[str], units: Sequence[str], row: Sequence[str], where: Where
) -> dict[str, float]:
    """One region's figures, percentages of people and households turned into counts."""
    figures: dict[str, float] = {}
    percent: dict[str, bool] = {}
    names = {**_PLAIN, **_PEOPLE, **_HOMES, **_SHARES}
    for label, unit, cell in zip(header, units, row, strict=True):
        key = names.get(label)
        if key is None or key in figures:
            continue
        try:
            value = number(cell)
        except ValueError as problem:
            raise WijksimError(
                f"'{cell}' under '{label}' is no number", where=where, do="correct the cell"
            ) from problem
        if value is not None:
            figures[key], percent[key] = value, unit.strip() == "%"
    for keys, total in ((_PEOPLE, INHABITANTS), (_HOMES, HOUSEHOLDS)):
        _to_counts(figures, percent, keys=keys, total=figures.get(total))
    for key in _SHARES.values():
        if key in figures:
            figures[key] /= _PERCENT
    return figures


def _to_counts(
    figures: dict[str, float],
    percent: Mapping[str, bool],
    *,
    keys: Mapping[str, str],
    total: float | None,
) -> None:
    for key in keys.values():
        if percent.get(key):
            share = figures.pop(key) / _PERCENT
            if total is not None:
                figures[key] = share * total
