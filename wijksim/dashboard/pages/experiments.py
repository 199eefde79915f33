"""Experiments: what a sweep shows, whole or one outcome at a time; nothing is written or run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import reacton.ipyvuetify as v
import solara

from wijksim.dashboard.address import View
from wijksim.dashboard.components import Meter, Pick, ReportTakes, Text
from wijksim.dashboard.components.downloads import Reports
from wijksim.dashboard.components.ended import Ended
from wijksim.dashboard.language import Say, say_in
from wijksim.dashboard.sweep_shown import Problem, ToldSweep, tell_sweep
from wijksim.dashboard.sweeps import Shelved, given_folders, sweeps_in
from wijksim.dashboard.taken import take_words
from wijksim.dashboard.waiting import use_errand
from wijksim.dashboard.work import Desk
from wijksim.outcomes.catalogue import OUTCOMES

WHICH, ABOUT = "reeks", "uitkomst"
EVERY = "alle"


@solara.component
def Experiments(view: View, on_view: Callable[[View], None], desk: Desk) -> None:
    """Choose a sweep and an outcome, and read under which assumptions the answer holds."""
    say = say_in(view.lang)
    Text(say("Does the answer hold under other assumptions?"), tag="h1")
    Text(
        say(
            "A sweep asks the same question under many assumptions; each set of them is a point. "
            "Here you read what makes the difference, under which conditions something holds, and "
            "what one could regret."
        ),
        kind="lead",
    )
    shelf = solara.use_memo(lambda: sweeps_in(given_folders()), [])
    if not shelf:
        NothingYet(view.lang)
        return
    asked = view.detail(WHICH)
    sweep = next((one for one in shelf if one.key == asked), shelf[0])
    if asked and sweep.key != asked:
        Text(say("The sweep in this address is not here. This is another."), kind="caution")
    about = view.detail(ABOUT) if view.detail(ABOUT) in _letters(sweep) else EVERY
    outcome = _letters(sweep).get(about, "")
    with solara.Div(classes=["controls", "halves"]):
        Pick(
            legend=say("Sweep"),
            options=[{"value": one.key, "name": one.called(view.lang)} for one in shelf],
            chosen=sweep.key,
            on_chosen=lambda key: on_view(view.with_detail(WHICH, key).with_detail(ABOUT, "")),
        )
        Pick(
            legend=say("What it is about"),
            options=[
                {"value": EVERY, "name": say("All outcomes")},
                *(
                    {"value": letters, "name": outcome_name(name, view.lang)}
                    for letters, name in _letters(sweep).items()
                ),
            ],
            chosen=about,
            on_chosen=lambda value: on_view(
                view.with_detail(ABOUT, "" if value == EVERY else value)
            ),
        )
    Read(view, desk, sweep, outcome)


def _letters(sweep: Shelved) -> dict[str, str]:
    """Outcomes as an address can hold them."""
    return {one.replace("_", "-"): one for one in sweep.outcomes}


def outcome_name(name: str, lang: str) -> str:
    """What readers call an outcome; its own name when the program does not know it."""
    found = next((one for one in OUTCOMES if one.name == name), None)
    return name if found is None else found.nl if lang == "nl" else found.en


@solara.component
def NothingYet(lang: str) -> None:
    """What to do when there is no sweep to look at."""
    say = say_in(lang)
    with v.Html(tag="section"):
        Text(say("There is no sweep to look at yet"), tag="h2")
        Text(
            say(
                "This command makes one of 64 runs, in a minute or two. Type it in the folder "
                "where you started the dashboard, and open this page again."
            )
        )
        Text("wijksim sweep first-look --out results/first-look", tag="pre")
        Text(say("Is yours elsewhere? Start the dashboard with it:"))
        Text("wijksim dashboard --sweep DIR", tag="pre")


@solara.component
def Read(view: View, desk: Desk, sweep: Shelved, outcome: str) -> None:
    """The report of a sweep, as far as it has come."""
    say = say_in(view.lang)
    command = f"wijksim analyse {sweep.shown_folder} --lang {view.lang}"
    key = f"sweep {sweep.folder} {sweep.stamp} {outcome} {view.lang}"
    task = partial(tell_sweep, sweep.folder, outcome=outcome, lang=view.lang, command=command)
    errand, again = use_errand(desk, key, task)
    if errand.mistake:
        Ended(say("The analysis stopped by itself."), view.lang, on_again=again)
    elif errand.result is None:
        Meter(
            done=0,
            total=0,
            text=say("The sweep is being analysed. The first time that can take half a minute."),
        )
    elif errand.result.problem is not Problem.NONE:
        Text(problem_words(say)[errand.result.problem], kind="caution", role="alert")
        Text(command, tag="pre")
    else:
        Found(view, errand.result, command)


def problem_words(say: Say) -> dict[Problem, str]:
    """What to say when there is nothing to show."""
    return {
        Problem.EXTRA: say(
            "The analysis needs packages that are not installed: pip install 'wijksim[sweep]'. "
            "After that this command works as well:"
        ),
        Problem.DAMAGED: say(
            "This sweep cannot be read: no run is done yet, or a file in it is damaged. This "
            "command says what is wrong:"
        ),
        Problem.LARGE: say("This sweep is too large for a page. This command makes its report:"),
    }


@solara.component
def Found(view: View, told: ToldSweep, command: str) -> None:
    """The report, with each figure to take along."""
    say = say_in(view.lang)
    solara.HTML(tag="div", classes=["report"], unsafe_innerHTML=told.body)
    heads = [
        say("Condition"),
        say("At least"),
        say("At most"),
        say("Coverage"),
        say("Density"),
        say("Method of search"),
    ]
    files: list[dict[str, Any]] = [
        {
            "figure": one.figure,
            "name": one.stem,
            "csv": one.csv,
            "heads": heads,
            "rows": [list(row) for row in one.sides],
        }
        for one in told.figures
    ]
    ReportTakes(words=take_words(say), files=files)
    with solara.Div(classes=["downloads"]):
        Reports(lambda: told.report, view.lang)
    with v.Html(tag="details"):
        Text(say("The same on the command line and in Python"), tag="summary")
        Text(command, tag="pre")
        Text(python_lines(command.split()[2]), tag="pre")


def python_lines(folder: str) -> str:
    """How to read the runs of a sweep in Python."""
    return f'import pandas as pd\n\nruns = pd.read_parquet("{folder}/runs")'
