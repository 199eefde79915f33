"""A recorded run is made once for all who look at it, and a mishap can be tried again."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from wijksim.core.errors import WijksimError
from wijksim.dashboard.errands import KEPT, Errand
from wijksim.dashboard.work import Desk

PATIENCE_SECONDS = 30


def desk() -> Desk:
    return Desk(workers=1, pairs=1, pool=lambda: ThreadPoolExecutor(1))


def waited(errand: Errand) -> Errand:
    for _ in range(PATIENCE_SECONDS * 50):
        if errand.is_settled:
            return errand
        threading.Event().wait(0.02)
    raise AssertionError("it did not come")


def test_two_visitors_with_one_wish_share_the_work() -> None:
    done: list[int] = []

    def task() -> str:
        done.append(1)
        return "recorded"

    one = desk()
    first, second = one.fetch("a", task), one.fetch("a", task)
    assert waited(first).result == waited(second).result == "recorded"
    assert one.fetch("a", task).result == "recorded" and done == [1]
    one.close()


def test_a_mishap_is_told_and_can_be_tried_again() -> None:
    def fails() -> Any:
        raise WijksimError("wrong")

    one = desk()
    assert "wrong" in waited(one.fetch("a", fails)).mistake
    assert waited(one.fetch("a", lambda: "right")).result == "right"
    one.close()


def test_work_that_nobody_waits_for_any_more_is_not_begun() -> None:
    gate, done = threading.Event(), []
    one = desk()
    one.fetch("busy", lambda: gate.wait(PATIENCE_SECONDS))
    left = one.fetch("left", lambda: done.append(1) or "x")
    one.drop(left)
    gate.set()
    assert waited(one.fetch("next", lambda: "y")).result == "y"
    assert done == []
    one.close()


def test_few_results_are_kept_of_those_that_nobody_looks_at() -> None:
    done: list[int] = []
    one = desk()
    for number in range(KEPT + 2):

        def task(number: int = number) -> int:
            done.append(number)
            return number + 1

        one.drop(waited(one.fetch(str(number), task)))
    waited(one.fetch("0", lambda: done.append(0) or 1))
    assert done.count(0) == 2
    one.close()
