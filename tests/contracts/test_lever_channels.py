"""What a lever moves at once, seen by giving one submodel the same week under another setting.

Every submodel that reads a lever lives one week twice, from the same state and with the same luck:
once as it is, once under another setting. The columns that then differ are what the lever enters.
None may be a virtue; and when they are frozen, the lever moves nothing else.
"""

import copy
from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np
import pytest
from lever_worlds import scenario_with

from wijksim.entities.agenda import LeverValue
from wijksim.entities.world import Scope, World
from wijksim.model import WijkModel
from wijksim.scenario.levers import LEVERS
from wijksim.submodels.base import Submodel
from wijksim.submodels.casework import Casework

WEEKS_BEFORE, WEEKS = 35, 17

VIRTUES = frozenset((
    "residents.need", "residents.self_reliance", "residents.own_strength", "residents.wellbeing",
    "residents.trust", "residents.experience", "residents.awareness", "residents.known_trust",
    "residents.tie_strength", "residents.crisis_week", "residents.network_help",
    "pairs.trust", "pairs.recognition",
    "professionals.competence", "professionals.breadth", "professionals.practices",
    "professionals.error_rate", "professionals.strain",
))  # fmt: skip
"""Need, trust, reach, wellbeing and quality, as columns."""
BY_HOURS: Mapping[str, frozenset[str]] = {
    "learning.reflection_hours": frozenset((
        "professionals.competence", "professionals.breadth", "professionals.practices",
        "professionals.error_rate",
    )),
}  # fmt: skip
"""A lever that is hours: who is allowed fewer, reflects less that same week, and learns less.
That it does so by hours found and nothing else is shown in test_learning.py."""

FROZEN: Mapping[str, tuple[str, ...]] = {
    "room.willingness": ("municipality.room_conceded",),
    "rules.function_profiles": ("professionals.role_flexibility",),
    "change.depth": (
        "professionals.change_hours", "professionals.reflection_hours",
    ),
    "governance.control": (
        "municipality.reflex", "municipality.protocol_pressure", "municipality.rules_changed",
        "institutions.protocol", "teams.protocol", "institutions.admin_share", "teams.admin_share",
    ),
    "governance.memory": (
        "municipality.memory", "institutions.admin_share", "teams.admin_share",
    ),
    "governance.decides": (
        "institutions.mandate", "teams.mandate", "municipality.mandates_changed",
    ),
    "rules.protocols": (
        "municipality.protocol_pressure", "municipality.rules_changed", "institutions.protocol",
        "teams.protocol", "institutions.admin_share", "teams.admin_share",
    ),
    "team.base": ("teams.base_kind", "teams.place", "municipality.cost"),
    "access.self_referral": (
        "residents.asking", "residents.discouraged_until", *Casework.writes,
    ),
    "access.forms": ("residents.asking", "residents.discouraged_until"),
    "places.upkeep": ("places.upkeep", "municipality.cost"),
}  # fmt: skip
"""Levers with a cost and a benefit that can both be held: the columns by which they enter."""


def columns(world: World) -> dict[str, np.ndarray]:
    return {
        f"{name}.{column.name}": table.array(column.name)
        for name, table in world.tables.items()
        for column in table.schema.columns
    }


def same_week(submodel: Submodel, world: World, levers: Mapping[str, LeverValue]) -> World:
    """The world after this submodel's step under other levers; the world itself stays."""
    twin = world.copy(agenda=world.agenda)
    twin.levers.update(levers)
    actor = copy.deepcopy(submodel)
    actor.step(Scope(world=twin, declared=actor))
    return twin


def others(name: str, now: LeverValue) -> Iterator[LeverValue]:
    lever = next(one for one in LEVERS if one.name == name)
    yield from (value for value in (lever.choices or lever.bounds) if value != now)


@cache
def entered() -> dict[str, set[str]]:
    """Per lever, the columns that it moves at once, in any of some weeks and at any extreme.

    With this seed a member leaves the team in these weeks; only then does it matter who is chosen.
    """
    model = WijkModel(scenario_with({}), seed=3, collect=False)
    found: dict[str, set[str]] = {lever.name: set() for lever in LEVERS}
    for _ in range(WEEKS_BEFORE):
        model.step()
    world = model.world
    for _ in range(WEEKS):
        world.municipality.cost[:] = 0.0
        for submodel, seen in zip(model.submodels, model._scopes, strict=True):
            usual = columns(same_week(submodel, world, {})) if submodel.levers else {}
            for name in submodel.levers:
                for value in others(name, world.levers[name]):
                    other = columns(same_week(submodel, world, {name: value}))
                    found[name] |= {c for c in usual if not np.array_equal(usual[c], other[c])}
            submodel.step(seen)
            if submodel.name == "population":
                model._settle_newcomers()
        world.week += 1
    return found


@pytest.mark.parametrize("name", [lever.name for lever in LEVERS])
def test_no_lever_enters_need_trust_reach_wellbeing_or_quality(name: str) -> None:
    assert entered()[name] & VIRTUES <= BY_HOURS.get(name, frozenset())


class Flattering(Casework):
    """Casework in which a lever sweetens what residents have lived through: what may never be."""

    writes = (*Casework.writes, "residents.experience")

    def step(self, w: Scope) -> None:
        super().step(w)
        w.residents.experience[:] += 0.1 * (1.0 - w.lever("norm.self_reliance"))


def test_a_lever_that_enters_a_virtue_is_seen() -> None:
    """The test above can fail: casework that cheats is told from casework that does not."""
    model = WijkModel(scenario_with({}), seed=2, collect=False)
    for _ in range(WEEKS_BEFORE):
        model.step()
    honest = next(one for one in model.submodels if one.name == "casework")
    flattering = Flattering()
    flattering.__dict__.update(copy.deepcopy(honest.__dict__))
    seen = {}
    for one in (honest, flattering):
        usual = columns(same_week(one, model.world, {}))
        other = columns(same_week(one, model.world, {"norm.self_reliance": 0.8}))
        moved = {name for name in usual if not np.array_equal(usual[name], other[name])}
        seen[type(one)] = moved & VIRTUES
    assert seen == {type(honest): set(), Flattering: {"residents.experience"}}


@pytest.mark.parametrize("name", [lever.name for lever in LEVERS])
def test_every_lever_enters_something_within_a_few_months(name: str) -> None:
    assert entered()[name]


def test_who_may_ask_by_themselves_moves_casework_by_hours_at_the_door_alone() -> None:
    """Where that door takes no hours the lever moves nothing; where it does, hours move."""
    moved = {}
    for hours in (0.0, 10.0):
        model = WijkModel(scenario_with({}), seed=3, collect=False)
        for _ in range(WEEKS_BEFORE):
            model.step()
        casework = next(one for one in model.submodels if one.name == "casework")
        model.world.parameters["finding_help.own_door"] = hours
        model.world.residents.asking[:] = 0
        usual, other = (
            columns(same_week(casework, model.world, {"access.self_referral": allowed}))
            for allowed in ("yes", "no")
        )
        moved[hours] = {name for name in usual if not np.array_equal(usual[name], other[name])}
    assert moved[0.0] == set()
    assert "professionals.hours_intake" in moved[10.0]


def lived(lever: Mapping[str, LeverValue], hold: tuple[str, ...], held: list) -> dict:
    """Columns in the end of a run in which a lever is set after some months.

    From then on the columns to `hold` are kept in `held`, or, when it is not empty, put back after
    every submodel to what was kept there.
    """
    model = WijkModel(scenario_with({}), seed=2, collect=False)
    for _ in range(WEEKS_BEFORE):
        model.step()
    world, kept = model.world, iter(list(held))
    world.levers.update(lever)
    for _ in range(WEEKS):
        world.municipality.cost[:] = 0.0
        for submodel, seen in zip(model.submodels, model._scopes, strict=True):
            submodel.step(seen)
            if submodel.name == "population":
                model._settle_newcomers()
            now = columns(world)
            for name, values in next(kept, {}).items():
                now[name][...] = values
            held.append({name: now[name].copy() for name in hold})
        world.week += 1
    return columns(world)


@pytest.mark.parametrize("name", FROZEN)
def test_a_lever_moves_nothing_but_its_channels(name: str) -> None:
    """With the columns frozen by which it costs and helps, nothing in the world differs."""
    value = list(others(name, scenario_with({}).levers[name]))[-1]
    course: list[dict[str, np.ndarray]] = []
    usual = lived({}, FROZEN[name], course)
    free = lived({name: value}, (), [])
    frozen = lived({name: value}, FROZEN[name], course)
    assert any(not np.array_equal(usual[column], free[column]) for column in usual)
    for column, values in usual.items():
        assert np.array_equal(values, frozen[column]), column
