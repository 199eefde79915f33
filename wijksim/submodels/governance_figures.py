"""What the municipality and its teams see: waiting times, late and blurred, and needs, sampled.

Represents: the figure watched is the mean waiting of requests that wait and of those helped for the
first time in the last quarter. It is seen late and with noise, both smaller the more is reported. A
team that spends hours on scanning sees the shares of need of the households it looks at.
Source: lag of 13 weeks and error of 1/sqrt(n) from the mechanisms of the project; the norm of six
weeks of Rekenkamer Rotterdam 2018. Leaves out: other figures, and figures that are made to please.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.core.elementary import exp
from wijksim.core.randomness import decision, normal
from wijksim.entities.care_scale import required_hours
from wijksim.entities.domains import N_DOMAINS, RequestState

FIGURE: Final = decision("governance.figure")
SCAN: Final = decision("governance.scan")
DRAWS: Final = ("governance.figure", "governance.scan")

Numbers = NDArray[Any]
Doubles = NDArray[np.float64]

_FREE: Final = int(RequestState.FREE)


@kernel
def mean_waiting(
    week: int, span: int, state: Numbers, asked_week: Numbers, first_hour_week: Numbers
) -> float:
    """Mean weeks waited by those who wait, and by those first helped in the last `span` weeks.

    The count comes before the help of `week` itself, which is not among them.
    """
    waited = 0.0
    number = 0
    for i in range(state.shape[0]):
        if first_hour_week[i] >= week - span:
            waited += first_hour_week[i] - asked_week[i]
            number += 1
        elif state[i] != _FREE and first_hour_week[i] < asked_week[i]:
            waited += week - asked_week[i]
            number += 1
    return waited / number if number > 0 else 0.0


@kernel
def seen_through(key: NDArray[np.uint32], week: int, figure: float, noise: float) -> float:
    """The figure as it is seen: multiplied by an error of spread `noise` with mean 1."""
    return figure * exp(noise * normal(key, FIGURE, week, 0, 0) - 0.5 * noise * noise)


@kernel
def felt_gap(seen: float, norm: float, ceiling: float) -> float:
    """How far a figure is felt to fall short: G / (1 + G / ceiling), G = max(0, seen / norm - 1).

    Near the norm it is the mechanisms' G; far beyond it, worse hardly alarms more (assumption).
    """
    gap = max(0.0, seen / norm - 1.0)
    return gap * ceiling / (ceiling + gap)


@kernel
def need_shares(
    present: Numbers,
    need: Numbers,
    vulnerable: float,
    heavy: float,
    hours: Doubles,
    out: Doubles,
) -> None:
    """Shares of the domains in the hours of care that residents' needs ask; even if none do."""
    out[:] = 0.0
    for i in range(present.shape[0]):
        if present[i] == 0:
            continue
        for d in range(N_DOMAINS):
            if need[i, d] >= vulnerable:
                out[d] += required_hours(need[i, d], d, vulnerable, heavy, hours)
    total = out.sum()
    for d in range(N_DOMAINS):
        out[d] = out[d] / total if total > 0.0 else 1.0 / N_DOMAINS


@kernel
def scan(
    key: NDArray[np.uint32],
    week: int,
    team: int,
    households: float,
    prior: float,
    share: Doubles,
    estimate: Numbers,
) -> None:
    """Renew a team's view of need: a sample of so many households, weighed against what it held.

    The error of each share is sqrt(share (1 - share) / households), as in a survey. Who visits
    less than one household in a quarter has learnt nothing.
    """
    if households < 1.0:
        return
    total = 0.0
    seen = np.empty(N_DOMAINS)
    for d in range(N_DOMAINS):
        s = share[d]
        seen[d] = 0.0
        if s > 0.0:
            spread = np.sqrt((1.0 - s) / (s * households))
            seen[d] = s * exp(spread * normal(key, SCAN, week, team, d) - 0.5 * spread * spread)
        total += seen[d]
    if total <= 0.0:
        return
    weight = households / (households + prior)
    for d in range(N_DOMAINS):
        estimate[d] += weight * (seen[d] / total - estimate[d])


@kernel
def trust_at_work(
    present: Numbers, finder: Numbers, employer: Numbers, contacts: Numbers, trust: Numbers
) -> float:
    """Mean mutual trust between workers of different employers, weighed by their contacts, 0-1."""
    total = 0.0
    weight = 0.0
    for i in range(present.shape[0]):
        if present[i] == 0 or finder[i] != 0:
            continue
        for j in range(i):
            if present[j] == 0 or finder[j] != 0 or employer[i] == employer[j]:
                continue
            total += contacts[i, j] * min(trust[i, j], trust[j, i])
            weight += contacts[i, j]
    return total / weight if weight > 0.0 else 0.0
