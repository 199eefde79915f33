"""The shipped policies are fair to each other: same start, same means, same shocks, all sourced."""

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from wijksim.building import build_world
from wijksim.core.calendar import week_number
from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import DOMAINS, NOBODY
from wijksim.entities.world import World
from wijksim.scenario.levers import BY_NAME
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.parameter_files import start_levers
from wijksim.scenario.settled import Scenario, first_difference
from wijksim.scenario.shipped import scenario_names, shipped_names
from wijksim.scenario.validate import validate, validate_file
from wijksim.schedule import declarations

NO_TEAM, ROLLOUT, FROM_BELOW, MIXED = FOUR = (
    "carnisse/no-team",
    "carnisse/top-down-rollout",
    "carnisse/bottom-up-self-organisation",
    "carnisse/mixed",
)
POLICIES = Path(__file__).resolve().parents[2] / "scenarios" / "policies"
SUPPORT = DOMAINS.index("support")


@pytest.fixture(scope="module")
def carnisse() -> World:
    """Carnisse at the start, with the budgets that its supply costs."""
    return build_world(scenario=load_scenario(NO_TEAM, declarations=declarations()), seed=1)


@pytest.fixture(scope="module")
def four() -> dict[str, Scenario]:
    return {name: load_scenario(name) for name in FOUR}


def levers_on(scenario: Scenario, day: date) -> dict[str, LeverValue]:
    levers = dict(scenario.levers)
    for entry in scenario.agenda:
        if entry.week <= week_number(day):
            levers |= entry.levers
    return levers


def test_all_four_start_from_the_same_neighbourhood(four: dict[str, Scenario]) -> None:
    first = four[NO_TEAM]
    for scenario in four.values():
        assert scenario.levers == first.levers == {k: v.value for k, v in start_levers().items()}
        assert scenario.parameters == first.parameters
        assert (scenario.figures, scenario.places) == (first.figures, first.places)
        assert scenario.horizon == first.horizon == (date(2013, 1, 1), date(2022, 12, 31))
        assert scenario.warm_up_weeks == first.warm_up_weeks > 0


@pytest.mark.parametrize(
    "day", [date(2012, 12, 31), date(2014, 12, 1), date(2016, 6, 1), date(2022, 1, 1)]
)
def test_all_four_spend_the_same_money(
    four: dict[str, Scenario], carnisse: World, day: date
) -> None:
    support = float(carnisse.municipality.budget[0][SUPPORT])

    def money(scenario: Scenario) -> float:
        levers = levers_on(scenario, day)
        free = ("initiatives.money", "places.upkeep")
        euros = sum(float(levers[name]) for name in free)
        return euros + support * float(levers["budget.support"])

    spent = [money(scenario) for scenario in four.values()]
    assert max(spent) - min(spent) < 1_000
    for name in ("budget.youth", "budget.income", "budget.debt", "budget.pooling"):
        assert len({levers_on(scenario, day)[name] for scenario in four.values()}) == 1


def test_support_money_is_what_the_supply_of_carnisse_costs(carnisse: World) -> None:
    """18 fte of guidance, 16 of home help with 3 of nurses, and support by welfare and desk."""
    people, table = carnisse.professionals, carnisse.institutions
    posts = people.employer != NOBODY
    assert people.hours[posts].sum() / 36.0 == pytest.approx(110.0, abs=3.0)
    assert posts.sum() == pytest.approx(150, abs=5)
    whole = table.base_budget[(table.municipal == 1) & (table.domain_share[:, SUPPORT] > 0.99)]
    assert whole.sum() == pytest.approx(18 * 82_000 + 19 * 58_000, rel=0.01)
    assert carnisse.municipality.budget[0][SUPPORT] == pytest.approx(3.18e6, rel=0.005)


def test_all_four_meet_the_same_law_and_the_same_shocks(four: dict[str, Scenario]) -> None:
    def outside(scenario: Scenario) -> list[object]:
        return [
            (entry.week, entry.places, entry.shocks)
            for entry in scenario.agenda
            if entry.places or entry.shocks
        ]

    for scenario in four.values():
        assert outside(scenario) == outside(four[NO_TEAM]) != []
        assert levers_on(scenario, date(2016, 1, 1))["norm.self_reliance"] == 0.25
        assert levers_on(scenario, date(2019, 1, 1))["data.sharing"] == 0.2


def test_teams_are_equally_large_wherever_there_is_one(four: dict[str, Scenario]) -> None:
    last = {name: levers_on(scenario, date(2022, 12, 31)) for name, scenario in four.items()}
    assert last[NO_TEAM]["team.presence"] == "none"
    assert {last[name]["team.fte"] for name in (ROLLOUT, FROM_BELOW, MIXED)} == {11}
    assert last[ROLLOUT]["team.presence"] == "added"


def test_no_team_and_roll_out_share_their_past_until_the_roll_out_is_announced(
    four: dict[str, Scenario],
) -> None:
    assert first_difference(four[NO_TEAM], four[ROLLOUT]) == week_number(date(2014, 1, 1))


def test_growth_from_below_begins_when_the_horizon_does_and_not_in_the_warm_up(
    four: dict[str, Scenario],
) -> None:
    parting = first_difference(four[ROLLOUT], four[FROM_BELOW])
    assert parting == week_number(date(2013, 1, 1)) > four[ROLLOUT].first_week


def test_every_dated_entry_has_a_reason_and_a_source(four: dict[str, Scenario]) -> None:
    for scenario in four.values():
        for entry in scenario.agenda:
            assert entry.why.strip() and entry.source.strip()


def test_every_lever_at_the_start_has_a_source_and_its_unit() -> None:
    for name, start in start_levers().items():
        assert start.source.strip()
        assert start.where.line is not None
        assert (start.value in BY_NAME[name].choices) == bool(BY_NAME[name].choices)


def test_every_shipped_file_is_well_formed() -> None:
    files = [name for name in shipped_names() if not name.startswith("supply/")]
    assert validate(files) == []
    kinds = {name: validate_file(name) for name in files}
    assert {kinds[name] for name in scenario_names()} == {"scenario"}
    assert {kind for name, kind in kinds.items() if name.startswith("policies/")} == {"policy"}


def test_a_file_that_extends_a_scenario_is_checked_as_one_and_one_that_extends_a_policy_as_that(
    tmp_path: Path,
) -> None:
    for name, extended in (("a", "carnisse/no-team"), ("b", "a"), ("c", "no-team"), ("d", "c")):
        (tmp_path / f"{name}.yaml").write_text(
            f"extends: {extended}\nevents:\n"
            "  - {name: fewer-forms, date: 2016-07-01, why: a trial, set: {access.forms: 1}}\n",
            encoding="utf-8",
        )
    kinds = [validate_file(tmp_path / f"{name}.yaml") for name in "abcd"]
    assert kinds == ["scenario", "scenario", "policy", "policy"]
    (tmp_path / "c.yaml").write_text("extends: d\nlevers: {access.forms: 1}\n", encoding="utf-8")
    assert "in a circle" in validate([tmp_path / "c.yaml"])[0].what


@pytest.mark.parametrize("name", ["as-it-was", "veerkracht-programme"])
def test_when_the_programme_ends_all_is_at_the_start_but_rules_that_the_city_sets(
    name: str,
) -> None:
    text = (POLICIES / f"{name}.yaml").read_text(encoding="utf-8")
    entries = {one["name"]: one["set"] for one in YAML(typ="safe").load(text)["events"]}
    ends = entries.pop("programme-ends")
    of_programme = [one for key, one in entries.items() if not key.startswith(("city-", "after-"))]
    changed = {lever for one in of_programme for lever in one}
    assert {key: start_levers()[key].value for key in ends} == ends
    assert changed - set(ends) <= {"rules.function_profiles", "rules.protocols"}


def test_what_happened_in_carnisse_can_be_run_as_a_policy() -> None:
    assert validate(["policies/as-it-was"]) == []
