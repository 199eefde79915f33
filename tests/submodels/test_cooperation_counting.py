"""Trust by counting good and bad contacts: the rival form, with sums done by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from worlds import live, scope, settings_fit, small_world

from wijksim.entities.world import World
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations
from wijksim.submodels.base import Submodel
from wijksim.submodels.cooperation import Cooperation
from wijksim.submodels.cooperation_contacts import updated_trust
from wijksim.submodels.cooperation_counting import forget, weight_of_one
from wijksim.submodels.cooperation_forms import CountingCooperation


def office(*, joint: int = 2, seed: int = 1, **values: float) -> World:
    """Twelve workers of different employers, each pair with shared cases and time enough."""
    world = small_world(
        professionals=12, institutions=12, seed=seed,
        parameters={f"cooperation.{name}": value for name, value in values.items()},
    )  # fmt: skip
    pro = world.professionals
    pro.present[:], pro.id[:], pro.employer[:] = 1, np.arange(12), np.arange(12)
    pro.hours_present[:], pro.hours_admin[:], pro.cases[:] = 30.0, 6.0, 10
    pro.competence[:], pro.role_flexibility[:] = 0.5, 0.3
    world.pairs.joint_cases[:] = joint
    np.fill_diagonal(world.pairs.joint_cases, 0)
    return world


def run(world: World, weeks: int = 104, submodel: Submodel | None = None) -> World:
    return live(world, CountingCooperation() if submodel is None else submodel, weeks=weeks)


def mean_trust(world: World) -> float:
    return float(world.pairs.trust[~np.eye(12, dtype=bool)].mean())


def after(contacts: str, *, prior: float = 0.25, strength: float = 3.0) -> float:
    """Trust after contacts that went well (+) or badly (-), without any forgetting."""
    trust = prior
    for number, sign in enumerate(contacts):
        weight = weight_of_one(strength, number)
        trust = updated_trust(trust, sign == "+", weight, weight)
    return trust


def test_five_contacts_as_the_sum_by_hand() -> None:
    """A first impression of 0.25 counts for three; three of five went well: (0.75 + 3) / 8."""
    for order in ("++-+-", "--+++", "+-+-+"):
        assert after(order) == pytest.approx((0.25 * 3 + 3) / 8)


def test_a_week_of_forgetting_as_the_sum_by_hand() -> None:
    """3 x 0.25 and 5 x 0.6 count; a tenth of the five is forgotten: (0.75 + 2.7) / 7.5."""
    trust = np.full((2, 2), (0.75 + 3.0) / 8, np.float32)
    evidence, contacts = np.full((2, 2), 5.0, np.float32), np.ones((2, 2), np.float32)
    ones, employer = np.ones(2, np.uint8), np.arange(2, dtype=np.int16)
    forget(ones, employer, 0.25, 0.25, 3.0, 0.1, contacts, contacts, trust, evidence)
    assert trust[0, 1] == pytest.approx(3.45 / 7.5)
    assert evidence[0, 1] == pytest.approx(4.5)


def test_a_failure_between_old_acquaintances_costs_less_than_between_new_ones() -> None:
    drop = {n: after("+-" * n) - after("+-" * n + "-") for n in (1, 10)}
    assert 0.0 < drop[10] < drop[1] / 2
    fixed = updated_trust(0.5, False, 0.045, 0.09)
    assert 0.5 - fixed == pytest.approx(0.045), "in the first form it always takes a share"


def test_more_shared_cases_and_a_weaker_first_impression_move_trust_further() -> None:
    usual = mean_trust(run(office()))
    assert mean_trust(run(office(joint=0))) == pytest.approx(0.25, abs=0.001)
    assert usual > 0.3
    assert mean_trust(run(office(joint=4))) > usual
    assert mean_trust(run(office(strength=25.0))) < usual


def test_without_contact_trust_returns_to_the_first_impression() -> None:
    world = run(office(), 104)
    before = mean_trust(world)
    world.pairs.joint_cases[:] = 0
    view = scope(world, CountingCooperation())
    for _ in range(1040):
        CountingCooperation().step(view)
        world.week += 1
    assert before > 0.3 and mean_trust(world) == pytest.approx(0.25, abs=0.01)


def test_a_newcomer_is_known_by_nobody_and_by_no_count() -> None:
    world = run(office())
    assert world.pairs.evidence[0, 1:].min() > 0.0
    world.professionals.joined_week[0] = world.week
    world.pairs.joint_cases[:] = 0
    CountingCooperation().step(scope(world, CountingCooperation()))
    assert (world.pairs.evidence[0] == 0.0).all() and (world.pairs.evidence[:, 0] == 0.0).all()
    assert world.pairs.trust[0, 1:] == pytest.approx(0.25)


def test_trust_stays_between_none_and_full_and_the_first_form_counts_nothing() -> None:
    settings_fit(CountingCooperation())
    for strength in (0.5, 100.0):
        world = run(office(joint=40, strength=strength, forgetting=0.0))
        assert world.pairs.trust.min() >= 0.0 and world.pairs.trust.max() <= 1.0
    assert (run(office(), submodel=Cooperation()).pairs.evidence == 0.0).all()


def test_one_word_in_a_scenario_file_chooses_how_trust_moves(tmp_path: Path) -> None:
    """Trust takes another course, and what comes before trust in the week is the same at first."""
    path = tmp_path / "counting.yaml"
    path.write_text(
        "schema: 1\nextends: carnisse/no-team\n"
        "title: {nl: Tellen, en: Counting}\nsubmodels: {cooperation: counting}\n",
        encoding="utf-8",
    )
    plain = load_scenario("carnisse/no-team", declarations=declarations())
    chosen = load_scenario(path, declarations=declarations())
    assert chosen.submodels == {"cooperation": "counting"}
    worlds = []
    for one in (plain, chosen):
        short = replace(one, warm_up_weeks=0, start=date(2014, 1, 6), end=date(2014, 12, 28))
        model = WijkModel(short, seed=1, collect=False)
        for _ in range(20):
            model.step()
        worlds.append(model.world)
    assert worlds[0].pairs.evidence.max() == 0.0 < worlds[1].pairs.evidence.max()
    assert not np.array_equal(worlds[0].pairs.trust, worlds[1].pairs.trust)
    assert np.array_equal(worlds[0].residents.id, worlds[1].residents.id)
