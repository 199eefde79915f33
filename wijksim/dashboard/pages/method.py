"""Method: what the model is, how it goes round, what it assumes, what it may not be used for."""

from __future__ import annotations

from collections.abc import Callable

import reacton.ipyvuetify as v
import solara

from wijksim.dashboard.address import View
from wijksim.dashboard.components import Lookup, Loops, Text
from wijksim.dashboard.language import Say, say_in
from wijksim.dashboard.shelf import scenario
from wijksim.dashboard.story import LOOPS, PARTS, WORDS
from wijksim.dashboard.work import Desk
from wijksim.report.limits import limits
from wijksim.report.meanings import meanings
from wijksim.report.sources import told
from wijksim.report.words import digits

Cells = list[str]
LOOP, STEP, SOUGHT = "lus", "stap", "zoek"


@solara.component
def Method(view: View, on_view: Callable[[View], None], desk: Desk) -> None:
    """The parts in the order in which a reader asks for them."""
    say, lang = say_in(view.lang), view.lang
    asked, place = view.detail(LOOP), view.detail(STEP)
    loop = next((one for one in LOOPS if one.name.lower() == asked), LOOPS[0])
    step = min(int(place), len(loop.steps)) - 1 if place in tuple("123456789") else 0
    Text(say("How the model works"), tag="h1")
    with v.Html(tag="section"):
        Text(say("In short"), tag="h2")
        for head, told in PARTS:
            Text(head.text(lang), tag="h3")
            Text(told.text(lang))
    with v.Html(tag="section"):
        Text(say("What goes round"), tag="h2")
        Text(say("A consequence can strengthen its own cause. Walk through each loop."))
        Text(
            say(
                "So the argument goes. In the model most steps can be seen, but few loops come "
                "round within some years: R6, R8 and R10, a little. docs/loops.md has the figures."
            ),
            kind="note",
        )
        Loops(
            words=loop_words(say),
            loops=[
                {"name": one.name, "steps": [step.text(lang) for step in one.steps]}
                for one in LOOPS
            ],
            name=loop.name,
            on_name=lambda name: on_view(view.with_detail(LOOP, name.lower())),
            step=step,
            on_step=lambda place: on_view(view.with_detail(STEP, str(place + 1) if place else "")),
        )
    with v.Html(tag="section"):
        Text(say("What is assumed"), tag="h2")
        Text(say("Every number with its unit, bounds and source, as they stand in the files."))
        Lookup(
            words=lookup_words(say),
            heads=[
                say("Number"),
                say("What it is"),
                say("Value"),
                say("Unit"),
                say("Bounds"),
                say("Source"),
            ],
            rows=solara.use_memo(lambda: assumptions(lang), dependencies=[lang]),
            sought=view.detail(SOUGHT),
            on_sought=lambda text: on_view(view.with_detail(SOUGHT, text)),
        )
    with v.Html(tag="section"):
        Text(say("Limits of use"), tag="h2")
        solara.HTML(tag="div", unsafe_innerHTML=str(limits(lang)))
    with v.Html(tag="section"):
        Text(say("Words"), tag="h2")
        Glossary(lang)


@solara.component
def Glossary(lang: str) -> None:
    """What words mean, with the word in the other language."""
    other = "en" if lang == "nl" else "nl"
    with v.Html(tag="dl", class_="words"):
        for word, meaning in sorted(WORDS, key=lambda pair: pair[0].text(lang)):
            with v.Html(tag="dt"):
                Text(word.text(lang), tag="span")
                v.Html(
                    tag="span",
                    class_="note",
                    attributes={"lang": other},
                    children=[f" ({word.text(other)})"],
                )
            Text(meaning.text(lang), tag="dd")


def loop_words(say: Say) -> dict[str, str]:
    """The texts of the picture of loops."""
    return {
        "choose": say("Loop"),
        "picture": say("Picture of loop"),
        "next": say("Next step"),
    }


def lookup_words(say: Say) -> dict[str, str]:
    """The texts of the table of numbers."""
    return {
        "search": say("Search in name, meaning and source"),
        "found": say("{count} of {all} numbers"),
        "caption": say("Numbers of the model and their sources"),
        "more": say("Show more"),
    }


def assumptions(lang: str) -> list[Cells]:
    """Each number of the model: name, meaning, value, unit, bounds, source; a dash for no unit."""
    rows, meaning = [], meanings(lang)
    for name, one in scenario("carnisse/no-team").settings.items():
        low, high = (digits(end, lang=lang) for end in one.bounds)
        unit = "–" if one.unit == "1" else told(one.unit, lang)
        source = told(one.source, lang)
        value = digits(one.value, lang=lang)
        rows.append([name, meaning[name], value, unit, f"{low} – {high}", source])
    return rows
