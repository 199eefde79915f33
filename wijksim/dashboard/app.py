"""The app that the server shows: one frame, and the page that the address asks for."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

import reacton.ipyvuetify as v
import solara
import solara.lab

from wijksim.dashboard.address import View, view_of
from wijksim.dashboard.command import PAIRS_SETTING
from wijksim.dashboard.components import Masthead, Taker, ready
from wijksim.dashboard.first_sight import Sight
from wijksim.dashboard.language import marked, say_in
from wijksim.dashboard.memory import give_back_soon
from wijksim.dashboard.pages.compare import Compare, controls_of
from wijksim.dashboard.pages.cooperation import Together
from wijksim.dashboard.pages.experiments import Experiments
from wijksim.dashboard.pages.life_lines import LifeLines
from wijksim.dashboard.pages.make import Make
from wijksim.dashboard.pages.method import Method
from wijksim.dashboard.pages.neighbourhood import Neighbourhood
from wijksim.dashboard.questions import fingerprint
from wijksim.dashboard.shelf import place_title, policies_by_place, scenario, scenarios_of
from wijksim.dashboard.theme import STYLE
from wijksim.dashboard.work import Desk

DESK = Desk(
    workers=max(1, min(8, os.cpu_count() or 1)),
    pairs=int(os.environ.get(PAIRS_SETTING, "10")),
)
ASIDE_SECONDS = 0.1
"""Pause between two scenarios that are read ahead, so that a first visitor goes before (assumption:
as long as reading one takes)."""
PAGES = (
    ("/", marked("Compare"), Compare),
    ("neighbourhood", marked("Neighbourhood"), Neighbourhood),
    ("lives", marked("Life lines"), LifeLines),
    ("together", marked("Cooperation"), Together),
    ("experiments", marked("Experiments"), Experiments),
    ("make", marked("Make a policy"), Make),
    ("method", marked("Method"), Method),
)
ready.declare(STYLE)


def open_up() -> None:
    """Before the first visitor comes: read what all pages name, and begin what the first shows.

    That comparison is followed for as long as the server lives, so it is never done again. All
    scenarios are read as well, a tenth of a second each, so that no visitor waits for that, and
    what stays does not lie in between what a crowd leaves behind.
    """
    view = View()
    DESK.ask(tuple(scenario(f"{view.place}/{one}") for one in view.policies))
    DESK.foresee(scenarios_of(view.place))
    for place in policies_by_place():
        place_title(place, view.lang)
    for place, policies in policies_by_place().items():
        for one in policies:
            fingerprint(scenario(f"{place}/{one}"))
            time.sleep(ASIDE_SECONDS)


@solara.lab.on_kernel_start
def _visited() -> Callable[[], None]:
    """A visitor comes; gives what is to be done when he or she has gone."""
    return give_back_soon


def address_of(path: str) -> str:
    """Where a page stands on the server."""
    return f"/{path.strip('/')}"


def head_of(view: View, path: str) -> dict[str, Any]:
    """What the head of a page says, as `Masthead` takes it."""
    say = say_in(view.lang)
    other = view.other_language()
    here = address_of(path)
    return {
        "lang": view.lang,
        "title": say(next(name for where, name, _ in PAGES if where == path)),
        "skip": say("To the content"),
        "home": view.at("/"),
        "menu_name": say("Pages"),
        "menu": [
            {"href": view.at(address_of(where)), "name": say(called), "here": where == path}
            for where, called, _ in PAGES
        ],
        "other_language": {
            "href": other.at(here),
            "lang": other.lang,
            "name": "English" if view.lang == "nl" else "Nederlands",
        },
        "address": view.at(here),
    }


def first_sight(address: str, query: str) -> Sight | None:
    """What can be shown at once of the page at an address; None where there is no page."""
    path = next((where for where, _, _ in PAGES if address_of(where) == address), None)
    if path is None:
        return None
    view = view_of(query, known=policies_by_place())
    say = say_in(view.lang)
    head, wait = head_of(view, path), say("One moment, the page is coming.")
    if path != "/":
        return Sight(head, wait)
    telling = DESK.answered([scenario(f"{view.place}/{one}") for one in view.policies])
    parts = telling.parts_made(view.lang) if telling else None
    return Sight(head, wait, controls_of(view), parts[0] if parts else "")


def lost_sight(query: str) -> Sight:
    """What is shown at an address where no page stands; the head leads on to those there are."""
    view = view_of(query, known=policies_by_place())
    say = say_in(view.lang)
    head = head_of(view, "/")
    menu = [{**one, "here": False} for one in head["menu"]]
    other = {**head["other_language"], "href": view.other_language().at("")}
    title = say("This page does not exist")
    wait = say("Perhaps a letter in the address is wrong. Choose a page above, or start again.")
    return Sight(
        {**head, "title": title, "menu": menu, "other_language": other},
        wait,
        way_back=say("To the first page"),
    )


@solara.component
def Framed(path: str) -> None:
    """A page in its frame, with the view that its address asks for."""
    router = solara.use_router()
    start = solara.use_memo(lambda: view_of(router.search, known=policies_by_place()), [])
    view, set_view = solara.use_state(start)

    def follow(asked: View) -> None:
        set_view(lambda now: now.changed(drawn=view, asked=asked))

    page = next(page for where, _, page in PAGES if where == path)
    Masthead(**head_of(view, path))
    Taker()
    with v.Html(tag="main", attributes={"id": "inhoud", "tabindex": "-1"}):
        page(view, follow, DESK)


@solara.component
def Bare(children: list[object]) -> None:
    """No frame but that of the pages."""
    solara.Div(classes=["bare"], children=children)


def _route(path: str, name: str) -> solara.Route:
    @solara.component
    def Shown() -> None:
        Framed(path)

    return solara.Route(
        path=path, component=Shown, label=name, layout=Bare if path == "/" else None
    )


routes = [_route(path, name) for path, name, _ in PAGES]
