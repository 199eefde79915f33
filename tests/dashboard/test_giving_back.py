"""Visitors who leave give back what was held for them: processes, figures and memory."""

import asyncio
import gc
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import solara
from fake_runs import planted, scenario
from waiting import PATIENCE_SECONDS, until

from wijksim.dashboard.address import View
from wijksim.dashboard.errands import Errand
from wijksim.dashboard.memory import Soon
from wijksim.dashboard.pages.compare import Answered
from wijksim.dashboard.pages.cooperation import Together
from wijksim.dashboard.pages.life_lines import LifeLines
from wijksim.dashboard.pages.neighbourhood import Neighbourhood
from wijksim.dashboard.questions import Question
from wijksim.dashboard.seats import StoppedError, week_done
from wijksim.dashboard.waiting import use_watch
from wijksim.dashboard.work import GRACE_SECONDS, KEPT, Desk
from wijksim.scenario.settled import Scenario

POLICIES = ("top-down-rollout", "bottom-up-self-organisation")


def desk_of(run: Any, *, pairs: int = 3, workers: int = 1, grace: float = 0.0) -> Desk:
    return Desk(
        workers=workers, pairs=pairs, run=run, pool=lambda: ThreadPoolExecutor(1), grace=grace
    )


@cache
def both() -> tuple[Scenario, ...]:
    return tuple(scenario(f"carnisse/{name}") for name in POLICIES)


def questions(desk: Desk, count: int) -> list[Question]:
    """So many that differ: two policies of Carnisse in turn, under names of their own."""
    one, other = both()
    found = []
    for number in range(count):
        texts = {**one.texts, "visitor": str(number)}
        found.append(desk.ask([replace(one, texts=texts), other]))
    return found


def alive(known: list[weakref.ref[Any]]) -> int:
    gc.collect()
    return sum(one() is not None for one in known)


class Endless:
    """A run that lives weeks until it is told to stop."""

    def __init__(self) -> None:
        self.begun, self.stopped = threading.Event(), threading.Event()

    def __call__(self, scenarios: Any, *, seed: int) -> Any:
        self.begun.set()
        pause = threading.Event()
        try:
            while True:
                week_done()
                pause.wait(0.001)
        except StoppedError:
            self.stopped.set()
            raise


def test_a_run_that_nobody_waits_for_stops_halfway() -> None:
    run = Endless()
    desk = desk_of(run)
    (question,) = questions(desk, 1)
    assert run.begun.wait(PATIENCE_SECONDS)
    until(lambda: question.share > 0)
    desk.leave(question)
    assert run.stopped.wait(PATIENCE_SECONDS)
    desk.close()


def test_a_page_that_is_opened_anew_goes_on_with_the_same_run() -> None:
    run = Endless()
    desk = desk_of(run, grace=600.0)
    (question,) = questions(desk, 1)
    assert run.begun.wait(PATIENCE_SECONDS)
    desk.leave(question)
    (again,) = questions(desk, 1)
    assert again is question
    desk._abandon(question)  # as when the time is up
    assert not run.stopped.wait(1.0)
    desk.leave(question)
    desk._abandon(question)
    assert run.stopped.wait(PATIENCE_SECONDS)
    desk.close()


def test_the_figures_of_visitors_who_left_are_let_go() -> None:
    slow = threading.Event()

    def run(scenarios: Any, *, seed: int) -> Any:
        if seed == 2:
            slow.wait(PATIENCE_SECONDS)
        return planted(scenarios, seed=seed)

    desk = desk_of(run)
    (question,) = questions(desk, 1)
    until(lambda: question.done == 2)
    held = [weakref.ref(one.run) for pair in question.figures.values() for one in pair.values()]
    assert alive(held) == 4
    desk.leave(question)
    slow.set()
    until(lambda: alive(held) == 0)
    desk.close()


def test_of_a_crowd_that_left_only_a_few_answers_are_kept() -> None:
    desk = desk_of(planted, pairs=1)
    crowd = questions(desk, KEPT + 4)
    until(lambda: all(one.is_settled for one in crowd))
    answers = [weakref.ref(one.answer) for one in crowd]
    while crowd:
        desk.leave(crowd.pop())
    until(lambda: alive(answers) == KEPT)
    desk.close()


def test_closing_a_page_in_mid_run_stops_its_run() -> None:
    run = Endless()
    desk = desk_of(run)
    _, page = solara.render(Answered(View(), lambda _: None, desk, both()), handle_error=False)
    assert run.begun.wait(PATIENCE_SECONDS)
    page.close()
    assert run.stopped.wait(PATIENCE_SECONDS)
    desk.close()


def test_nothing_is_held_for_a_visitor_who_left_before_the_answer() -> None:
    run = Endless()
    desk = desk_of(run)
    _, page = solara.render(Answered(View(), lambda _: None, desk, both()), handle_error=False)
    assert run.begun.wait(PATIENCE_SECONDS)
    held = [weakref.ref(one) for one in desk._questions.values()]
    page.close()
    del page, _
    until(lambda: alive(held) == 0)
    desk.close()


def test_a_page_watches_only_what_it_shows_now() -> None:
    watching: list[str] = []

    @solara.component
    def watcher(what: str) -> None:
        async def watch() -> None:
            watching.append(what)
            try:
                await asyncio.Event().wait()
            finally:
                watching.remove(what)

        use_watch(watch, [what])
        solara.Text(what)

    _, page = solara.render(watcher("one"), handle_error=False)
    until(lambda: watching == ["one"])
    page.render(watcher("other"))
    until(lambda: watching == ["other"])
    page.close()
    until(lambda: not watching)


def test_opening_a_page_anew_in_mid_run_goes_on_with_that_run() -> None:
    run = Endless()
    desk = desk_of(run, grace=GRACE_SECONDS)
    try:
        for number in range(2):
            _, page = solara.render(
                Answered(View(), lambda _: None, desk, both()), handle_error=False
            )
            assert run.begun.wait(PATIENCE_SECONDS)
            assert not run.stopped.is_set(), f"the run of page {number} goes on"
            page.close()
        assert run.stopped.wait(PATIENCE_SECONDS), "nobody came back"
    finally:
        desk.close()


def test_after_a_mishap_the_page_says_so_and_a_button_tries_again() -> None:
    fails = threading.Event()
    fails.set()

    def run(scenarios: Any, *, seed: int) -> Any:
        if fails.is_set():
            raise BrokenProcessPool("gone")
        return planted(scenarios, seed=seed)

    desk = desk_of(run)
    box, page = solara.render(
        Answered(View(lang="en"), lambda _: None, desk, both()), handle_error=False
    )
    until(lambda: "The runs stopped by themselves." in texts(box))
    fails.clear()
    *_, button = [one for one in walked(box) if texts(one) == ["Try again"]]
    button.fire_event("click", {})
    until(lambda: "The runs stopped by themselves." not in texts(box))
    page.close()
    desk.close()


class Unlucky(Desk):
    """Every process that records a run dies."""

    tries = 0

    def fetch(self, key: str, task: Any) -> Errand:
        def broken() -> None:
            self.tries += 1
            raise BrokenProcessPool("gone")

        return super().fetch(key, broken)


@pytest.mark.parametrize("shown", [Neighbourhood, LifeLines, Together])
def test_after_each_mishap_a_page_with_two_runs_can_be_tried_again(shown: Any) -> None:
    desk = Unlucky(workers=1, pairs=1, pool=lambda: ThreadPoolExecutor(1), grace=60.0)
    box, page = solara.render(shown(View(lang="en"), lambda _: None, desk), handle_error=False)
    for _ in range(3):
        until(lambda: "The runs stopped by themselves." in texts(box))
        before = desk.tries
        *_, button = [one for one in walked(box) if texts(one) == ["Try again"]]
        button.fire_event("click", {})
        until(lambda before=before: desk.tries > before)
    page.close()
    desk.close()


def walked(widget: Any) -> Iterator[Any]:
    yield widget
    for one in getattr(widget, "children", ()):
        if not isinstance(one, str):
            yield from walked(one)


def texts(widget: Any) -> list[str]:
    return [
        text
        for one in walked(widget)
        for text in getattr(one, "children", ())
        if isinstance(text, str)
    ]


CROWD = """
import threading
import time
import weakref
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from pathlib import Path
import psutil
from wijksim.dashboard import memory

memory.be_thrifty()
held, kept = [], []

def visit():
    mine = []
    for number in range(12_000):
        mine.append(bytearray(2_000))
        if number % 400 == 0:
            kept.append(bytearray(2_000))
    held.append(mine)

resident = psutil.Process().memory_info
visitors = [threading.Thread(target=visit) for _ in range(8)]
before = resident().rss
[one.start() for one in visitors]
[one.join() for one in visitors]
peak = resident().rss
held.clear()
left = resident().rss
memory.give_back()
print(before, peak, left, resident().rss)
"""


def test_the_memory_of_a_crowd_goes_back_to_the_system() -> None:
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-c", CROWD],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    before, peak, left, after = map(int, told.stdout.split())
    assert left - before > 0.5 * (peak - before), "what is freed stays with the C library"
    assert after - before < 0.2 * (peak - before)


def test_what_many_ask_for_soon_is_done_once() -> None:
    done: list[int] = []
    soon = Soon(lambda: done.append(1), seconds=0.1)
    for _ in range(20):
        soon()
    until(lambda: bool(done))
    threading.Event().wait(0.3)
    assert done == [1]
    soon()
    until(lambda: len(done) == 2)
