"""The mode of cooperation: when it is reached, when lost, and what does not count."""

import math

import numpy as np
import pytest
from watching import Watch
from worlds import small_world

from wijksim.entities.domains import RequestState
from wijksim.entities.world import World
from wijksim.outcomes.cooperation import CooperationObserver, Mode

WORKERS = 8


def carried(trust: float = 0.6, employers: int = 4) -> World:
    """Six households, each with requests in three domains at three handlers, the first leads."""
    world = small_world(
        households=6, professionals=WORKERS, institutions=4, requests=18, logging=True
    )
    pro, q = world.professionals, world.requests
    pro.present[:] = 1
    pro.employer[:] = np.arange(WORKERS) % employers
    world.pairs.trust[:] = trust
    rows = np.arange(18)
    q.state[:] = RequestState.ACTIVE
    q.resident[:] = rows // 3
    q.domain[:] = 1 + rows % 3
    q.handler[:] = rows % WORKERS
    world.households.lead[:] = q.handler[::3]
    return world


def test_the_mode_is_dated_at_the_first_week_of_the_quarter_that_confirmed_it() -> None:
    world = carried(trust=0.2)
    watch = Watch(world, CooperationObserver()).weeks(20)
    world.pairs.trust[:] = 0.6
    assert math.isnan(watch.weeks(12).final()["mode_week", "all"])
    assert watch.weeks(1).final()["mode_week", "all"] == 20.0


def test_trust_between_two_thresholds_reaches_the_lower_one_only() -> None:
    final = Watch(carried(trust=0.47), CooperationObserver()).weeks(13).final()
    assert final["mode_week", "threshold low"] == 0.0
    assert math.isnan(final["mode_week", "threshold middle"])
    assert math.isnan(final["mode_week", "threshold high"])


def test_trust_that_is_not_returned_does_not_carry() -> None:
    world = carried()
    world.pairs.trust[:] = np.triu(np.full((WORKERS, WORKERS), 0.9))
    watch = Watch(world, CooperationObserver()).weeks(13)
    assert watch.figure("cases_carried") == 0.0


def test_without_a_lead_no_case_is_carried() -> None:
    world = carried()
    world.households.lead[:3] = -1
    assert Watch(world, CooperationObserver()).weeks(13).figure("cases_carried") == (
        pytest.approx(50.0)
    )


def test_a_generalist_who_does_all_alone_is_no_cooperation() -> None:
    world = carried()
    world.requests.handler[:] = 0
    assert math.isnan(Watch(world, CooperationObserver()).weeks(13).figure("cases_carried"))


@pytest.mark.parametrize(("employers", "reached"), [(4, True), (3, False)])
def test_a_core_needs_workers_of_four_employers(employers: int, reached: bool) -> None:
    final = Watch(carried(employers=employers), CooperationObserver()).weeks(13).final()
    assert math.isfinite(final["mode_week", "all"]) == reached


def test_a_mode_is_lost_after_a_quarter_of_failing_weeks_and_both_are_told() -> None:
    world = carried()
    watch = Watch(world, CooperationObserver()).weeks(13)
    world.pairs.trust[:] = 0.1
    assert math.isnan(watch.weeks(12).final()["mode_lost_week", "all"])
    assert watch.weeks(1).final()["mode_lost_week", "all"] == 25.0
    told = world.events.frame().drop_duplicates(["week", "kind", "cause", "value"])
    assert (told.kind == "mode reached").sum() == (told.kind == "mode lost").sum() == 3
    for _, same in world.events.frame().groupby(["kind", "value"]):
        assert set(same.by) == {"professionals"}
        assert set(same.by_id) == set(world.professionals.id.tolist())
    causes = set(told[told.kind == "mode lost"].cause)
    assert causes == {"cases: mutual trust carries too few of them"}


def test_only_those_whose_case_is_carried_are_named() -> None:
    """Two of the six households have a handler whom the lead does not trust."""
    world = carried()
    handlers = world.requests.handler.reshape(6, 3)
    for lead, other in handlers[4:, :2]:
        world.pairs.trust[other, lead] = 0.1
    Watch(world, CooperationObserver()).weeks(13)
    told = world.events.frame()
    pro = world.professionals
    assert set(told[told.value == 0.5].by_id) == set(pro.id[np.unique(handlers[:4])].tolist())


def test_one_bad_week_begins_the_window_anew_but_does_not_lose_the_mode() -> None:
    mode = Mode(window=13, what="cases")
    for week in range(12):
        mode.look(week, True)
    mode.look(12, False)
    assert not mode.stands
    for week in range(13, 26):
        mode.look(week, True)
    mode.look(26, False)
    assert mode.stands
    assert mode.reached == 13


def test_joint_activities_have_a_mode_of_their_own() -> None:
    world = carried()
    world.requests.state[:] = RequestState.FREE
    world.pairs.activities[:] = 0.5
    world.professionals.competence[np.arange(WORKERS), np.arange(WORKERS) % 3] = 0.9
    final = Watch(world, CooperationObserver()).weeks(13).final()
    assert final["mode_activities_week", "all"] == 0.0
    assert math.isnan(final["mode_week", "all"])
