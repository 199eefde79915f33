"""What a policy does comes from its settings: not from its label, nor from what nobody uses.

And where theory knows the direction of a lever alone, the whole model shows it, with the same luck.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from wijksim.entities.agenda import Entry, LeverValue
from wijksim.experiment.compare import Compared, compare_scenarios
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.results import run_branches, run_scenario
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations

TOP, BOTTOM = "carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation"
ALL = ("youth", "support", "income", "debt")


def short(name: str, *, weeks: int, start: date = date(2014, 1, 6), **changes: object) -> Scenario:
    scenario = load_scenario(name, declarations=declarations())
    end = date.fromordinal(start.toordinal() + 7 * weeks - 1)
    return replace(scenario, start=start, end=end, warm_up_weeks=0, **changes)


def compared(one: Scenario, other: Scenario) -> Compared:
    return compare_scenarios(
        [one, other], runner=run_branches, catalogue=OUTCOMES, replicates=2, seed=3
    )


def test_swapping_the_labels_of_two_policies_swaps_the_answer() -> None:
    """All that makes a policy stays where it is; only what it is called changes."""
    top, bottom = short(TOP, weeks=78), short(BOTTOM, weeks=78)
    called_bottom = replace(top, name=bottom.name, title=bottom.title)
    called_top = replace(bottom, name=top.name, title=top.title)
    usual, swapped = compared(top, bottom), compared(called_top, called_bottom)
    assert usual.labels == swapped.labels
    found = pd.merge(
        usual.summary, swapped.summary, on=["outcome", "group"], suffixes=("", "_swapped")
    )
    differ = found["mean_difference"].to_numpy()
    assert np.nansum(differ != 0.0) > 20
    np.testing.assert_array_equal(differ, -found["mean_difference_swapped"].to_numpy())


PLACEBOS: Mapping[str, Mapping[str, LeverValue]] = {
    "a lever set to what it was": {"access.forms": 2.0, "governance.control": 0.7},
    "how a team is put together, without a team": {"team.composition": "acquainted"},
    "where a team works from, without a team": {"team.base": "desk", "team.fte": 20.0},
}
"""Settings that should do nothing at all where no team is asked for."""


@pytest.mark.parametrize("what", PLACEBOS)
def test_a_placebo_does_nothing_to_the_last_bit(what: str) -> None:
    plain = short("carnisse/no-team", weeks=60, agenda=())
    week = plain.first_week + 20
    entry = Entry(week=week, announced_week=week, why=what, levers=dict(PLACEBOS[what]))
    usual = run_scenario(plain, seed=5)
    treated = run_scenario(replace(plain, agenda=(entry,)), seed=5)
    pd.testing.assert_frame_equal(usual.outcomes, treated.outcomes, check_exact=True)


def course(levers: Mapping[str, LeverValue], outcome: str, *, weeks: int, seed: int) -> float:
    """Mean of an outcome over the last year of a run at rest with these levers."""
    plain = short("carnisse/no-team", weeks=weeks, agenda=())
    run = run_scenario(replace(plain, levers={**plain.levers, **levers}), seed=seed)
    rows = run.outcomes[(run.outcomes.outcome == outcome) & (run.outcomes.group == "all")]
    return float(rows.value.tail(4).mean())


def all_budgets(share: float) -> dict[str, LeverValue]:
    return {f"budget.{domain}": share for domain in ALL}


MONOTONE: Mapping[str, tuple[list[Mapping[str, LeverValue]], str, int]] = {
    "more forms, fewer requests": (
        [{"access.forms": n} for n in (0.0, 2.0, 6.0)], "requests", -1,
    ),
    "a longer open desk, more requests": (
        [{"access.self_referral": "no", "access.desk_hours": n} for n in (2.0, 10.0, 40.0)],
        "requests", 1,
    ),
    "more rules, more administration": (
        [{"rules.protocols": n} for n in (0.0, 0.4, 0.9)], "administration", 1,
    ),
    "more reporting, more administration": (
        [{"governance.reporting": n} for n in (0.0, 4.0, 12.0)], "administration", 1,
    ),
    "more money, shorter waiting": ([all_budgets(n) for n in (0.4, 0.7, 1.2)], "waiting", -1),
    "a higher norm of self-reliance, more refusals": (
        [{"norm.self_reliance": n} for n in (0.0, 0.3, 0.6)], "refused", 1,
    ),
    "more outreach, more hours outside": (
        [{"access.outreach_hours": n} for n in (0.0, 4.0, 12.0)], "outreach", 1,
    ),
    "more reflection, broader workers": (
        [{"learning.reflection_hours": n} for n in (0.0, 4.0, 16.0)], "breadth", 1,
    ),
    "more fixed in function profiles, less flexible roles": (
        [{"rules.function_profiles": n} for n in (0.1, 0.5, 0.9)], "role_flexibility", -1,
    ),
    "a deeper change, more strain": (
        [{"change.depth": n} for n in (0.0, 0.4, 1.0)], "strain", 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", MONOTONE)
def test_where_theory_knows_the_direction_three_settings_lie_in_order(what: str) -> None:
    settings, outcome, sign = MONOTONE[what]
    low, middle, high = (course(one, outcome, weeks=104, seed=1) for one in settings)
    assert sign * low < sign * middle < sign * high, (low, middle, high)


def test_support_for_initiatives_helps_up_to_a_point_and_then_smothers() -> None:
    """A hump: some hours and money do more than none, and more than very much of both."""
    none, fitting, smothering = (
        np.mean([course({"initiatives.hours": hours, "initiatives.money": money},
                        "participation", weeks=156, seed=seed) for seed in (1, 2, 3)])
        for hours, money in ((0.0, 0.0), (24.0, 20_000.0), (200.0, 500_000.0))
    )  # fmt: skip
    assert fitting > none, (none, fitting, smothering)
    assert fitting > smothering, (none, fitting, smothering)
