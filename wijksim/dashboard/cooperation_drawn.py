"""Cooperation as drawings: who works with whom, and the ways by which requests travel.

Meaning never hangs on colour alone: more contact is a thicker link, little trust a dashed one, and
what became of a request stands in a fixed order with its number in it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

from markupsafe import Markup

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.dashboard.cooperation import TEAM
from wijksim.dashboard.lives_drawn import years_axis
from wijksim.report.svg import Scale, at, decimals_of, drawing, line, path, rect, text, ticks

SIZE: Final = 350.0
RING: Final = 112.0
MUCH_TRUST: Final = 0.4
"""From this mutual trust on a link is drawn without gaps (assumption:
near the mean at the start).
"""
ROOM: Final = 25.0
"""So far from the middle a link passes that is not the team's."""
LETTER: Final = 7.4
"""So wide is a letter of a name at most, on average, in the fonts of common systems: names that
are placed with it stay within the picture (assumption: measured with DejaVu Sans, the widest).
"""
Format = Callable[[float, int], str]


def network(
    contacts: Any, trust: Any, people: Any, *, names: Sequence[str], widest: float, alt: str
) -> Markup:
    """Kinds of institution in a ring and the team in the middle; links by joint contacts.

    `names` are empty for nodes that are not drawn. `widest` is the number of contacts of the
    thickest link, the same for all pictures that are compared.
    """
    ring = [place for place, name in enumerate(names) if name and place != TEAM]
    middle = (SIZE / 2, 172.0)
    where = {TEAM: middle}
    for index, place in enumerate(ring):
        angle = 2 * math.pi * index / len(ring) - math.pi / 2
        where[place] = (middle[0] + RING * math.cos(angle), middle[1] + RING * math.sin(angle))
    parts: list[Markup] = []
    shown = [place for place in where if names[place]]
    for one in shown:
        for other in shown:
            count = float(contacts[one, other])
            if other <= one or count < 0.05:
                continue
            mutual = (float(trust[one, other]) + float(trust[other, one])) / 2
            kind = "strong" if mutual >= MUCH_TRUST else "weak-tie"
            long = max(0.8, 12.0 * math.sqrt(count / widest))
            parts.append(
                Markup('<path class="link {}" fill="none" d="{}" stroke-width="{}"/>').format(
                    kind, way(where[one], where[other], middle), at(long)
                )
            )
    for place in shown:
        x, y = where[place]
        size = 4.0 + 3.2 * math.sqrt(float(people[place]))
        kind = "node team" if place == TEAM else "node"
        if people[place] > 0:
            parts.append(
                Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(
                    kind, at(x), at(y), at(size)
                )
            )
        above = y < middle[1] - 10 and place != TEAM
        level = y - size - 6 if above else y + size + 15
        if people[place] > 0 or place != TEAM:
            half = LETTER * len(names[place]) / 2
            off = x - middle[0] if not above and place != TEAM else 0.0
            aside = 0.0 if abs(off) < 8 or abs(off) > 80 else math.copysign(half - 24.0, off)
            x = min(max(x + aside, half), SIZE - half)
            parts.append(text(x, level, names[place], "name", "middle"))
    return drawing(parts, width=SIZE, height=345, name="chart network", alt=alt)


def way(one: tuple[float, float], other: tuple[float, float], middle: tuple[float, float]) -> str:
    """A straight way between two nodes; what would run through the team bends round it, above.

    >>> way((0.0, 0.0), (0.0, 60.0), (50.0, 30.0)), way((0.0, 30.0), (100.0, 30.0), (50.0, 30.0))
    ('M0 0L0 60', 'M0 30Q50 -20 100 30')
    """
    (x1, y1), (x2, y2) = one, other
    long = math.hypot(x2 - x1, y2 - y1)
    aside_x, aside_y = (y2 - y1) / long, (x1 - x2) / long
    off = (middle[0] - x1) * aside_x + (middle[1] - y1) * aside_y
    if abs(off) > ROOM / 2 or middle in (one, other):
        return f"M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}"
    turn = 2 * ROOM * (1 if (aside_y, -aside_x) < (0.0, 0.0) else -1)
    x, y = (x1 + x2) / 2 + turn * aside_x, (y1 + y2) / 2 + turn * aside_y
    return f"M{at(x1)} {at(y1)}Q{at(x)} {at(y)} {at(x2)} {at(y2)}"


def travels(
    counts: Any, *, ways: Sequence[str], fates: Sequence[str], longest: float, alt: str
) -> Markup:
    """For each way in, a bar of requests cut by what became of them."""
    across = Scale(0.0, max(1.0, longest), 4.0, SIZE - 40)
    parts: list[Markup] = []
    for place, way in enumerate(ways):
        y = 8.0 + 42.0 * place
        total = int(counts[place].sum())
        parts.append(text(4, y + 10, way, "name"))
        x = 0.0
        for fate in range(len(fates)):
            count = float(counts[place, fate])
            begin, end = across(x), across(x + count)
            parts.append(rect(begin, y + 15, end - begin, 14, f"fate f{fate}"))
            if end - begin > 24:
                parts.append(
                    text((begin + end) / 2, y + 26, str(int(count)), f"inside i{fate}", "middle")
                )
            x += count
        parts.append(text(across(x) + 5, y + 26, str(total), "tick"))
    return drawing(parts, width=SIZE, height=42 * len(ways) + 10, name="chart travels", alt=alt)


def fate_swatch(place: int) -> Markup:
    """A small picture of a part of a bar."""
    return Markup('<svg viewBox="0 0 32 15" aria-hidden="true">{}</svg>').format(
        rect(2, 1, 28, 13, f"fate f{place}")
    )


def course_chart(
    weeks: Sequence[int], both: Sequence[Any], *, now: int, show: Format, alt: str
) -> Markup:
    """A line of each run through the years, with the moment that is looked at."""
    across = Scale(weeks[0], weeks[-1] + WEEKS_PER_YEAR / 4, 44.0, 334.0)
    seen = [float(v) for one in both for v in one if math.isfinite(v)]
    counts = all(one.is_integer() for one in seen)
    marks = ticks(0.0, max([*seen, 2.0 if counts else 0.01]), about=3)
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
    parts.append(line(across(now), 8, across(now), 118, "part"))
    return drawing(parts, width=340, height=138, name="chart", alt=alt)
