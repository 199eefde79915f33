"""Small worlds for tests: a few households, all parameters as shipped, levers at their start.

`small_world` builds the tables and lets people live in them; `scope` shows a world as one submodel
sees it. Anything else a test needs it sets itself, so that the test tells what matters to it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from wijksim.core.parameters import Setting, check_setting
from wijksim.core.randomness import draw_key
from wijksim.entities.agenda import Entry, LeverValue
from wijksim.entities.domains import HouseholdType
from wijksim.entities.world import Grid, Scope, World
from wijksim.scenario.levers import LEVERS
from wijksim.submodels.base import Submodel

PARAMETERS = Path(__file__).resolve().parents[1] / "scenarios" / "parameters"
LEVER_FILE = "levers.yaml"
WEEKS_IN_A_YEAR = 52.1775
MONDAY_2015 = 783
"""Week of Monday 2015-01-05, counted from Monday 2000-01-03."""

PLAIN_LADDER = {f"care.intensity_{name}": 1.0 for name in ("youth", "support", "income", "debt")}
"""Every domain asks the hours of the ladder itself, so that sums can be done by hand."""

_AT_REST: dict[str, LeverValue] = {
    "team.fte": 11.0,
    "governance.reporting": 2.0,
    "governance.patience": 24.0,
    "governance.control": 0.5,
    "governance.refitting": 0.5,
    "governance.memory": 0.5,
    "governance.decides": 0.3,
    "rules.function_profiles": 0.5,
    "rules.protocols": 0.3,
    "learning.reflection_hours": 2.0,
    "budget.youth": 1.0,
    "budget.support": 1.0,
    "budget.income": 1.0,
    "budget.debt": 1.0,
    "access.desk_hours": 20.0,
    "access.finder_hours": 1.0,
    "access.outreach_hours": 1.0,
    "access.forms": 1.0,
    "data.sharing": 0.3,
    "vision.thrift": 0.25,
    "vision.solidarity": 0.25,
    "places.upkeep": 50_000.0,
}
"""Start values for tests as long as scenarios/parameters/levers.yaml does not give them."""


def _read(path: Path) -> Mapping[str, object]:
    text = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return text if isinstance(text, Mapping) else {}


def shipped_settings() -> dict[str, Setting]:
    """Every parameter as the shipped files set it, by its key."""
    settings: dict[str, Setting] = {}
    for path in sorted(PARAMETERS.glob("*.yaml")):
        if path.name == LEVER_FILE:
            continue
        entries = _read(path).get("parameters", {})
        assert isinstance(entries, Mapping), f"{path.name} has no mapping under 'parameters'"
        for key, entry in entries.items():
            low, high = entry["bounds"]
            settings[str(key)] = Setting(
                value=float(entry["value"]),
                unit=str(entry["unit"]),
                bounds=(float(low), float(high)),
                source=str(entry["source"]),
            )
    return settings


def shipped_parameters() -> dict[str, float]:
    """The value of every parameter as shipped, by its key."""
    return {key: one.value for key, one in shipped_settings().items()}


def start_levers() -> dict[str, LeverValue]:
    """The start value of every lever."""
    values: dict[str, LeverValue] = {
        one.name: _AT_REST.get(one.name, one.choices[0] if one.choices else 0.0) for one in LEVERS
    }
    path = PARAMETERS / LEVER_FILE
    if path.exists():
        text = _read(path)
        entries = text.get("levers", text.get("parameters", {}))
        assert isinstance(entries, Mapping), f"{LEVER_FILE} has no mapping of levers"
        for name, entry in entries.items():
            value = entry["value"] if isinstance(entry, Mapping) else entry
            values[str(name)] = value if isinstance(value, str) else float(value)
    return values


def household_kind(ages: Sequence[float]) -> HouseholdType:
    """The type of a household of these ages."""
    adults = sum(age >= 18 for age in ages)
    if not ages:
        return HouseholdType.VACANT
    if adults == len(ages):
        return HouseholdType.SINGLE if adults == 1 else HouseholdType.COUPLE
    return HouseholdType.SINGLE_PARENT if adults == 1 else HouseholdType.WITH_CHILDREN


def small_world(
    *,
    households: int = 5,
    ages: Sequence[Sequence[float]] | None = None,
    spare_beds: int = 0,
    professionals: int = 3,
    institutions: int = 3,
    teams: int = 1,
    places: int = 4,
    initiatives: int = 2,
    requests: int | None = None,
    seed: int = 1,
    week: int = MONDAY_2015,
    levers: Mapping[str, LeverValue] | None = None,
    parameters: Mapping[str, float] | None = None,
    profile: Mapping[str, float] | None = None,
    agenda: Sequence[Entry] = (),
    logging: bool = False,
) -> World:
    """A world with small tables; only residents and households are filled in.

    `ages` lists the ages of each household's members, the head first; without it `households`
    persons of 40 live alone, so that row, household and bed are the same number. Positions are
    0.5 and traits are at their middle. `spare_beds` adds empty rows to every dwelling. `levers` and
    `parameters` replace single values; a name that nobody knows raises KeyError. All places,
    posts, institutions, teams and initiatives exist as empty rows: a test fills those it needs.
    """
    homes = [[40.0]] * households if ages is None else [list(one) for one in ages]
    beds = [max(1, len(one)) + spare_beds for one in homes]
    first = np.concatenate(([0], np.cumsum(beds)))[: len(homes)].astype(np.int32)
    rows = int(sum(beds))
    width = max(1, int(np.ceil(np.sqrt(len(homes)))))

    values = shipped_parameters()
    for key, value in (parameters or {}).items():
        if key not in values:
            raise KeyError(f"no shipped parameter is called {key!r}")
        values[key] = value
    settled = start_levers()
    for name, lever_value in (levers or {}).items():
        if name not in settled:
            raise KeyError(f"no lever is called {name!r}")
        settled[name] = lever_value

    world = World(
        grid=Grid(width=width, height=width),
        key=draw_key(seed, "small"),
        sizes={
            "residents": rows,
            "households": len(homes),
            "professionals": professionals,
            "pairs": professionals,
            "institutions": institutions,
            "teams": teams,
            "places": places,
            "initiatives": initiatives,
            "municipality": 1,
            "requests": 2 * rows if requests is None else requests,
        },
        parameters=values,
        profile=dict(profile or {}),
        levers=settled,
        agenda=agenda,
        place_names=[f"place {i}" for i in range(places)],
        institution_names=[f"institution {i}" for i in range(institutions)],
        week=week,
        first_week=week,
    )
    world.events.keeping = logging
    for home, members in enumerate(homes):
        _move_in(world=world, home=home, first=int(first[home]), beds=beds[home], ages=members)
    return world


def _move_in(*, world: World, home: int, first: int, beds: int, ages: Sequence[float]) -> None:
    h, r = world.households, world.residents
    kind = household_kind(ages)
    h.first[home], h.beds[home], h.cell[home] = first, beds, home
    h.dwelling_kind[home], h.kind[home] = kind, kind
    h.id[home], h.size[home] = first, len(ages)
    h.head[home] = first if ages else -1
    h.arrived_week[home] = world.week - 520
    h.position[home] = 0.5
    mine = slice(first, first + beds)
    r.household[mine] = home
    r.id[mine] = np.arange(first, first + beds)
    lived_in = slice(first, first + len(ages))
    r.present[lived_in] = 1
    r.birth_week[lived_in] = [world.week - round(age * WEEKS_IN_A_YEAR) - 26 for age in ages]
    r.arrived_week[lived_in] = world.week - 520
    r.position[lived_in], r.quintile[lived_in] = 0.5, 2
    r.burden_tolerance[lived_in] = 0.5
    r.energy[lived_in], r.skills[lived_in] = 0.5, 0.5


def scope(world: World, submodel: Submodel) -> Scope:
    """The world as this submodel sees it."""
    return Scope(world=world, declared=submodel)


def settings_fit(submodel: Submodel) -> None:
    """Check that the shipped files set every parameter of a submodel, in its unit and bounds."""
    settings = shipped_settings()
    for one in submodel.parameters:
        check_setting(one, settings[one.key])


def live(world: World, submodel: Submodel, *, weeks: int) -> World:
    """The world after one submodel alone has lived so many weeks in it."""
    view = scope(world, submodel)
    submodel.initialise(view)
    for _ in range(weeks):
        submodel.step(view)
        world.week += 1
    return world
