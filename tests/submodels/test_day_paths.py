"""Day paths: who goes where, and whom they meet there."""

import math

import numpy as np
import pytest
from worlds import scope, settings_fit, small_world

from wijksim.entities.domains import Discipline, PlaceKind
from wijksim.entities.links import Links
from wijksim.entities.world import World
from wijksim.submodels.day_paths import DayPaths, NoDayPaths
from wijksim.submodels.day_paths_habits import whose_turn
from wijksim.submodels.day_paths_meetings import PRACTICE_BIT, chances

SHOP, CENTRE, PRACTICE, STREET = 0, 1, 2, 3
KINDS = (PlaceKind.SHOP, PlaceKind.COMMUNITY_CENTRE, PlaceKind.GP_PRACTICE, PlaceKind.STREET)
INFORMALITY = (0.2, 0.9, 0.1, 0.5)
NOBODY_ELSEWHERE = {
    f"day_paths.elsewhere_{what}": 0.0 for what in ("errands", "informal", "street")
}


def village(*, households: int = 200, parameters: dict[str, float] | None = None) -> World:
    """Persons of 40 around a shop, a centre, a practice and a street, all in the first cell."""
    world = small_world(households=households, parameters=parameters)
    world.households.cell[:] = 0
    for place, (kind, informality) in enumerate(zip(KINDS, INFORMALITY, strict=True)):
        world.places.kind[place], world.places.cell[place] = kind, 0
        world.places.open[place], world.places.open_hours[place] = 1, 40
        world.places.informality[place], world.places.upkeep[place] = informality, 1
    return world


def employ(world: World, *, outreach: float) -> None:
    """Three professionals whose employer sits in the centre."""
    world.institutions.place[0] = CENTRE
    pro = world.professionals
    pro.present[:], pro.id[:], pro.employer[:] = 1, np.arange(3), 0
    pro.discipline[:], pro.hours[:] = Discipline.SOCIAL_WORKER, 36
    pro.hours_outreach[:] = outreach


def live(world: World, weeks: int) -> dict[str, float]:
    """Let residents go about for some weeks; means a week."""
    submodel = DayPaths()
    seen = scope(world, submodel)
    submodel.initialise(seen)
    sums = {"meetings": 0.0, "talks": 0.0, "talk hours": 0.0, "centre": 0.0}
    for _ in range(weeks):
        world.week += 1
        submodel.step(seen)
        sums["meetings"] += int((world.residents.met_resident >= 0).sum())
        sums["talks"] += int((world.residents.met_professional >= 0).sum())
        sums["talk hours"] += float(world.residents.met_hours.sum())
        sums["centre"] += int(world.places.visitors[CENTRE])
    return {name: total / weeks for name, total in sums.items()}


def test_five_residents_shop_at_the_only_shop_as_often_as_the_rate_says() -> None:
    world = village(households=5, parameters=NOBODY_ELSEWHERE)
    live(world, 1)
    people = world.residents
    rate = world.parameters["day_paths.rate_errands"]
    assert people.habit[:, 0].tolist() == [SHOP] * 5
    assert people.habit_rate[:, 0] == pytest.approx([rate] * 5)
    assert people.habit_chance[:, 0] == pytest.approx([1 - math.exp(-rate)] * 5)
    came = sum(1 for bits in people.visited if bits & 1)
    assert world.places.visitors[SHOP] == came


def test_the_hours_of_professionals_are_shared_among_those_who_want_to_talk() -> None:
    # 100 visitors, 20 hours of professionals in 40 open hours: there = 1 − exp(−0.5) = 0.3935;
    # fully informal, so all want half an hour: asked = 100 × 0.3935 × 0.5 = 19.67 hours;
    # chance = 0.3935 × 20 / (20 + 19.67) = 0.1984. Others inside: 99 × 1/40, 0.1 talks with each.
    meet, talk, length = np.empty((3, 1))
    smooth = np.zeros(1, dtype=np.float32)
    chances(
        np.array([PlaceKind.GARDEN], dtype=np.int8),
        np.array([100], dtype=np.int32),
        *(np.array([x], dtype=np.float32) for x in (40, 1, 20)),
        1.0, 0.1, 0.05, 0.1, 0.5, 0.5, meet, talk, length, smooth,
    )  # fmt: skip
    assert talk[0] == pytest.approx(0.1984, abs=1e-4)
    assert length[0] == pytest.approx(0.5)
    assert meet[0] == pytest.approx(1 - math.exp(-0.1 * 99 / 40))
    assert smooth[0] == pytest.approx(50)


def test_more_outreach_hours_bring_more_talks_but_never_more_hours_than_there_are() -> None:
    little, much = village(), village()
    employ(little, outreach=1.0)
    employ(much, outreach=8.0)
    few, many = live(little, 30), live(much, 30)
    assert 0 < few["talks"] < many["talks"]
    assert few["talk hours"] < 3.0
    assert many["talk hours"] < 24.0


def test_who_works_where_nobody_comes_meets_people_only_on_the_street() -> None:
    world = village()
    employ(world, outreach=4.0)
    world.places.kind[CENTRE] = PlaceKind.TEAM_OFFICE
    live(world, 1)
    assert world.professionals.base.tolist() == [STREET] * 3
    world.places.open[STREET] = 0
    live(world, 1)
    assert world.professionals.base.tolist() == [-1] * 3
    assert (world.residents.met_professional == -1).all()


def test_a_community_worker_who_helps_initiatives_is_not_there_for_visitors_as_well() -> None:
    hours = {}
    for given in (0.0, 12.0, 40.0):
        world = village()
        pro = world.professionals
        pro.present[0], pro.finder[0], pro.hours[0] = 1, 1, 36.0
        pro.discipline[0], pro.hours_direct[0] = Discipline.COMMUNITY_WORKER, given
        live(world, 1)
        assert pro.base[0] == CENTRE
        hours[given] = float(world.places.professional_hours[CENTRE])
    assert hours[0.0] - hours[12.0] == pytest.approx(12.0)
    assert hours[40.0] == 0.0


def test_a_doctor_is_met_at_the_practice() -> None:
    world = village()
    pro = world.professionals
    pro.present[0], pro.finder[0], pro.discipline[0], pro.hours[0] = 1, 1, Discipline.GP, 36
    live(world, 20)
    spoke = world.residents.met_professional == 0
    assert world.professionals.base[0] == PRACTICE
    assert spoke.any()
    assert ((world.residents.visited[spoke] & PRACTICE_BIT) > 0).all()


def test_activities_of_an_initiative_bring_people_to_the_centre() -> None:
    quiet, busy = village(), village()
    busy.places.activity_hours[CENTRE] = 20
    assert live(busy, 20)["centre"] > live(quiet, 20)["centre"] > 0


def test_who_knows_people_goes_out_sooner() -> None:
    alone, known = village(), village()
    known.residents.support_network[:] = 4
    assert live(known, 60)["centre"] > live(alone, 60)["centre"]


def test_an_informal_centre_reaches_those_with_little_dutch() -> None:
    formal, informal = village(), village()
    for world in (formal, informal):
        world.residents.poor_dutch[:] = 1
    formal.places.informality[CENTRE] = 0.1
    assert live(informal, 20)["centre"] > live(formal, 20)["centre"]


def test_a_far_centre_draws_fewer_than_a_near_one() -> None:
    near, far = village(), village()
    far.places.cell[CENTRE] = 10 * far.grid.width
    assert live(far, 20)["centre"] < live(near, 20)["centre"]


def test_a_closed_centre_sees_nobody_and_meetings_fall() -> None:
    kept, closed = village(), village()
    closed.places.open[CENTRE], closed.places.closed_week[CENTRE] = 0, closed.week
    with_centre, without = live(kept, 30), live(closed, 30)
    assert without["centre"] == 0
    assert without["meetings"] < with_centre["meetings"]


def test_everybody_weighs_habits_exactly_once_in_a_round_and_neighbours_together() -> None:
    room = np.empty(1000, dtype=np.int32)
    for every in (13, 52):
        turns = [room[: whose_turn(week, every, room)].copy() for week in range(700, 700 + every)]
        assert sorted(np.concatenate(turns)) == list(range(1000))
        assert all(0 in rows for rows in turns if 1 in rows)


def test_closing_one_of_two_centres_moves_only_those_who_went_there() -> None:
    before, after = village(), village()
    for world in (before, after):
        world.places.kind[STREET] = PlaceKind.GARDEN
    after.places.open[CENTRE] = 0
    # Popularity would let others follow the crowd; here only the place itself changes.
    for world in (before, after):
        world.parameters = {**world.parameters, "day_paths.popularity_pull": 0.0}
        live(world, 1)
    stayed = before.residents.habit[:, 2] != CENTRE
    assert stayed.any() and not stayed.all()
    assert (after.residents.habit[stayed] == before.residents.habit[stayed]).all()


def test_one_more_visitor_changes_the_company_of_a_few_only() -> None:
    without, with_one = village(households=400), village(households=400)
    without.residents.present[200] = 0
    live(without, 1)
    live(with_one, 1)
    others = np.arange(400) != 200
    changed = (without.residents.met_resident != with_one.residents.met_resident)[others]
    assert (with_one.residents.met_resident >= 0).sum() > 50
    assert changed.sum() <= 10


def test_a_new_resident_chooses_places_and_an_empty_home_goes_nowhere() -> None:
    world = village(parameters=NOBODY_ELSEWHERE)
    live(world, 1)
    world.residents.present[0] = 0
    submodel = DayPaths()
    submodel.arrive(scope(world, submodel), np.array([0, 1], dtype=np.int32))
    assert world.residents.habit[0].tolist() == [-1] * 4
    assert world.residents.habit[1, 0] == SHOP
    assert world.residents.met_resident[0] == -1


def test_small_children_have_school_and_the_street_but_no_errands() -> None:
    world = small_world(ages=[[35, 7, 1]])
    world.places.kind[:2] = PlaceKind.SHOP, PlaceKind.SCHOOL
    world.places.cell[:2], world.places.open[:2], world.places.open_hours[:2] = 0, 1, 40
    world.parameters = {**world.parameters, "day_paths.elsewhere_school": 0.0}
    live(world, 1)
    parent, pupil, toddler = world.residents.habit
    assert parent[1] == pupil[1] == 1, "a parent stands at the gate of the pupil's school"
    assert pupil[0] == -1
    assert toddler.tolist() == [-1] * 4


def test_nothing_breaks_without_places_or_without_residents() -> None:
    bare = small_world(households=5)
    live(bare, 2)
    assert not bare.residents.visited.any()
    empty = village(households=0)
    assert live(empty, 2)["meetings"] == 0


def test_part_of_the_pull_of_a_busy_centre_is_that_it_is_busy() -> None:
    baseline, free, cut = village(), village(), village()
    baseline.link_book = Links(record=DayPaths.links)
    quiet = live(baseline, 150)["centre"]
    for world in (free, cut):
        world.places.activity_hours[CENTRE] = 20
    cut.link_book = Links(cut={"R6.visitors", "R6.company"}, baseline=baseline.link_book.recorded)
    assert quiet < live(cut, 150)["centre"] < live(free, 150)["centre"]


def test_all_chances_stay_chances_and_day_paths_read_no_lever() -> None:
    world = village()
    employ(world, outreach=30.0)
    live(world, 10)
    assert ((world.residents.habit_chance >= 0) & (world.residents.habit_chance <= 1)).all()
    met = world.residents.met_resident
    people = np.flatnonzero(met >= 0)
    assert (met[people] != people).all(), "nobody meets themselves"
    assert DayPaths.levers == ()
    settings_fit(DayPaths())


def test_the_same_week_gives_the_same_meetings_whatever_came_before() -> None:
    lone = {"day_paths.popularity_pull": 0.0}
    one, other = village(parameters=lone), village(parameters=lone)
    live(one, 3)
    other.week += 2
    live(other, 1)
    assert one.residents.met_resident.tobytes() == other.residents.met_resident.tobytes()


def test_without_day_paths_everything_stays_at_rest() -> None:
    world = village()
    submodel = NoDayPaths()
    seen = scope(world, submodel)
    submodel.initialise(seen)
    submodel.step(seen)
    submodel.arrive(seen, np.array([0], dtype=np.int32))
    assert (world.residents.habit == -1).all()
    assert not world.places.visitors.any()
    assert NoDayPaths.writes == DayPaths.writes
