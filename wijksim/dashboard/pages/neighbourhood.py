"""Neighbourhood: two policies on twin maps with one clock, to play, to scrub, and to ask."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import solara

from wijksim.dashboard.address import View
from wijksim.dashboard.components import Meter, Text
from wijksim.dashboard.components.again import Again
from wijksim.dashboard.components.choosing import TwoPolicies
from wijksim.dashboard.components.ended import Ended
from wijksim.dashboard.components.wards import Wards
from wijksim.dashboard.errands import Errand
from wijksim.dashboard.frames import LAYERS, Frames, record
from wijksim.dashboard.language import say_in
from wijksim.dashboard.pages.neighbourhood_words import layer_names, words_of
from wijksim.dashboard.repeated import map_lines, run_lines
from wijksim.dashboard.shelf import policy_title, scenario
from wijksim.dashboard.taken import file_stem
from wijksim.dashboard.waiting import LOOK_SECONDS, use_watch
from wijksim.dashboard.work import Desk

SEED: Final = 0
"""The luck that is shown; one of many."""
_CHOSEN: Final = re.compile(r"[bpitnhr]\d{1,6}\Z")
_NUMBER: Final = re.compile(r"\d{1,5}\Z")


@solara.component
def Neighbourhood(view: View, on_view: Callable[[View], None], desk: Desk) -> None:
    """Choose two policies, wait for their runs, and look."""
    say = say_in(view.lang)
    Text(say("A neighbourhood through ten years"), tag="h1")
    Text(
        say(
            "Each dot is a resident, in the block where he or she lives. Two policies run beside "
            "each other on one clock. Play, or move the clock yourself, and click on whom or what "
            "you want to know more about."
        ),
        kind="lead",
    )

    def choose(chosen: View) -> None:
        on_view(chosen.with_detail("op", "") if chosen.place != view.place else chosen)

    TwoPolicies(view, choose)
    errands, again = use_runs(view, desk)
    if any(one.mistake for one in errands):
        Ended(say("The runs stopped by themselves."), view.lang, on_again=again)
        return
    ready = [one.result for one in errands if one.result is not None]
    if len(ready) < len(errands):
        told = say("Ten years are lived under each policy: {done} of {total} ready")
        Meter(
            done=len(ready),
            total=len(errands),
            text=told.format(done=len(ready), total=len(errands)),
        )
        Text(say("This takes about half a minute the first time."), kind="note")
        return
    Looked(view, on_view, ready)


def use_runs(view: View, desk: Desk) -> tuple[list[Errand], Callable[[], None]]:
    """Follow the recorded runs of both policies as long as the page shows them; a hook.

    Gives as well what asks again for those that failed.
    """
    times, again = solara.use_state(0)
    names = [f"{view.place}/{one}" for one in view.policies[:2]]
    key = " ".join(names)
    errands: list[Errand] = solara.use_memo(
        lambda: [
            desk.fetch(f"map {one}", partial(record, scenario(one), seed=SEED)) for one in names
        ],
        dependencies=[key, times],
    )

    def leave() -> None:
        for one in errands:
            desk.drop(one)

    solara.use_effect(lambda: leave, dependencies=[key, times])
    _, see = solara.use_state("")

    async def watch() -> None:
        while not all(one.is_settled for one in errands):
            see(f"{key} {[one.is_settled for one in errands]}")
            await asyncio.sleep(LOOK_SECONDS)
        see(f"{key} settled")

    use_watch(watch, [key, times])
    return errands, lambda: again(times + 1)


@solara.component
def Looked(view: View, on_view: Callable[[View], None], ready: list[Frames]) -> None:
    """The maps, and what the address says of them."""
    say = say_in(view.lang)
    chosen = view.detail("op") if _CHOSEN.match(view.detail("op")) else ""
    week = view.detail("week")
    person = solara.use_memo(
        lambda: looked_up(ready, chosen), dependencies=[chosen, [id(one) for one in ready]]
    )
    words = solara.use_memo(lambda: words_of(view.lang), dependencies=[view.lang])

    def keep(name: str, value: str) -> None:
        on_view(view.with_detail(name, value))

    Wards(
        lang=view.lang,
        words=words,
        layers=layer_names(view.lang),
        names=[policy_title(view.place, one, view.lang) for one in view.policies[:2]],
        stems=[file_stem(view.place, "map", one) for one in view.policies[:2]],
        runs=solara.use_memo(lambda: [one.sent for one in ready], [[id(one) for one in ready]]),
        person=person,
        week=int(week) if _NUMBER.match(week) else 0,
        on_week=lambda value: keep("week", str(value)),
        layer=view.detail("laag") if view.detail("laag") in LAYERS else LAYERS[0],
        on_layer=lambda value: keep("laag", value),
        apart=view.detail("verschil") == "1",
        on_apart=lambda value: keep("verschil", "1" if value else ""),
        ties=view.detail("banden") == "1",
        on_ties=lambda value: keep("banden", "1" if value else ""),
        chosen=chosen,
        on_chosen=lambda value: keep("op", value),
    )
    Text(
        say(
            "These are two runs with one draw of luck. What holds for the neighbourhood is told "
            "under Compare."
        ),
        kind="note",
    )
    policies = [f"{view.place}/{one}" for one in view.policies[:2]]
    weeks = ready[0].sent["weeks"]
    seen = next((one for one in weeks if str(one) == week), weeks[0])
    Again(
        view.lang,
        run_lines(policies, seed=SEED, week=seen),
        map_lines(policies, seed=SEED, week=seen),
    )


def looked_up(ready: list[Frames], chosen: str) -> dict[str, Any]:
    """What the albums know of a resident (r) or a professional (h); empty for anything else."""
    if chosen[:1] == "r":
        return {"key": chosen, "runs": [one.album.one(int(chosen[1:])) for one in ready]}
    if chosen[:1] == "h":
        return {"key": chosen, "runs": [one.album.clients(int(chosen[1:])) for one in ready]}
    return {"key": "", "runs": []}
