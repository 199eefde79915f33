"""The charts of a report: differences with intervals, lines through time, maps of squares.

Each is a function from figures to SVG. Width 340 is a phone's; wide screens put them side by side.
Meaning never hangs on colour alone: lines differ in dashes, dots in place, maps have a text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from markupsafe import Markup

from wijksim.experiment.statistics import Difference
from wijksim.report.svg import (
    Scale,
    decimals_of,
    dot,
    drawing,
    line,
    path,
    rect,
    text,
    ticks,
)

WIDTH: Final = 340.0
LEFT: Final = 52.0
RIGHT: Final = 328.0
LEVELS: Final = 150.0
GAP: Final = 40.0
BELOW: Final = 90.0
SHADES: Final = 6

Format = Callable[[float, int], str]
"""Writes a number with so many decimals in the reader's language."""


@dataclass(frozen=True)
class Line:
    """One scenario through time. Bands are pairs (low, high) per moment; NaN leaves a hole."""

    label: str
    place: int
    years: Sequence[float]
    middle: Sequence[float]
    band: Sequence[tuple[float, float]]


def interval_chart(
    rows: Sequence[tuple[str, Difference, str]],
    *,
    matters: float,
    show: Format,
    alt: str,
    ends: tuple[str, str] = ("", ""),
) -> Markup:
    """Dots with intervals around zero. Rows are a name, a difference and a CSS class.

    `ends` are the words under the left and the right half, such as better and worse.
    """
    known = [one for _, one, _ in rows if one.pairs]
    reach = [abs(v) for one in known for v in (one.low, one.high, one.mean) if math.isfinite(v)]
    marks = ticks(-max([*reach, matters * 1.2]), max([*reach, matters * 1.2]), about=4)
    scale = Scale(marks[0], marks[-1], 84.0, RIGHT)
    bottom = 14.0 + 28.0 * len(rows)
    parts = [rect(scale(-matters), 6, scale(matters) - scale(-matters), bottom - 6, "matters")]
    decimals = decimals_of(marks)
    for mark in marks:
        parts.append(line(scale(mark), 6, scale(mark), bottom, "zero" if mark == 0 else "grid"))
        parts.append(text(scale(mark), bottom + 15, show(mark, decimals), "tick", "middle"))
    for place, (name, one, kind) in enumerate(rows):
        y = 24.0 + 28.0 * place
        parts.append(text(78, y + 4, name, "name", "end"))
        if not one.pairs:
            continue
        if math.isfinite(one.low):
            parts.append(line(scale(one.low), y, scale(one.high), y, f"whisker {kind}"))
        parts.append(dot(scale(one.mean), y, f"dot {kind}"))
    if ends[0]:
        parts.append(text(84, bottom + 32, f"← {ends[0]}", "tick"))
        parts.append(text(RIGHT, bottom + 32, f"{ends[1]} →", "tick", "end"))
    height = bottom + (38 if ends[0] else 22)
    return drawing(parts, width=WIDTH, height=height, name="chart", alt=alt)


def time_chart(
    levels: Sequence[Line],
    differences: Sequence[Line],
    *,
    matters: float,
    parting: float | None,
    below: str,
    show: Format,
    alt: str,
) -> Markup:
    """Levels above, paired differences below, on the same years."""
    years = [year for one in levels for year in one.years]
    across = Scale(min(years), max(max(years), min(years) + 0.25), LEFT, RIGHT)
    parts: list[Markup] = []
    top = 10.0
    parts += _panel(levels, across, top, top + LEVELS, show=show)
    start = top + LEVELS + GAP
    parts.append(text(LEFT, start - 8, below, "name"))
    parts += _panel(differences, across, start, start + BELOW, show=show, matters=matters)
    end = start + BELOW
    if parting is not None and across.low < parting < across.high:
        x = across(parting)
        parts.append(line(x, top, x, top + LEVELS, "parting"))
        parts.append(line(x, start, x, end, "parting"))
    every = max(1, math.ceil((across.high - across.low) / 5))
    for year in range(math.ceil(across.low), math.floor(across.high) + 1):
        if (year - math.ceil(across.low)) % every == 0:
            parts.append(text(across(year), end + 16, str(year), "tick", "middle"))
            parts.append(line(across(year), end, across(year), end + 4, "axis"))
    return drawing(parts, width=WIDTH, height=end + 22, name="chart", alt=alt)


def _panel(
    lines: Sequence[Line],
    across: Scale,
    top: float,
    bottom: float,
    *,
    show: Format,
    matters: float | None = None,
) -> list[Markup]:
    seen = [v for one in lines for pair in one.band for v in pair if math.isfinite(v)]
    seen += [v for one in lines for v in one.middle if math.isfinite(v)]
    if matters is not None:
        seen += [-matters, matters]
    if not seen:
        return []
    marks = ticks(min(seen), max(seen), about=4 if matters is None else 3)
    up = Scale(marks[0], marks[-1], bottom, top)
    parts: list[Markup] = []
    if matters is not None:
        parts.append(rect(LEFT, up(matters), RIGHT - LEFT, up(-matters) - up(matters), "matters"))
    decimals = decimals_of(marks)
    for mark in marks:
        zero = matters is not None and mark == 0
        parts.append(line(LEFT, up(mark), RIGHT, up(mark), "zero" if zero else "grid"))
        parts.append(text(LEFT - 6, up(mark) + 4, show(mark, decimals), "tick", "end"))
    for one in lines:
        whole = [
            (across(year), up(low), up(high))
            for year, (low, high) in zip(one.years, one.band, strict=True)
            if math.isfinite(low) and math.isfinite(high)
        ]
        around = [(x, low) for x, low, _ in whole] + [(x, high) for x, _, high in whole[::-1]]
        parts.append(path(around, f"band s{one.place}", closed=True))
    for one in lines:
        points = [
            (across(year), up(value))
            for year, value in zip(one.years, one.middle, strict=True)
            if math.isfinite(value)
        ]
        parts.append(path(points, f"line s{one.place}"))
    return parts


def map_chart(
    values: np.ndarray[Any, Any],
    *,
    edges: Sequence[float],
    shades: str,
    alt: str,
    sure: np.ndarray[Any, Any] | None = None,
) -> Markup:
    """Squares shaded by value. `values` is (height, width), NaN where nobody lives.

    `edges` are the upper ends of all shades but the last; `shades` the prefix of their classes.
    Where `sure` is given and false, a square has a stroke instead of a shade.
    """
    height, width = values.shape
    side = WIDTH / max(width, 1)
    parts = []
    for row in range(height):
        for column in range(width):
            value = float(values[row, column])
            shade = "empty" if math.isnan(value) else f"{shades}{shade_of(value, edges)}"
            x, y, far = column * side, row * side, side - 1
            if sure is None or math.isnan(value) or sure[row, column]:
                parts.append(rect(x, y, far, far, shade))
            else:
                parts.append(rect(x, y, far, far, "chance"))
                parts.append(line(x, y + far, x + far, y, "stroke"))
    return drawing(parts, width=WIDTH, height=height * side, name="map", alt=alt)


def shade_of(value: float, edges: Sequence[float]) -> int:
    """The number of edges that a value has passed.

    >>> shade_of(0.15, [0.1, 0.2])
    1
    """
    return sum(value >= edge for edge in edges)
