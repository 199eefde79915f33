"""From a matplotlib figure to SVG inside a page: no scripts, nothing fetched, the page's colours.

Represents: colours as the page's own variables, so that pictures follow the reader's light or dark
setting and print; texts as texts; and the same bytes for the same figures.
"""

from __future__ import annotations

import io
import re
from typing import Any, Final

import matplotlib as mpl
from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

WIDTH: Final = 4.7
"""Inches at 72 points: a phone's width; wide screens put pictures side by side."""
LETTERS: Final = "'DejaVu Sans', Verdana, sans-serif"
"""What matplotlib sets lines by, and letters of the same widths: lines of a label end together."""
COLOURS: Final = {
    "paper": "#010101", "ink": "#020202", "soft": "#030303", "rule": "#040404",
    "matters": "#050505", "other": "#060606", "better": "#070707", "worse": "#080808",
    "s0": "#090909", "s1": "#0a0a0a", "s2": "#0b0b0b", "s3": "#0c0c0c", "open": "#0d0d0d",
    "q1": "#0e0e0e",
}  # fmt: skip
"""Stand-ins, drawn by matplotlib and replaced by the page's variables of the same name."""
SERIES: Final = ("s0", "s1", "s2", "s3")
DASHES: Final = ("--", "-", ":", "-.")
"""Lines differ in dashes as well as in colour."""
SETTINGS: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 12,
    "axes.edgecolor": COLOURS["soft"],
    "axes.labelcolor": COLOURS["soft"],
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": COLOURS["ink"],
    "xtick.color": COLOURS["soft"],
    "ytick.color": COLOURS["soft"],
    "ytick.labelcolor": COLOURS["ink"],
}


def blank(height: float, *, name: str) -> tuple[Figure, Axes]:
    """A figure with one pair of axes, `height` in inches; `name` is its own on the page."""
    with mpl.rc_context({**SETTINGS, "svg.hashsalt": name}):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        axes.patch.set_visible(False)
        figure.patch.set_visible(False)
    return figure, axes


def embedded(figure: Figure, *, name: str, alt: str) -> Markup:
    """The figure as an element of a page, with a text for who cannot see it."""
    out = io.StringIO()
    with mpl.rc_context({**SETTINGS, "svg.hashsalt": name}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    drawn = out.getvalue()
    size = re.search(r'viewBox="([^"]+)"', drawn)
    inner = drawn[drawn.index(">", drawn.index("<svg")) + 1 : drawn.rindex("</svg>")]
    inner = re.sub(r"<metadata>.*?</metadata>", "", inner, flags=re.DOTALL)
    inner = re.sub(r"<!--.*?-->", "", inner, flags=re.DOTALL)
    inner = re.sub(r'<g id="[^"]*"', "<g", inner)
    inner = re.sub(r'<style type="text/css">.*?</style>', "", inner, flags=re.DOTALL)
    inner = re.sub(r"font-family: [^;\"]*", f"font-family: {LETTERS}", inner)
    for variable, colour in COLOURS.items():
        inner = inner.replace(colour, f"var(--{variable})")
    return Markup(
        '<svg viewBox="{}" role="img" aria-label="{}" data-figure="{}" class="chart plot" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
    ).format(size[1] if size else "0 0 1 1", escape(alt), name, Markup(inner))
