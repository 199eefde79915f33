"""Learning and roles: a few professionals, with sums done by hand."""

import math

import numpy as np
import pytest
from worlds import scope, settings_fit, small_world

from wijksim.entities.domains import NOBODY
from wijksim.entities.world import World
from wijksim.submodels.base import Submodel
from wijksim.submodels.learning import Learning, NoLearning, reflected_hours

YEAR = 52
HOURS_PER_MONTH_TO_WEEK = 12.0 / 52.1775


def office(
    *,
    workers: int = 4,
    reflection: float = 4.0,
    depth: float = 0.0,
    profiles: float = 0.3,
    sharing: float = 0.0,
    logging: bool = False,
    **values: float,
) -> World:
    """Workers of one calm employer in two domains, with some joint contacts."""
    world = small_world(
        professionals=workers,
        institutions=2,
        logging=logging,
        levers={
            "learning.reflection_hours": reflection,
            "change.depth": depth,
            "rules.function_profiles": profiles,
            "data.sharing": sharing,
        },
        parameters={f"learning.{name}": value for name, value in values.items()},
    )
    pro, firm = world.professionals, world.institutions
    pro.present[:], pro.id[:], pro.employer[:] = 1, np.arange(workers), 0
    pro.competence[:], pro.breadth[:], pro.role_flexibility[:] = 0.5, 0.3, 0.3
    pro.load[:], pro.hours_direct[:], pro.room[:] = 1.0, 16.0, 0.3
    pro.absence[:] = 0.13
    firm.domain[0, :2], firm.mandate[:], firm.protocol[:] = 1, 0.5, 0.4
    world.pairs.contacts[:], world.pairs.recognition[:] = 0.5, 0.4
    return world


def run(world: World, weeks: int = YEAR, submodel: Submodel | None = None) -> World:
    """Let weeks pass in which all hours that are asked for learning are spent on it."""
    one = Learning() if submodel is None else submodel
    view = scope(world, one)
    one.initialise(view)
    for _ in range(weeks):
        one.step(view)
        one.log_events(view)
        world.week += 1
    return world


def test_strain_of_one_overloaded_week_as_the_sum_by_hand() -> None:
    world = office()
    world.professionals.load[0], world.professionals.strain[0] = 1.5, 0.2
    run(world, weeks=1)
    rise = 1 - math.exp(-0.02 * 0.5 / 1.5)
    strain = 0.2 + 0.8 * rise - 0.03 * 0.2
    assert world.professionals.strain[0] == pytest.approx(strain, rel=1e-5)
    assert world.professionals.absence[0] == pytest.approx(0.13 + 0.1 * 0.12 * strain, rel=1e-5)
    quits = 1 - math.exp(-(0.10 + 0.25 * strain) / 52.1775)
    assert world.professionals.quit_hazard[0] == pytest.approx(quits, rel=1e-5)


def test_breadth_of_one_week_as_the_sum_by_hand() -> None:
    world = run(office(workers=4), weeks=1)
    exposure = 4 * 0.5 / (4 * 0.5 + 2.0)
    hours = 4.0 * HOURS_PER_MONTH_TO_WEEK
    step = 1 - math.exp(-(0.002 + 0.012 * hours) * exposure)
    by_hand = 0.3 + step * 0.7 - 0.002 * (1 - exposure) * 0.3
    assert world.professionals.breadth[0] == pytest.approx(by_hand, rel=1e-5)


def test_breadth_asks_for_both_reflection_and_work_with_others() -> None:
    both, alone, unthinking = run(office()), office(), run(office(reflection=0.0))
    alone.pairs.contacts[:] = 0
    assert both.professionals.breadth[0] > 0.4
    assert run(alone).professionals.breadth[0] < 0.3
    assert unthinking.professionals.breadth[0] < both.professionals.breadth[0] - 0.1


def test_who_is_promised_reflection_without_hours_does_not_broaden_by_it() -> None:
    world = office()
    view = scope(world, Learning())
    Learning().initialise(view)
    world.professionals.learning_met[:] = 0.0
    for _ in range(YEAR):
        Learning().step(view)
    assert world.professionals.breadth[0] < run(office()).professionals.breadth[0] - 0.1


def test_where_hours_for_learning_fall_short_reflection_falls_short_by_as_much() -> None:
    world, asked = office(), 4.0 * HOURS_PER_MONTH_TO_WEEK
    view = scope(world, Learning())
    Learning().initialise(view)
    world.professionals.learning_met[1] = 0.5
    assert reflected_hours(view) == pytest.approx([asked, asked / 2, asked, asked], rel=1e-5)
    Learning().step(view)
    assert world.professionals.reflected_hours == pytest.approx(reflected_hours(view))


def test_function_profiles_take_back_what_had_shifted() -> None:
    free, fixed = office(profiles=0.0), office(profiles=0.9)
    for world in (free, fixed):
        world.professionals.role_flexibility[:] = 0.5
    assert run(free).professionals.role_flexibility[0] > 0.5
    assert run(fixed).professionals.role_flexibility[0] < 0.35


def test_skill_grows_where_one_works_and_fades_elsewhere() -> None:
    competence = run(office()).professionals.competence[0]
    assert competence[0] > 0.6 and competence[3] < 0.5


def test_a_deeper_change_asks_more_hours_and_those_unsettle() -> None:
    depths = [run(office(depth=depth), weeks=26).professionals for depth in (0.0, 0.5, 1.0)]
    assert depths[0].strain[0] < depths[1].strain[0] < depths[2].strain[0]
    assert depths[0].reflection_hours[0] < depths[2].reflection_hours[0] - 1


def test_deep_change_brings_new_practices_only_with_reflection_and_room() -> None:
    full, cramped = office(depth=0.8), office(depth=0.8)
    cramped.institutions.mandate[:] = 0.0
    cramped.professionals.room[:] = 0.0
    thoughtless, shallow = office(depth=0.8, reflection=0.0), office(depth=0.0)
    assert run(full, 2 * YEAR).professionals.practices[0] > 0.2
    for world in (cramped, thoughtless, shallow):
        assert run(world, 2 * YEAR).professionals.practices[0] == 0.0


def test_new_practices_of_one_week_as_the_sum_by_hand() -> None:
    """Half of the mandates shift: an hour a week of learning that, and 0.92 hours of reflection."""
    world = run(office(depth=0.5), weeks=1)
    exposure, reflected = 4 * 0.5 / (4 * 0.5 + 2.0), 4.0 * HOURS_PER_MONTH_TO_WEEK
    idea = 1 - math.exp(-0.05 * 1.0 * reflected * 0.3 * exposure)
    assert world.professionals.practices[0] == pytest.approx(idea, rel=1e-5)


def test_a_deep_change_without_hours_to_learn_it_brings_no_new_practices() -> None:
    """What counts is hours that were found, not how deep the change was meant to be."""
    world, found = office(depth=1.0), run(office(depth=1.0))
    view = scope(world, Learning())
    Learning().initialise(view)
    for _ in range(YEAR):
        world.professionals.learning_met[:] = 0.0
        Learning().step(view)
        world.week += 1
    assert world.professionals.practices.max() == 0.0 < found.professionals.practices[0]


def test_new_practices_ease_the_strain_of_a_deep_change() -> None:
    found, not_found = office(depth=0.8), office(depth=0.8, invention=0.0)
    assert (
        run(found, 4 * YEAR).professionals.strain[0]
        < run(not_found, 4 * YEAR).professionals.strain[0] - 0.02
    )


def test_room_makes_more_errors_and_protocol_catches_them() -> None:
    roomy, checked = office(), office()
    roomy.municipality.room_conceded[0] = 0.9
    checked.institutions.protocol[:] = 0.9
    roomy, usual, checked = run(roomy), run(office()), run(checked)
    assert roomy.professionals.room[0] > usual.professionals.room[0] > checked.professionals.room[0]
    errors = [world.professionals.error_rate[0] for world in (roomy, usual, checked)]
    assert errors[0] > errors[1] > errors[2]


def test_a_novice_errs_more_than_somebody_skilled() -> None:
    world = office()
    world.professionals.competence[0], world.professionals.competence[1] = 0.1, 0.9
    error = run(world, weeks=1).professionals.error_rate
    assert error[0] > error[1] + 0.05


def test_who_is_seconded_while_the_own_employer_may_vanish_is_strained() -> None:
    torn, safe = office(), office()
    for world, fear in ((torn, 0.8), (safe, 0.0)):
        world.teams.present[0], world.teams.domain[0] = 1, 1
        world.professionals.team[:] = 0
        world.institutions.survival_pressure[:] = fear
    at_home = office()
    at_home.institutions.survival_pressure[:] = 0.8
    assert run(torn).professionals.strain[0] > run(safe).professionals.strain[0] + 0.05
    assert run(at_home).professionals.strain[0] == 0.0


def test_a_team_that_reflects_together_comes_to_share_its_practice() -> None:
    shares = {}
    for hours in (0.0, 6.0):
        world = office(reflection=hours)
        world.teams.present[0], world.professionals.team[:] = 1, 0
        shares[hours] = float(run(world, 2 * YEAR).teams.shared_practice[0])
    assert shares[0.0] == 0.0 and 0.3 < shares[6.0] < 1.0


def test_who_comes_from_another_team_does_not_share_its_practice_yet() -> None:
    """Half of a team changes places with people of no team: half of what was shared is left."""
    world = office(workers=8, reflection=6.0, fading=0.0)
    world.teams.present[0], world.professionals.team[:4] = 1, 0
    before = float(run(world, 2 * YEAR).teams.shared_practice[0])
    world.professionals.team[:2], world.professionals.team[4:6] = NOBODY, 0
    after = float(run(world, 1).teams.shared_practice[0])
    assert before > 0.3 and after == pytest.approx(before / 2, rel=0.05)


def test_sharing_data_lets_things_out_and_it_is_told() -> None:
    leaks = {}
    for sharing in (0.0, 1.0):
        world = office(workers=20, sharing=sharing, logging=True)
        world.pairs.joint_cases[:] = 2
        leaks[sharing] = len(run(world, 2 * YEAR).events)
    assert leaks[1.0] > 5 and leaks[0.0] == 0


def test_a_newcomer_is_a_novice_without_strain() -> None:
    world = office()
    pro = world.professionals
    pro.competence[:], pro.strain[:], pro.practices[:] = 0.9, 0.5, 0.5
    pro.joined_week[2] = world.week
    run(world, weeks=1)
    assert pro.competence[2].max() < 0.6 and pro.competence[1].max() > 0.85
    assert pro.strain[2] < 0.01 and pro.practices[2] == 0.0
    assert pro.competence[2, 0] > pro.competence[2, 3]


def test_whom_the_builder_left_without_competence_gets_some_and_others_keep_theirs() -> None:
    world = office()
    world.professionals.competence[0] = 0.0
    run(world, weeks=0)
    assert world.professionals.competence[0, 0] > 0.3
    assert (world.professionals.competence[1] == 0.5).all()


def test_finders_keep_their_own_reflection_out_of_it() -> None:
    world = office(depth=0.5)
    world.professionals.finder[0] = 1
    run(world, weeks=2)
    assert world.professionals.reflection_hours[0] == 0 < world.professionals.reflection_hours[1]


def test_without_the_submodel_professionals_stay_as_they_are() -> None:
    world = office(depth=1.0)
    before = {
        name: world.professionals.array(name).copy() for name in ("breadth", "strain", "room")
    }
    run(world, submodel=NoLearning())
    for name, values in before.items():
        assert np.array_equal(world.professionals.array(name), values)
    assert set(NoLearning.writes) == set(Learning.writes)


def test_shares_stay_shares_under_extremes() -> None:
    extreme = office(
        workers=3, reflection=24.0, depth=1.0, sharing=1.0, strain_overload=1.0, recovery=1.0,
        strain_uncertainty=1.0, invention=1.0, reflecting=1.0, narrowing=1.0, forgetting=1.0,
    )  # fmt: skip
    extreme.professionals.load[:], extreme.professionals.hours_direct[:] = 20.0, 40.0
    extreme.institutions.unrest[:] = 1.0
    run(extreme)
    for name in ("competence", "breadth", "role_flexibility", "strain", "absence", "quit_hazard",
                 "room", "error_rate", "practices"):  # fmt: skip
        column = extreme.professionals.array(name)
        assert np.isfinite(column).all() and column.min() >= 0 and column.max() <= 1, name
    empty = office()
    empty.professionals.present[:] = 0
    assert run(empty).professionals.quit_hazard.sum() == 0


def test_all_parameters_have_a_value_and_a_source() -> None:
    settings_fit(Learning())
