"""What may be asked next is done while nobody waits, and gives the same as when it is done late."""

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import solara
from fake_runs import planted
from waiting import until

from wijksim.core.calendar import week_number
from wijksim.dashboard.address import View
from wijksim.dashboard.answering import answer_of, figures_of
from wijksim.dashboard.pages.make import Make
from wijksim.dashboard.pasts import STATIONS, Pasts
from wijksim.dashboard.seats import StoppedError, week_done
from wijksim.dashboard.shelf import policies_by_place, scenarios_of
from wijksim.dashboard.work import GRACE_SECONDS, Desk
from wijksim.model import WijkModel
from wijksim.report.comparison import compare
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario, first_difference
from wijksim.schedule import declarations


def short(policy: str) -> Scenario:
    """Carnisse in brief, over the weeks in which the shipped policies part."""
    scenario = load_scenario(f"carnisse/{policy}", declarations=declarations())
    return replace(scenario, start=date(2012, 12, 31), end=date(2014, 6, 29), warm_up_weeks=9)


def test_a_comparison_from_pasts_that_were_lived_ahead_is_the_same_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasts, scenarios = Pasts(tmp_path), [short("mixed"), short("no-team")]
    for seed in (0, 1):
        assert pasts.live_ahead(scenarios[0], seed=seed)
        assert not pasts.live_ahead(scenarios[1], seed=seed), "they share their past"
    told = compare(scenarios, replicates=2)
    lived: list[int] = []
    step = WijkModel.step

    def counted(model: WijkModel) -> None:
        lived.append(model.world.week)
        step(model)

    monkeypatch.setattr(WijkModel, "step", counted)
    apart = [[figures_of(pasts.run, [one], seed=0)[0] for one in scenarios]]
    found = answer_of(scenarios, [*apart, figures_of(pasts.run, scenarios, seed=1)])
    parting = first_difference(*scenarios)
    assert parting is not None and min(lived) == parting, (
        "nothing before the parting is lived again"
    )
    pd.testing.assert_frame_equal(found.outcomes, told.outcomes, check_exact=True)
    assert found.summary.to_csv() == told.summary.to_csv()
    assert found.report(lang="nl") == told.report(lang="nl")


def test_a_past_that_is_no_longer_whole_is_lived_anew(tmp_path: Path) -> None:
    pasts, scenario = Pasts(tmp_path), short("mixed")
    pasts.live_ahead(scenario, seed=0)
    for one in tmp_path.iterdir():
        one.write_bytes(one.read_bytes()[:1000])
    assert pasts.begin(scenario, seed=0, until=None).world.week == week_number(scenario.start)


@pytest.mark.parametrize("place", policies_by_place())
def test_shipped_policies_part_where_pasts_are_kept(place: str) -> None:
    for one, other in itertools.combinations(scenarios_of(place), 2):
        parting = first_difference(one, other)
        assert parting is not None and parting - week_number(one.start) in STATIONS


class Lives:
    """Runs by their seed and policies; those in `slow` live until they are told to stop."""

    def __init__(self, slow: Callable[[int], bool] = lambda seed: False) -> None:
        self.begun: list[tuple[int, ...]] = []
        self.slow, self.stopped = slow, threading.Event()

    def __call__(self, scenarios: Any, *, seed: int) -> Any:
        self.begun.append((seed, *(len(one.name) for one in scenarios)))
        try:
            while self.slow(seed):
                week_done()
                threading.Event().wait(0.001)
        except StoppedError:
            self.stopped.set()
            raise
        return planted(scenarios, seed=seed)


def desk_of(run: Any, *, workers: int, pairs: int, grace: float = GRACE_SECONDS) -> Desk:
    return Desk(
        workers=workers, pairs=pairs, run=run, pool=lambda: ThreadPoolExecutor(1), grace=grace
    )


def test_policies_that_may_be_asked_for_have_a_first_run_before_somebody_asks() -> None:
    run = Lives()
    desk = desk_of(run, workers=1, pairs=1)
    policies = scenarios_of("carnisse")
    desk.foresee(policies)
    until(lambda: len(run.begun) == len(policies) and not desk.is_at_work)
    question = desk.ask(policies[:3])
    until(lambda: question.is_settled)
    assert len(run.begun) == len(policies), "nothing is run again"
    told = compare(policies[:3], replicates=1, runner=planted)
    assert question.answer is not None
    assert question.answer.report(lang="nl") == told.report(lang="nl")
    desk.close()


def test_while_somebody_makes_a_policy_its_neighbourhood_is_lived_ahead() -> None:
    run = Lives()
    desk = desk_of(run, workers=1, pairs=1)
    view = View(place="tarwewijk", policies=("no-team", "mixed"))
    _, page = solara.render(Make(view, lambda _: None, desk), handle_error=False)
    until(lambda: len(run.begun) == len(scenarios_of("tarwewijk")))
    page.close()
    desk.close()


def test_nothing_is_done_ahead_for_who_has_gone() -> None:
    run = Lives(slow=lambda seed: True)
    desk = desk_of(run, workers=1, pairs=1, grace=0.0)
    view = View(place="tarwewijk", policies=("no-team", "mixed"))
    pages = [solara.render(Make(view, lambda _: None, desk), handle_error=False) for _ in range(2)]
    until(lambda: len(run.begun) == 1)
    pages[0][1].close()
    assert not run.stopped.wait(0.5), "the other still looks"
    pages[1][1].close()
    until(lambda: run.stopped.is_set() and not desk.is_at_work)
    assert len(run.begun) == 1
    desk.foresee(scenarios_of("tarwewijk"))
    until(lambda: len(run.begun) == 2)
    desk.close()


def test_who_has_no_answer_goes_before_who_wants_a_surer_one() -> None:
    waits = threading.Event()
    run = Lives(slow=lambda seed: seed > 0 and not waits.is_set())
    desk = desk_of(run, workers=2, pairs=3)
    one, other, third, _ = scenarios_of("carnisse")
    early = desk.ask([one, other])
    until(lambda: early.done == 1 and [seed for seed, *_ in run.begun].count(2) == 1)
    late = desk.ask([one, third])
    until(lambda: late.done == 1)
    assert run.stopped.is_set() and not early.is_settled
    waits.set()
    until(lambda: early.is_settled and late.is_settled)
    told = compare([one, other], replicates=3, runner=planted)
    assert early.answer is not None
    assert early.answer.report(lang="nl") == told.report(lang="nl"), "what was put off is done"
    desk.close()
