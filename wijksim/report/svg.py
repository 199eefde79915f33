"""Drawing in SVG: scales, ticks and escaped elements, for charts without scripts or images.

Colours are CSS classes, so that a chart follows the reader's light or dark setting and prints.
Coordinates are rounded to a tenth, so that the same figures give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Scale:
    """From figures to places on the page, in a straight line."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a figure."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def ticks(low: float, high: float, *, about: int = 4) -> list[float]:
    """Round numbers from at most `low` to at least `high`.

    >>> ticks(0.3, 9.2, about=4)
    [0.0, 2.5, 5.0, 7.5, 10.0]
    """
    if not high > low:
        reach = abs(low) * 0.1 or 1.0
        low, high = low - reach, high + reach
    rough = (high - low) / about
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * one for one in (1.0, 2.0, 2.5, 5.0, 10.0) if unit * one >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * place, 12) for place in range(first, last + 1)]


def decimals_of(marks: Sequence[float]) -> int:
    """Decimals that tell neighbouring ticks apart."""
    step = marks[1] - marks[0] if len(marks) > 1 else 1.0
    for decimals in range(7):
        if abs(round(step, decimals) - step) < 1e-9:
            return decimals
    return 6


def at(value: float) -> str:
    """A coordinate."""
    return f"{value:.1f}".removesuffix(".0")


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    """A straight line."""
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        kind, at(x1), at(y1), at(x2), at(y2)
    )


def rect(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    """A rectangle; nothing when it has no size."""
    if not (width > 0 and height > 0):
        return Markup("")
    size = f'x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}"'
    return Markup(f'<rect class="{escape(kind)}" {size}/>')


def dot(x: float, y: float, kind: str) -> Markup:
    """A dot."""
    return Markup('<circle class="{}" cx="{}" cy="{}" r="4.5"/>').format(kind, at(x), at(y))


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> Markup:
    """Words, escaped."""
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, at(x), at(y), anchor, words
    )


def path(points: Iterable[tuple[float, float]], kind: str, *, closed: bool = False) -> Markup:
    """A line through points, or an area within them; nothing for less than two points."""
    found = [f"{at(x)} {at(y)}" for x, y in points]
    if len(found) < 2:
        return Markup("")
    return Markup('<path class="{}" d="M{}{}"/>').format(
        kind, "L".join(found), "Z" if closed else ""
    )


def drawing(parts: Iterable[Markup], *, width: float, height: float, name: str, alt: str) -> Markup:
    """A whole chart, with a text for who cannot see it."""
    inner = Markup("").join(parts)
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}" class="{}" '
        'xmlns="http://www.w3.org/2000/svg">{}</svg>'
    ).format(at(width), at(height), escape(alt), name, inner)
