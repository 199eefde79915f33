"""Figures as files: tables as CSV that a spreadsheet opens safely, and names without paths.

Source: a cell that begins with =, +, -, @ or a tab can be run as a formula by a spreadsheet; such
text gets an apostrophe before it. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

from wijksim.dashboard.language import Say
from wijksim.experiment.outputs import harmless

Cell = str | float | int


def safe_cell(cell: Cell) -> str:
    """A cell as text; nothing in it is run.

    >>> safe_cell("=1+1"), safe_cell(-0.5), safe_cell("-0.5"), safe_cell(float("nan"))
    ("'=1+1", '-0.5', '-0.5', '')
    """
    if not isinstance(cell, str):
        return "" if cell != cell else f"{cell:g}"
    return cell if _is_number(cell) else harmless(cell)


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV, with commas, and a dot before decimals."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_cell(one) for one in heads])
    writer.writerows([safe_cell(one) for one in row] for row in rows)
    return out.getvalue()


def as_sheet(text: str, lang: str) -> str:
    """A CSV as spreadsheets of a language open it: in Dutch with semicolons and decimal commas.

    `components/taker.vue` does the same for figures, which a browser makes files of.
    """
    if lang != "nl":
        return text
    out = io.StringIO("\ufeff")
    out.seek(0, io.SEEK_END)
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    rows.writerows(
        [cell.replace(".", ",") if _is_number(cell) else cell for cell in row]
        for row in csv.reader(io.StringIO(text))
    )
    return out.getvalue()


def file_stem(*parts: str) -> str:
    """A file name without ending, of plain letters, digits and hyphens.

    >>> file_stem("Levenslijn", "../Één bewoner")
    'levenslijn-een-bewoner'
    """
    plain = unicodedata.normalize("NFKD", "-".join(parts)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80] or "wijksim"


def take_words(say: Say) -> dict[str, str]:
    """The texts below a figure."""
    return {"take": say("Download as {kind}"), "table": say("As a table")}


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
