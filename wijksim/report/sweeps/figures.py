"""The pictures of a sweep's report: intervals, lines per factor, sensitivity, boxes, regret.

Meaning never hangs on colour alone: marks are open or filled, lines thick or dashed, and every
picture has a text and its figures in a table beside it.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from wijksim.outcomes.base import Outcome
from wijksim.report.sweeps.drawing import COLOURS, DASHES, SERIES, blank, embedded
from wijksim.report.sweeps.teller import SweepTeller
from wijksim.report.words import number
from wijksim.sweep.analysis.analyse import About
from wijksim.sweep.analysis.discovery import Box
from wijksim.sweep.analysis.effects import complete
from wijksim.sweep.analysis.robustness import Regret
from wijksim.sweep.analysis.slopes import Slope

NOTHING = 1e-6
"""A smaller part of what matters than this is the rounding of a computer."""
ROW = 0.5
"""Inches per row of a chart."""
MARGIN = 0.75
LABEL = 20
"""Letters on a line of a label."""


def effects_figure(teller: SweepTeller, abouts: Sequence[About], *, name: str) -> Markup:
    """Outcomes below each other, each in steps of the difference that matters to it."""
    figure, axes = blank(MARGIN + ROW * len(abouts), name=name)
    axes.axvspan(-1, 1, color=COLOURS["matters"], linewidth=0)
    axes.axvline(0, color=COLOURS["soft"], linewidth=1)
    for place, about in enumerate(abouts):
        effect, step = about.effect, about.outcome.matters
        if effect is None or not effect.points:
            continue
        kind = COLOURS["open" if effect.word.value in ("unsure", "small") else "other"]
        if math.isfinite(effect.low):
            axes.plot([effect.low / step, effect.high / step], [place, place], color=kind, lw=1.4)
        if math.isfinite(effect.chance.low):
            ends = [effect.chance.low / step, effect.chance.high / step]
            axes.plot(ends, [place, place], color=kind, lw=6, solid_capstyle="butt", alpha=0.55)
        axes.plot(effect.chance.mean / step, place, "o", color=kind, ms=6)
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, -1.6), max(high, 1.6))
    _rows(axes, [teller.name(one.outcome) for one in abouts])
    axes.set_xlabel(teller.word("axis_effects"))
    _numbers(axes.xaxis, teller.lang)
    return embedded(figure, name=name, alt=teller.word("alt_effects"))


def slopes_figure(
    teller: SweepTeller, outcome: Outcome, slopes: Sequence[Slope], *, name: str
) -> Markup:
    """What each factor does from low to high, with its interval."""
    figure, axes = blank(MARGIN + ROW * len(slopes), name=name)
    axes.axvspan(-outcome.matters, outcome.matters, color=COLOURS["matters"], linewidth=0)
    axes.axvline(0, color=COLOURS["soft"], linewidth=1)
    for place, one in enumerate(slopes):
        sure = (one.low > 0 or one.high < 0) and abs(one.change) > NOTHING * outcome.matters
        kind = COLOURS["other" if sure else "open"]
        axes.plot([one.low, one.high], [place, place], color=kind, lw=1.8)
        axes.plot(one.change, place, "o", ms=6, mec=kind, mfc=kind if sure else COLOURS["paper"])
    _rows(axes, [slope_name(teller, one) for one in slopes])
    axes.set_xlabel(teller.unit(outcome))
    _numbers(axes.xaxis, teller.lang)
    alt = teller.word("alt_slopes").format(outcome=teller.name(outcome).lower())
    return embedded(figure, name=name, alt=alt)


def slope_name(teller: SweepTeller, slope: Slope) -> str:
    """What a line is called: its factor, and for a choice the word that it is about."""
    told = bare(teller.factor(slope.factor))
    return f"{told}: {slope.step}" if slope.step else told


def bare(name: str) -> str:
    """A name without its article, for a label.

    >>> bare("het geduld"), bare("the size of the team")
    ('geduld', 'size of the team')
    """
    for article in ("the ", "de ", "het "):
        name = name.removeprefix(article)
    return name


def sensitivity_figure(teller: SweepTeller, about: About, *, name: str) -> Markup:
    """Sobol's shares or Morris's steps by factor, with their intervals."""
    found = about.sensitivity
    figure, axes = blank(MARGIN + ROW * len(found.shares), name=name)
    colour = COLOURS["s1"]
    for place, one in enumerate(found.shares):
        ends = [one.total - one.total_reach, one.total + one.total_reach]
        axes.plot(ends, [place, place], color=colour, lw=1.8)
        axes.plot(one.total, place, "o", color=colour, ms=6)
        if found.method == "sobol":
            reach = [one.first - one.first_reach, one.first + one.first_reach]
            axes.plot(reach, [place + 0.24] * 2, color=COLOURS["soft"], lw=1.2)
            axes.plot(one.first, place + 0.24, "o", ms=5, mec=COLOURS["soft"],
                      mfc=COLOURS["paper"])  # fmt: skip
    axes.axvline(0, color=COLOURS["soft"], linewidth=1)
    _rows(axes, [bare(teller.factor(one.factor)) for one in found.shares])
    if found.method != "sobol":
        axes.set_xlabel(teller.unit(about.outcome))
    _numbers(axes.xaxis, teller.lang)
    outcome = teller.name(about.outcome).lower()
    return embedded(figure, name=name, alt=teller.word("alt_sensitivity").format(outcome=outcome))


def box_figure(
    teller: SweepTeller, about: About, direction: str, box: Box, *, name: str, text: str
) -> Markup:
    """Points over the two factors that matter most to a box, and the box; nothing without two."""
    swept = teller.found.swept
    numbers = [one for one in swept.factors if not one.words]
    ordered = [one.factor for one in box.limits if not one.words]
    ordered += [one.name for one in numbers if one.name not in ordered]
    if len(ordered) < 2:
        return Markup("")
    across, up = (teller.varied(one) for one in ordered[:2])
    block = swept.contrast(about.outcome.name, about.scenario)
    kept = complete(block)
    means, design = block[kept].mean(axis=1), swept.design[kept]
    cases = means <= -about.outcome.matters if direction == "less" else (
        means >= about.outcome.matters
    )  # fmt: skip
    figure, axes = blank(3.1, name=name)
    sides = []
    for one in (across, up):
        limit = next((x for x in box.limits if x.factor == one.name), None)
        low, high = one.reach
        sides.append(
            (
                low if limit is None or limit.low is None else limit.low,
                high if limit is None or limit.high is None else limit.high,
            )
        )
    (left, right), (bottom, top) = sides
    axes.add_patch(
        Rectangle((left, bottom), right - left, top - bottom, facecolor=COLOURS["q1"],
                  edgecolor=COLOURS["s1"], alpha=0.6, linewidth=1.4)
    )  # fmt: skip
    x, y = design[across.name].to_numpy(dtype=float), design[up.name].to_numpy(dtype=float)
    size = 22 if len(x) <= 300 else 9
    axes.scatter(x[~cases], y[~cases], s=size, facecolors="none", edgecolors=COLOURS["soft"],
                 linewidths=0.9)  # fmt: skip
    axes.scatter(x[cases], y[cases], s=size, color=COLOURS["s1"], linewidths=0)
    for axis, one in ((axes.xaxis, across), (axes.yaxis, up)):
        unit = teller.value(one, 0).partition(" ")[2]
        label = bare(teller.factor(one.name)) + (f" ({unit})" if unit else "")
        axis.set_label_text("\n".join(textwrap.wrap(label, 44)))
        _numbers(axis, teller.lang)
    return embedded(figure, name=name, alt=teller.word("alt_box").format(text=text))


def regret_figure(
    teller: SweepTeller, outcome: Outcome, regrets: Sequence[Regret], *, name: str
) -> Markup:
    """For each scenario the share of points with at most so much regret."""
    figure, axes = blank(2.7, name=name)
    end = max(max(one.worst for one in regrets), outcome.matters) * 1.05
    axes.axvspan(0, outcome.matters, color=COLOURS["matters"], linewidth=0)
    for one in regrets:
        place = teller.found.swept.scenarios.index(one.scenario)
        shares = np.arange(1, one.futures + 1) / one.futures
        x = np.concatenate(([0.0], one.regrets, [end]))
        y = np.concatenate(([0.0], shares, [1.0])) * 100
        axes.plot(x, y, drawstyle="steps-post", lw=2, color=COLOURS[SERIES[place % 4]],
                  linestyle=DASHES[place % 4])  # fmt: skip
    axes.set_xlim(0, end)
    axes.set_ylim(0, 104)
    axes.set_xlabel(teller.word("axis_regret").format(unit=teller.unit(outcome)))
    axes.set_ylabel(f"{teller.word('axis_share')} (%)")
    _numbers(axes.xaxis, teller.lang)
    alt = teller.word("alt_regret").format(outcome=teller.name(outcome).lower())
    return embedded(figure, name=name, alt=alt)


def _rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), ["\n".join(textwrap.wrap(one, LABEL)) for one in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _numbers(axis: Axis, lang: str) -> None:
    """Ticks as readers of the language write numbers."""

    def shown(value: float, _: int) -> str:
        text = number(value, decimals=4, lang=lang)
        mark = "," if lang == "nl" else "."
        return text.rstrip("0").rstrip(mark) if mark in text else text

    axis.set_major_formatter(FuncFormatter(shown))
