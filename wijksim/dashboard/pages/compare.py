"""Compare: two to four policies in one neighbourhood; the answer grows while one looks."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import Any

import solara
import solara.lab

from wijksim.dashboard.address import MOST, View
from wijksim.dashboard.components import Choices, Meter, Pick
from wijksim.dashboard.language import say_in
from wijksim.dashboard.shelf import (
    place_title,
    policies_by_place,
    policy_title,
    scenario,
)
from wijksim.dashboard.work import Question
from wijksim.report.comparison import Comparison

LOOK_SECONDS = 0.5
_MAIN = re.compile(r"<main>(.*)</main>", re.DOTALL)


def body_of(report: str) -> str:
    """What stands in the main part of a report."""
    found = _MAIN.search(report)
    return found.group(1) if found else ""


@solara.component
def Compare(view: View, on_view: Any, desk: Any) -> None:
    """Choose, wait a few seconds, and read."""
    say = say_in(view.lang)
    names = tuple(f"{view.place}/{one}" for one in view.policies)
    question: Question = solara.use_memo(
        lambda: desk.ask([scenario(name) for name in names]), dependencies=[names]
    )
    solara.use_effect(lambda: lambda: desk.leave(question), dependencies=[question.key])
    seen, see = solara.use_state((-1, ""))

    async def watch() -> None:
        while not question.is_settled:
            see((question.done, question.mistake))
            await asyncio.sleep(LOOK_SECONDS)
        see((question.done, question.mistake))

    solara.lab.use_task(watch, dependencies=[question.key])
    places = [{"value": one, "name": place_title(one, view.lang)} for one in policies_by_place()]
    solara.HTML(tag="h1", unsafe_innerHTML=say("Compare policies in a neighbourhood"))
    with solara.Div(classes=["controls"]):
        Pick(
            legend=say("Neighbourhood"),
            options=places,
            chosen=view.place,
            on_chosen=lambda place: on_view(replace(view, place=place)),
        )
        Choices(
            legend=say("Policies"),
            options=[
                {"value": one, "name": policy_title(view.place, one, view.lang)}
                for one in policies_by_place()[view.place]
            ],
            chosen=list(view.policies),
            on_chosen=lambda chosen: on_view(replace(view, policies=tuple(chosen))),
            most=MOST,
            hint=say("Two to four. The first is what the others are compared with.")
            if len(view.policies) > 1
            else say("Tick one more, so that there is something to compare."),
        )
    if question.mistake:
        solara.HTML(tag="p", classes=["caution"], attributes={"role": "alert"},
                    unsafe_innerHTML=say("The runs stopped. Choose again to try once more."))
    elif not question.is_settled:
        text = say("{done} of {total} pairs of runs are ready").format(
            done=question.done, total=question.pairs
        )
        Meter(done=question.done, total=question.pairs, text=text)
    answer = question.answer
    if answer is None:
        if not question.mistake:
            solara.HTML(tag="p", classes=["lead"], unsafe_innerHTML=say(
                "The first figures come in a few seconds. The very first time it takes a minute."
            ))
        return
    Downloads(view, answer)
    html = body_of(answer.report(lang=view.lang))
    solara.HTML(tag="div", classes=["report"], unsafe_innerHTML=html)


@solara.component
def Downloads(view: View, answer: Comparison) -> None:
    """The report and the figures as files, and the same in Python and on the command line."""
    say = say_in(view.lang)
    with solara.Div(classes=["downloads"]):
        solara.FileDownload(
            lambda: answer.report(lang=view.lang).encode("utf-8"),
            filename="report.html", mime_type="text/html", label=say("Report (HTML)"),
        )
        solara.FileDownload(
            lambda: answer.summary.to_csv(index=False).encode("utf-8"),
            filename="summary.csv", mime_type="text/csv", label=say("Differences (CSV)"),
        )
    solara.HTML(tag="details", unsafe_innerHTML=(
        f"<summary>{say('The same on the command line and in Python')}</summary>"
        f"<pre>{answer.command()}</pre>"
        f"<pre>import wijksim\nresult = wijksim.compare({list(answer.labels)!r}, "
        f"replicates={answer.stopping.replicates})\nresult.summary</pre>"
    ))
