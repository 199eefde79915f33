"""The figures of a report: groups, years, squares of the map, payers.

From the tables of a comparison to what the charts and tables of the page show.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd
from markupsafe import Markup

from wijksim.core.calendar import monday_of
from wijksim.experiment.compare import Compared
from wijksim.experiment.intervals import Verdict
from wijksim.experiment.statistics import paired, quantile
from wijksim.outcomes.base import ALL, PAYER_GROUPS, QUINTILES, Outcome
from wijksim.report.answers import Answer, Teller, capital, decimals_for
from wijksim.report.charts import Line, interval_chart, map_chart, time_chart
from wijksim.report.squares import beyond_chance, share_of
from wijksim.report.words import listing, number

DAYS_A_YEAR: Final = 365.25
BAND: Final = (0.1, 0.9)
SHARE_EDGES: Final = (0.05, 0.10, 0.15, 0.20, 0.30)
CHANGE_EDGES: Final = (-0.03, -0.01, 0.01, 0.03)
"""Edges of the shades of the maps, as shares; round numbers around what is usual (assumption)."""

Panel = dict[str, Any]


def group_panels(teller: Teller, label: str) -> list[Panel]:
    """For each key outcome that is counted by fifth: chart, sentence and rows of a table."""
    panels = []
    for outcome in (one for one in teller.compared.catalogue if one.key):
        answers = [teller.answer(label, outcome, group) for group in QUINTILES]
        if all(one.verdict is Verdict.NONE for one in answers):
            continue
        names = [_fifth(teller, place) for place in range(1, 6)]
        better = {
            "lower": ("chart_better", "chart_worse"),
            "higher": ("chart_worse", "chart_better"),
        }
        ends = better.get(outcome.better_judged)
        sentence = _who(teller, answers)
        panels.append(
            {
                "outcome": teller.name(outcome),
                "called": teller.called(outcome),
                "unit": teller.unit(outcome),
                "sentence": sentence,
                "rows": list(zip(names, answers, strict=True)),
                "chart": interval_chart(
                    [(n, a.difference, a.kind) for n, a in zip(names, answers, strict=True)],
                    matters=outcome.matters,
                    show=teller.show,
                    alt=f"{teller.called(outcome)}: {sentence}",
                    ends=(teller.word(ends[0]), teller.word(ends[1])) if ends else ("", ""),
                ),
            }
        )
    return panels


def _fifth(teller: Teller, place: int) -> str:
    if place in (1, 5):
        return teller.word("fifth_low" if place == 1 else "fifth_high")
    return str(place)


def _who(teller: Teller, answers: list[Answer]) -> str:
    found: dict[str, list[str]] = {}
    for place, one in enumerate(answers, 1):
        decided = one.verdict in (Verdict.CLEAR, Verdict.LIKELY)
        small = one.verdict is Verdict.SMALL
        sort = one.side if decided else "same" if small else "unknown"
        key = {"better": "gains", "worse": "loses", "other": "changes"}.get(sort, sort)
        found.setdefault(key, []).append(str(place))
    parts = [
        teller.word(key).format(names=listing(found[key], lang=teller.lang))
        for key in ("gains", "loses", "changes", "same", "unknown")
        if key in found
    ]
    return "; ".join(parts) + "."


def time_panels(teller: Teller) -> list[Panel]:
    """For each key outcome: levels and paired differences per quarter."""
    compared = teller.compared
    weeks = [w for label in compared.others if (w := compared.parting_week(label)) is not None]
    parting = _year(monday_of(min(weeks))) if weeks else None
    return [_time_panel(teller, *one, parting=parting) for one in quarters_of(compared)]


def quarters_of(compared: Compared) -> Iterator[tuple[Outcome, dict[str, pd.DataFrame]]]:
    """Each key outcome with, by label, its values of all residents: quarters by replicates."""
    table = compared.outcomes[compared.outcomes["group"] == ALL]
    for outcome in (one for one in compared.catalogue if one.key):
        own = table[table["outcome"] == outcome.name]
        if own.empty or own["date"].nunique() < 2:
            continue
        series = {}
        for label in compared.labels:
            wide = own[own["scenario"] == label].pivot(
                index="date", columns="replicate", values="value"
            )
            series[label] = wide.sort_index()
        yield outcome, series


def _time_panel(
    teller: Teller, outcome: Outcome, series: dict[str, Any], *, parting: float | None
) -> Panel:
    compared = teller.compared
    base = series[compared.baseline]
    years = [_year(day) for day in base.index]
    levels, differences, told = [], [], []
    decimals = decimals_for(outcome.matters)
    for place, label in enumerate(compared.labels):
        rows = [[float(v) for v in row] for row in series[label].to_numpy()]
        middle = [quantile_mean(row) for row in rows]
        band = [(quantile(row, BAND[0]), quantile(row, BAND[1])) for row in rows]
        levels.append(Line(teller.title(label), place, years, middle, band))
        known = [value for value in middle if not math.isnan(value)]
        if known:
            told.append(
                teller.word("time_part").format(
                    label=teller.title(label),
                    first=teller.show(known[0], decimals),
                    last=teller.show(known[-1], decimals),
                )
            )
        if label != compared.baseline:
            pairs = [
                paired(
                    [outcome.judged(float(v)) for v in row],
                    [outcome.judged(float(v)) for v in other],
                )
                for row, other in zip(series[label].to_numpy(), base.to_numpy(), strict=True)
            ]
            whiskers = [(one.low, one.high) for one in pairs]
            means = [one.mean for one in pairs]
            differences.append(Line(teller.title(label), place, years, means, whiskers))
    chart = time_chart(
        levels,
        differences,
        matters=outcome.matters,
        parting=parting,
        below=teller.word("chart_difference") + teller.measure(outcome),
        show=teller.show,
        alt=teller.word("time_alt").format(outcome=teller.name(outcome), parts="; ".join(told)),
    )
    return {
        "outcome": teller.name(outcome),
        "unit": teller.unit(outcome),
        "sentence": capital(f"{'; '.join(told)}.") if told else "",
        "chart": chart,
    }


def quantile_mean(row: list[float]) -> float:
    """The mean of the runs that have a figure at this moment."""
    known = [value for value in row if not math.isnan(value)]
    return math.fsum(known) / len(known) if known else math.nan


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / DAYS_A_YEAR


def map_panels(teller: Teller) -> list[Panel]:
    """Shares in need per square: before, after in every scenario, and the differences."""
    compared = teller.compared
    base = compared.baseline
    start = teller.day(compared.scenario(base).start)
    panels = [
        _share(teller, teller.word("map_before").format(date=start), compared.maps_before[base])
    ]
    for label in compared.labels:
        name = teller.word("map_after").format(label=teller.title(label))
        panels.append(_share(teller, name, compared.maps_after[label]))
    for label in compared.others:
        change, sure = beyond_chance(compared.maps_each[label], compared.maps_each[base])
        lower = int((sure & (change < 0)).sum())
        higher = int((sure & (change > 0)).sum())
        alt = teller.word("map_change_alt").format(
            lower=lower, higher=higher, rest=int((~np.isnan(change)).sum()) - lower - higher
        )
        name = teller.word("map_change").format(
            label=teller.title(label), baseline=teller.title(base)
        )
        chart = map_chart(change, edges=CHANGE_EDGES, shades="c", alt=alt, sure=sure)
        panels.append({"name": name, "chart": chart, "note": alt, "change": True})
    return panels


def _share(teller: Teller, name: str, counts: Any) -> Panel:
    share = share_of(counts)
    known = [float(v) for v in share[~np.isnan(share)]]
    low, middle, high = (
        f"{number(100 * quantile(known, q), decimals=0, lang=teller.lang)}%"
        for q in (0.05, 0.5, 0.95)
    )
    alt = teller.word("map_alt").format(low=low, middle=middle, high=high)
    chart = map_chart(share, edges=SHARE_EDGES, shades="q", alt=alt)
    return {"name": name, "chart": chart, "note": alt, "change": False}


def legend(
    edges: tuple[float, ...], shades: str, lang: str, *, between: str = "–"
) -> list[tuple[str, str]]:
    """Class and words of every shade, from low to high, in percent or points.

    Two edges stand with `between` between them: a word where a dash would look like a minus sign.
    """
    shown = [number(100 * edge, decimals=0, lang=lang) for edge in edges]
    words = [f"< {shown[0]}"]
    words += [f"{a} {between} {b}" for a, b in pairwise(shown)]
    return [(f"{shades}{place}", text) for place, text in enumerate([*words, f"≥ {shown[-1]}"])]


def money_rows(teller: Teller) -> list[Panel]:
    """Cost per payer for every scenario, with the length of a bar as share of the largest."""
    compared = teller.compared
    cost = next((one for one in compared.catalogue if one.name == "cost"), None)
    if cost is None:
        return []
    rows: list[Panel] = []
    for group in PAYER_GROUPS:
        values = [teller.level(label, "cost", group) for label in compared.labels]
        if not all(math.isnan(value) for value in values):
            answers = [teller.answer(label, cost, group) for label in compared.others]
            rows.append({"payer": teller.word(group), "values": values, "answers": answers})
    top = max((v for row in rows for v in row["values"] if not math.isnan(v)), default=0.0)
    for row in rows:
        row["cells"] = [
            (teller.show(value, 0), _bar(value / top if top > 0 else 0.0, place))
            for place, value in enumerate(row["values"])
        ]
    return rows


def _bar(share: float, place: int) -> Markup:
    width = 0.0 if math.isnan(share) else max(0.0, 100.0 * share)
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="fill s{}" x="0" y="0" width="{}" height="8"/></svg>'
    ).format(place, f"{width:.1f}")
