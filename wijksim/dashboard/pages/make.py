"""Make a policy: fill in a form or bring a file, see at once what is wrong, and compare it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import reacton.ipyvuetify as v
import solara

from wijksim.core.errors import WijksimError
from wijksim.dashboard.address import View
from wijksim.dashboard.components import Entry, Levers, Pick, Press, Text, Upload
from wijksim.dashboard.components.downloads import Download
from wijksim.dashboard.language import Say, say_in
from wijksim.dashboard.mistakes import tell
from wijksim.dashboard.own import MAX_BYTES, Draft, later, on_day, settled, written
from wijksim.dashboard.pages.compare import Answered
from wijksim.dashboard.pages.make_words import day_told, plain, told_lever
from wijksim.dashboard.shelf import place_title, policies_by_place, policy_title, scenario
from wijksim.dashboard.waiting import use_foresight
from wijksim.dashboard.work import Desk
from wijksim.scenario.levers import BY_NAME
from wijksim.scenario.levers_doors import DOORS
from wijksim.scenario.levers_steering import STEERING
from wijksim.scenario.levers_team import TEAM
from wijksim.scenario.settled import Scenario, must_be_alike

NAME, DAY, LEVERS, COMPARES = "naam", "dag", "knoppen", "vergelijk"
START_DAY = "2015-01-01"


@solara.component
def Make(view: View, on_view: Callable[[View], None], desk: Desk) -> None:
    """The form, the file that it writes, and the comparison with what one started from."""
    say = say_in(view.lang)
    base = f"{view.place}/{view.policies[0]}"
    title = view.detail(NAME) or say("My policy")
    day, levers = view.detail(DAY) or START_DAY, levers_of(view.detail(LEVERS))
    brought, bring = solara.use_state("")
    asked, ask = solara.use_state("")
    text = brought or written(Draft(base, title, day, levers))
    compares = asked == text if brought else view.detail(COMPARES) == "1"

    def keep(name: str, value: str) -> None:
        on_view(view.with_detail(name, value).with_detail(COMPARES, ""))

    def compare() -> None:
        if brought:
            ask(text)
        else:
            on_view(view.with_detail(COMPARES, "1"))

    found, mistake = solara.use_memo(
        lambda: checked(text, view.lang), dependencies=[text, view.lang]
    )
    use_foresight(desk, view.place)
    start = scenario(base)
    unlike = unlike_start(found, start, view.lang) if found is not None else ""

    Text(say("Make a policy of your own"), tag="h1")
    Text(
        say("Start from a policy, change what you want from a day on, and compare the two."),
        kind="lead",
    )
    with solara.Div(classes=["controls", "three"]):
        Pick(
            legend=say("Start from"),
            options=bases(view.lang),
            chosen=base,
            on_chosen=lambda one: on_view(started(view, one)),
        )
        Entry(
            legend=say("Name"),
            kind="text",
            value=title,
            on_value=lambda one: keep(NAME, one),
            low="",
            high="",
        )
        Entry(
            legend=say("From this day on"),
            kind="date",
            value=day,
            on_value=lambda one: keep(DAY, one),
            low=start.start.isoformat(),
            high=start.end.isoformat(),
        )
    other_day = day_told(day, start, view.lang)
    if other_day:
        Text(other_day, kind="caution", role="alert")
    Levers(
        words={"same": say("as it is")},
        groups=groups(say, start, day, view.lang, levers),
        values=shown_levers(levers, view.lang),
        on_values=lambda values: keep(LEVERS, told_levers(values, view.lang)),
    )
    with v.Html(tag="section"):
        Text(say("The file"), tag="h2")
        Upload(
            legend=say("Or bring a file (YAML)"),
            too_large=say("This file is too large."),
            most=MAX_BYTES,
            text=brought,
            on_text=bring,
        )
        v.Html(
            tag="pre",
            attributes={"tabindex": "0", "role": "region", "aria-label": say("The file")},
            children=[text],
        )
        if mistake or unlike:
            with v.Html(tag="div", class_="caution", attributes={"role": "alert"}):
                Text(
                    say("The file cannot be used yet:")
                    if mistake
                    else say("The file cannot be compared with what you chose at “Start from”:")
                )
                Text(mistake or unlike, tag="pre")
        with solara.Div(classes=["downloads"]):
            Download(
                lambda: text.encode("utf-8"), filename="mine.yaml", label=say("Download the file")
            )
            if brought:
                Press(say("Back to the form"), on_click=lambda: bring(""))
            if found is not None and not unlike:
                Press(say("Compare with where you started"), on_click=compare)
    if found is not None and compares and not unlike:
        Answered(view, on_view, desk, (start, found))


def started(view: View, base: str) -> View:
    """The view with another policy to start from, which then is the first of the address."""
    place, _, policy = base.partition("/")
    others = view.policies if place == view.place else policies_by_place()[place]
    rest = tuple(one for one in others if one != policy)
    chosen = (policy, *rest)[: max(2, len(view.policies))]
    return replace(view, place=place, policies=chosen).with_detail(COMPARES, "")


def told_levers(values: Mapping[str, str], lang: str) -> str:
    """Levers as typed in a language, as an address can hold them; `levers_of` reads them again.

    >>> told_levers({"team.fte": "7,5", "team.base": "desk", "room.willingness": ""}, "nl")
    'team.fte-7.5,team.base-desk'
    """
    return ",".join(f"{name}-{plain(value, lang)}" for name, value in values.items() if value)


def levers_of(told: str) -> dict[str, str]:
    """The levers that an address holds; those that do not exist are left out.

    >>> levers_of("team.fte-7,team.base-desk,nothing-1")
    {'team.fte': '7', 'team.base': 'desk'}
    """
    pairs = (one.partition("-") for one in told.split(","))
    return {name: value for name, _, value in pairs if name in BY_NAME and value}


def shown_levers(values: Mapping[str, str], lang: str) -> dict[str, str]:
    """Levers of an address as the form shows them in a language.

    >>> shown_levers({"team.fte": "7.5", "team.base": "desk"}, "nl")
    {'team.fte': '7,5', 'team.base': 'desk'}
    """
    point = "," if lang == "nl" else "."
    return {name: value.replace(".", point) for name, value in values.items()}


def checked(text: str, lang: str) -> tuple[Scenario | None, str]:
    """The scenario of a file, or what is wrong with it in a language."""
    try:
        return settled(text), ""
    except WijksimError as mistake:
        return None, tell(mistake, lang)


def unlike_start(found: Scenario, start: Scenario, lang: str) -> str:
    """Why a scenario cannot be compared with where one starts, in a language; "" if it can."""
    try:
        must_be_alike(start, found)
    except WijksimError as mistake:
        return tell(mistake, lang)
    return ""


def bases(lang: str) -> list[dict[str, str]]:
    """All shipped scenarios that one can start from."""
    return [
        {
            "value": f"{place}/{policy}",
            "name": f"{place_title(place, lang)}: {policy_title(place, policy, lang)}",
        }
        for place, policies in policies_by_place().items()
        for policy in policies
    ]


def groups(
    say: Say, start: Scenario, day: str, lang: str, typed: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The levers in three groups, with their meaning, unit, bounds and value on a day."""
    now, coming = on_day(start, day), later(start, day)
    named = (
        (say("Team and working together"), TEAM),
        (say("Steering, rules and money"), STEERING),
        (say("Doors, places and initiatives"), DOORS),
    )
    return [
        {
            "name": name,
            "levers": [
                told_lever(
                    one,
                    now[one.name],
                    coming.get(one.name, ()),
                    lang,
                    typed=typed.get(one.name, ""),
                )
                for one in levers
            ],
        }
        for name, levers in named
    ]
