"""The figures of cooperation: the network, the ways of requests, the courses."""

from __future__ import annotations

import math
from collections.abc import Sequence

import solara

from wijksim.core.calendar import monday_of
from wijksim.dashboard.address import View
from wijksim.dashboard.components import Figure
from wijksim.dashboard.components.life import legend
from wijksim.dashboard.cooperation import COURSES, TEAM, Cooperation, Course
from wijksim.dashboard.cooperation_drawn import course_chart, fate_swatch, network, travels
from wijksim.dashboard.cooperation_words import (
    COURSE_NAMES,
    DIGITS,
    FATE_NAMES,
    SCALES,
    WAYS,
    node_names,
    told_network,
    told_travels,
)
from wijksim.dashboard.language import Say, say_in
from wijksim.dashboard.lives_drawn import swatch
from wijksim.dashboard.lives_words import day
from wijksim.dashboard.taken import Cell, csv_text, file_stem, take_words
from wijksim.report.words import number


@solara.component
def NetworkFigures(view: View, found: Cooperation, moment: int, names: Sequence[str]) -> None:
    """Who works with whom at a moment, under both policies."""
    say, lang = say_in(view.lang), view.lang
    linked = sum(side.contacts.sum(axis=(0, 2)) for side in found.sides)
    called = node_names(say)
    drawn = [name if linked[i] > 0 else "" for i, name in enumerate(called)]
    widest = max(float(side.contacts.max()) for side in found.sides) or 1.0
    with solara.Div(classes=["panels", "two"]):
        for course, name in zip(found.sides, names, strict=True):
            sentence = told_network(course, moment, name, lang, say)
            rows = node_rows(course, moment, called)
            heads = [
                say("Kind"),
                say("Institutions or teams"),
                say("Full-time posts"),
                say("Budget, euros a year"),
                say("Joint contacts"),
            ]
            Figure(
                caption=sentence,
                wide=str(
                    network(
                        course.contacts[moment],
                        course.trust[moment],
                        course.people[moment],
                        names=drawn,
                        widest=widest,
                        alt=sentence,
                    )
                ),
                narrow="",
                legend="",
                heads=heads,
                rows=[
                    [str(row[0]), *(number(float(x), decimals=d, lang=lang)
                                    for x, d in zip(row[1:], (0, 1, 0, 1), strict=True))]
                    for row in rows
                ],
                csv=csv_text(["from", "to", "contacts", "trust"], links(course, moment, called)),
                filename=file_stem(view.place, "network", course.name.partition("/")[2],
                                   str(monday_of(found.weeks[moment]))),
                words=take_words(say),
            )  # fmt: skip


def node_rows(course: Course, moment: int, names: Sequence[str]) -> list[list[Cell]]:
    """Kind, institutions, posts, budget and joint contacts of each node.

    A team has no budget of its own in the model, only institutions have.
    """
    return [
        [
            name,
            float(course.open[moment, place]),
            float(course.people[moment, place]),
            math.nan if place == TEAM else float(course.money[moment, place]),
            float(course.contacts[moment, place].sum()),
        ]
        for place, name in enumerate(names)
        if place == TEAM or course.open[moment, place] > 0
    ]


def links(course: Course, moment: int, names: Sequence[str]) -> list[list[Cell]]:
    """All links of a moment: from, to, contacts, trust."""
    met, trust = course.contacts[moment], course.trust[moment]
    return [
        [names[i], names[j], float(met[i, j]), float(trust[i, j])]
        for i in range(len(names))
        for j in range(len(names))
        if met[i, j] > 0
    ]


@solara.component
def TravelFigures(view: View, found: Cooperation, year: int, names: Sequence[str]) -> None:
    """How requests came in and what became of them, under both policies."""
    say, lang = say_in(view.lang), view.lang
    ways, fates = [say(one) for one in WAYS], [say(one) for one in FATE_NAMES]
    longest = max(float(side.travels.sum(axis=2).max()) for side in found.sides)
    solara.HTML(
        tag="div",
        classes=["legend"],
        unsafe_innerHTML=legend([(fate_swatch(place), name) for place, name in enumerate(fates)]),
    )
    with solara.Div(classes=["panels", "two"]):
        for course, name in zip(found.sides, names, strict=True):
            counts = course.travels[year]
            sentence = told_travels(course, year, name, found.years[year], lang, say)
            Figure(
                caption=sentence,
                wide=str(travels(counts, ways=ways, fates=fates, longest=longest, alt=sentence)),
                narrow="",
                legend="",
                heads=[say("Way in"), *fates],
                rows=[
                    [way, *(str(int(one)) for one in row)]
                    for way, row in zip(ways, counts, strict=True)
                ],
                csv=csv_text(
                    [say("Way in"), *fates],
                    [
                        [way, *(float(one) for one in row)]
                        for way, row in zip(ways, counts, strict=True)
                    ],
                ),
                filename=file_stem(
                    view.place, "requests", course.name.partition("/")[2], str(found.years[year])
                ),
                words=take_words(say),
            )


@solara.component
def CourseFigures(view: View, found: Cooperation, moment: int, names: Sequence[str]) -> None:
    """Budgets, posts, teams, hours and trust through the years."""
    say, lang = say_in(view.lang), view.lang
    shown = legend([(swatch("line", place), name) for place, name in enumerate(names)])
    solara.HTML(tag="div", classes=["legend"], unsafe_innerHTML=shown)
    with solara.Div(classes=["panels"]):
        for place, course in enumerate(COURSES):
            both = [side.courses[:, place] * SCALES[course] for side in found.sides]
            sentence = course_sentence(
                course, found.weeks[moment], [one[moment] for one in both], names, lang, say
            )
            rows: list[list[Cell]] = [
                [str(monday_of(week)), *(round(float(one[i]), 4) for one in both)]
                for i, week in enumerate(found.weeks)
            ]
            Figure(
                caption=sentence,
                wide=str(
                    course_chart(
                        found.weeks,
                        both,
                        now=found.weeks[moment],
                        show=lambda value, decimals: number(value, decimals=decimals, lang=lang),
                        alt=sentence,
                    )
                ),
                narrow="",
                legend="",
                heads=[say("Week of"), *names],
                rows=[
                    [day(week, lang), *(number(float(x), decimals=DIGITS[course], lang=lang)
                                        for x in row[1:])]
                    for week, row in zip(found.weeks[::4], rows[::4], strict=True)
                ],
                csv=csv_text([say("Week of"), *names], rows),
                filename=file_stem(view.place, "cooperation", course),
                words=take_words(say),
            )  # fmt: skip


def course_sentence(
    course: str, week: int, now: Sequence[float], names: Sequence[str], lang: str, say: Say
) -> str:
    """Where both lines stand at the moment that is looked at."""
    first, second = (number(float(x), decimals=DIGITS[course], lang=lang) for x in now)
    return say("{line}. On {day}: {first} under “{one}”, {second} under “{other}”.").format(
        line=say(COURSE_NAMES[course]),
        day=day(week, lang),
        first=first,
        one=names[0],
        second=second,
        other=names[1],
    )
