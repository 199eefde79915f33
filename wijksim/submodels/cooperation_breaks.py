"""What ends or wears down between professionals: time, turnover, reorganisation, leaks.

Represents: without contact trust drifts back to the prior, and recognition fades. Somebody new
starts with everybody from the prior. A reorganisation or a change of team ends some of the working
pairs. A leak of what should have stayed private costs trust with everyone who shares a case.
Granting a client raises the trust of the one who received it.

Source: drift and reset as in the trial of the mode of cooperation (0.002 a week); shares of pairs
broken and the size of a leak are assumptions. Leaves out: old acquaintances who meet again.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.randomness import decision, uniform_pair
from wijksim.entities.domains import NOBODY

BREAK: Final = decision("cooperation.pair_breaks_up")
DRAWS: Final = ("cooperation.pair_breaks_up",)

Floats = NDArray[np.float32]
Numbers = NDArray[Any]


@inline_kernel
def prior_between(i: int, j: int, employer: Numbers, between: float, within: float) -> float:
    """Trust in somebody whom one has not worked with: more in a colleague of one's own employer."""
    return within if employer[i] == employer[j] and employer[i] != NOBODY else between


@kernel
def wear_down(
    present: Numbers,
    employer: Numbers,
    prior: float,
    prior_within: float,
    drift: float,
    fading: float,
    smoothing: float,
    trust: Floats,
    recognition: Floats,
    contacts: Floats,
    activities: Floats,
) -> None:
    """One week without contact, for every pair: trust drifts to the prior, the rest fades."""
    n = present.shape[0]
    kept = np.float32(1.0 - drift)
    seen = np.float32(1.0 - fading)
    smooth = np.float32(1.0 - smoothing)
    between = np.float32(drift * prior)
    within = np.float32(drift * prior_within)
    for i in range(n):
        if present[i] == 0:
            continue
        for j in range(n):
            same = employer[i] == employer[j] and employer[i] != NOBODY
            trust[i, j] = kept * trust[i, j] + (within if same else between)
        for j in range(n):
            recognition[i, j] *= seen
        for j in range(n):
            contacts[i, j] *= smooth
        for j in range(n):
            activities[i, j] *= smooth


@inline_kernel
def start_anew(
    i: int,
    j: int,
    employer: Numbers,
    prior: float,
    prior_within: float,
    prior_recognition: float,
    trust: Floats,
    recognition: Floats,
    contacts: Floats,
    activities: Floats,
) -> None:
    """Set both sides of a pair to those of people who never worked together."""
    for a, b in ((i, j), (j, i)):
        trust[a, b] = prior_between(a, b, employer, prior, prior_within)
        recognition[a, b] = prior_recognition
        contacts[a, b] = 0.0
        activities[a, b] = 0.0


@kernel
def reset_changed_posts(
    week: int,
    joined_week: Numbers,
    left_week: Numbers,
    employer: Numbers,
    prior: float,
    prior_within: float,
    prior_recognition: float,
    trust: Floats,
    recognition: Floats,
    contacts: Floats,
    activities: Floats,
) -> None:
    """Whoever came or left this week leaves no pairs behind."""
    n = employer.shape[0]
    for i in range(n):
        if joined_week[i] == week or left_week[i] == week:
            for j in range(n):
                if j != i:
                    start_anew(
                        i, j, employer, prior, prior_within, prior_recognition,
                        trust, recognition, contacts, activities,
                    )  # fmt: skip


@kernel
def break_up(
    key: NDArray[np.uint32],
    week: int,
    reorganised: bool,
    ids: NDArray[np.uint32],
    present: Numbers,
    finder: Numbers,
    employer: Numbers,
    team: Numbers,
    team_seen: NDArray[np.int16],
    broken_share: float,
    prior: float,
    prior_within: float,
    trust: Floats,
    contacts: Floats,
    activities: Floats,
) -> None:
    """End a share of the working pairs that a reorganisation or a change of team pulls apart.

    A change of team parts those who worked together, in one team or at home with one employer, and
    do so no longer; with others nothing changes. Recognition remains: one still knows what the
    other's practice is worth.
    """
    n = ids.shape[0]
    for i in range(n):
        if present[i] == 0:
            continue
        for j in range(i + 1, n):
            if present[j] == 0:
                continue
            colleagues = employer[i] == employer[j]
            before = team_seen[i] == team_seen[j] and (colleagues or team_seen[i] != NOBODY)
            together = team[i] == team[j] and (colleagues or team[i] != NOBODY)
            parted = before and not together
            shaken = reorganised and finder[i] == 0 and finder[j] == 0
            if not (parted or shaken):
                continue
            if uniform_pair(key, BREAK, week, ids[i], ids[j]) < broken_share:
                for a, b in ((i, j), (j, i)):
                    start = prior_between(a, b, employer, prior, prior_within)
                    if trust[a, b] > start:
                        trust[a, b] = start
                    contacts[a, b] = 0.0
                    activities[a, b] = 0.0
    for i in range(n):
        team_seen[i] = team[i]


@kernel
def leaks_and_gifts(
    present: Numbers,
    leaked: Numbers,
    gave_to: Numbers,
    joint_cases: Numbers,
    leak_loss: float,
    gift_gain: float,
    trust: Floats,
) -> None:
    """A leak costs trust with all who share a case; a client given gains that of who got it."""
    n = present.shape[0]
    for i in range(n):
        if present[i] == 0:
            continue
        if leaked[i] != 0:
            for j in range(n):
                if joint_cases[i, j] > 0:
                    trust[j, i] -= leak_loss * trust[j, i]
        taker = gave_to[i]
        if taker != NOBODY and taker != i:
            trust[taker, i] += gift_gain * (1.0 - trust[taker, i])
