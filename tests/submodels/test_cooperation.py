"""Cooperation: a few professionals, with sums done by hand."""

import numpy as np
import pytest
from worlds import live, scope, settings_fit, small_world

from wijksim.entities.domains import NOBODY
from wijksim.entities.links import Links
from wijksim.entities.world import World
from wijksim.submodels.base import Submodel
from wijksim.submodels.cooperation import Cooperation, NoCooperation, situation
from wijksim.submodels.cooperation_contacts import (
    chance_without_trust,
    common_ground,
    drawn_number,
    updated_trust,
)

TWO_YEARS = 104


def office(*, workers: int = 12, joint: int = 2, seed: int = 1, **values: float) -> World:
    """Workers of different employers, each pair with `joint` shared cases and time enough."""
    world = small_world(
        professionals=workers,
        institutions=workers,
        seed=seed,
        parameters={f"cooperation.{name}": value for name, value in values.items()},
    )
    pro = world.professionals
    pro.present[:], pro.id[:] = 1, np.arange(workers)
    pro.employer[:] = np.arange(workers)
    pro.hours_present[:], pro.hours_admin[:], pro.cases[:] = 30.0, 6.0, 10
    pro.competence[:], pro.role_flexibility[:] = 0.5, 0.3
    world.pairs.joint_cases[:] = joint
    np.fill_diagonal(world.pairs.joint_cases, 0)
    return world


def run(world: World, weeks: int = TWO_YEARS, submodel: Submodel | None = None) -> World:
    return live(world, Cooperation() if submodel is None else submodel, weeks=weeks)


def mean_trust(world: World) -> float:
    n = len(world.professionals)
    return float(world.pairs.trust[~np.eye(n, dtype=bool)].mean())


def test_one_success_and_one_failure_as_the_sum_by_hand() -> None:
    assert updated_trust(0.40, True, 0.045, 0.09) == pytest.approx(0.40 + 0.045 * 0.60)
    assert updated_trust(0.40, False, 0.045, 0.09) == pytest.approx(0.40 - 0.09 * 0.40)


def test_what_two_workers_can_both_do_is_their_common_ground() -> None:
    can = np.array([[0.6, 0.2, 0.0, 0.0], [0.3, 0.4, 0.0, 0.1]], np.float32)
    assert common_ground(can, 0, 1) == pytest.approx((0.3 + 0.2) / (0.6 + 0.4 + 0.1))


def test_each_hindrance_by_itself_makes_a_contact_go_badly_more_often() -> None:
    free = chance_without_trust(0.65, 0.0, 0.0, 0.0, 0.0, 0.4, 0.15, 0.2, 0.35)
    assert free == 0.65
    for hindered in np.eye(4):
        assert chance_without_trust(0.65, *hindered, 0.4, 0.15, 0.2, 0.35) < free
    assert chance_without_trust(0.65, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0) == 0.0


def test_the_number_of_contacts_has_the_mean_that_was_asked() -> None:
    chances = (np.arange(1000) + 0.5) / 1000
    assert np.mean([drawn_number(1.3, u) for u in chances]) == pytest.approx(1.3, abs=0.002)


def test_administration_and_cases_leave_a_worker_short_of_time() -> None:
    employer = np.array([0, 0, 0], np.int16)
    present = np.array([30, 30, 30], np.float32)
    admin, intake = np.array([6, 18, 6], np.float32), np.zeros(3, np.float32)
    cases, firm = np.array([11, 11, 29]), np.array([0.2], np.float32)
    short, rival, outward = np.empty(3), np.empty(3), np.empty(3)
    situation(
        employer, present, admin, intake, cases, firm, firm, firm, 1, 0.5, short, rival, outward
    )  # fmt: skip
    assert short == pytest.approx([1 / (1 + 2.0 / 0.5), 1 / (1 + 1.0 / 0.5), 1 / (1 + 0.8 / 0.5)])
    assert rival == pytest.approx(1 - 0.8 * 0.8) and outward == pytest.approx(0.8)


def test_shared_cases_make_trust_grow_and_none_lets_it_rest_at_the_prior() -> None:
    together, apart = run(office(joint=2)), run(office(joint=0))
    assert mean_trust(together) > 0.35
    assert mean_trust(apart) == pytest.approx(0.25, abs=1e-5)
    assert apart.pairs.recognition.max() < 0.3


def test_lack_of_time_keeps_trust_low() -> None:
    overloaded = office()
    overloaded.professionals.hours_admin[:] = 22.0
    overloaded.professionals.cases[:] = 60
    assert mean_trust(run(overloaded)) < mean_trust(run(office())) - 0.1


def test_institutions_that_fear_for_their_existence_trust_each_other_less() -> None:
    afraid = office()
    afraid.institutions.survival_pressure[:] = 0.6
    afraid.institutions.holding[:] = 0.4
    assert mean_trust(run(afraid)) < mean_trust(run(office())) - 0.1


def test_inward_gaze_leaves_fewer_contacts_with_others() -> None:
    inward = office()
    inward.institutions.inward[:] = 0.7
    assert run(inward).pairs.contacts.sum() < 0.3 * run(office()).pairs.contacts.sum()


def test_contacts_on_cases_are_paid_in_hours_of_coordination() -> None:
    short = office()
    short.professionals.coordination_met[:] = 0.5
    contacts, usual = run(short).pairs.contacts.sum(), run(office()).pairs.contacts.sum()
    assert contacts == pytest.approx(0.5 * usual, rel=0.15)


def test_a_shared_place_brings_activities_and_recognition_without_any_case() -> None:
    here, elsewhere, shut = office(joint=0), office(joint=0), office(joint=0)
    for world in (here, elsewhere, shut):
        world.places.open[:], world.places.open_hours[:] = 1, 20.0
        world.professionals.hours_outreach[:] = 5.0
    here.professionals.base[:] = 0
    elsewhere.professionals.base[:] = -1
    shut.professionals.base[:], shut.places.open[:] = 0, 0
    assert run(here).pairs.activities.sum() > 0 == run(elsewhere).pairs.activities.sum()
    assert mean_trust(here) > mean_trust(elsewhere) == mean_trust(run(shut))
    assert here.pairs.recognition.mean() > elsewhere.pairs.recognition.mean() + 0.1


def test_colleagues_are_chosen_by_trust_and_the_number_of_contacts_stays_the_same() -> None:
    world, blind = office(workers=20), office(workers=20, choice_by_trust=0.0)
    for one in (world, blind):
        one.pairs.trust[:10, :10] = 0.8
        run(one, weeks=13)
    among_friends = world.pairs.contacts[:10, :10].sum()
    assert among_friends > 1.2 * blind.pairs.contacts[:10, :10].sum()
    assert world.pairs.contacts.sum() == pytest.approx(blind.pairs.contacts.sum(), rel=0.1)


def test_recognition_grows_even_where_contacts_go_badly_and_trust_falls() -> None:
    sour = run(office(best_chance=0.55, spoilt_by_shortage=1.0, trust_to_success=0.15))
    sour.professionals.hours_admin[:] = 29.0
    before = mean_trust(sour)
    run(sour)
    assert mean_trust(sour) < before - 0.05
    assert sour.pairs.recognition[0, 1] > 0.5


def test_somebody_new_starts_as_a_stranger() -> None:
    world = run(office())
    world.professionals.joined_week[3] = world.week
    old = world.pairs.trust[1, 2]
    world.pairs.joint_cases[:] = 0
    run(world, weeks=1)
    assert world.pairs.trust[3, 5] == world.pairs.trust[5, 3] == np.float32(0.25)
    assert world.pairs.trust[1, 2] == pytest.approx(old, abs=0.002)


def test_a_reorganisation_parts_some_pairs_but_not_what_they_know_of_each_other() -> None:
    world = run(office())
    world.pairs.joint_cases[:] = 0
    before, known = mean_trust(world), world.pairs.recognition.mean()
    view = scope(world, Cooperation())
    world.municipality.reorganisations[0] = 1
    Cooperation().step(view)
    after = mean_trust(world)
    assert 0.15 < (before - after) / (before - 0.25) < 0.5
    assert world.pairs.recognition.mean() == pytest.approx(known, rel=0.01)
    Cooperation().step(view)
    assert mean_trust(world) == pytest.approx(after, abs=0.002)


def test_a_change_of_team_parts_who_had_a_team_or_an_employer_in_common_and_nobody_else() -> None:
    world = office(joint=0, broken_share=1.0)
    world.pairs.trust[:] = 0.8
    world.professionals.employer[6:] = 6
    world.professionals.team[:4] = 0
    one = Cooperation()
    view = scope(world, one)
    one.initialise(view)
    world.professionals.team[2:4] = 1
    world.professionals.team[6] = 1
    one.step(view)
    trust = world.pairs.trust
    assert trust[0, 2] == np.float32(0.25), "they were one team"
    assert trust[6, 9] == np.float32(0.4), "they were colleagues at one employer"
    assert trust[0, 1] > 0.79 and trust[2, 3] > 0.79, "they are one team still"
    assert trust[8, 9] > 0.79 and trust[2, 9] > 0.79, "nothing changed between them"
    trust[:] = 0.8
    world.professionals.team[:] = NOBODY
    one.step(view)
    assert trust[2, 3] == np.float32(0.25), "the team that they had in common is gone"
    assert trust[6, 9] > 0.79, "who comes home is parted from nobody there"


def test_a_leak_costs_trust_only_with_those_who_share_a_case() -> None:
    world = office(case_contacts=0.0, drift=0.0)
    world.pairs.joint_cases[0, 2] = world.pairs.joint_cases[2, 0] = 0
    world.professionals.leaked[0] = 1
    run(world, weeks=1)
    assert world.pairs.trust[1, 0] == pytest.approx(0.25 * (1 - 0.27))
    assert world.pairs.trust[2, 0] == world.pairs.trust[0, 1] == np.float32(0.25)


def test_being_granted_a_client_makes_the_receiver_trust_the_giver_and_not_the_other_way() -> None:
    world = office(case_contacts=0.0, drift=0.0)
    world.professionals.gave_to[:] = -1
    world.professionals.gave_to[0] = 1
    run(world, weeks=1)
    assert world.pairs.trust[1, 0] == pytest.approx(0.25 + 0.135 * 0.75)
    assert world.pairs.trust[0, 1] == np.float32(0.25)


def test_clients_are_offered_to_those_one_trusts_and_not_under_fear() -> None:
    offers = {}
    for fear in (0.0, 1.0):
        world = office(offer_rate=1.0)
        world.pairs.trust[:] = 0.9
        world.institutions.holding[:] = fear
        view = scope(world, Cooperation())
        Cooperation().step(view)
        offers[fear] = int((world.professionals.granting >= 0).sum())
    assert offers[0.0] > offers[1.0] == 0


def test_the_course_of_a_pair_does_not_depend_on_who_else_works_there() -> None:
    few, more = office(workers=12), office(workers=13)
    more.pairs.joint_cases[12, :] = more.pairs.joint_cases[:, 12] = 0
    run(few, weeks=26)
    run(more, weeks=26)
    assert np.array_equal(few.pairs.trust, more.pairs.trust[:12, :12])


def test_when_trust_no_longer_helps_contacts_the_gain_of_more_shared_cases_is_smaller() -> None:
    baseline = office(joint=1)
    baseline.link_book = Links(record=Cooperation.links)
    run(baseline)
    free = run(office(joint=3))
    cut = office(joint=3)
    cut.link_book = Links(cut=["R1.trust"], baseline=baseline.link_book.recorded)
    assert mean_trust(baseline) < mean_trust(run(cut)) < mean_trust(free)


def test_keeping_events_changes_nothing() -> None:
    silent, told = office(offer_rate=1.0), office(offer_rate=1.0)
    told.events.keeping = True
    for world in (silent, told):
        world.professionals.gave_to[:] = -1
        world.professionals.gave_to[0] = 1
        run(world, weeks=8)
        Cooperation().log_events(scope(world, Cooperation()))
    assert np.array_equal(silent.pairs.trust, told.pairs.trust)
    assert len(told.events) == 1 and len(silent.events) == 0


def test_without_the_submodel_pairs_stay_at_rest() -> None:
    world = office()
    one = NoCooperation()
    one.initialise(scope(world, one))
    before = world.pairs.trust.copy()
    run(world, submodel=NoCooperation())
    assert np.array_equal(world.pairs.trust, before)
    assert set(NoCooperation.writes) == set(Cooperation.writes)


def test_trust_stays_between_none_and_full_under_extremes() -> None:
    for extreme in ({"gain": 1.0, "loss": 1.0}, {"case_contacts": 3.0, "drift": 1.0}):
        pairs = run(office(workers=6, joint=400, **extreme), weeks=20).pairs
        for column in (pairs.trust, pairs.recognition):
            assert np.isfinite(column).all() and column.min() >= 0 and column.max() <= 1
    nobody = office(workers=2)
    nobody.professionals.present[:] = 0
    assert run(nobody, weeks=2).pairs.contacts.sum() == 0
    run(office(workers=1), weeks=2)


def test_trust_updates_read_no_lever_and_all_parameters_have_a_source() -> None:
    assert Cooperation.levers == ()
    settings_fit(Cooperation())
