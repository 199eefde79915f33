"""A life as a drawing: spells of need and help on a line of years, and thin lines below.

Meaning never hangs on colour alone: waiting is hollow, help is full, need is thin, and marks differ
in shape; the two policies differ in place and in dashes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

from markupsafe import Markup

from wijksim.core.calendar import WEEKS_PER_YEAR, monday_of, week_number
from wijksim.dashboard.lives_told import Life
from wijksim.report.svg import Scale, at, decimals_of, drawing, line, path, rect, text, ticks

ROW: Final = 30.0
HEAD: Final = 36.0
"""Room for the name of a policy, and below it the marks that belong to no domain."""
Format = Callable[[float, int], str]


def years_axis(across: Scale, *, top: float, bottom: float, every: int) -> list[Markup]:
    """Thin lines at each new year, with the year below."""
    parts: list[Markup] = []
    first, last = monday_of(round(across.low)).year, monday_of(round(across.high)).year
    for year in range(first, last + 1):
        week = week_number(monday_of(round(across.low)).replace(year=year, month=1, day=1))
        if not across.low <= week <= across.high:
            continue
        x = across(week)
        parts.append(line(x, top, x, bottom, "grid"))
        if (year - first) % every == 0 and x < across.end - 12:
            parts.append(text(x + 3, bottom + 14, str(year), "tick"))
    return parts


def timeline(
    lives: Sequence[Life],
    names: Sequence[str],
    *,
    domains: Sequence[tuple[int, str]],
    first_week: int,
    last_week: int,
    part: tuple[int, str] | None,
    width: float,
    nothing: str,
    alt: str,
) -> Markup:
    """Both lives on one line of years. `part` is the week where they part, and what that is called.

    Names of domains stand beside their row on a wide drawing and above it on a narrow one.
    """
    wide = width > 500
    left, row = (130.0, ROW) if wide else (4.0, ROW + 14.0)
    across = Scale(first_week, last_week + 1, left, width - 6)
    top = 22.0
    head = HEAD if wide else HEAD + 6.0
    tall = head + row * max(1, len(domains))
    bottom = top + 2 * tall + 6
    parts = years_axis(across, top=top, bottom=bottom, every=1 if wide else 3)
    if part is not None:
        parts.append(line(across(part[0]), top - 4, across(part[0]), bottom, "part"))
    for place, life in enumerate(lives):
        start = top + place * (tall + 6)
        parts.append(text(4, start + 18, names[place], f"side t{place}"))
        if not domains:
            parts.append(text(left, start + head + 14, nothing, "tick"))
        for index, (domain, name) in enumerate(domains):
            y = start + head + index * row + (0 if wide else 12)
            parts.append(text(4, y + (12 if wide else 0), name, "name"))
            parts += _row(life, domain, across, y + (0 if wide else 4), place)
        if life.end <= last_week:
            x = across(life.end)
            parts.append(rect(x, start + head - 6, across.end - x, tall - head + 4, "gone"))
            parts.append(line(x, start + head - 6, x, start + tall - 2, "end"))
        for moment in life.moments:
            if moment.kind == "overloaded":
                x, y = across(moment.week), start + head - (4 if wide else 8)
                parts.append(path([(x - 5, y), (x + 5, y), (x, y - 8)], "mark", closed=True))
    if part is not None:
        x = across(part[0])
        anchor = "end" if x > width * 0.7 else "start"
        parts.append(text(x + (-4 if anchor == "end" else 4), 13, part[1], "name", anchor))
    return drawing(parts, width=width, height=bottom + 22, name="chart life", alt=alt)


def _row(life: Life, domain: int, across: Scale, y: float, place: int) -> list[Markup]:
    """One domain: help and waiting above, the need as a thin bar below, marks on top."""
    parts: list[Markup] = []
    for spell in life.spells:
        if spell.domain != domain:
            continue
        x, long = across(spell.start), max(1.5, across(spell.end) - across(spell.start))
        if spell.kind == "need":
            parts.append(rect(x, y + 15, long, 4, "need"))
        elif spell.kind == "waiting":
            parts.append(rect(x, y + 2.5, long, 8, f"waits t{place}"))
        else:
            parts.append(rect(x, y + 2, long, 9, f"helps t{place}"))
    for moment in life.moments:
        if moment.domain != domain:
            continue
        x = across(moment.week)
        if moment.kind == "crisis":
            diamond = [(x, y + 10), (x + 6, y + 17), (x, y + 24), (x - 6, y + 17)]
            parts.append(path(diamond, "mark", closed=True))
        elif moment.kind == "request ended" and moment.word in ("refused", "withdrawn"):
            parts.append(line(x - 4, y + 2, x + 4, y + 11, "cross"))
            parts.append(line(x - 4, y + 11, x + 4, y + 2, "cross"))
        elif moment.kind == "request ended" and moment.word == "closed_early":
            parts.append(line(x, y - 2, x, y + 14, "cross"))
    return parts


def lines_chart(
    weeks: Sequence[int],
    both: Sequence[Any],
    *,
    part: int | None,
    show: Format,
    alt: str,
) -> Markup:
    """The same line in both lives, on a phone's width."""
    across = Scale(weeks[0], weeks[-1] + WEEKS_PER_YEAR / 13, 44.0, 334.0)
    seen = [float(v) for one in both for v in one if math.isfinite(v)]
    marks = ticks(min([0.0, *seen]), max([*seen, 0.1]), about=3)
    up = Scale(marks[0], marks[-1], 118.0, 8.0)
    parts = years_axis(across, top=8, bottom=118, every=3)
    for mark in marks:
        parts.append(line(44, up(mark), 334, up(mark), "grid"))
        parts.append(text(38, up(mark) + 4, show(mark, decimals_of(marks)), "tick", "end"))
    for place, one in enumerate(both):
        points = [
            (across(week), up(float(v)))
            for week, v in zip(weeks, one, strict=True)
            if math.isfinite(v)
        ]
        parts.append(path(points, f"line thin s{place}"))
    if part is not None:
        parts.append(line(across(part), 8, across(part), 118, "part"))
    return drawing(parts, width=340, height=138, name="chart", alt=alt)


def swatch(kind: str, place: int = 0) -> Markup:
    """A small picture of a sign, for the legend."""
    shapes = {
        "help": rect(2, 3, 28, 9, f"helps t{place}"),
        "waiting": rect(2, 3, 28, 8, f"waits t{place}"),
        "need": rect(2, 6, 28, 4, "need"),
        "crisis": path([(16, 0), (22, 7), (16, 14), (10, 7)], "mark", closed=True),
        "no": line(12, 3, 20, 12, "cross") + line(12, 12, 20, 3, "cross"),
        "early": line(16, 0, 16, 14, "cross"),
        "overloaded": path([(10, 12), (22, 12), (16, 3)], "mark", closed=True),
        "line": path([(1, 7), (31, 7)], f"line thin s{place}"),
    }
    return Markup('<svg viewBox="0 0 32 {}" aria-hidden="true">{}</svg>').format(
        at(15), shapes[kind]
    )
