"""The score under a stated vision: steps that matter, weighed by values that anybody can set."""

import math
from dataclasses import replace
from datetime import date

import pytest
from worlds import small_world

from wijksim.entities.world import Scope
from wijksim.outcomes.base import ALL, QUINTILES, VALUE_GROUPS
from wijksim.outcomes.catalogue import VisionScore
from wijksim.outcomes.score import SCORE, steps, weighed
from wijksim.results import run_scenario
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations

EVEN = {"solidarity": 0.25, "own_strength": 0.25, "thrift": 0.25, "certainty": 0.25}
USUAL = {"unmet_need": 20.0, "self_reliance": 0.5, "cost": 1000.0, "waiting": 8.0}


def score(weights: dict[str, float], **other: float) -> dict[str, float]:
    """The score of two quarters as usual, or with other figures."""
    settings = {f"outcomes.score_{value}": weight for value, weight in weights.items()}
    observer = VisionScore()
    scope = Scope(world=small_world(parameters=settings), declared=observer)
    observer.start(scope)
    for change in (1.0, -1.0):
        figures = {name: value * (1.0 + 0.1 * change) for name, value in (USUAL | other).items()}
        rows = [(name, ALL, value) for name, value in figures.items() if name != "unmet_need"]
        observer.hear([*rows, ("unmet_need", QUINTILES[0], figures["unmet_need"])])
    assert all(outcome == SCORE.name for outcome, _, _ in observer.final(scope))
    return {group: value for _, group, value in observer.final(scope)}


def test_four_values_as_the_sum_by_hand() -> None:
    """20 of 100 unmet, 0.5 short of full strength, 1,000 euro, 8 weeks: -20, -50, -40 and -8."""
    found = score(EVEN)
    assert [found[group] for group in VALUE_GROUPS] == pytest.approx([-20.0, -50.0, -40.0, -8.0])
    assert found[ALL] == pytest.approx(-118.0 / 4)


def test_fewer_unmet_needs_more_strength_less_cost_and_less_waiting_give_a_better_score() -> None:
    usual = score(EVEN)[ALL]
    for better in ({"unmet_need": 18.0}, {"self_reliance": 0.52}, {"cost": 950.0}, {"waiting": 6}):
        assert score(EVEN, **better)[ALL] == pytest.approx(usual + 2.0 / 4)


def test_another_vision_turns_the_order_of_two_runs() -> None:
    solidary, thrifty = EVEN | {"solidarity": 1.0}, EVEN | {"thrift": 1.0}
    dear, cheap = {"unmet_need": 18.0, "cost": 1050.0}, {"unmet_need": 20.0, "cost": 1000.0}
    assert score(EVEN, **dear)[ALL] == pytest.approx(score(EVEN, **cheap)[ALL])
    assert score(solidary, **dear)[ALL] > score(solidary, **cheap)[ALL]
    assert score(thrifty, **dear)[ALL] < score(thrifty, **cheap)[ALL]


def test_only_the_proportion_of_the_weights_counts() -> None:
    assert weighed(EVEN, EVEN) == pytest.approx(weighed(EVEN, {v: 1.0 for v in EVEN}))


def test_what_cannot_be_measured_is_said_and_not_taken_for_nothing() -> None:
    nothing = float("nan")
    assert math.isnan(score(EVEN, waiting=nothing)[ALL])
    assert not math.isnan(score(EVEN | {"certainty": 0.0}, waiting=nothing)[ALL])
    assert steps([nothing, 3.0], ideal=0.0, matters=1.0) == -3.0
    assert math.isnan(weighed(EVEN, dict.fromkeys(EVEN, 0.0)))


def test_a_run_gives_a_score_and_its_weights_change_nothing_else() -> None:
    plain = load_scenario("pernis/at-rest", declarations=declarations())
    plain = replace(plain, warm_up_weeks=4, start=date(2014, 1, 6), end=date(2015, 6, 28))
    other = replace(plain, parameters={**plain.parameters, "outcomes.score_thrift": 1.0})
    one, two = run_scenario(plain, seed=1), run_scenario(other, seed=1)
    assert one.outcomes.equals(two.outcomes)
    scores = [
        run.final[run.final["outcome"] == SCORE.name].set_index("group")["value"]
        for run in (one, two)
    ]
    assert all(math.isfinite(found[ALL]) for found in scores)
    assert scores[0][ALL] != scores[1][ALL]
    assert scores[0].drop(ALL).equals(scores[1].drop(ALL))
