"""Over 200 random settings of the levers no outcome is stuck, unless a setting puts it there.

At a bound: at nought, or at the most that is possible, in every quarter of the second year. What is
a count of rare turns, or a share of few, may well be nought and only has to move in some runs.
Where a setting alone asks for the bound (a norm below which nobody is helped and that hardly
anybody reaches), a run with that setting is no fault of the model; how many there are is printed.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

import numpy as np
import pytest
from books import check_books
from counted import check_counted

from wijksim.entities.agenda import LeverValue
from wijksim.model import WijkModel
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.scenario.levers import LEVERS
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations

SETTINGS, WEEKS, MOST = 200, 104, 0.05
Levers = Mapping[str, LeverValue]

BOTH_SIGNS = {"unmet_inequality", "unmet_gap", "balance", "vision_score"}
SHARES = {
    "unmet_intensity", "wellbeing", "self_reliance", "resident_trust", "awareness",
    "professional_trust", "recognition", "breadth", "role_flexibility", "strain", "practices",
    "survival_pressure", "rules_changed", "budgets_changed", "mandates_changed",
}  # fmt: skip
"""Outcomes with unit 1 that cannot be above 1."""
RARE = {
    "teams": "no team stands where none is asked for, and none comes by itself in two years",
    "dissolved": "institutions seldom end",
    "reorganisations": "they take years of figures that fall short",
    "in_mode": "it is found after more than two years, if at all",
    "initiatives_ended": "of some five initiatives in a year often none ends",
    "overloaded_coordinators": "of some five; nought is how it should be",
    "plan_conflict": "with a lead agreed on there is none left; nought is how it should be",
    "cases_carried": "of the few households with several handlers; trust takes time",
}
"""Counts of rare turns and shares of few: nought is an answer, and why."""


def hardly_anybody_is_let_in(levers: Levers) -> bool:
    """Help only from a severity on that hardly any need has."""
    return float(levers["norm.self_reliance"]) >= 0.6


def hours_are_asked_away(levers: Levers) -> bool:
    """Half of a week of 36 hours goes to what is no help."""
    names = ("learning.reflection_hours", "governance.reporting", "access.outreach_hours")
    return sum(float(levers[name]) for name in names) >= 18.0


def nothing_is_changed(levers: Levers) -> bool:
    return float(levers["change.depth"]) == 0.0


FORCED: Mapping[str, tuple[Callable[[Levers], bool], ...]] = {
    **dict.fromkeys(
        ("formal_hours", "direct_work", "professional_share", "coordination", "reach",
         "avoiders_reached", "refused", "heavy_entry", "late_entry"),
        (hardly_anybody_is_let_in,),
    ),
    "missed_norm": (hardly_anybody_is_let_in, hours_are_asked_away),
    "practices": (nothing_is_changed,),
}  # fmt: skip


@dataclass(frozen=True)
class Year:
    """The levers of a run, and per outcome its quarters of the second year."""

    levers: Levers
    quarters: Mapping[str, np.ndarray]


def drawn(rng: np.random.Generator) -> dict[str, LeverValue]:
    """A random half of the levers, each anywhere within its bounds."""
    found: dict[str, LeverValue] = {}
    for lever in LEVERS:
        if rng.random() < 0.5:
            among = lever.choices
            found[lever.name] = (
                str(rng.choice(among)) if among else float(rng.uniform(*lever.bounds))
            )
    return found


def years() -> Iterator[Year]:
    rng, seed, start = np.random.default_rng(2013), 0, date(2014, 1, 6)
    plain = replace(
        load_scenario("carnisse/no-team", declarations=declarations()),
        agenda=(), warm_up_weeks=0, start=start, end=start + timedelta(weeks=WEEKS, days=-1),
    )  # fmt: skip
    while True:
        scenario = replace(plain, levers={**plain.levers, **drawn(rng)})
        model = WijkModel(scenario, seed=seed, collect=False)
        while model.running:
            model.step()
        check_books(model)
        rows = model.observation.series().query("group == 'all'")
        values = {name: part.value.to_numpy()[-4:] for name, part in rows.groupby("outcome")}
        yield Year(scenario.levers, values)
        seed += 1


def most_possible(name: str, unit: str) -> float:
    return 100.0 if unit == "%" else 1.0 if name in SHARES else np.inf


def check_possible(year: Year) -> None:
    """No outcome is below nought or above what is possible, so that none needs to be clipped."""
    check_counted(year.quarters)
    for one in OUTCOMES:
        values = year.quarters.get(one.name, np.empty(0))
        values = values[~np.isnan(values)]
        if one.name not in BOTH_SIGNS:
            assert (values >= 0.0).all(), one.name
        assert (values <= most_possible(one.name, one.unit)).all(), (one.name, values)


def stuck(year: Year) -> set[str]:
    found = set()
    for one in OUTCOMES:
        values = year.quarters.get(one.name, np.full(1, np.nan))
        if one.name not in BOTH_SIGNS and not np.isnan(values).all():
            values, top = values[~np.isnan(values)], most_possible(one.name, one.unit)
            if (values == 0.0).all() or (values == top).all():
                found.add(one.name)
    return found


def test_what_a_dozen_random_settings_lead_to_is_possible() -> None:
    for year in islice(years(), 12):
        check_possible(year)


@pytest.mark.slow
def test_no_outcome_is_stuck_at_a_bound_in_more_than_one_run_in_twenty() -> None:
    runs, at_bound, forced = Counter(), Counter(), Counter()
    for year in islice(years(), SETTINGS):
        check_possible(year)
        caught = stuck(year)
        for one in OUTCOMES:
            asked = any(why(year.levers) for why in FORCED.get(one.name, ()))
            forced[one.name] += asked and one.name in caught
            runs[one.name] += not asked
            at_bound[one.name] += not asked and one.name in caught
    told = {
        name: f"{at_bound[name]} of {runs[name]}, forced {forced[name]}"
        for name in runs
        if at_bound[name] or forced[name]
    }
    print("\nstuck at a bound:", *(f"{name}: {what}" for name, what in told.items()), sep="\n  ")
    for name in runs:
        if name in RARE:
            assert at_bound[name] < runs[name], f"{name} never moves"
        else:
            assert at_bound[name] <= MOST * SETTINGS, (name, told[name])


def test_an_outcome_that_sits_at_a_bound_would_be_found_out() -> None:
    flat, moving = np.zeros(4), np.array([0.0, 0.0, 0.1, 0.0])
    full = np.full(4, 100.0)
    year = Year({}, {"reach": full, "waiting": flat, "need": moving, "balance": flat})
    assert stuck(year) == {"reach", "waiting"}
    with pytest.raises(AssertionError, match="waiting"):
        check_counted({"waiting": np.array([1.0, np.nan]), "formal_hours": np.array([0.0, 0.0])})
    with pytest.raises(AssertionError, match="duration"):
        check_counted({"duration": np.array([1.0, np.nan]), "formal_hours": np.array([0.0, 5.0])})
    with pytest.raises(AssertionError, match="reach"):
        check_possible(Year({}, {"reach": np.full(4, 100.1)}))
