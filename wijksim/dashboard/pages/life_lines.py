"""Life lines: one resident's years, twice: under two policies, with the same luck."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np
import reacton.ipyvuetify as v
import solara

from wijksim.dashboard.address import View
from wijksim.dashboard.components import Entry, Meter, Pick, Press, Text
from wijksim.dashboard.components.again import Again
from wijksim.dashboard.components.choosing import TwoPolicies
from wijksim.dashboard.components.ended import Ended
from wijksim.dashboard.components.life import LifeFigure, LineFigures, Totals
from wijksim.dashboard.language import Say, say_in
from wijksim.dashboard.lives import Lives, record_lives
from wijksim.dashboard.lives_told import AGES, age, life, parting, ranked
from wijksim.dashboard.lives_words import FIFTHS, HOUSEHOLDS, parted
from wijksim.dashboard.questions import question_key
from wijksim.dashboard.repeated import lives_lines, run_lines
from wijksim.dashboard.shelf import policy_title, scenario
from wijksim.dashboard.waiting import use_errand
from wijksim.dashboard.work import Desk
from wijksim.entities.domains import HouseholdType
from wijksim.report.words import number

SEED: Final = 0
"""The luck that is shown; one of many."""
GOLDEN: Final = 0.618034
"""The golden section: steps of this share of a list never fall into a short round."""
WHO, FIFTH, AGE = "wie", "deel", "leeftijd"


@solara.component
def LifeLines(view: View, on_view: Callable[[View], None], desk: Desk) -> None:
    """Choose two policies and a person, and read where the two lives part."""
    say = say_in(view.lang)
    Text(say("One resident, two policies"), tag="h1")
    Text(
        say(
            "The same person, with the same luck, lives ten years under each policy. "
            "What differs between the two lives, the policy did."
        ),
        kind="lead",
    )
    TwoPolicies(view, on_view)
    Recorded(view, on_view, desk)


@solara.component
def Recorded(view: View, on_view: Callable[[View], None], desk: Desk) -> None:
    """The two runs, and who is looked at in them."""
    say = say_in(view.lang)
    both = tuple(scenario(f"{view.place}/{one}") for one in view.policies[:2])
    key = f"lives {question_key(both, SEED)}"
    errand, again = use_errand(desk, key, partial(record_lives, both, seed=SEED))
    if errand.mistake:
        Ended(say("The runs stopped by themselves."), view.lang, on_again=again)
    elif errand.result is None:
        Meter(
            done=0,
            total=0,
            text=say(
                "The lives of all residents are being computed. That takes about half a minute."
            ),
        )
    else:
        Chosen(view, on_view, errand.result)


@solara.component
def Chosen(view: View, on_view: Callable[[View], None], lives: Lives) -> None:
    """The person that the address names, or the one whose life differs most."""
    say = say_in(view.lang)
    fifth, ages = view.detail(FIFTH), view.detail(AGE)
    people = solara.use_memo(
        lambda: ranked(lives, fifth=fifth, ages=ages), dependencies=[id(lives), fifth, ages]
    )
    asked = view.detail(WHO)
    person = int(asked) - 1 if asked.isdigit() and 1 <= int(asked) <= len(lives) else -1
    person = person if person >= 0 else int(people[0]) if len(people) else 0
    here = np.flatnonzero(people == person)
    rank = int(here[0]) if here.size else -1

    def show(one: int) -> None:
        on_view(view.with_detail(WHO, str(one + 1)))

    def sieve(name: str, value: str) -> None:
        on_view(view.with_detail(name, value).with_detail(WHO, ""))

    def typed(text: str) -> None:
        if text.isdigit() and 1 <= int(text) <= len(lives):
            show(int(text) - 1)

    with v.Html(tag="section", class_="choosing"):
        Text(say("Choose a person"), tag="h2")
        with solara.Div(classes=["controls", "thirds"]):
            Pick(
                legend=say("Chances (income, work, schooling)"),
                options=[
                    {"value": "", "name": say("everybody")},
                    *(
                        {"value": str(place + 1), "name": say(name)}
                        for place, name in enumerate(FIFTHS)
                    ),
                ],
                chosen=fifth,
                on_chosen=partial(sieve, FIFTH),
            )
            Pick(
                legend=say("Age at the start"),
                options=[{"value": "", "name": say("everybody")}]
                + [{"value": one, "name": _ages(one, say)} for one in AGES],
                chosen=ages,
                on_chosen=partial(sieve, AGE),
            )
            Entry(
                legend=say("Number, 1 to {last}").format(
                    last=number(len(lives), decimals=0, lang=view.lang)
                ),
                kind="number",
                value=str(person + 1),
                on_value=typed,
                low="1",
                high=str(len(lives)),
            )
        with solara.Div(classes=["downloads"]):
            Press(
                say("Whose life differs most"),
                on_click=lambda: show(int(people[0])),
                live=len(people) > 0 and rank != 0,
            )
            Press(
                say("A life that differs a little less"),
                on_click=lambda: show(int(people[rank + 1])),
                live=0 <= rank < len(people) - 1,
            )
            Press(
                say("Somebody else"),
                on_click=lambda: show(int(people[elsewhere(rank, len(people))])),
                live=len(people) > 0,
            )
        if not len(people):
            Text(say("Nobody fits this choice."), role="status")
    TwoLives(view, lives, person, rank, len(people))


@solara.component
def TwoLives(view: View, lives: Lives, person: int, rank: int, among: int) -> None:
    """Who it is, where the lives part, and the years of both."""
    say, lang = say_in(view.lang), view.lang
    both = (life(lives, 0, person), life(lives, 1, person))
    names = tuple(policy_title(view.place, one, lang) for one in view.policies[:2])
    part = parting(*both)
    with v.Html(tag="section", attributes={"id": "answer"}):
        Text(say("Resident {number}").format(number=person + 1), tag="h2")
        Text(about(lives, person, say), kind="note")
        with v.Html(tag="div", attributes={"role": "status", "aria-live": "polite"}):
            for one in parted(part, both, (names[0], names[1]), lang, say):
                Text(one, kind="parted")
        LifeFigure(view, lives, person, both, names, part)
        Totals(view, both, names)
    LineFigures(view, lives, person, both, names, part)
    with v.Html(tag="section"):
        Text(say("How much one life says"), tag="h2")
        same = 100.0 * float(np.mean(~lives.events_differ))
        told = say(
            "For {share}% of the {all} residents who lived here at the start, the same things "
            "happen under both policies. A life that differs much catches the eye, but it is one "
            "life with one draw of luck. What holds for the neighbourhood is told under Compare."
        ).format(
            share=number(same, decimals=0, lang=lang),
            all=number(len(lives), decimals=0, lang=lang),
        )
        Text(told)
        if rank >= 0:
            Text(
                say("Of the {count} residents that fit your choice, this life is number {rank} in "
                    "the order of how much it differs.").format(
                    count=number(among, decimals=0, lang=lang), rank=rank + 1
                ),
                kind="note",
            )  # fmt: skip
    policies = [f"{view.place}/{one}" for one in view.policies[:2]]
    Again(
        lang,
        run_lines(policies, seed=SEED, events=True),
        lives_lines(policies, seed=SEED, person=person),
    )


def about(lives: Lives, person: int, say: Say) -> str:
    """Who somebody is at the start."""
    return say("{age} years old at the start · {fifth} · {household}").format(
        age=age(lives, person),
        fifth=say(FIFTHS[int(lives.quintile[person])]),
        household=say(HOUSEHOLDS[HouseholdType(int(lives.household[person]))]),
    )


def elsewhere(rank: int, count: int) -> int:
    """Another place in a list of `count`, far from the last; in turn it comes to nearly all.

    >>> [elsewhere(0, 10), elsewhere(6, 10), elsewhere(0, 1)]
    [6, 2, 0]
    """
    return (max(0, rank) + max(1, round(GOLDEN * count))) % count


def _ages(one: str, say: Say) -> str:
    low, _, high = one.partition("-")
    if high:
        return say("{low} to {high} years").format(low=low, high=high)
    return say("{low} years and older").format(low=low)
