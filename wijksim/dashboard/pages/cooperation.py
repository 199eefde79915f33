"""Cooperation: who works with whom, with what money, and how requests travel, through the years."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import reacton.ipyvuetify as v
import solara

from wijksim.core.calendar import monday_of
from wijksim.dashboard.address import View
from wijksim.dashboard.components import Meter, MomentSlider, Text
from wijksim.dashboard.components.again import Again
from wijksim.dashboard.components.choosing import TwoPolicies
from wijksim.dashboard.components.ended import Ended
from wijksim.dashboard.components.network import CourseFigures, NetworkFigures, TravelFigures
from wijksim.dashboard.cooperation import Cooperation, record_cooperation
from wijksim.dashboard.cooperation_drawn import MUCH_TRUST
from wijksim.dashboard.language import say_in
from wijksim.dashboard.lives_words import day
from wijksim.dashboard.questions import question_key
from wijksim.dashboard.repeated import cooperation_lines, run_lines
from wijksim.dashboard.shelf import policy_title, scenario
from wijksim.dashboard.waiting import use_errand
from wijksim.dashboard.work import Desk
from wijksim.report.words import number

SEED: Final = 0
"""The luck that is shown; one of many."""
WHEN: Final = "kwartaal"


@solara.component
def Together(view: View, on_view: Callable[[View], None], desk: Desk) -> None:
    """Choose two policies and a moment, and see who works together."""
    say = say_in(view.lang)
    Text(say("Who works with whom"), tag="h1")
    Text(
        say(
            "Professionals of different institutions work together on the same households. "
            "Look at any quarter, under two policies with the same luck."
        ),
        kind="lead",
    )
    TwoPolicies(view, on_view)
    both = tuple(scenario(f"{view.place}/{one}") for one in view.policies[:2])
    key = f"cooperation {question_key(both, SEED)}"
    errand, again = use_errand(desk, key, partial(record_cooperation, both, seed=SEED))
    if errand.mistake:
        Ended(say("The runs stopped by themselves."), view.lang, on_again=again)
    elif errand.result is None:
        Meter(
            done=0,
            total=0,
            text=say("Both policies are being computed. That takes about half a minute."),
        )
    else:
        Shown(view, on_view, errand.result)


@solara.component
def Shown(view: View, on_view: Callable[[View], None], found: Cooperation) -> None:
    """The moment that is looked at, and the figures of it."""
    say, lang = say_in(view.lang), view.lang
    names = tuple(policy_title(view.place, one, lang) for one in view.policies[:2])
    last = len(found.weeks) - 1
    asked = view.detail(WHEN)
    moment = min(int(asked), last) if asked.isdigit() else last
    year = min(monday_of(found.weeks[moment] + 1).year, found.years[-1])
    with solara.Div(classes=["controls", "whole"]):
        MomentSlider(
            legend=say("Moment"),
            names=[day(week, lang) for week in found.weeks],
            last=last,
            at=moment,
            on_at=lambda place: on_view(view.with_detail(WHEN, str(place))),
        )
    with v.Html(tag="section", attributes={"id": "network"}):
        Text(say("Contacts on {day}").format(day=day(found.weeks[moment], lang)), tag="h2")
        Text(
            say(
                "A dot is larger with more posts. A link is thicker with more joint contacts, and "
                "dashed when mutual trust is below {trust}. Who is not drawn, such as GPs and "
                "schools, notices problems and refers, but does no cases together with others."
            ).format(trust=number(MUCH_TRUST, decimals=1, lang=lang))
        )
        NetworkFigures(view, found, moment, names)
    with v.Html(tag="section", attributes={"id": "travels"}):
        Text(say("How requests travelled in {year}").format(year=year), tag="h2")
        Text(say("How residents asked for help, and what became of it."))
        TravelFigures(view, found, found.years.index(year), names)
    with v.Html(tag="section", attributes={"id": "courses"}):
        Text(say("Money, people and hours"), tag="h2")
        CourseFigures(view, found, moment, names)
    Text(
        say(
            "These are two runs with one draw of luck. What holds for the neighbourhood is told "
            "under Compare."
        ),
        kind="note",
    )
    policies = [f"{view.place}/{one}" for one in view.policies[:2]]
    Again(
        lang,
        run_lines(policies, seed=SEED, events=True),
        cooperation_lines(policies, seed=SEED, moment=moment, year=year),
    )
