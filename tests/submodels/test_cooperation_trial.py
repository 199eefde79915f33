"""The mode of cooperation, in trial: forty workers, ten institutions, 170 joint cases.

A stand-alone course of the kernels of cooperation, with cases that end and start and staff that
comes and goes, but without residents. The trial's condition: in half of the cases everybody and the
lead trust each other at 0.50 or more, for thirteen weeks on end. `pytest -s` prints the table of
conditions that docs/loops.md shows.
"""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.core.randomness import decision, draw_key, uniform
from wijksim.submodels.cooperation_breaks import reset_changed_posts, wear_down
from wijksim.submodels.cooperation_contacts import find_occasions, hold_contacts

FIRMS, PARTIES = 10, 4
WEEKS = 520
END, LEAD, PARTNER, QUIT = (decision(f"trial.{one}") for one in ("end", "lead", "partner", "quit"))
NEVER = 10_000


@dataclass(frozen=True)
class Trial:
    """The conditions of one trial, as mechanisms states them."""

    best: float = 0.60
    trust_to_success: float = 0.35
    prior: float = 0.25
    turnover: float = 0.12
    contacts: float = 0.30
    by_trust: float = 1.0
    threshold: float = 0.50
    gain: float = 0.045
    frozen_trust: bool = False
    rivalry: float = 0.0
    workers: int = 40
    cases: int = 170
    two_parties: float = 0.42


@kernel
def chosen_partner(
    key: NDArray[np.uint32],
    week: int,
    case: int,
    slot: int,
    team: NDArray[np.int16],
    employer: NDArray[np.int16],
    cases: NDArray[np.int64],
    trust: NDArray[np.float32],
    by_trust: float,
) -> int:
    """A partner of another employer than all others in the case, by trust and availability."""
    lead = team[0]
    weights = np.zeros(employer.shape[0])
    for j in range(employer.shape[0]):
        free = True
        for m in range(slot):
            free = free and employer[team[m]] != employer[j]
        if free:
            weights[j] = (1.0 - by_trust + by_trust * trust[lead, j]) ** 3 / (1.0 + cases[j])
    point = uniform(key, PARTNER, week, case, slot) * weights.sum()
    for j in range(employer.shape[0]):
        point -= weights[j]
        if point < 0.0:
            return j
    return employer.shape[0] - 1


@kernel
def course(
    key: NDArray[np.uint32],
    best: float,
    trust_to_success: float,
    prior: float,
    weekly_turnover: float,
    contacts_rate: float,
    by_trust: float,
    threshold: float,
    gain: float,
    frozen: bool,
    claims: float,
    workers: int,
    n_cases: int,
    two_parties: float,
) -> int:
    """First of the first thirteen weeks on end in which trust carries half of the cases."""
    n = workers
    employer = (np.arange(n) % FIRMS).astype(np.int16)
    ids = np.arange(n).astype(np.uint32)
    present = np.ones(n, np.uint8)
    none = np.full(n, -1, np.int16)
    ones, zeros, rivals = np.ones(n), np.zeros(n), np.full(n, claims)
    no_hours, place_hours = np.zeros(n, np.float32), np.zeros(1, np.float32)
    competence, all_met = np.ones((n, 4), np.float32), np.ones(n, np.float32)
    joined, left = np.full(n, -1), np.full(n, -1)
    trust = np.full((n, n), prior, np.float32)
    recognition = np.full((n, n), 0.3, np.float32)
    contacts, activities = np.zeros((n, n), np.float32), np.zeros((n, n), np.float32)
    felt = np.full((n, n), prior, np.float32)
    joint = np.zeros((n, n), np.int16)
    granting = np.full(n, -1, np.int16)
    team = np.full((n_cases, PARTIES), -1, np.int16)
    most = n * (n - 1) // 2
    first, second = np.empty(most, np.int32), np.empty(most, np.int32)
    about, other = np.empty(most, np.float32), np.empty(most, np.float32)
    used = felt if frozen else trust
    on_end = 0
    for week in range(WEEKS):
        for i in range(n):
            if uniform(key, QUIT, week, i, 0) < weekly_turnover:
                joined[i] = week
                ids[i] = (week << 20) | i
        cases = np.zeros(n, np.int64)
        for c in range(n_cases):
            for m in range(PARTIES):
                if team[c, m] >= 0:
                    cases[team[c, m]] += 1
        for c in range(n_cases):
            if week == 0 or uniform(key, END, week, c, 0) < 1.0 / 52.0:
                size = 2 if uniform(key, END, week, c, 1) < two_parties else 3
                if uniform(key, END, week, c, 2) < 0.10 * (1.0 - two_parties) / 0.58:
                    size = 4
                team[c, :] = -1
                team[c, 0] = int(uniform(key, LEAD, week, c, 0) * n)
                for m in range(1, size):
                    team[c, m] = chosen_partner(
                        key, week, c, m, team[c], employer, cases, trust, by_trust
                    )
                    cases[team[c, m]] += 1
        joint[:, :] = 0
        for c in range(n_cases):
            for a in range(PARTIES):
                for b in range(PARTIES):
                    if a != b and team[c, a] >= 0 and team[c, b] >= 0:
                        joint[team[c, a], team[c, b]] += 1
        wear_down(
            present, employer, prior, prior, 0.002, 0.002, 1.0 / 13.0,
            trust, recognition, contacts, activities,
        )  # fmt: skip
        reset_changed_posts(
            week, joined, left, employer, prior, prior, 0.3,
            trust, recognition, contacts, activities,
        )  # fmt: skip
        found = find_occasions(
            present, employer, ones, joint, none, none, place_hours, no_hours, no_hours,
            zeros, zeros, 3.0, all_met, contacts_rate, 2.0, first, second, about, other,
        )  # fmt: skip
        hold_contacts(
            key, week, found, first, second, about, other, ids, employer, competence, no_hours,
            zeros, rivals, used, by_trust, best, 0.0, 0.0, 0.0, 0.35,
            trust_to_success, gain, 2.0 * gain, 0.0, 0.02, 0.04, 0.0, 1.0 / 13.0,
            trust, recognition, contacts, activities, activities, granting,
        )  # fmt: skip
        carried = 0
        for c in range(n_cases):
            good = True
            for m in range(1, PARTIES):
                j = team[c, m]
                if j >= 0:
                    i = team[c, 0]
                    good = good and min(trust[i, j], trust[j, i]) >= threshold
            carried += 1 if good else 0
        on_end = on_end + 1 if 2 * carried >= n_cases else 0
        if on_end == 13:
            return week - 12
    return NEVER


def weeks_reached(trial: Trial, runs: int = 12) -> list[int]:
    """The week in which each of the runs reaches the mode, NEVER when it does not."""
    return sorted(
        course(
            draw_key(seed, "trial"),
            trial.best,
            trial.trust_to_success,
            trial.prior,
            trial.turnover / 52.0,
            trial.contacts,
            trial.by_trust,
            trial.threshold,
            trial.gain,
            trial.frozen_trust,
            trial.rivalry,
            trial.workers,
            trial.cases,
            trial.two_parties,
        )
        for seed in range(runs)
    )


FAVOURABLE = Trial()


@pytest.fixture(scope="module")
def favourable() -> list[int]:
    return weeks_reached(FAVOURABLE)


def test_under_favourable_conditions_a_mode_of_cooperation_is_found_in_some_two_years(
    favourable: list[int],
) -> None:
    assert NEVER not in favourable
    assert 75 <= np.median(favourable) <= 180
    assert favourable[0] > 40, "nobody finds it within nine months"


def test_it_is_never_found_when_contacts_go_badly_too_often() -> None:
    assert weeks_reached(replace(FAVOURABLE, best=0.50), runs=6) == [NEVER] * 6


def test_it_is_never_found_when_trust_does_not_help_contacts_to_go_well() -> None:
    assert weeks_reached(replace(FAVOURABLE, frozen_trust=True), runs=6) == [NEVER] * 6


def test_rival_claims_on_clients_alone_can_keep_it_from_being_found() -> None:
    assert weeks_reached(replace(FAVOURABLE, rivalry=0.5), runs=6) == [NEVER] * 6


def test_those_who_already_know_each_other_find_it_sooner(favourable: list[int]) -> None:
    known = weeks_reached(replace(FAVOURABLE, prior=0.40))
    assert np.median(known) < 0.75 * np.median(favourable)


def test_turnover_less_contact_or_random_partners_make_it_later_or_rarer(
    favourable: list[int],
) -> None:
    for change in ({"turnover": 0.25}, {"contacts": 0.15}, {"by_trust": 0.0}):
        hindered = weeks_reached(replace(FAVOURABLE, **change))
        assert np.median(hindered) > 1.4 * np.median(favourable), change


def test_the_threshold_moves_the_date_a_lot(favourable: list[int]) -> None:
    low = weeks_reached(replace(FAVOURABLE, threshold=0.45))
    high = weeks_reached(replace(FAVOURABLE, threshold=0.55))
    assert np.median(low) < 0.85 * np.median(favourable)
    assert np.median(high) > 1.4 * np.median(favourable)


CONDITIONS = {
    "favourable": {},
    "already know each other (0.40)": {"prior": 0.40},
    "turnover 25% a year": {"turnover": 0.25},
    "half the contact": {"contacts": 0.15},
    "random partners": {"by_trust": 0.0},
    "chance without trust 0.50": {"best": 0.50},
    "trust does not help": {"frozen_trust": True},
    "threshold 0.45": {"threshold": 0.45},
    "threshold 0.55": {"threshold": 0.55},
    "115 cases of two or three parties": {"cases": 115, "two_parties": 0.90},
    "the same, among 115 workers": {"cases": 115, "two_parties": 0.90, "workers": 115},
    "favourable, among 110 workers": {"workers": 110},
}


def test_the_table_of_conditions_as_printed() -> None:
    """Reached in all runs, in some, in none, as the conditions are."""
    reached = {}
    for name, change in CONDITIONS.items():
        weeks = weeks_reached(replace(FAVOURABLE, **change))
        reached[name] = sum(week < NEVER for week in weeks)
        when = f"{np.median(weeks):.0f}" if np.median(weeks) < WEEKS else "-"
        print(f"| {name} | {reached[name]} of {len(weeks)} | {when} |")
    assert reached["favourable"] == reached["already know each other (0.40)"] == 12
    assert reached["chance without trust 0.50"] == reached["trust does not help"] == 0
    for hindered in ("turnover 25% a year", "half the contact", "random partners"):
        assert reached[hindered] < 12


def test_it_asks_that_few_share_many_cases_and_a_whole_neighbourhood_spreads_them_too_thin() -> (
    None
):
    """115 workers, 115 cases, mostly two parties: what Carnisse has at rest in the whole model."""
    thin = replace(FAVOURABLE, cases=115, two_parties=0.90, workers=115)
    assert weeks_reached(thin) == [NEVER] * 12
    assert weeks_reached(replace(FAVOURABLE, workers=110)) == [NEVER] * 12
    assert weeks_reached(replace(thin, workers=20))[-1] < weeks_reached(FAVOURABLE)[-1]
