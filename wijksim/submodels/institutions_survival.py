"""The will to survive: how threats to its right to exist turn an institution inward.

Represents: an institution fears a cut that is announced, the more so when others do its work too;
money and contracts that it has lost already; and staff that it has lent to a team. Fear turns
attention inward, closes the door for others, and makes it hold on to clients; so does an empty
caseload. Management drifts from the front line as it looks at itself and keeps decisions to itself.
Source: DRIFT 2014 (pre-sorting for survival, the inward gaze, joining a team questions one's own
right to exist); the forms are assumptions. Leaves out: the persons of directors, lobbying, and
that some domains are spared: an announced cut is feared by all who live on municipal money.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import half_life_to_weekly_decay
from wijksim.core.compile import kernel
from wijksim.core.elementary import one_minus_exp_array
from wijksim.entities.domains import N_DOMAINS, NOBODY, InstitutionState
from wijksim.entities.world import Scope

ACTIVE = int(InstitutionState.ACTIVE)

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Small = NDArray[np.int8]
Rows = NDArray[np.int16]


@kernel
def count_staff(
    present: Bytes,
    employer: Rows,
    team: Rows,
    finder: Bytes,
    hours: Floats,
    load: Floats,
    hours_per_fte: float,
    fte: Doubles,
    lent: Doubles,
    slack: Doubles,
    team_fte: Doubles,
) -> None:
    """Count filled fte per institution, fte lent to teams, fte per team, and idle caseload.

    `slack` is the part of the caseload norm, 0 to 1, that its caseworkers have free on average.
    """
    caseworkers = np.zeros(fte.shape[0])
    fte[:] = 0.0
    lent[:] = 0.0
    slack[:] = 0.0
    team_fte[:] = 0.0
    for p in range(present.shape[0]):
        i = employer[p]
        if present[p] == 0 or i == NOBODY:
            continue
        mine = hours[p] / hours_per_fte
        fte[i] += mine
        if team[p] != NOBODY:
            lent[i] += mine
            team_fte[team[p]] += mine
        if finder[p] == 0:
            caseworkers[i] += mine
            slack[i] += mine * max(0.0, 1.0 - load[p])
    for i in range(fte.shape[0]):
        if caseworkers[i] > 0.0:
            slack[i] /= caseworkers[i]


@kernel
def measure_overlap(
    generic: float,
    state: Small,
    domain_share: Floats,
    fte: Doubles,
    lent: Doubles,
    team_present: Bytes,
    composition: Floats,
    team_fte: Doubles,
    overlap: Floats,
) -> None:
    """Share of an institution's work that others do too.

    A part `generic` of its work (intake, coordination, light help) could be done by others; all of
    a team's work is of that kind. What is done twice grows with how much of it others have.
    """
    whole = np.zeros(N_DOMAINS)
    for t in range(team_present.shape[0]):
        if team_present[t] == 1:
            for d in range(N_DOMAINS):
                whole[d] += team_fte[t] * composition[t, d]
    for i in range(fte.shape[0]):
        for d in range(N_DOMAINS):
            whole[d] += generic * (fte[i] - lent[i]) * domain_share[i, d]
    for i in range(fte.shape[0]):
        overlap[i] = 0.0
        if state[i] != ACTIVE:
            continue
        for d in range(N_DOMAINS):
            own = generic * (fte[i] - lent[i]) * domain_share[i, d]
            if own > 0.0:
                overlap[i] += generic * domain_share[i, d] * (whole[d] - own) / whole[d]


@kernel
def feel_threat(
    announced_cut: float,
    nearness: float,
    secondment_threat: float,
    half_threat: float,
    state: Small,
    municipal: Bytes,
    budget: Doubles,
    accustomed: Doubles,
    fte: Doubles,
    lent: Doubles,
    overlap: Floats,
    felt: Doubles,
) -> None:
    """The pressure, 0 to 1, that each institution's threats would settle at (`felt`).

    Threats are shares of the work that may go: the announced cut by its nearness (0 to 1), the
    more so for work that others do too; money lost against what it was used to; staff lent. They
    combine like independent risks; half of all pressure is felt at `half_threat`.
    """
    for i in range(felt.shape[0]):
        felt[i] = 0.0
        if state[i] != ACTIVE or municipal[i] == 0:
            continue
        coming = announced_cut * nearness
        safe = (1.0 - coming) * (1.0 - overlap[i] * coming)
        if budget[i] < accustomed[i]:
            safe *= budget[i] / accustomed[i]
        if fte[i] > 0.0:
            safe *= 1.0 - secondment_threat * lent[i] / fte[i]
        threat = 1.0 - safe
        felt[i] = threat / (threat + half_threat)


@kernel
def turn(
    quick: float,
    slow: float,
    used_to: float,
    calming: float,
    inward_pressure: float,
    inward_unrest: float,
    openness_rest: float,
    holding_rest: float,
    holding_pressure: float,
    holding_slack: float,
    gap_rest: float,
    state: Small,
    municipal: Bytes,
    felt: Doubles,
    slack: Doubles,
    budget: Doubles,
    mandate: Floats,
    pressure: Floats,
    inward: Floats,
    openness: Floats,
    holding: Floats,
    management_gap: Floats,
    unrest: Floats,
    accustomed: Doubles,
) -> None:
    """One week in which attitudes move towards what the situation asks for.

    `quick`, `slow`, `used_to` and `calming` are the parts of a distance gone in a week by attitude,
    by organisation, by what one is used to, and by unrest that dies down.
    """
    for i in range(pressure.shape[0]):
        if state[i] != ACTIVE:
            continue
        pressure[i] += quick * (felt[i] - pressure[i])
        unrest[i] -= calming * unrest[i]
        gaze = 1.0 - (1.0 - inward_pressure * pressure[i]) * (1.0 - inward_unrest * unrest[i])
        inward[i] += quick * (gaze - inward[i])
        openness[i] += slow * (openness_rest * (1.0 - inward[i]) - openness[i])
        idle = holding_slack * slack[i] * municipal[i]
        grip = 1.0 - (1.0 - holding_rest) * (1.0 - holding_pressure * pressure[i]) * (1.0 - idle)
        holding[i] += quick * (grip - holding[i])
        apart = (1.0 - mandate[i]) * (1.0 - (1.0 - gap_rest) * (1.0 - inward[i]))
        management_gap[i] += slow * (apart - management_gap[i])
        accustomed[i] += used_to * (budget[i] - accustomed[i])


@dataclass
class Staff:
    """A week's count: filled fte, fte lent, idle caseload per institution; fte per team."""

    fte: Doubles
    lent: Doubles
    slack: Doubles
    team_fte: Doubles


def count(w: Scope) -> Staff:
    """Count the staff, and the overlap that follows from it."""
    firm, people, team = w.institutions, w.professionals, w.teams
    n = len(firm.state)
    staff = Staff(np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(len(team.present)))
    count_staff(
        people.present,
        people.employer,
        people.team,
        people.finder,
        people.hours,
        people.load,
        w.p.full_time_hours,
        staff.fte,
        staff.lent,
        staff.slack,
        staff.team_fte,
    )
    measure_overlap(
        w.p.generic_share,
        firm.state,
        firm.domain_share,
        staff.fte,
        staff.lent,
        team.present,
        team.composition,
        staff.team_fte,
        firm.overlap,
    )
    return staff


def nearness(w: Scope) -> float:
    """How near an announced change of budgets is felt, 0 far away to 1 now."""
    weeks = max(0.0, float(w.municipality.transfer_in_weeks[0]))
    return float(w.p.horizon / (w.p.horizon + weeks))


def pressure_felt(w: Scope, staff: Staff) -> Doubles:
    """The pressure at which this week's threats would settle, per institution."""
    firm = w.institutions
    felt = np.zeros(len(firm.state))
    feel_threat(
        w.municipality.announced_cut[0],
        nearness(w),
        w.p.secondment_threat,
        w.p.half_threat,
        firm.state,
        firm.municipal,
        firm.budget,
        firm.accustomed,
        staff.fte,
        staff.lent,
        firm.overlap,
        felt,
    )
    return felt


def attitudes(w: Scope, *, felt: Doubles, slack: Doubles, at_once: bool = False) -> None:
    """Attitudes move a week towards what the situation asks for, or `at_once` all the way."""
    firm, p = w.institutions, w.p
    turn(
        1.0 if at_once else half_life_to_weekly_decay(p.attitude_half_life),
        1.0 if at_once else half_life_to_weekly_decay(p.organisation_half_life),
        half_life_to_weekly_decay(p.accustomed_half_life),
        half_life_to_weekly_decay(p.unrest_half_life),
        p.inward_pressure,
        p.inward_unrest,
        p.openness_rest,
        p.holding_rest,
        p.holding_pressure,
        p.holding_slack,
        p.gap_rest,
        firm.state,
        firm.municipal,
        felt,
        slack,
        firm.budget,
        firm.mandate,
        firm.survival_pressure,
        firm.inward,
        firm.openness,
        firm.holding,
        firm.management_gap,
        firm.unrest,
        firm.accustomed,
    )


def stir(w: Scope, share: Doubles) -> None:
    """Unrest from the share of its work or staff, 0 to 1, that each institution saw move."""
    if share.any():
        unrest = w.institutions.unrest
        unrest += (1.0 - unrest) * one_minus_exp_array(w.p.unrest_per_move * share)
