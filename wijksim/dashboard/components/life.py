"""The figures of a life: its spells, its totals, its lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import reacton.ipyvuetify as v
import solara
from markupsafe import Markup

from wijksim.core.calendar import monday_of
from wijksim.dashboard.address import View
from wijksim.dashboard.components import Figure, Text
from wijksim.dashboard.language import Say, marked, say_in
from wijksim.dashboard.lives import LINES, Lives
from wijksim.dashboard.lives_drawn import lines_chart, swatch, timeline
from wijksim.dashboard.lives_told import Life, Moment
from wijksim.dashboard.lives_words import day, domain_name, told
from wijksim.dashboard.taken import Cell, csv_text, file_stem, take_words
from wijksim.report.words import number

Parting = tuple[int, list[Moment], list[Moment]] | None

LINE_NAMES = {
    "need": marked("Severest need, 0 (none) to 1"),
    "professional": marked("Help from professionals, effective hours a week"),
    "informal": marked("Help from people nearby, hours a week"),
    "ties": marked("Ties: the strengths of all together"),
    "wellbeing": marked("Wellbeing, 0 to 1"),
    "trust": marked("Trust in institutions, 0 to 1"),
}
SIGNS = (
    ("help", marked("help")),
    ("waiting", marked("waiting for help")),
    ("need", marked("a problem lasts")),
    ("crisis", marked("crisis")),
    ("no", marked("told no, or gave up")),
    ("early", marked("help stopped early")),
    ("overloaded", marked("overloaded by caring")),
)


@solara.component
def LifeFigure(
    view: View,
    lives: Lives,
    person: int,
    both: tuple[Life, Life],
    names: Sequence[str],
    part: Parting,
) -> None:
    """Both lives on one line of years."""
    say = say_in(view.lang)
    domains = sorted({one.domain for life in both for one in life.spells if one.domain >= 0})
    caption = say("The years of resident {number} under “{one}” and under “{other}”").format(
        number=person + 1, one=names[0], other=names[1]
    )
    draw: Callable[..., Markup] = partial(
        timeline,
        both,
        names,
        domains=[(domain, domain_name(domain, say)) for domain in domains],
        first_week=lives.first_week,
        last_week=lives.last_week,
        part=(part[0], say("here the lives part")) if part else None,
        nothing=say("no problems in these years"),
        alt=f"{caption}. {say('The table below tells the same.')}",
    )
    heads = [say("Week of"), say("Policy"), say("What happens")]
    rows = happened(both, names, view.lang, say)
    Figure(
        caption=caption,
        wide=str(draw(width=1000.0)),
        narrow=str(draw(width=350.0)),
        legend=legend([(swatch(kind), say(name)) for kind, name in SIGNS]),
        heads=heads,
        rows=[[day(week, view.lang), policy, text] for week, policy, text in rows],
        csv=csv_text(heads, [(str(monday_of(week)), *rest) for week, *rest in rows]),
        filename=file_stem(view.place, "resident", str(person + 1)),
        words=take_words(say),
    )


def happened(
    both: Sequence[Life], names: Sequence[str], lang: str, say: Say
) -> list[tuple[int, str, str]]:
    """All moments of both lives in order of time; the same in both is told once."""
    found: dict[tuple[int, str], list[str]] = {}
    for life, name in zip(both, names, strict=True):
        for moment in life.moments:
            policies = found.setdefault((moment.week, told(moment, say)), [])
            if name not in policies:
                policies.append(name)
    return [
        (week, say("both") if len(policies) == len(both) else policies[0], text)
        for (week, text), policies in sorted(found.items(), key=lambda pair: pair[0][0])
    ]


@solara.component
def Totals(view: View, both: tuple[Life, Life], names: Sequence[str]) -> None:
    """What ten years come to in both lives."""
    say, lang = say_in(view.lang), view.lang

    def weeks(kind: str) -> list[str]:
        return [number(life.weeks_of(kind), decimals=0, lang=lang) for life in both]

    def times(kind: str, word: str = "") -> list[str]:
        return [str(life.count(kind, word)) for life in both]

    def hours(line: str) -> list[str]:
        return [number(life.hours(line), decimals=0, lang=lang) for life in both]

    rows = [
        (say("weeks with a problem, each problem counted"), weeks("need")),
        (say("times that help was asked for"), times("asked for help")),
        (say("weeks of waiting for help"), weeks("waiting")),
        (say("weeks with help"), weeks("help")),
        (say("effective hours of help from professionals"), hours("professional")),
        (say("hours of help from people nearby"), hours("informal")),
        (say("times told no"), times("request ended", "refused")),
        (say("crises"), times("crisis")),
        (say("wellbeing on average, 0 to 1"),
         [number(life.mean("wellbeing"), decimals=2, lang=lang) for life in both]),
    ]  # fmt: skip
    Text(say("Ten years in figures"), tag="h3")
    table = {"tabindex": "0", "role": "region"}
    label = {"aria-label": say("Ten years in figures")}
    with (
        v.Html(tag="div", class_="scroll", attributes=table | label),
        v.Html(tag="table", class_="totals"),
    ):
        with v.Html(tag="thead"), v.Html(tag="tr"):
            Text("", tag="td")
            for name in names:
                v.Html(tag="th", class_="n", attributes={"scope": "col"}, children=[name])
        with v.Html(tag="tbody"):
            for name, cells in rows:
                with v.Html(tag="tr"):
                    v.Html(tag="th", attributes={"scope": "row"}, children=[name])
                    for cell in cells:
                        Text(cell, tag="td", kind="n")


@solara.component
def LineFigures(
    view: View,
    lives: Lives,
    person: int,
    both: tuple[Life, Life],
    names: Sequence[str],
    part: Parting,
) -> None:
    """Need, help, ties and wellbeing as thin lines, each with its table and sentence."""
    say, lang = say_in(view.lang), view.lang
    with v.Html(tag="section"):
        Text(say("Week by week"), tag="h2")
        shown = legend([(swatch("line", place), name) for place, name in enumerate(names)])
        solara.HTML(tag="div", classes=["legend"], unsafe_innerHTML=shown)
        with solara.Div(classes=["panels"]):
            for line in LINES:
                means = [number(life.mean(line), decimals=2, lang=lang) for life in both]
                name = say(LINE_NAMES[line])
                caption = say("{line}. On average {first} under “{one}”, {second} under “{other}”.")
                sentence = caption.format(
                    line=name, first=means[0], one=names[0], second=means[1], other=names[1]
                )
                seen = [life.lines[:, LINES.index(line)] for life in both]
                heads = [say("Week of"), *names]
                Figure(
                    caption=sentence,
                    wide=str(
                        lines_chart(
                            [int(week) for week in lives.weeks],
                            seen,
                            part=part[0] if part else None,
                            show=lambda value, decimals: number(
                                value, decimals=decimals, lang=lang
                            ),
                            alt=sentence,
                        )
                    ),
                    narrow="",
                    legend="",
                    heads=[say("Year"), *names],
                    rows=yearly(lives, seen, lang),
                    csv=csv_text(heads, four_weekly(lives, seen)),
                    filename=file_stem(view.place, "resident", str(person + 1), line),
                    words=take_words(say),
                )


def four_weekly(lives: Lives, seen: Sequence[np.ndarray]) -> list[list[Cell]]:
    """A line in both lives at each moment."""
    return [
        [str(monday_of(int(week))), *(round(float(one[place]), 2) for one in seen)]
        for place, week in enumerate(lives.weeks)
    ]


def yearly(lives: Lives, seen: Sequence[np.ndarray], lang: str) -> list[list[str]]:
    """A line in both lives, the mean of each year; a week falls in the year of its Thursday."""
    years = np.array([monday_of(int(week)).isocalendar().year for week in lives.weeks])
    rows = []
    for year in sorted({int(one) for one in years}):
        cells = [str(year)]
        for one in seen:
            known = [float(x) for x in one[years == year] if math.isfinite(x)]
            mean = sum(known) / len(known) if known else math.nan
            cells.append(number(mean, decimals=2, lang=lang))
        rows.append(cells)
    return rows


def legend(signs: Sequence[tuple[Markup, str]]) -> str:
    """Signs with what they mean."""
    items = [Markup("<li>{} {}</li>").format(sign, name) for sign, name in signs]
    return str(Markup('<ul class="lines">{}</ul>').format(Markup("").join(items)))
