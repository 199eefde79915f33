"""Finding help: who asks, who is noticed, who drops out, and what that does to trust."""

from collections.abc import Mapping

import numpy as np
import pytest
from worlds import scope, settings_fit, small_world

from wijksim.core.randomness import uniform4
from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import DEBT, SUPPORT, YOUTH, Channel
from wijksim.entities.experience import Turn
from wijksim.entities.world import World
from wijksim.submodels.finding_help import FindingHelp, NoFindingHelp
from wijksim.submodels.finding_help_asking import ASK

EVERYBODY_ASKS = {
    "finding_help.ask_support": 500.0,
    "finding_help.ask_youth": 500.0,
    "finding_help.ask_exponent": 0.0,
}
NOBODY_ASKS = {f"finding_help.ask_{d}": 0.0 for d in ("youth", "support", "income", "debt")}
OPEN: dict[str, LeverValue] = {"access.self_referral": "yes", "access.forms": 0.0}


def in_need(
    *,
    people: int = 5,
    parameters: Mapping[str, float] | None = None,
    levers: Mapping[str, LeverValue] | None = None,
) -> tuple[World, FindingHelp]:
    """People who live alone with a support need of one half, without any request."""
    world = small_world(households=people, parameters=parameters, levers=OPEN | dict(levers or {}))
    submodel = FindingHelp()
    submodel.initialise(scope(world, submodel))
    r = world.residents
    r.need[:, SUPPORT] = 0.5
    r.onset_week[:, SUPPORT] = world.week - 10
    r.trust[:] = r.awareness[:] = 1.0
    world.professionals.present[:] = 1
    world.professionals.id[:] = np.arange(len(world.professionals))
    return world, submodel


def live(world: World, submodel: FindingHelp, weeks: int = 1) -> np.ndarray:
    """Weeks without casework: whoever has asked holds a request. Gives who ever asked, how."""
    seen = scope(world, submodel)
    ways = np.zeros_like(world.residents.asking)
    for _ in range(weeks):
        submodel.step(seen)
        ways = np.maximum(ways, world.residents.asking)
        world.residents.request[world.residents.asking > 0] = 0
        world.week += 1
    return ways


def test_every_number_of_the_file_fits_its_declaration() -> None:
    settings_fit(FindingHelp())


def test_five_residents_ask_by_the_chance_that_the_sum_by_hand_gives() -> None:
    world, submodel = in_need(
        parameters=NOBODY_ASKS
        | {
            "finding_help.ask_support": 52.1775,
            "finding_help.ask_exponent": 2.0,
            "finding_help.language_hurdle": 0.5,
        }
    )
    r = world.residents
    r.need[:, SUPPORT] = [1.0, 0.5, 1.0, 1.0, 0.0]
    r.trust[2] = 0.5
    r.poor_dutch[3] = 1
    # One a week at full severity, squared; the door is open 20 + 20 hours: 40 / (40 + 10) = 0.8.
    rates = [0.8, 0.2, 0.4, 0.4, 0.0]
    draws = [uniform4(world.key, ASK, world.week, who, SUPPORT)[0] for who in range(5)]
    by_hand = [d < 1.0 - np.exp(-rate) for d, rate in zip(draws, rates, strict=True)]
    assert (live(world, submodel)[:, SUPPORT] > 0).tolist() == by_hand


def test_heavier_needs_trust_and_awareness_bring_people_sooner() -> None:
    asked = {}
    for what in ("as they are", "lighter", "distrustful", "unaware"):
        world, submodel = in_need(people=2000)
        r = world.residents
        if what == "lighter":
            r.need[:, SUPPORT] = 0.2
        if what == "distrustful":
            r.trust[:] = 0.3
        if what == "unaware":
            r.awareness[:] = 0.3
        asked[what] = int((live(world, submodel, 4)[:, SUPPORT] > 0).sum())
    assert all(asked["as they are"] > 1.4 * asked[k] for k in ("lighter", "distrustful", "unaware"))


def test_three_forms_leave_about_half_and_trying_again_changes_nothing() -> None:
    world, submodel = in_need(people=4000, parameters=EVERYBODY_ASKS, levers={"access.forms": 3.0})
    asked = live(world, submodel, 4)[:, SUPPORT] > 0
    assert asked.mean() == pytest.approx(0.53, abs=0.03)
    later = live(world, submodel, 120)[:, SUPPORT] > 0
    assert not later.any()


def test_who_drops_out_tries_again_only_after_half_a_year_to_a_year() -> None:
    world, submodel = in_need(people=1000, parameters=EVERYBODY_ASKS, levers={"access.forms": 10.0})
    start = world.week
    live(world, submodel, 3)
    weeks = world.residents.discouraged_until[:, SUPPORT]
    waits = weeks[weeks > 0] - start
    assert waits.size > 500 and waits.min() >= 26 and waits.max() <= 54


def test_a_closed_desk_without_self_referral_lets_nobody_in() -> None:
    closed: dict[str, LeverValue] = {"access.self_referral": "no", "access.desk_hours": 0.0}
    world, submodel = in_need(people=500, parameters=EVERYBODY_ASKS, levers=closed)
    assert not live(world, submodel, 20).any()
    opened: dict[str, LeverValue] = {"access.self_referral": "no", "access.desk_hours": 20.0}
    world, submodel = in_need(people=500, parameters=EVERYBODY_ASKS, levers=opened)
    ways = live(world, submodel, 20)[:, SUPPORT]
    assert (ways == Channel.DESK).mean() > 0.9


def test_every_hour_of_the_desk_lets_more_people_in_also_where_they_may_refer_themselves() -> None:
    """Doors of 20, 40 and 60 hours admit 2/3, 4/5 and 6/7; a half, a third of them at the desk."""
    slow = {"finding_help.ask_support": 10.0}
    asked = []
    for desk, at_desk in ((0.0, 0.0), (20.0, 1 / 2), (40.0, 2 / 3)):
        world, submodel = in_need(people=6000, parameters=slow, levers={"access.desk_hours": desk})
        ways = live(world, submodel, 4)[:, SUPPORT]
        asked.append(int((ways > 0).sum()))
        assert (ways[ways > 0] == Channel.DESK).mean() == pytest.approx(at_desk, abs=0.06)
    assert asked[0] < asked[1] < asked[2]
    assert asked[1] / asked[0] == pytest.approx(1.2, abs=0.1)


def test_a_care_avoider_never_asks_but_comes_through_a_professional_who_is_trusted() -> None:
    sharp = EVERYBODY_ASKS | {"finding_help.noticing_support": 20.0}
    world, submodel = in_need(people=300, parameters=sharp, levers={"access.finder_hours": 20.0})
    r = world.residents
    r.avoider[:] = 1
    assert not live(world, submodel, 20).any()
    r.met_professional[:] = 0
    r.met_hours[:] = 0.5
    assert not live(world, submodel, 1).any(), "a stranger is not accepted"
    r.known_trust[:] = 0.9
    r.known_professional[:] = 0
    ways = live(world, submodel, 1)[:, SUPPORT]
    assert (ways == Channel.OUTREACH).mean() > 0.7


def test_a_finder_refers_no_more_people_than_there_are_hours_for_heaviest_first() -> None:
    world, submodel = in_need(
        people=50,
        parameters=NOBODY_ASKS
        | {"finding_help.noticing_support": 20.0, "finding_help.referral_hours": 2.0},
        levers={"access.finder_hours": 10.0},
    )
    r = world.residents
    world.professionals.finder[0], world.professionals.hours_outreach[0] = 1, 10.0
    r.met_professional[:], r.met_hours[:] = 0, 10.0
    r.need[:, SUPPORT] = np.linspace(0.2, 0.9, 50)
    ways = live(world, submodel, 1)[:, SUPPORT]
    assert np.flatnonzero(ways == Channel.FINDER).tolist() == [45, 46, 47, 48, 49]


@pytest.mark.parametrize(("hours", "referred"), [(0.0, 0), (4.0, 2), (30.0, 5)])
def test_a_finder_refers_in_the_hours_of_last_week_and_an_absent_one_nobody(
    hours: float, referred: int
) -> None:
    """The lever keeps ten hours a week, for five people; who was absent had none of them."""
    world, submodel = in_need(
        people=50,
        parameters=NOBODY_ASKS
        | {"finding_help.noticing_support": 20.0, "finding_help.referral_hours": 2.0},
        levers={"access.finder_hours": 10.0},
    )
    world.professionals.finder[0] = 1
    world.professionals.hours_outreach[0] = hours
    world.residents.met_professional[:], world.residents.met_hours[:] = 0, 10.0
    ways = live(world, submodel, 1)[:, SUPPORT]
    assert (ways > 0).sum() == referred


def test_a_friend_whose_care_went_well_brings_somebody_along() -> None:
    ways = {}
    for experience in (-1.0, 1.0):
        world, submodel = in_need(people=400, parameters=NOBODY_ASKS)
        r = world.residents
        r.avoider[:] = 1
        r.need[200:, SUPPORT] = 0.0
        r.tie[:200, 0], r.tie_strength[:200, 0] = np.arange(200, 400), 0.9
        r.experience[200:] = experience
        ways[experience] = (live(world, submodel, 104)[:, SUPPORT] == Channel.NETWORK).sum()
    assert ways[-1.0] == 0 and ways[1.0] > 20


def test_a_crisis_comes_in_by_itself() -> None:
    world, submodel = in_need(parameters=NOBODY_ASKS)
    world.residents.avoider[:] = 1
    world.residents.crisis_week[1, SUPPORT] = world.week
    ways = live(world, submodel)[:, SUPPORT]
    assert ways.tolist() == [0, Channel.CRISIS, 0, 0, 0]


def test_for_a_child_the_parent_asks() -> None:
    asked = []
    for trust in (1.0, 0.0):
        world = small_world(ages=[[40.0, 10.0]] * 200, parameters=EVERYBODY_ASKS, levers=OPEN)
        submodel = FindingHelp()
        submodel.initialise(scope(world, submodel))
        r = world.residents
        r.need[1::2, YOUTH] = 0.5
        r.trust[1::2], r.trust[0::2] = 0.0, trust
        r.awareness[:] = 1.0
        asked.append(int((live(world, submodel)[:, YOUTH] > 0).sum()))
    assert asked[0] == 200 and asked[1] == 0


def test_five_residents_remember_their_care_as_summed_by_hand() -> None:
    """An impression counts three tenths: 0.3 x 0.6, 0.3 x -0.7, both in turn, twice late, none."""
    world, submodel = in_need()
    turns = world.residents.care_turns
    turns[0, Turn.IN_TIME] = turns[1, Turn.REFUSED] = turns[2, Turn.REFUSED] = 1
    turns[2, Turn.IN_TIME], turns[3, Turn.LATE] = 1, 2
    submodel.step(scope(world, submodel))
    by_hand = [0.18, -0.21, 0.7 * -0.21 + 0.18, 0.7 * -0.15 - 0.15, 0.0]
    assert world.residents.experience == pytest.approx(by_hand, abs=1e-6)


def test_bad_experience_costs_trust_and_good_experience_earns_it() -> None:
    world, submodel = in_need(people=300)
    r = world.residents
    r.need[:] = 0.0
    submodel.arrive(scope(world, submodel), np.arange(300, dtype=np.int32))
    before = r.trust.copy()
    r.experience[:100], r.experience[100:200] = -0.8, 0.8
    live(world, submodel, 52)
    assert (r.trust[:100] < before[:100]).all()
    assert (r.trust[100:200] > before[100:200]).all()
    assert r.trust[200:] == pytest.approx(before[200:], abs=1e-5)


def test_trust_and_awareness_do_not_rise_by_time_alone() -> None:
    world, submodel = in_need(people=300)
    submodel.arrive(scope(world, submodel), np.arange(300, dtype=np.int32))
    r = world.residents
    r.need[:] = 0.0
    trust, awareness = r.trust.copy(), r.awareness.copy()
    live(world, submodel, 260)
    assert (r.trust <= trust + 1e-5).all() and (r.awareness <= awareness + 1e-5).all()


def test_what_happened_to_a_friend_is_news() -> None:
    world, submodel = in_need(people=2)
    submodel.arrive(scope(world, submodel), np.arange(2, dtype=np.int32))
    r = world.residents
    r.need[:] = 0.0
    r.tie[0, 0], r.tie_strength[0, 0] = 1, 0.8
    r.experience[1] = -1.0
    before = float(r.trust[0])
    live(world, submodel, 26)
    assert r.trust[0] < before


def test_talks_make_a_professional_known_and_leaving_makes_a_stranger() -> None:
    world, submodel = in_need()
    r = world.residents
    r.need[:] = 0.0
    r.met_professional[0], r.met_hours[0] = 2, 0.5
    live(world, submodel, 10)
    assert r.known_professional[0] == 2 and r.known_trust[0] > 0.5
    assert (r.known_professional[1:] < 0).all()
    r.met_professional[0] = -1
    world.professionals.present[2] = 0
    live(world, submodel, 1)
    assert r.known_professional[0] < 0 and r.known_trust[0] == 0.0


def test_who_helps_a_child_becomes_known_to_the_parent_who_asked_and_to_no_other_parent() -> None:
    world = small_world(ages=[[40.0, 38.0, 10.0, 12.0]] * 2)
    submodel = FindingHelp()
    submodel.initialise(scope(world, submodel))
    world.professionals.present[:] = 1
    r, q = world.residents, world.requests
    for request, child, hours in ((0, 2, 1.0), (1, 3, 2.0)):
        r.request[child, YOUTH], q.handler[request] = request, request
        r.formal_hours[child, YOUTH] = hours
    r.request[5, SUPPORT], q.handler[2], r.formal_hours[5, SUPPORT] = 2, 2, 1.0
    for _ in range(4):
        submodel.step(scope(world, submodel))
        world.week += 1
    assert r.known_professional.tolist() == [1, -1, 0, 1, -1, 2, -1, -1]
    assert r.known_trust[0] == pytest.approx(r.known_trust[3])


def test_the_harshest_and_the_mildest_numbers_stay_within_bounds() -> None:
    for ends in (0, 1):
        values = {one.key: one.bounds[ends] for one in FindingHelp.parameters}
        world, submodel = in_need(people=50, parameters=values, levers={"access.forms": 10.0})
        r = world.residents
        r.need[:, DEBT] = 1.0
        r.experience[:] = 2 * ends - 1
        r.tie[:, 0], r.tie_strength[:, 0] = np.roll(np.arange(50), 1), 1.0
        r.met_professional[:], r.met_hours[:] = 1, 10.0
        live(world, submodel, 100)
        for column in (r.trust, r.awareness, r.known_trust):
            assert np.isfinite(column).all() and (column >= 0).all() and (column <= 1).all()


def test_without_finding_help_nobody_asks() -> None:
    world, _ = in_need(parameters=EVERYBODY_ASKS)
    submodel = NoFindingHelp()
    seen = scope(world, submodel)
    before = {c.name: world.residents.array(c.name).copy() for c in world.residents.schema.columns}
    submodel.initialise(seen)
    submodel.step(seen)
    assert all((world.residents.array(n) == b).all() for n, b in before.items())
