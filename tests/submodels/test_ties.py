"""Ties: they begin at meetings, strengthen with contact, fade without, and end with a move."""

import math

import numpy as np
import pytest
from worlds import WEEKS_IN_A_YEAR, scope, settings_fit, small_world

from wijksim.entities.domains import TIE_SLOTS, PlaceKind
from wijksim.entities.world import World
from wijksim.submodels.ties import NoTies, Ties
from wijksim.submodels.ties_contact import PASS_WEEKS

ALWAYS = {"ties.chance": 1.0}
APART = {"ties.sought_hours": 0.0, "ties.near_hours": 0.0}
HALF_HOUR = {"ties.sought_hours": 0.0, "ties.near_hours": 0.5}


def neighbours(
    *, households: int = 5, parameters: dict[str, float] | None = None, logging: bool = False
) -> World:
    """Persons of 40 next door to each other, with one centre and no habits yet."""
    world = small_world(households=households, parameters=parameters, logging=logging)
    world.households.cell[:] = 0
    world.places.kind[0], world.places.open[0] = PlaceKind.COMMUNITY_CENTRE, 1
    world.places.open_hours[0], world.places.informality[0] = 40, 0.8
    world.places.visitors_smooth[0] = 0.6 * households
    world.week -= world.week % PASS_WEEKS
    return world


def go_to_the_centre(world: World) -> None:
    world.residents.habit[:, 2] = 0
    world.residents.habit_rate[:, 2], world.residents.habit_chance[:, 2] = 1.0, 0.632


def tie(world: World, one: int, other: int, *, strength: float, hours: float) -> None:
    people = world.residents
    for me, you in ((one, other), (other, one)):
        slot = int(np.flatnonzero(people.tie[me] < 0)[0])
        people.tie[me, slot], people.tie_strength[me, slot] = you, strength
        people.tie_hours[me, slot] = hours


def pass_weeks(world: World, weeks: int, *, meeting: tuple[int, int] | None = None) -> None:
    submodel = Ties()
    seen = scope(world, submodel)
    for _ in range(weeks):
        world.week += 1
        world.residents.met_resident[:] = -1
        if meeting is not None:
            world.residents.met_resident[meeting[0]] = meeting[1]
        submodel.step(seen)


def known(world: World, row: int) -> set[int]:
    return {int(other) for other in world.residents.tie[row] if other >= 0}


def assert_the_same_from_both_sides(world: World) -> None:
    people = world.residents
    for one in range(len(people.tie)):
        for slot, other in enumerate(people.tie[one]):
            if other >= 0:
                back = people.tie[other].tolist().index(one)
                assert people.tie_strength[one, slot] == people.tie_strength[other, back]
                assert people.tie_hours[one, slot] == people.tie_hours[other, back]


def test_four_weeks_of_half_an_hour_strengthen_a_tie_as_the_sum_says() -> None:
    world = neighbours(parameters=HALF_HOUR)
    tie(world, 0, 1, strength=0.2, hours=0.5)
    pass_weeks(world, 4)
    gain = 0.5 / world.parameters["ties.hours_to_friendship"]
    fading = 1 - 0.5 ** (1 / (world.parameters["ties.half_life"] * WEEKS_IN_A_YEAR))
    strength = 0.2
    for _ in range(4):
        strength += (1 - strength) * gain - fading * strength
    assert world.residents.tie_strength[0, 0] == pytest.approx(strength, rel=1e-5)
    assert world.residents.support_network[:2] == pytest.approx([strength] * 2, rel=1e-5)
    assert world.residents.contact_hours[:2] == pytest.approx([0.5, 0.5])
    assert_the_same_from_both_sides(world)


def test_ties_settle_where_making_and_fading_balance() -> None:
    world = neighbours(parameters=HALF_HOUR)
    tie(world, 0, 1, strength=0.1, hours=0.5)
    pass_weeks(world, 400)
    assert world.residents.tie_strength[0, 0] == pytest.approx(0.29, abs=0.01)


def test_a_tie_without_contact_fades_and_is_lost_on_both_sides() -> None:
    world = neighbours(parameters=APART)
    tie(world, 0, 1, strength=0.4, hours=0.0)
    pass_weeks(world, 52)
    assert 0.18 < world.residents.tie_strength[0, 0] < 0.22, "half is left after a year"
    pass_weeks(world, 4 * 52)
    assert known(world, 0) == known(world, 1) == set()
    assert world.residents.support_network[0] == 0


def test_sharing_a_place_keeps_people_in_touch_and_its_closing_does_not() -> None:
    kept, closed = neighbours(parameters=APART), neighbours(parameters=APART)
    for world in (kept, closed):
        go_to_the_centre(world)
        tie(world, 0, 1, strength=0.3, hours=0.2)
    closed.places.open[0] = 0
    pass_weeks(kept, 104)
    pass_weeks(closed, 104)
    assert kept.residents.tie_strength[0, 0] > closed.residents.tie_strength[0, 0]


def test_a_meeting_of_people_who_are_alike_becomes_a_tie() -> None:
    world = neighbours(parameters=ALWAYS)
    world.residents.birth_week[:] = world.residents.birth_week[0]
    pass_weeks(world, 1, meeting=(0, 3))
    assert known(world, 0) == {3}
    assert known(world, 3) == {0}
    assert world.residents.tie_strength[0, 0] == pytest.approx(
        world.parameters["ties.first_strength"]
    )


def count_of_new_ties(*, other_age: float, other_position: float) -> int:
    world = small_world(ages=[[40.0]] * 200 + [[other_age]] * 200, parameters=ALWAYS)
    world.week -= world.week % PASS_WEEKS
    world.residents.position[200:] = other_position
    submodel = Ties()
    world.week += 1
    world.residents.met_resident[:200] = np.arange(200, 400)
    submodel.step(scope(world, submodel))
    return int((world.residents.tie[:200] >= 0).sum())


def test_people_of_like_age_and_position_keep_in_touch_sooner() -> None:
    alike = count_of_new_ties(other_age=40, other_position=0.5)
    older = count_of_new_ties(other_age=70, other_position=0.5)
    richer = count_of_new_ties(other_age=40, other_position=1.0)
    assert alike == 200
    assert 0 < older < richer < alike


def test_who_knows_enough_people_lets_the_weakest_tie_go() -> None:
    world = neighbours(households=TIE_SLOTS + 3, parameters=ALWAYS)
    for other in range(1, TIE_SLOTS + 1):
        tie(world, 0, other, strength=0.04 if other == 5 else 0.5, hours=0.5)
    pass_weeks(world, 1, meeting=(0, TIE_SLOTS + 1))
    assert known(world, 0) == set(range(1, TIE_SLOTS + 2)) - {5}
    assert known(world, 5) == set()
    pass_weeks(world, 1, meeting=(0, TIE_SLOTS + 2))
    assert TIE_SLOTS + 2 not in known(world, 0), "no weaker tie is left to let go"
    assert_the_same_from_both_sides(world)


def test_a_move_cuts_ties_on_both_sides_and_of_nobody_else() -> None:
    world = neighbours()
    tie(world, 0, 1, strength=0.5, hours=1)
    tie(world, 1, 2, strength=0.4, hours=1)
    submodel = Ties()
    submodel.arrive(scope(world, submodel), np.array([0], dtype=np.int32))
    assert known(world, 0) == set()
    assert known(world, 1) == {2}
    assert world.residents.support_network[1] == pytest.approx(0.4)


def founders(*, years: float, households: int = 300, **parameters: float) -> World:
    world = neighbours(
        households=households, parameters={f"ties.{k}": v for k, v in parameters.items()}
    )
    world.residents.arrived_week[:] = world.week - round(years * WEEKS_IN_A_YEAR)
    go_to_the_centre(world)
    submodel = Ties()
    submodel.initialise(scope(world, submodel))
    return world


def test_founders_who_lived_here_longer_know_more_people_and_better() -> None:
    new, old = founders(years=1), founders(years=15)
    assert 0 < (new.residents.tie >= 0).sum() < (old.residents.tie >= 0).sum()
    strengths = [w.residents.tie_strength[w.residents.tie >= 0].mean() for w in (new, old)]
    assert strengths[0] < strengths[1]
    for world in (new, old):
        assert_the_same_from_both_sides(world)
        assert world.residents.support_network.max() <= TIE_SLOTS


def test_the_number_of_founders_ties_is_what_gain_and_loss_leave() -> None:
    # Everyone alike: gain/loss × (1 − exp(−loss × years)), begun by one and held by two.
    years, gain, loss = 10.0, 0.4, 0.2
    world = founders(years=years, founder_gain=gain, founder_loss=loss)
    expected = 2 * gain / loss * (1 - math.exp(-loss * years))
    assert (world.residents.tie >= 0).sum(axis=1).mean() == pytest.approx(expected, rel=0.05)


def test_founders_ties_are_about_as_strong_as_ties_stay() -> None:
    world = founders(years=15)
    held = world.residents.tie >= 0
    before = float(world.residents.tie_strength[held].mean())
    pass_weeks(world, 104)
    after = float(world.residents.tie_strength[world.residents.tie >= 0].mean())
    assert after == pytest.approx(before, rel=0.2)


def test_nobody_else_gains_or_loses_a_tie_when_one_meeting_is_added() -> None:
    one, other = founders(years=5), founders(years=5)
    pass_weeks(one, 1)
    pass_weeks(other, 1, meeting=(7, 9))
    rest = [row for row in range(300) if row not in (7, 9)]
    assert (one.residents.tie[rest] == other.residents.tie[rest]).all()


def test_people_without_places_or_a_neighbourhood_without_people_have_no_ties() -> None:
    bare = neighbours()
    submodel = Ties()
    submodel.initialise(scope(bare, submodel))
    assert (bare.residents.tie == -1).all()
    empty = neighbours(households=0)
    submodel.initialise(scope(empty, submodel))
    pass_weeks(empty, 4)
    assert empty.residents.tie.size == 0


def test_ties_read_no_lever_and_the_shipped_values_fit() -> None:
    assert Ties.levers == ()
    settings_fit(Ties())


def test_without_ties_nobody_ever_knows_anybody() -> None:
    world = neighbours(parameters=ALWAYS)
    submodel = NoTies()
    seen = scope(world, submodel)
    submodel.initialise(seen)
    world.residents.met_resident[0] = 1
    submodel.step(seen)
    assert (world.residents.tie == -1).all()
    assert NoTies.writes == Ties.writes
