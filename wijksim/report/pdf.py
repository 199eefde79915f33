"""The report as a PDF that can be read without seeing it: tagged, by the standard PDF/UA-1.

Represents: the same words, tables and drawings as the page in HTML, set by typst. All text goes
there as data, never as markup, so that no name in a scenario can command anything. The fonts are
those of typst and, in drawings and tables, DejaVu Sans of matplotlib; nothing is fetched.

Leaves out: cells that head a row are not marked as such (typst offers that as an experiment only);
cells that head a column are.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import matplotlib
import typst

from wijksim.core.errors import WijksimError
from wijksim.report.tree import tree

_TEMPLATES: Final = Path(__file__).parent / "templates"
_FONTS: Final = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A report carries no moment of making, so that the same command gives the same bytes."""


def pdf(html: str) -> bytes:
    """The PDF of a report that `page` made. Raises WijksimError when it is no such report."""
    found = tree(html)
    if found["lang"] not in ("en", "nl") or not found["title"]:
        raise WijksimError(
            "this is no report of a comparison",
            why="it names no language or has no title",
            do="make it anew with: wijksim compare",
        )
    data = found | {"css": drawing_style()}
    try:
        made = _set(data)
    except typst.TypstError as reason:
        raise WijksimError(
            f"the PDF cannot be made: {str(reason).splitlines()[0][:300]}",
            why="the report was changed, or the installed typst is one that does not fit",
            do="make the report anew with: wijksim compare",
        ) from reason
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single document")
    return made


def _set(data: dict[str, object]) -> bytes | None:
    """What typst makes of a report."""
    return typst.compile(
        (_TEMPLATES / "report.typ").read_bytes(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_FONTS]),
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1"],
        timestamp=UNDATED,
    )


def drawing_style() -> str:
    """The colours and lines of drawings on light paper, from the page's own style."""
    text = (_TEMPLATES / "report.css").read_text("utf-8")
    colours = dict(re.findall(r"(--\w+): (#\w+)", text.split("@media", maxsplit=1)[0]))
    colours |= {"--paper": "#ffffff"}
    every = re.findall(r"([^{}\n]+)\{([^{}\n]+)\}", text.split("@media (max-width")[0])
    told = [
        f"{what.strip()} {{ {how} }}"
        for what, how in every
        if re.search(r"fill:|stroke|^ opacity", how) and "text" not in what
    ]
    told += [
        'text { font-family: "DejaVu Sans"; font-size: 12px; fill: var(--ink); }',
        "text.tick { fill: var(--soft); font-size: 11px; }",
    ]
    return re.sub(r"var\((--\w+)\)", lambda one: colours[one[1]], "\n".join(told))
