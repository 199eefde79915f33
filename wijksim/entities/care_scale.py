"""The scale of care: how many effective hours a need of a given severity asks.

Source: caseload ladder by severity of LPBL for BZK (5 to 7 families a worker when heavy, 30 to 40
when vulnerable), converted once to direct hours by the steady state of Carnisse: 2.3 and 0.39
hours a week. One scale for casework, needs and outcomes alike.
"""

from __future__ import annotations

from typing import Final

from wijksim.core.compile import kernel
from wijksim.core.parameters import Parameter

SCALE: Final = (
    Parameter("care", "severity_vulnerable", "1", (0, 1), "severity from which a need counts as unmet when help falls short"),
    Parameter("care", "severity_heavy", "1", (0, 1), "severity from which a need is heavy"),
    Parameter("care", "hours_light", "h/week", (0, 40), "direct hours for a light need"),
    Parameter("care", "hours_vulnerable", "h/week", (0, 40), "direct hours for a vulnerable need"),
    Parameter("care", "hours_heavy", "h/week", (0, 40), "direct hours for a heavy need"),
    Parameter("care", "informal_hours_full", "h/week", (0, 60), "informal hours that fully help (I*)"),
)

FULL_TIME: Final = Parameter("care", "full_time_hours", "h/week", (1, 60), "contract hours of one full-time post (fte)")
"""How many hours one fte is: one truth for institutions, teams and caseloads."""


@kernel
def required_hours(
    severity: float,
    vulnerable: float,
    heavy: float,
    hours_light: float,
    hours_vulnerable: float,
    hours_heavy: float,
) -> float:
    """Effective direct hours a week (c*) that a need of this severity, 0 to 1, asks."""
    if severity >= heavy:
        return hours_heavy
    if severity >= vulnerable:
        return hours_vulnerable
    return hours_light


@kernel
def rung_of(severity: float, vulnerable: float, heavy: float) -> int:
    """The rung of the caseload ladder: 2 heavy, 1 vulnerable, 0 light."""
    if severity >= heavy:
        return 2
    return 1 if severity >= vulnerable else 0
