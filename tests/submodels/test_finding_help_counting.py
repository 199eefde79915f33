"""Residents' trust by counting good and bad contacts: the rival form, with sums done by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from worlds import scope, settings_fit, small_world

from wijksim.entities.experience import Turn
from wijksim.entities.links import Links
from wijksim.entities.world import World
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations
from wijksim.submodels.finding_help import FindingHelp
from wijksim.submodels.finding_help_counting import CountingFindingHelp

GOOD, BAD = 0.6, -0.6
FELT = {"impression_recovered": GOOD, "impression_refused": BAD}
"""What care that ended in recovery and being sent away leave behind, here."""


def town(people: int = 5, **values: float) -> tuple[World, CountingFindingHelp]:
    """People who live alone, trust by one half, and have lived through nothing yet."""
    settings = {f"finding_help.{name}": value for name, value in (FELT | values).items()}
    world = small_world(households=people, parameters=settings)
    submodel = CountingFindingHelp()
    submodel.initialise(scope(world, submodel))
    world.residents.trust[:] = 0.5
    return world, submodel


def contact(world: World, row: int, impression: float) -> None:
    """A turn in somebody's care this week that leaves the one impression or the other."""
    turn = {GOOD: Turn.RECOVERED, BAD: Turn.REFUSED}[impression]
    world.residents.care_turns[row, turn] += 1


def weeks(world: World, submodel: CountingFindingHelp, number: int = 1) -> None:
    view = scope(world, submodel)
    for _ in range(number):
        submodel.step(view)
        world.residents.care_turns[:] = 0
        world.week += 1


def after(impressions: tuple[float, ...], **values: float) -> float:
    """Trust of one resident after such contacts, one a week."""
    world, submodel = town(1, **values)
    for impression in impressions:
        contact(world, 0, impression)
        weeks(world, submodel)
    return float(world.residents.trust[0])


def test_every_number_of_the_file_fits_its_declaration() -> None:
    settings_fit(CountingFindingHelp())


def test_five_residents_trust_as_the_sum_by_hand() -> None:
    """First impression 0.5 counts for 3, own contacts for 0.7 of their strength, told ones 0.3.

    The first has one good contact of 0.6, the second a bad one that counts double, the third both
    in that order, the fourth hears of the first over a tie of 0.5, the fifth hears of nothing.
    """
    world, submodel = town(
        counting_strength=3.0, counting_forgetting=0.0, counting_bad=2.0, trust_own=0.7
    )
    r = world.residents
    r.tie[3, 0], r.tie_strength[3, 0] = 0, 0.5
    r.tie[4, 0], r.tie_strength[4, 0] = 3, 0.5
    for row, impression in ((0, GOOD), (1, BAD), (2, GOOD)):
        contact(world, row, impression)
    weeks(world, submodel)
    contact(world, 2, BAD)
    weeks(world, submodel)
    first = (1.5 + 0.42) / (3 + 0.42)
    second = 1.5 / (3 + 0.84)
    third = (1.5 + 0.42) / (3 + 0.42 + 0.84)
    fourth = (1.5 + 0.3 * 0.5 * 0.6) / (3 + 0.3 * 0.5 * 0.6)
    assert r.trust == pytest.approx([first, second, third, fourth, 0.5], abs=1e-6)
    assert r.contacts_counted == pytest.approx([0.42, 0.84, 1.26, 0.09, 0.0], abs=1e-6)


def test_a_contact_counts_once_and_trust_does_not_move_by_time_alone() -> None:
    world, submodel = town(2)
    contact(world, 0, GOOD)
    weeks(world, submodel)
    after_one, remembered = (
        float(world.residents.trust[0]),
        float(world.residents.contacts_counted[0]),
    )
    weeks(world, submodel, 260)
    assert world.residents.trust.tolist() == [np.float32(after_one), 0.5]
    assert 0.0 < world.residents.contacts_counted[0] < remembered / 2


def test_a_heavier_bad_contact_leaves_less_trust_and_a_firm_first_impression_moves_less() -> None:
    usual = after((GOOD, BAD))
    assert after((GOOD, BAD), counting_bad=4.0) < usual < after((GOOD, BAD), counting_bad=1.0)
    won = [after((GOOD,), counting_strength=firm) for firm in (1.0, 3.0, 12.0)]
    assert won[0] > won[1] > won[2] > 0.5


def test_early_contacts_weigh_most_and_with_forgetting_the_last_one_weighs_more() -> None:
    fall = after((GOOD,) * 2) - after((GOOD,) * 2 + (BAD,))
    late = after((GOOD,) * 20) - after((GOOD,) * 20 + (BAD,))
    assert 0.0 < late < fall
    kept, forgot = (
        after((GOOD,) * 20, counting_forgetting=f)
        - after((GOOD,) * 20 + (BAD,), counting_forgetting=f)
        for f in (0.0, 0.03)
    )
    assert forgot > kept


def test_where_good_and_bad_weigh_the_same_their_order_makes_no_difference() -> None:
    even = {"counting_bad": 1.0, "counting_forgetting": 0.0}
    one, other = after((GOOD, BAD, GOOD), **even), after((BAD, GOOD, GOOD), **even)
    assert one == pytest.approx(other, abs=1e-6) and one > 0.5


def test_somebody_who_moves_in_has_nothing_counted() -> None:
    world, submodel = town(2)
    contact(world, 0, BAD)
    weeks(world, submodel)
    submodel.arrive(scope(world, submodel), np.arange(1, dtype=np.int32))
    assert world.residents.contacts_counted[0] == 0.0


def test_a_good_and_a_bad_contact_in_one_week_cancel_out_and_two_bad_ones_weigh_fully() -> None:
    world, submodel = town(3, counting_strength=3.0, counting_bad=1.0, trust_own=1.0)
    for row, impression in ((0, GOOD), (0, BAD), (1, BAD), (1, BAD), (2, BAD)):
        contact(world, row, impression)
    weeks(world, submodel)
    once = 1.5 / (3 + 0.6)
    assert world.residents.trust == pytest.approx([0.5, 1.5 / (3 + 1.0), once], abs=1e-6)


def test_with_its_loop_cut_trust_goes_by_the_contacts_of_the_course_without_entries() -> None:
    """R9: a link that carries what is lived through, in this form too."""
    calm, usual = town(2)
    calm.link_book = Links(record=usual.links)
    contact(calm, 0, GOOD)
    weeks(calm, usual)
    hard, cut = town(2)
    hard.link_book = Links(cut=usual.links, baseline=calm.link_book.recorded)
    hard.week = calm.week - 1
    contact(hard, 0, BAD)
    contact(hard, 1, BAD)
    weeks(hard, cut)
    assert hard.residents.trust.tolist() == calm.residents.trust.tolist()
    assert calm.residents.trust[0] > 0.5 == calm.residents.trust[1]


def test_trust_stays_between_none_and_full_at_the_harshest_and_mildest_numbers() -> None:
    for ends in (0, 1):
        values = {one.key: one.bounds[ends] for one in CountingFindingHelp.parameters}
        values |= {"finding_help.impression_recovered": 1, "finding_help.impression_refused": -1}
        world = small_world(households=20, parameters=values)
        submodel = CountingFindingHelp()
        submodel.initialise(scope(world, submodel))
        r = world.residents
        r.tie[:, 0], r.tie_strength[:, 0] = np.roll(np.arange(20), 1), 1.0
        for week in range(60):
            good = (np.arange(20) + week) % 3 == 0
            r.care_turns[good, Turn.RECOVERED] = r.care_turns[~good, Turn.REFUSED] = 1
            weeks(world, submodel)
            assert r.trust.min() >= 0.0 and r.trust.max() <= 1.0


def test_one_word_in_a_scenario_file_chooses_how_residents_come_to_trust(tmp_path: Path) -> None:
    path = tmp_path / "counting.yaml"
    path.write_text(
        "schema: 1\nextends: carnisse/no-team\n"
        "title: {nl: Tellen, en: Counting}\nsubmodels: {finding_help: counting}\n",
        encoding="utf-8",
    )
    plain = load_scenario("carnisse/no-team", declarations=declarations())
    chosen = load_scenario(path, declarations=declarations())
    assert chosen.submodels == {"finding_help": "counting"}
    worlds = []
    for one in (plain, chosen):
        short = replace(one, warm_up_weeks=0, start=date(2014, 1, 6), end=date(2014, 12, 28))
        model = WijkModel(short, seed=1, collect=False)
        for _ in range(20):
            model.step()
        worlds.append(model.world)
    assert worlds[0].residents.contacts_counted.max() == 0.0
    assert worlds[1].residents.contacts_counted.max() > 0.0
    assert not np.array_equal(worlds[0].residents.trust, worlds[1].residents.trust)
    assert np.array_equal(worlds[0].residents.id, worlds[1].residents.id)


def test_the_first_form_counts_nothing() -> None:
    world, _ = town(2)
    submodel = FindingHelp()
    contact(world, 0, GOOD)
    submodel.step(scope(world, submodel))
    assert (world.residents.contacts_counted == 0.0).all()
