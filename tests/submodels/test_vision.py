"""Vision: a few professionals at a table, with sums done by hand."""

import math

import numpy as np
import pytest
from worlds import live, scope, settings_fit, small_world

from wijksim.entities.world import World
from wijksim.submodels.base import Submodel
from wijksim.submodels.vision import NoVision, Vision, overlap, shared_vision

CARE = [0.7, 0.1, 0.1, 0.1]
THRIFT = [0.1, 0.1, 0.7, 0.1]
AT_REST = {"council_pull": 0.0, "employer_pull": 0.0, "staff_pull": 0.0, "payer_pull": 0.0}


def office(
    *,
    workers: int = 6,
    breadth: float = 0.0,
    hours: float = 0.0,
    thrift: float = 0.25,
    solidarity: float = 0.25,
    **values: float,
) -> World:
    """Workers of two employers: one for care, one for thrift; the municipality in between."""
    world = small_world(
        professionals=workers,
        institutions=2,
        levers={
            "vision.breadth": breadth,
            "vision.hours": hours,
            "vision.thrift": thrift,
            "vision.solidarity": solidarity,
        },
        parameters={f"vision.{name}": value for name, value in values.items()},
    )
    pro, firm = world.professionals, world.institutions
    pro.present[:], pro.id[:], pro.employer[:] = 1, np.arange(workers), np.arange(workers) % 2
    firm.state[:], firm.municipal[:] = 1, 1
    firm.weight[0], firm.weight[1] = CARE, THRIFT
    pro.weight[:] = firm.weight[pro.employer]
    world.municipality.weight[0] = 0.25
    return world


def run(world: World, weeks: int = 52, submodel: Submodel | None = None) -> World:
    return live(world, Vision() if submodel is None else submodel, weeks=weeks)


def shared(world: World) -> float:
    return float(world.municipality.shared_vision[0])


def test_overlap_of_two_sets_of_weights_as_the_sum_by_hand() -> None:
    care, thrift = np.array(CARE, np.float32), np.array(THRIFT, np.float32)
    assert overlap(care, thrift) == pytest.approx(0.4)
    both = np.stack([care, thrift])
    town = np.full(4, 0.25, np.float32)
    by_hand = (0.4 + 0.55 + 0.55) / 3
    assert shared_vision(np.ones(2, np.uint8), both, town) == pytest.approx(by_hand)


def test_one_week_at_a_table_of_two_workers_and_the_municipality_as_the_sum_by_hand() -> None:
    world = office(
        workers=2, breadth=1.0, hours=2.0, municipality_voice=1.0, residents_asked=0.0, **AT_REST
    )
    run(world, weeks=1)
    table = (0.7 + 0.1 + 0.25) / 3
    part = 1 - math.exp(-0.02 * 2.0)
    assert world.professionals.weight[0, 0] == pytest.approx(0.7 + part * (table - 0.7), rel=1e-5)
    assert world.municipality.weight[0, 0] == pytest.approx(0.25 + part * (table - 0.25), rel=1e-5)


def test_making_a_vision_together_brings_weights_closer_and_costs_hours() -> None:
    together, none = run(office(breadth=1.0, hours=2.0)), run(office())
    assert shared(together) > shared(none) + 0.1
    assert together.professionals.vision_hours.sum() == 6 * 2.0
    assert none.professionals.vision_hours.sum() == 0.0


def test_reading_what_the_table_says_takes_minutes_that_are_asked_too() -> None:
    imposed = run(office(breadth=0.0, hours=2.0, reading_hours=0.05), weeks=1)
    assert imposed.professionals.vision_hours == pytest.approx([0.05] * 6)


def test_where_there_are_no_hours_for_it_a_vision_moves_nobody() -> None:
    busy, free = (office(breadth=1.0, hours=2.0, **AT_REST) for _ in range(2))
    busy.professionals.learning_met[:] = 0.0
    before = busy.professionals.weight.copy()
    assert np.array_equal(run(busy).professionals.weight, before)
    assert not np.array_equal(run(free).professionals.weight, before)


def test_it_takes_months() -> None:
    start = shared(run(office(breadth=1.0, hours=1.0), weeks=0))
    after_month = shared(run(office(breadth=1.0, hours=1.0), weeks=5))
    after_years = shared(run(office(breadth=1.0, hours=1.0), weeks=157))
    assert after_month - start < 0.25 * (after_years - start)


def test_a_vision_that_is_imposed_moves_those_who_only_read_it_far_less() -> None:
    imposed, together = office(breadth=0.0, hours=2.0), office(breadth=1.0, hours=2.0)
    before = shared(run(office(), weeks=0))
    gain = {name: shared(run(w)) - before for name, w in (("i", imposed), ("t", together))}
    assert 0 < gain["i"] < 0.5 * gain["t"]


def test_savings_in_disguise_bring_people_to_thrift_by_the_same_equation() -> None:
    saving = run(office(breadth=1.0, hours=2.0, thrift=1.0, solidarity=0.0, residents_asked=0.0))
    caring = run(office(breadth=1.0, hours=2.0, thrift=0.0, solidarity=1.0, residents_asked=0.0))
    assert saving.professionals.weight[:, 2].mean() > caring.professionals.weight[:, 2].mean() + 0.1
    assert shared(saving) == pytest.approx(shared(caring), abs=0.02)


def test_residents_at_the_table_turn_it_away_from_thrift() -> None:
    many, none = (office(breadth=1.0, hours=2.0, residents_asked=n) for n in (60.0, 0.0))
    assert run(many).professionals.weight[:, 2].mean() < run(none).professionals.weight[:, 2].mean()


def test_a_broader_table_has_all_who_sat_at_a_narrower_one() -> None:
    narrow, broad = (run(office(workers=40, breadth=b, hours=1.0), weeks=1) for b in (0.3, 0.6))
    there, also_there = (w.professionals.vision_hours == 1.0 for w in (narrow, broad))
    assert 4 <= there.sum() < also_there.sum() <= 34
    assert (also_there | ~there).all()


def test_finders_take_part_in_their_own_time() -> None:
    world = office(breadth=1.0, hours=2.0)
    world.professionals.finder[0] = 1
    run(world)
    assert world.professionals.vision_hours[0] == 0 < world.professionals.vision_hours[2]
    assert world.professionals.weight[0, 0] == pytest.approx(world.professionals.weight[2, 0])


def test_without_upkeep_a_shared_vision_wears_off() -> None:
    world = run(office(breadth=1.0, hours=2.0))
    made = shared(world)
    world.institutions.weight[0], world.institutions.weight[1] = CARE, THRIFT
    world.levers["vision.hours"] = 0.0
    view = scope(world, Vision())
    for _ in range(260):
        Vision().step(view)
        world.week += 1
    assert shared(world) < made


def test_an_institution_in_fear_comes_to_speak_as_who_pays_it() -> None:
    afraid, free = office(staff_pull=0.0, thrift=0.9), office(staff_pull=0.0, thrift=0.9)
    afraid.institutions.survival_pressure[:] = 0.8
    assert run(afraid).institutions.weight[0, 2] > run(free).institutions.weight[0, 2] + 0.1


def test_management_far_from_the_front_line_follows_its_staff_less() -> None:
    near, far = office(employer_pull=0.0), office(employer_pull=0.0)
    for world, gap in ((near, 0.0), (far, 0.9)):
        world.institutions.management_gap[:] = gap
        world.professionals.weight[:] = THRIFT
        run(world)
    assert near.institutions.weight[0, 2] > far.institutions.weight[0, 2] + 0.05


def test_a_newcomer_brings_the_weights_of_the_employer_and_a_conviction_of_ones_own() -> None:
    world = office(**AT_REST)
    pro = world.professionals
    pro.weight[:] = THRIFT
    pro.joined_week[0], pro.id[0] = world.week - 1, 77
    run(world, weeks=1)
    assert pro.weight[0, 0] > 0.45 and pro.weight[2, 0] == np.float32(0.1)
    assert pro.weight[0].sum() == pytest.approx(1.0, abs=1e-6)


def test_what_the_builder_left_open_is_completed() -> None:
    world = office()
    world.professionals.weight[:], world.institutions.weight[:] = 0.0, 0.0
    world.municipality.weight[:] = 0.0
    run(world, weeks=0)
    for table in (world.professionals, world.institutions, world.municipality):
        assert table.weight.sum(axis=1) == pytest.approx(1.0, abs=1e-6)


def test_without_the_submodel_everybody_keeps_the_weights_of_the_start() -> None:
    world = office(breadth=1.0, hours=8.0)
    before = world.professionals.weight.copy()
    run(world, submodel=NoVision())
    assert np.array_equal(world.professionals.weight, before)
    assert set(NoVision.writes) == set(Vision.writes)


def test_weights_add_to_one_after_ten_years_of_extremes() -> None:
    world = office(breadth=1.0, hours=8.0, thrift=1.0, solidarity=0.0, council_pull=1.0)
    world.institutions.survival_pressure[:] = 1.0
    run(world, weeks=520)
    for table in (world.professionals, world.institutions, world.municipality):
        assert table.weight.sum(axis=1) == pytest.approx(1.0, abs=1e-4)
        assert table.weight.min() >= 0.0
    empty = office(breadth=1.0, hours=1.0)
    empty.professionals.present[:] = 0
    assert shared(run(empty)) == 1.0


def test_all_parameters_have_a_value_and_a_source() -> None:
    settings_fit(Vision())
