"""Rival forms of cooperation: fear through holding alone, hours shared out over conversations."""

import numpy as np
import pytest
from worlds import live, scope, settings_fit, small_world

from wijksim.entities.world import World
from wijksim.submodels.cooperation import Cooperation, situation
from wijksim.submodels.cooperation_contacts import find_occasions
from wijksim.submodels.cooperation_forms import (
    RIVAL_FORMS,
    ConversationCooperation,
    HoldingCooperation,
)
from wijksim.submodels.cooperation_together import part_shared

FORMS = (Cooperation, HoldingCooperation)


def office(*, workers: int = 12, joint: int = 2, **values: float) -> World:
    """Workers of different employers, each pair with `joint` shared cases and time enough."""
    world = small_world(
        professionals=workers, institutions=workers,
        parameters={f"cooperation.{name}": value for name, value in values.items()},
    )  # fmt: skip
    pro = world.professionals
    pro.present[:], pro.id[:], pro.employer[:] = 1, np.arange(workers), np.arange(workers)
    pro.hours_present[:], pro.hours_admin[:], pro.cases[:] = 30.0, 6.0, 10
    pro.competence[:], pro.role_flexibility[:] = 0.5, 0.3
    world.pairs.joint_cases[:] = joint
    np.fill_diagonal(world.pairs.joint_cases, 0)
    return world


def team_of(
    members: int, *, reflecting: float = 2.0, present: float = 0.0, **values: float
) -> World:
    """One team at one place that is open for twenty hours, without any shared case."""
    world = office(workers=members, joint=0, **values)
    pro = world.professionals
    pro.team[:], pro.base[:] = 0, 0
    world.places.open[:], world.places.open_hours[:] = 1, 20.0
    pro.reflected_hours[:], pro.hours_outreach[:] = reflecting, present
    return world


def afraid(*, pressure: float, holding: float) -> World:
    world = office()
    world.institutions.survival_pressure[:] = pressure
    world.institutions.holding[:] = holding
    return world


def mean_trust(world: World, form: type[Cooperation], *, weeks: int = 104) -> float:
    trust = live(world, form(), weeks=weeks).pairs.trust
    return float(trust[~np.eye(len(trust), dtype=bool)].mean())


def hours_with_each(world: World, form: type[Cooperation]) -> np.ndarray:
    """Joint hours a week of each pair, (workers, workers), as this form lists its occasions."""
    pro, n = world.professionals, len(world.professionals)
    one = form()
    view = scope(world, one)
    at_place, in_team = one.company(view)
    pairs = n * (n - 1) // 2
    first, second = np.empty(pairs, np.int32), np.empty(pairs, np.int32)
    cases, hours = np.empty(pairs, np.float32), np.empty(pairs, np.float32)
    found = find_occasions(
        pro.present, pro.employer, np.ones(n), world.pairs.joint_cases, pro.base, pro.team,
        world.places.open_hours * world.places.open, pro.hours_outreach, pro.reflected_hours,
        at_place, in_team, view.p.conversation, pro.coordination_met, 0.3, 1.0,
        first, second, cases, hours,
    )  # fmt: skip
    each = np.zeros((n, n))
    each[first[:found], second[:found]] = hours[:found]
    return each + each.T


def test_rival_claims_by_hand_of_fear_and_holding_and_of_holding_alone() -> None:
    """Fear 0.5 and holding 0.2: 1 - 0.5 x 0.8 = 0.6 where both count, else 0.2."""
    ones, fear, hold = np.ones(1, np.float32), np.float32([0.5]), np.float32([0.2])
    out = [np.empty(1) for _ in range(3)]
    for form, claims in ((Cooperation, 0.6), (HoldingCooperation, 0.2)):
        situation(
            np.zeros(1, np.int16), ones, 0 * ones, 0 * ones, np.zeros(1, np.int64), fear, hold,
            0 * ones, form.fear_by_itself, 0.15, *out,
        )  # fmt: skip
        assert out[1][0] == pytest.approx(claims)


def test_fear_that_makes_nobody_hold_on_spoils_contacts_in_the_first_form_only() -> None:
    fear = {form: mean_trust(afraid(pressure=0.6, holding=0.0), form) for form in FORMS}
    none = {form: mean_trust(afraid(pressure=0.0, holding=0.0), form) for form in FORMS}
    assert fear[Cooperation] < none[Cooperation] - 0.05
    assert fear[HoldingCooperation] == none[HoldingCooperation] == none[Cooperation]


def test_the_more_fear_makes_institutions_hold_on_the_less_trust_in_both_forms() -> None:
    for form in FORMS:
        courses = [mean_trust(afraid(pressure=0.5, holding=h), form) for h in (0.0, 0.4, 0.8)]
        assert courses[0] > courses[1] > courses[2]


def test_a_client_is_granted_in_fear_too_where_fear_counts_by_holding_alone() -> None:
    offers = []
    for form in FORMS:
        world = office(offer_rate=1.0)
        world.pairs.trust[:] = 0.9
        world.institutions.survival_pressure[:] = 1.0
        form().step(scope(world, form()))
        offers.append(int((world.professionals.granting >= 0).sum()))
    assert offers[0] == 0 < offers[1]


def test_an_hour_in_a_conversation_of_four_is_shared_with_three() -> None:
    assert part_shared(3.0, 2.0, 3.0) == part_shared(0.0, 0.0, 3.0) == 1.0
    assert part_shared(10.0, 10.0, 3.0) == pytest.approx(0.3)
    assert part_shared(4.0, 12.0, 3.0) == part_shared(12.0, 4.0, 3.0) == pytest.approx(0.25)


def test_two_hours_of_reflection_in_a_team_of_eleven_by_hand() -> None:
    """Each of ten others has all of the two hours, or three tenths of them: 20 hours or 6."""
    first = hours_with_each(team_of(11), Cooperation)
    rival = hours_with_each(team_of(11), ConversationCooperation)
    assert first[0, 1] == 2.0 and first.sum(axis=1) == pytest.approx(20.0)
    assert rival[0, 1] == pytest.approx(0.6) and rival.sum(axis=1) == pytest.approx(6.0)


def test_hours_for_scanning_a_vision_or_a_change_are_no_hours_of_reflecting_together() -> None:
    world = team_of(11, reflecting=0.0)
    world.professionals.hours_learning[:], world.professionals.change_hours[:] = 4.0, 2.0
    for form in (Cooperation, ConversationCooperation):
        assert hours_with_each(world, form).sum() == 0.0


def test_hours_at_a_place_by_hand() -> None:
    """Of 20 hours everybody is there 10: 60 others are there 30 at a time, each 0.1 of the hour."""
    world = team_of(61, reflecting=0.0, present=10.0)
    assert hours_with_each(world, Cooperation)[0, 1] == pytest.approx(5.0)
    assert hours_with_each(world, ConversationCooperation)[0, 1] == pytest.approx(0.5)


def test_a_place_where_few_are_at_a_time_is_the_same_in_both_forms() -> None:
    """Eleven who are there for two of twenty hours meet one at a time, whatever their number."""
    forms = (Cooperation, ConversationCooperation)
    first, rival = (hours_with_each(team_of(11, reflecting=0.0, present=2.0), f) for f in forms)
    assert np.array_equal(first, rival) and first.sum() > 0


def test_nobody_has_more_hours_with_others_than_conversations_have_room_for() -> None:
    world, one = team_of(40), np.arange(40)
    pro = world.professionals
    pro.team[:], pro.base[:] = -(one % 2), one % 3 - 1
    pro.present[:] = one % 9 > 0
    pro.reflected_hours[:] = np.array([0.0, 0.5, 2.0, 8.0])[one % 4]
    pro.hours_outreach[:] = np.array([0.0, 1.0, 6.0, 30.0, 12.0])[one % 5]
    spent = pro.reflected_hours + pro.hours_outreach
    assert (hours_with_each(world, ConversationCooperation).sum(axis=1) <= 3 * spent + 1e-4).all()
    assert (hours_with_each(world, Cooperation).sum(axis=1) > 3 * spent).any()


def test_a_team_that_grows_brings_more_hours_with_others_only_where_hours_are_not_shared() -> None:
    def of_one(members: int, form: type[Cooperation]) -> float:
        return float(hours_with_each(team_of(members), form)[0].sum())

    assert [of_one(n, Cooperation) for n in (4, 11, 80)] == pytest.approx([6.0, 20.0, 158.0])
    assert [of_one(n, ConversationCooperation) for n in (4, 11, 80)] == pytest.approx([6.0] * 3)


def test_the_larger_a_conversation_the_sooner_colleagues_come_to_know_each_other() -> None:
    courses = [
        mean_trust(team_of(20, conversation=size), ConversationCooperation, weeks=26)
        for size in (1.0, 3.0, 9.0)
    ]
    everybody = mean_trust(team_of(20), Cooperation, weeks=26)
    assert courses[0] < courses[1] < courses[2] < everybody


def test_in_a_team_of_four_both_forms_give_the_same_to_the_last_bit() -> None:
    trusts = [
        live(team_of(4, present=6.0), form(), weeks=52).pairs.trust
        for form in (Cooperation, ConversationCooperation)
    ]
    assert np.array_equal(*trusts)


def test_words_that_are_joined_do_what_each_of_them_does() -> None:
    alone = {word: form for word, form in RIVAL_FORMS.items() if "+" not in word}
    assert len(RIVAL_FORMS) == 2 ** len(alone) - 1
    world = team_of(11, strength=6.0)
    for words, form in RIVAL_FORMS.items():
        parts = set(words.split("+"))
        view = scope(world, form())
        assert (form.fear_by_itself == 0) == ("holding" in parts)
        assert (form().company(view)[1].max() > 0) == ("conversation" in parts)
        assert (form().strength(view) > 0) == ("counting" in parts)


def test_all_parameters_of_the_forms_have_a_source() -> None:
    settings_fit(ConversationCooperation)
