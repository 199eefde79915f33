"""The scale of care: how many effective hours a need of a given severity asks.

Source: caseload ladder by severity of LPBL for BZK (5 to 7 families a worker when heavy, 30 to 40
when vulnerable), converted once to direct hours by the steady state of Carnisse: 2.3 and 0.39
hours a week. Domains differ in how much of it a need takes: `intensity`. One scale for casework,
needs, informal care and outcomes alike.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.core.parameters import Parameter

SCALE: Final = (
    Parameter(
        "care",
        "severity_vulnerable",
        "1",
        (0, 1),
        "severity from which a need counts as unmet when help falls short",
    ),
    Parameter("care", "severity_heavy", "1", (0, 1), "severity from which a need is heavy"),
    Parameter("care", "hours_light", "h/week", (0, 40), "direct hours for a light need"),
    Parameter("care", "hours_vulnerable", "h/week", (0, 40), "direct hours for a vulnerable need"),
    Parameter("care", "hours_heavy", "h/week", (0, 40), "direct hours for a heavy need"),
    Parameter(
        "care",
        "intensity_youth",
        "1",
        (0.01, 20),
        "direct hours in youth care, divided by those of the ladder from light to heavy",
    ),
    Parameter(
        "care",
        "intensity_support",
        "1",
        (0.01, 20),
        "direct hours in support, divided by those of the ladder from light to heavy",
    ),
    Parameter(
        "care",
        "intensity_income",
        "1",
        (0.01, 20),
        "direct hours in work and income, divided by those of the ladder from light to heavy",
    ),
    Parameter(
        "care",
        "intensity_debt",
        "1",
        (0.01, 20),
        "direct hours in debt help, divided by those of the ladder from light to heavy",
    ),
    Parameter(
        "care",
        "informal_hours_full",
        "h/week",
        (0, 60),
        "hours of informal help that help fully (I*)",
    ),
)

FULL_TIME: Final = Parameter(
    "care", "full_time_hours", "h/week", (1, 60), "contract hours of one full-time post (fte)"
)
"""How many hours one fte is: one truth for institutions, teams and caseloads."""


def intensities(p: Any) -> NDArray[np.float64]:
    """How much more than the ladder a need asks, per domain, from bound parameters of SCALE."""
    return np.array([p.intensity_youth, p.intensity_support, p.intensity_income, p.intensity_debt])


def hours_by_rung(p: Any) -> NDArray[np.float64]:
    """Direct hours a week by domain and rung, shape (domains, 3), from parameters of SCALE."""
    return _ladders(
        (p.intensity_youth, p.intensity_support, p.intensity_income, p.intensity_debt),
        (p.hours_light, p.hours_vulnerable, p.hours_heavy),
    )


@lru_cache(maxsize=64)
def _ladders(by_domain: tuple[float, ...], by_rung: tuple[float, ...]) -> NDArray[np.float64]:
    hours: NDArray[np.float64] = np.array(by_domain)[:, None] * np.array(by_rung)[None, :]
    hours.flags.writeable = False
    return hours


@kernel
def required_hours(
    severity: float, domain: int, vulnerable: float, heavy: float, hours: NDArray[np.float64]
) -> float:
    """Effective direct hours a week (c*) that a need of this severity, 0 to 1, asks.

    `hours` comes from `hours_by_rung`.
    """
    if severity >= heavy:
        return float(hours[domain, 2])
    if severity >= vulnerable:
        return float(hours[domain, 1])
    return float(hours[domain, 0])


@kernel
def rung_of(severity: float, vulnerable: float, heavy: float) -> int:
    """The rung of the caseload ladder: 2 heavy, 1 vulnerable, 0 light."""
    if severity >= heavy:
        return 2
    return 1 if severity >= vulnerable else 0
