"""Compare: two to four policies in one neighbourhood; the answer grows while one looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import reacton.ipyvuetify as v
import solara

from wijksim.dashboard.address import MOST, View
from wijksim.dashboard.components import Choices, Meter, Pick, Press, ReportTakes, Text, Weights
from wijksim.dashboard.components.downloads import Download, Reports
from wijksim.dashboard.components.ended import Ended
from wijksim.dashboard.gains import gains, weighable
from wijksim.dashboard.language import Say, say_in
from wijksim.dashboard.own import NAME
from wijksim.dashboard.questions import Question
from wijksim.dashboard.shelf import place_title, policies_by_place, policy_title, scenario
from wijksim.dashboard.taken import as_sheet, take_words
from wijksim.dashboard.telling import Telling
from wijksim.dashboard.waiting import use_foresight, use_watch
from wijksim.dashboard.work import Desk
from wijksim.experiment.outputs import as_csv
from wijksim.report.answers import Teller, capital
from wijksim.report.comparison import Comparison
from wijksim.scenario.settled import Scenario

PROGRESS_SECONDS: Final = 1.0
"""So often the bar moves; each move is sent to the browser."""
WEIGHTS: Final = "gewicht"


@solara.component
def Compare(view: View, on_view: Callable[[View], None], desk: Desk) -> None:
    """Choose, wait a few seconds, and read."""
    told = controls_of(view)
    Text(told["title"], tag="h1")
    Controls(view, on_view, told)
    if len(view.policies) > 1:
        Answered(
            view, on_view, desk, tuple(scenario(f"{view.place}/{one}") for one in view.policies)
        )


def controls_of(view: View) -> dict[str, Any]:
    """The title, and what there is to choose: `picks` and `choices`, as components take them."""
    say = say_in(view.lang)
    known = policies_by_place()
    names = {one: policy_title(view.place, one, view.lang) for one in known[view.place]}
    return {
        "title": say("Compare policies in a neighbourhood"),
        "picks": [
            {
                "legend": say("Neighbourhood"),
                "options": [{"value": one, "name": place_title(one, view.lang)} for one in known],
                "chosen": view.place,
            },
            {
                "legend": say("Compared with"),
                "options": [{"value": one, "name": names[one]} for one in view.policies],
                "chosen": view.policies[0] if view.policies else "",
            },
        ],
        "choices": {
            "legend": say("Policies"),
            "options": [{"value": one, "name": name} for one, name in names.items()],
            "chosen": list(view.policies),
            "most": MOST,
            "hint": say(
                "Two to four. All live through the same luck: what differs, the policy did."
            )
            if len(view.policies) > 1
            else say("Tick one more, so that there is something to compare."),
        },
    }


@solara.component
def Controls(view: View, on_view: Callable[[View], None], told: dict[str, Any]) -> None:
    """Which neighbourhood, which policies, and with which of them the others are compared."""
    known = policies_by_place()

    def move(place: str) -> None:
        kept = tuple(one for one in view.policies if one in known[place])
        on_view(replace(view, place=place, policies=kept if len(kept) > 1 else known[place][:2]))

    def first(policy: str) -> None:
        rest = tuple(one for one in view.policies if one != policy)
        on_view(replace(view, policies=(policy, *rest)))

    with solara.Div(classes=["controls"]):
        with solara.Div(classes=["picks"]):
            for one, choose in zip(told["picks"], (move, first), strict=True):
                Pick(**one, on_chosen=choose)
        Choices(
            **told["choices"],
            on_chosen=lambda chosen: on_view(replace(view, policies=tuple(chosen))),
        )


@dataclass(eq=False)
class Asked:
    """One time that this page asked a question; equal to no other, also when the question is."""

    question: Question


@solara.component
def Answered(
    view: View, on_view: Callable[[View], None], desk: Desk, scenarios: tuple[Scenario, ...]
) -> None:
    """How far the runs are, and what they say until now; they can be stopped and asked again."""
    say = say_in(view.lang)
    which = [id(one) for one in scenarios]
    times, again = solara.use_state(0)
    asked = solara.use_memo(
        lambda: Asked(desk.ask(scenarios, lang=view.lang)), dependencies=[which, times, view.lang]
    )
    no_one: Asked | None = None
    halted, halt = solara.use_state(no_one)
    question, follows = asked.question, halted is not asked

    def follow() -> Callable[[], None] | None:
        return (lambda: desk.leave(question)) if follows else None

    solara.use_effect(follow, dependencies=[asked, follows])
    _, see = solara.use_state(question.stage(view.lang))

    async def watch() -> None:
        while follows and not question.is_whole(view.lang):
            seen = question.stage(view.lang)
            see(seen)
            await question.news.until(partial(question.is_past, seen, view.lang))
        see(question.stage(view.lang))

    use_watch(watch, [id(asked), follows])
    use_foresight(desk, view.place)
    telling = question.telling
    if question.mistake or not follows:
        failed = say("The runs stopped by themselves.")
        told = failed if question.mistake else say("You stopped the runs.")
        Ended(told, view.lang, on_again=lambda: again(times + 1))
    elif not question.is_settled:
        Ahead(view, question, done=question.done, on_halt=lambda: halt(asked))
        if telling is None:
            Text(
                say("The first figures come within half a minute; the first time, some minutes."),
                kind="lead",
            )
    if telling is not None:
        Told(view, on_view, telling, telling.files(view.lang))


@solara.component
def Ahead(view: View, question: Question, done: int, on_halt: Callable[[], None]) -> None:
    """How far the runs are, those under way included, and a button that stops them.

    `done` pairs are ready.
    """
    say = say_in(view.lang)
    share, see = solara.use_state(0)

    async def watch() -> None:
        while not question.is_settled:
            see(round(100 * question.share))
            await asyncio.sleep(PROGRESS_SECONDS)

    use_watch(watch, [id(question)])
    told = say("{done} of {total} pairs of runs are ready")
    with solara.Div(classes=["ahead"]):
        Meter(
            done=share,
            total=100,
            text=told.format(done=done, total=question.pairs),
        )
        Press(say("Stop the runs"), on_click=on_halt)


@solara.component
def Told(
    view: View,
    on_view: Callable[[View], None],
    telling: Telling,
    files: list[dict[str, str]] | None,
) -> None:
    """The report; the viewer's own weights follow its answer.

    `files` of its figures come last: given here, so that this is drawn anew when they are there.
    """
    first, rest = telling.parts(view.lang)
    solara.HTML(tag="div", classes=["report"], unsafe_innerHTML=first)
    Taken(view, telling.answer)
    Weighed(view, on_view, telling.answer)
    solara.HTML(tag="div", classes=["report"], unsafe_innerHTML=rest)
    if files is not None:
        ReportTakes(words=take_words(say_in(view.lang)), files=files)


@solara.component
def Weighed(view: View, on_view: Callable[[View], None], answer: Comparison) -> None:
    """The viewer's own weights, and the score that they give."""
    say = say_in(view.lang)
    outcomes, teller = weighable(answer), Teller(answer, view.lang)
    weights, weigh = solara.use_state(weights_of(view, len(outcomes)))

    def keep(chosen: list[int]) -> None:
        weigh(chosen)
        told = ".".join(map(str, chosen))
        on_view(view.with_detail(WEIGHTS, "" if set(chosen) == {1} else told))

    Weights(
        lang=view.lang,
        words=weighing_words(say, capital(teller.title(answer.baseline))),
        outcomes=[one.nl if view.lang == "nl" else one.en for one in outcomes],
        others=[
            {
                "name": capital(teller.title(label)),
                "pairs": gains(answer, label),
            }
            for label in answer.others
        ],
        weights=weights,
        on_weights=keep,
    )


def weights_of(view: View, count: int) -> list[int]:
    """The weights that an address holds; all equal when it holds none, or others than `count`.

    >>> weights_of(View(details=(("gewicht", "0.5.1"),)), 3), weights_of(View(), 2)
    ([0, 5, 1], [1, 1])
    """
    parts = view.detail(WEIGHTS).split(".")
    fits = len(parts) == count and all(one in ("0", "1", "2", "3", "4", "5") for one in parts)
    return [int(one) for one in parts] if fits else [1] * count


def weighing_words(say: Say, baseline: str) -> dict[str, str]:
    """The texts of the sliders."""
    return {
        "head": say("What do you find important?"),
        "intro": say(
            "Give each outcome a weight from 0 to 5. The score beside it says who comes out better "
            "by your weights, against: {baseline}."
        ).format(baseline=baseline),
        "score": say("{score} steps, above zero in {above} of {all} pairs"),
        "none": say("All weights are zero."),
        "note": say(
            "One step is a difference that matters. That steps may be added up is your judgement, "
            "not a finding of the model."
        ),
    }


@solara.component
def Taken(view: View, answer: Comparison) -> None:
    """The report and the figures as files, and the same in Python and on the command line."""
    say = say_in(view.lang)
    with solara.Div(classes=["downloads"]):
        Reports(lambda: answer.report(lang=view.lang), view.lang)
        Download(
            lambda: as_sheet(as_csv(answer.summary).decode("utf-8"), view.lang).encode("utf-8"),
            filename="summary.csv",
            label=say("Download the differences (CSV)"),
        )
    python = (
        f"import wijksim\nresult = wijksim.compare({list(answer.labels)!r}, "
        f"replicates={answer.stopping.replicates})\nresult.summary"
    )
    with v.Html(tag="details"):
        Text(say("The same on the command line and in Python"), tag="summary")
        if NAME in answer.labels:
            Text(say("First download the file mine.yaml above into the folder where you do this."))
        Text(answer.command(), tag="pre")
        Text(python, tag="pre")
