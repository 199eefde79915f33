"""The report as a PDF that can be read without seeing it: tagged, by the standard PDF/UA-1.

Represents: the same words, tables and drawings as the page in HTML, set by typst. All text goes
there as data, never as markup, so that no name in a scenario can command anything. The fonts are
those of typst and, in drawings and tables, DejaVu Sans of matplotlib; nothing is fetched.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

import matplotlib
import typst

from wijksim.core.errors import WijksimError
from wijksim.report.pdf_rows import with_row_heads
from wijksim.report.tree import Node, nodes, tree

_TEMPLATES: Final = Path(__file__).parent / "templates"
_FONTS: Final = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A report carries no moment of making, so that the same command gives the same bytes."""


def pdf(html: str) -> bytes:
    """The PDF of a report of a comparison or a sweep. Raises WijksimError when it is none."""
    found = tree(html)
    if found["lang"] not in ("en", "nl") or not found["title"]:
        raise WijksimError(
            "this is no report of a comparison or a sweep",
            why="it names no language or has no title",
            do="make it anew with: wijksim compare, or wijksim analyse",
        )
    data = _coloured(found) | {"css": drawing_style()}
    try:
        made = _set(data)
    except typst.TypstError as reason:
        raise WijksimError(
            f"the PDF cannot be made: {str(reason).splitlines()[0][:300]}",
            why="the report was changed, or the installed typst is one that does not fit",
            do="make the report anew with: wijksim compare, or wijksim analyse",
        ) from reason
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single document")
    return with_row_heads(made, [_headed(one) for one in nodes(found) if one["tag"] == "table"])


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


def _headed(table: Node) -> list[bool]:
    """For each row in the body of a table, whether its first cell heads it."""
    bodies = [one for one in nodes(table) if one["tag"] == "tbody"]
    rows = [one for body in bodies for one in nodes(body) if one["tag"] == "tr"]
    return [next(iter(nodes(row)))["tag"] == "th" for row in rows]


def _coloured(node: Node) -> Node:
    """A page whose drawings name colours themselves; words that look like it stay as they are."""
    if "svg" in node:
        drawn = re.sub(r"<[^<>]*>", lambda one: _with_colours(one[0]), node["svg"])
        return node | {"svg": drawn}
    return node | {"of": [_coloured(one) if isinstance(one, dict) else one for one in node["of"]]}


def _with_colours(text: str) -> str:
    colours = _colours()
    return re.sub(r"var\((--\w+)\)", lambda one: colours.get(one[1], one[0]), text)


@cache
def _colours() -> dict[str, str]:
    """The colours of the page by day, on white paper."""
    text = (_TEMPLATES / "report.css").read_text("utf-8")
    colours = dict(re.findall(r"(--\w+): (#\w+)", text.split("@media", maxsplit=1)[0]))
    return colours | {"--paper": "#ffffff"}


def drawing_style() -> str:
    """The colours and lines of drawings on light paper, from the page's own style."""
    text = (_TEMPLATES / "report.css").read_text("utf-8")
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
    return _with_colours("\n".join(told))
