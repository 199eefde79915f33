"""The desk runs equal questions once, answers more surely as it goes, and survives mishaps."""

import os
import subprocess
import sys
import threading
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
import pytest
from fake_runs import planted, scenario
from waiting import PATIENCE_SECONDS, until

from wijksim.core.errors import WijksimError
from wijksim.dashboard.questions import Question, fingerprint, question_key
from wijksim.dashboard.work import Desk
from wijksim.report.comparison import compare
from wijksim.scenario.loading import load_scenario

PAIR = ("carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation")
LATER = ("carnisse/no-team", "carnisse/mixed")


class Counted:
    """Runs that cost nothing, counted; they wait for the gate."""

    def __init__(self) -> None:
        self.seeds: list[int] = []
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, scenarios: Any, *, seed: int) -> list[Any]:
        self.gate.wait(PATIENCE_SECONDS)
        self.seeds.append(seed)
        return planted(scenarios, seed=seed)


def desk_of(run: Any, pairs: int = 3, workers: int = 1, grace: float = 60.0) -> Desk:
    return Desk(
        workers=workers, pairs=pairs, run=run, pool=lambda: ThreadPoolExecutor(1), grace=grace
    )


def asked(desk: Desk) -> Question:
    return desk.ask([scenario(name) for name in PAIR])


def test_two_visitors_with_one_question_share_its_runs() -> None:
    run = Counted()
    desk = desk_of(run)
    first, second = asked(desk), asked(desk)
    until(lambda: first.is_settled)
    assert second is first and sorted(run.seeds) == [0, 1, 2]
    assert asked(desk).answer is first.answer, "who asks later gets the answer at once"
    desk.close()


def test_questions_are_the_same_when_all_that_they_hold_is() -> None:
    one, again = (load_scenario(PAIR[0]) for _ in range(2))
    assert one is not again and fingerprint(one) == fingerprint(again)
    other = replace(one, texts={**one.texts, "name": "another"})
    assert fingerprint(other) != fingerprint(one)
    assert question_key([one], 2) != question_key([one], 3)


def test_the_answer_grows_with_each_pair() -> None:
    desk = desk_of(Counted())
    question = asked(desk)
    until(lambda: question.is_settled)
    assert question.answer is not None
    assert question.done == question.answer.stopping.replicates == 3
    desk.close()


def test_work_that_nobody_waits_for_is_dropped() -> None:
    run = Counted()
    run.gate.clear()
    desk = desk_of(run, pairs=50, grace=0.0)
    question = asked(desk)
    desk.leave(question)
    run.gate.set()
    assert asked(desk) is not question
    desk.close()
    assert len(run.seeds) <= 2


def test_work_that_another_visitor_waits_for_goes_on() -> None:
    run = Counted()
    run.gate.clear()
    desk = desk_of(run)
    question, again = asked(desk), asked(desk)
    desk.leave(question)
    run.gate.set()
    until(lambda: again.is_settled)
    assert again.done == 3
    desk.close()


def test_everybody_has_a_first_answer_before_anybody_has_a_sure_one() -> None:
    run = Counted()
    run.gate.clear()
    desk = desk_of(run, pairs=3)
    early = asked(desk)
    late = [desk.ask([scenario(name), scenario(PAIR[0])]) for name in LATER]
    run.gate.set()
    until(lambda: all(one.is_settled for one in (early, *late)))
    assert run.seeds == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    desk.close()


def test_processes_that_are_free_share_a_first_pair_and_the_answer_stays_the_same() -> None:
    alone: list[int] = []

    def run(scenarios: Any, *, seed: int) -> Any:
        if seed == 0:
            alone.append(len(scenarios))
        return planted(scenarios, seed=seed)

    desk = desk_of(run, workers=2)
    question = asked(desk)
    until(lambda: question.is_settled)
    assert alone == [1, 1]
    told = compare([scenario(name) for name in PAIR], replicates=3, runner=planted)
    assert question.answer is not None
    pd.testing.assert_frame_equal(question.answer.outcomes, told.outcomes, check_exact=True)
    pd.testing.assert_frame_equal(question.answer.summary, told.summary, check_exact=True)
    assert question.answer.report(lang="nl") == told.report(lang="nl")
    desk.close()


def dies(scenarios: Any, *, seed: int) -> Any:
    """Ends its process where a policy is called "mixed"."""
    if any("mixed" in one.name for one in scenarios):
        os._exit(1)
    return planted(scenarios, seed=seed)


def test_a_process_that_dies_takes_nobody_elses_run_along() -> None:
    desk = Desk(workers=2, pairs=2, run=dies)
    whole = asked(desk)
    struck = desk.ask([scenario("carnisse/mixed"), scenario(PAIR[0])])
    until(lambda: whole.is_settled and struck.is_settled)
    assert struck.mistake and not whole.mistake
    assert whole.answer is not None and whole.done == 2
    desk.close()


@pytest.mark.parametrize(
    "mishap", [BrokenProcessPool("gone"), WijksimError("wrong"), ValueError("odd")]
)
def test_after_a_mishap_one_can_ask_again(mishap: Exception) -> None:
    def fails(scenarios: Any, *, seed: int) -> list[Any]:
        raise mishap

    pools: list[Executor] = []

    def pool() -> Executor:
        pools.append(ThreadPoolExecutor(1))
        return pools[-1]

    desk = Desk(workers=1, pairs=2, run=fails, pool=pool)
    question = asked(desk)
    until(lambda: question.is_settled)
    assert question.mistake and question.answer is None
    again = asked(desk)
    assert again is not question
    until(lambda: again.is_settled)
    desk.close()


SERVER = """
import time
from fake_runs import planted, scenario
from wijksim.dashboard.work import Desk

if __name__ == "__main__":
    desk = Desk(workers=1, pairs=1, run=planted)
    question = desk.ask([scenario("carnisse/no-team"), scenario("carnisse/mixed")])
    while not question.is_settled:
        time.sleep(0.05)
    print("ready", flush=True)
    time.sleep(600)
"""


def test_a_server_that_is_killed_leaves_nobody_at_work(tmp_path: Path) -> None:
    script, root = tmp_path / "server.py", Path(__file__).resolve().parents[2]
    script.write_text(SERVER, encoding="utf-8")
    path = os.pathsep.join([str(root), str(root / "tests")])
    with subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None and server.stdout.readline() == "ready\n"
        workers = psutil.Process(server.pid).children()
        assert workers
        server.kill()
    until(lambda: not any(one.is_running() for one in workers))
