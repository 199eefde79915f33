"""Seven neighbourhoods that differ as the published figures do, under the same dated shocks."""

from datetime import date
from pathlib import Path

import pytest

from wijksim.core.calendar import week_number
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations

PUBLISHED = {
    "carnisse": (11_065, 6_055, 59, 59, 0.17, 0.08),
    "tarwewijk": (12_295, 6_110, 85, 89, 0.20, 0.06),
    "molenlaankwartier": (7_905, 3_315, 202, 5, 0.23, 0.24),
    "pernis": (4_790, 2_160, 158, 17, 0.16, 0.19),
    "nesselande": (12_300, 4_365, 306, 11, 0.30, 0.08),
    "hoogvliet-zuid": (21_675, 10_305, 480, 39, 0.14, 0.23),
    "ommoord": (25_005, 12_745, 436, 43, 0.13, 0.31),
}
"""CBS, Kerncijfers wijken en buurten, 1 January 2015: inhabitants, households, land in ha, social
assistance per 1,000 inhabitants, shares under 15 and from 65 on."""
KEYS = ("population.inhabitants", "households.total", "land.area",
        "benefits.assistance_per_1000", "ages.share_under_15", "ages.share_65_over")  # fmt: skip
POLICIES = ("no-team", "top-down-rollout", "bottom-up-self-organisation", "mixed")
DATES = {
    "cut-support": date(2015, 1, 1),
    "cut-youth": date(2015, 1, 1),
    "own-strength-first": date(2015, 1, 1),
    "privacy-law": date(2018, 5, 25),
    "covid-closure-1": date(2020, 3, 16),
    "covid-opening-1b": date(2020, 6, 1),
    "covid-closure-2": date(2020, 12, 15),
    "covid-opening-2b": date(2021, 6, 5),
}
"""Known shocks and rules within the horizon, by the name under which each can be switched off."""


def loaded(name: str | Path) -> Scenario:
    return load_scenario(name, declarations=declarations())


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_profile_holds_the_published_figures_each_with_its_source(name: str) -> None:
    scenario = loaded(f"{name}/no-team")
    for key, value in zip(KEYS, PUBLISHED[name], strict=True):
        assert scenario.figures[key] == pytest.approx(value, abs=0.006 if value < 1 else 0.6), key
        assert "CBS" in scenario.provenance[f"figures.{key}"].source, key


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_known_shocks_come_on_their_dates_in_every_neighbourhood(
    name: str, policy: str
) -> None:
    entries = {entry.name: entry for entry in loaded(f"{name}/{policy}").agenda}
    for shock, day in DATES.items():
        assert entries[shock].week == week_number(day), shock
        assert entries[shock].announced_week <= entries[shock].week
        assert entries[shock].source.strip()


@pytest.mark.parametrize("shock", DATES)
def test_each_shock_can_be_switched_off_by_its_name(shock: str, tmp_path: Path) -> None:
    path = tmp_path / "without.yaml"
    path.write_text(
        "schema: 1\nextends: pernis/mixed\n"
        f"title: {{nl: Zonder, en: Without}}\nleave_out: [{shock}]\n",
        encoding="utf-8",
    )
    usual, without = loaded("pernis/mixed"), loaded(path)
    gone = {one.name for one in usual.agenda} - {one.name for one in without.agenda}
    assert gone == {shock}
